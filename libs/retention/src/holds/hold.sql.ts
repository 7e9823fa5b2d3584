export const insertHold = `insert into retention.hold (person_id, record_type, record_id, collected_from, collected_to, case_id, review_on)
  values ($1, $2, $3, $4, $5, $6, $7) returning id::text as id, placed_at::text as "placedAt"`;

export const insertReason = 'insert into retention.hold_reason (hold_id, reason, author) values ($1, $2, $3)';

export const releaseHold = 'update retention.hold set released_at = now() where id = $1 and released_at is null returning id';

export const releaseCase = 'update retention.hold set released_at = now() where case_id = $1 and released_at is null returning id';

export const listHolds = `select h.id::text as id, h.person_id::text as "personId", h.record_type as "recordType", h.record_id::text as "recordId",
    h.collected_from as "collectedFrom", h.collected_to as "collectedTo", h.case_id::text as "caseId", h.placed_at as "placedAt",
    h.released_at as "releasedAt", h.review_on as "reviewOn", r.reason, r.author,
    h.released_at is null and h.review_on < calendar.paris_date(now()) as "reviewOverdue"
  from retention.hold h left join retention.hold_reason r on r.hold_id = h.id
  where $1 or h.released_at is null order by h.placed_at, h.id`;
