export const protectionsOf = `select id::text as id, field, wrong_sha256 as wrong, caught_up as "caughtUp" from rights.corrected_field where record_type = $1 and record_id = $2`;

/** A correction anew counts for every source anew. */
export const protect = `insert into rights.corrected_field (person_id, record_type, record_id, field, wrong_sha256, corrected_on)
  values ($1, $2, $3, $4, $5, calendar.paris_date(now()))
  on conflict (record_id, record_type, field, wrong_sha256) do update set corrected_on = excluded.corrected_on, caught_up = '{}'`;
export const endProtection = 'delete from rights.corrected_field where record_type = $1 and record_id = $2 and field = $3 and wrong_sha256 = $4';
export const markCaughtUp = 'update rights.corrected_field set caught_up = caught_up || $2::text where id = any($1::uuid[]) and not ($2 = any(caught_up))';

export const describeTasks = `select t.id::text as id, t.rectification_id::text as "rectificationId", r.name as recipient, r.category, t.opened_on::text as "openedOn", t.done_on::text as "doneOn", t.done_by::text as "doneBy", t.outcome
  from rights.recipient_task t join recipients.recipient r on r.id = t.recipient_id where t.request_id = $1 order by lower(r.name), t.id`;
