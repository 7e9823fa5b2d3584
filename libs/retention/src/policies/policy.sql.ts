export const upsertPolicy = `insert into retention.policy (code, record_type, title, automatic) values ($1, $2, $3, $4)
  on conflict (code) do update set title = excluded.title, automatic = excluded.automatic`;

export const policyType = 'select record_type as "recordType" from retention.policy where code = $1';

export const insertFrozen = `insert into retention.policy_version (policy, number, state, body, content_hash, legal_reference, confidence, frozen_at)
  select $1, coalesce(max(number), 0) + 1, 'frozen', $2, $3, $4, $5, now() from retention.policy_version where policy = $1 returning id::text as id`;

export const upsertFloor = `insert into retention.statutory_floor (code, record_type, body, valid_from, valid_to, legal_reference, confidence)
  values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (code) do update set valid_to = excluded.valid_to
    where statutory_floor.body = excluded.body and statutory_floor.record_type = excluded.record_type and statutory_floor.valid_from = excluded.valid_from
  returning code`;

export const insertPublication = `insert into retention.publication (effective_from, title, reason, explanation) values ($1, $2, $3, $4) returning id::text as id`;

export const insertPublicationVersion = `insert into retention.publication_version
  (publication, version, mandatory_retroactive, legal_reference, opted_out, opt_out_reason) values ($1, $2, $3, $4, $5, $6)`;

export const latestPublication = `select max(effective_from)::text as day, calendar.paris_date(now())::text as today from retention.publication`;

/** Is a text a value of a type? Asked by a function that catches, so that the answer "no" ends no transaction. */
export const readsAs = 'select retention.reads_as($1, $2) as fits';

/** Record types somebody has a rule for, or is writing one. */
export const ruledTypes = 'select record_type as "recordType" from retention.policy union select record_type from retention.policy_draft';

/** Today, or the day after a publication that begins today or later: each begins after the one before it. */
export const nextPublicationDay = 'select greatest(calendar.paris_date(now()), max(effective_from) + 1)::text as day from retention.publication';

export const noteExtension = `insert into retention.activity (kind, record_type, place, reason) select 'policy-added', t, p, $3 from unnest($1::text[], $2::text[]) u(t, p)`;
