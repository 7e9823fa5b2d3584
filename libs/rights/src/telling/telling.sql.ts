/** One task a recipient; who was told before under the same request for the same reason is told once. $3: recipients, $4: their references, a JSON array of arrays. */
export const openTasks = `insert into rights.recipient_task (request_id, reason, recipient_id, their_references, opened_on)
  select $1, $2, r.id, array(select jsonb_array_elements_text($4::jsonb -> (r.n - 1)::int)), calendar.paris_date(now())
  from unnest($3::uuid[]) with ordinality r (id, n) on conflict do nothing returning id::text as id, recipient_id::text as "recipientId", their_references as "theirReferences"`;

export const addMessage = 'insert into rights.recipient_message (request_id, task_id, channel) values ($1, $2, $3) on conflict (task_id) do nothing returning id::text as id';

/**
 * One message nobody else is sending, for so many seconds: a sender that dies leaves it to the next. No transaction waits for the
 * receiver, and whoever locks rows meanwhile is passed by. $1: seconds
 */
export const claimMessage = `update rights.recipient_message m set leased_until = clock_timestamp() + $1::int * interval '1 second', last_tried_at = clock_timestamp()
  from rights.recipient_task t where t.id = m.task_id and m.id = (
    select w.id from rights.recipient_message w where w.state = 'waiting' and w.channel = 'webhook' and w.not_before <= clock_timestamp() and (w.leased_until is null or w.leased_until <= clock_timestamp())
    order by w.not_before, w.id limit 1 for update skip locked)
  returning m.id::text as id, m.task_id::text as "taskId", m.request_id::text as "requestId", m.attempts, to_char(m.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt", t.recipient_id::text as "recipientId", t.reason,
    t.rectification_id::text as "rectificationId", t.their_references as "theirReferences"`;

/** What became of a try. Whoever comes after the message has ended changes nothing. */
export const endMessage = `update rights.recipient_message set state = $2, attempts = attempts + 1, last_status = $3, last_failure = $4, leased_until = null, ended_at = clock_timestamp()
  where id = $1 and state = 'waiting' returning id`;
export const postponeMessage = `update rights.recipient_message set attempts = attempts + 1, last_status = $2, last_failure = $3, leased_until = null, not_before = clock_timestamp() + $4::int * interval '1 second'
  where id = $1 and state = 'waiting'`;
/** Whatever else waits for the recipient has nowhere to go. */
export const endWaitingOf = `update rights.recipient_message m set state = 'gone', leased_until = null, ended_at = clock_timestamp()
  from rights.recipient_task t where t.id = m.task_id and t.recipient_id = $1 and m.state = 'waiting' and m.channel = 'webhook'`;
export const cancelMessage = `update rights.recipient_message set state = 'cancelled', leased_until = null, ended_at = clock_timestamp() where task_id = $1 and state = 'waiting'`;

/** Under the same id, from the first try on. */
export const sendAgain = `update rights.recipient_message m set state = 'waiting', attempts = 0, not_before = clock_timestamp(), leased_until = null, last_failure = null, ended_at = null
  from rights.recipient_task t where t.id = m.task_id and t.done_on is null and m.channel = 'webhook' and m.state in ('failed', 'gone')`;

/** What the mail server said of e-mails, before the outbox forgets them. */
export const readMailed = `update rights.recipient_message m set state = case o.state when 'sent' then 'delivered' else 'failed' end, attempts = o.attempts, last_status = o.reply_code,
    last_tried_at = o.ended_at, ended_at = o.ended_at
  from outbox.message o where m.channel = 'e-mail' and m.state = 'waiting' and o.about_type = 'recipient-task' and o.about_id = m.task_id and o.state <> 'waiting' returning m.id`;

/** Open tasks that nobody confirmed for $1 days, or whose message will not arrive; each told once. */
export const escalate = `update rights.recipient_task t set escalated_on = calendar.paris_date(now()) from rights.request r
  where r.id = t.request_id and t.done_on is null and t.escalated_on is null
    and (t.opened_on <= calendar.paris_date(now()) - $1::int or exists (select from rights.recipient_message m where m.task_id = t.id and m.state in ('failed', 'gone')))
  returning t.recipient_id::text as "recipientId", t.reason, t.opened_on::text as "openedOn", r.id::text as "requestId", r.number`;
