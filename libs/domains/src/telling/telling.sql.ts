/** Whoever was given something of a person ($1), of some record types ($2) or of one field of a record ($3, $4), also where the disclosure is archived by now. */
export const recipientsTold = `select t.recipient_id::text as "recipientId", t.their_references as "theirReferences" from rights.recipients_told($1, $2, $3, $4) t order by t.recipient_id`;

/** By which way a recipient is told. */
export const wayOf = `select r.notice_email as "noticeEmail", exists (select from recipients.endpoint e where e.recipient_id = r.id and e.disabled_on is null) as endpoint
  from recipients.recipient r where r.id = $1`;

export const fieldOf = 'select record_type as "recordType", field from rights.rectification where id = $1';

export const describeTelling = `select t.id::text as id, t.reason, t.rectification_id::text as "rectificationId", r.id::text as "recipientId", r.name as recipient, r.category, t.their_references as "theirReferences",
    t.opened_on::text as "openedOn", t.done_on::text as "doneOn", t.done_by::text as "doneBy", t.outcome, t.escalated_on::text as "escalatedOn",
    m.id::text as "messageId", m.channel, m.state, m.attempts, m.last_status as "lastStatus", m.last_failure as "lastFailure",
    case when m.state = 'waiting' then m.not_before end as "nextTryAt", case when m.state = 'delivered' then m.ended_at end as "deliveredAt"
  from rights.recipient_task t join recipients.recipient r on r.id = t.recipient_id left join rights.recipient_message m on m.task_id = t.id
  where t.request_id = $1 order by lower(r.name), t.opened_on, t.id`;

export const namesOf = 'select id::text as id, name from recipients.recipient where id = any($1::uuid[])';
