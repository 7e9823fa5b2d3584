export const insertMessage = `insert into outbox.message (kind, address, subject, body, language, person_id, about_type, about_id, good_until, secret)
  values ($1, $2, $3, $4, $5, $6, $7, $8, clock_timestamp() + $9::int * interval '1 minute', $10) returning id`;

/** One message nobody else is sending; its row lock is the only lease. */
export const claimMessage = `select id, address as "to", subject, body as text, language, attempts, coalesce(good_until <= clock_timestamp(), false) as late
  from outbox.message where state = 'waiting' and not_before <= clock_timestamp() order by not_before, id limit 1 for update skip locked`;

/** The text of a message that carries a secret ends with it. */
export const endMessage = 'update outbox.message set state = $2, attempts = $3, reply_code = $4, ended_at = clock_timestamp(), body = case when secret then null else body end where id = $1';

export const postponeMessage = `update outbox.message set attempts = $2, reply_code = $3, not_before = clock_timestamp() + $4::int * interval '1 second' where id = $1`;

/** RET-37: thirty days after a message ended, whole. */
export const endOldMessages = `delete from outbox.message where ended_at < now() - interval '30 days'`;

export const readFigures = `select count(*) filter (where state = 'waiting')::int as waiting,
    coalesce(extract(epoch from clock_timestamp() - min(created_at) filter (where state = 'waiting')), 0)::int as "oldestSeconds",
    count(*) filter (where state = 'refused')::int as refused
  from outbox.message`;

/** Newest first, by a cursor over the moment of writing; $1 state or null, $2 and $3 the last row seen or null. */
export const listMessages = `select id, kind, address, language, person_id as "personId", about_type as "aboutType", about_id as "aboutId", state, attempts,
    reply_code as "replyCode", created_at as "createdAt", not_before as "notBefore", ended_at as "endedAt"
  from outbox.message
  where ($1::text is null or state = $1) and ($2::timestamptz is null or (created_at, id) < ($2::timestamptz, $3::uuid))
  order by created_at desc, id desc limit $4`;

/** What was refused, given another try by somebody who has mended the cause. */
export const sendAgain = `update outbox.message set state = 'waiting', attempts = 0, not_before = clock_timestamp(), ended_at = null
  where id = $1 and state = 'refused' and not secret returning id`;
