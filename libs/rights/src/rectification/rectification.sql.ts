export const insertRectification = `insert into rights.rectification (id, request_id, record_type, record_id, field, before_sealed, after_sealed, agent_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8)`;

export const listRectifications = `select id::text as id, request_id::text as "requestId", record_type as "recordType", record_id::text as "recordId", field, corrected_at as "correctedAt", agent_id::text as "agentId"
  from rights.rectification where request_id = $1 order by corrected_at, id`;

export const readRectification = `select id::text as id, request_id::text as "requestId", record_type as "recordType", record_id::text as "recordId", field, before_sealed as "beforeSealed", after_sealed as "afterSealed",
    corrected_at as "correctedAt", agent_id::text as "agentId"
  from rights.rectification where id = $1`;

/** $3: recipients of the value before, $4: their references, a JSON array of arrays. One task each. */
export const openTasks = `insert into rights.recipient_task (request_id, rectification_id, recipient_id, their_references, opened_on)
  select $1, $2, r.id, array(select jsonb_array_elements_text($4::jsonb -> (r.n - 1)::int)), calendar.paris_date(now())
  from unnest($3::uuid[]) with ordinality r (id, n) on conflict do nothing returning id::text as id, recipient_id::text as "recipientId", their_references as "theirReferences"`;

/** A task ends once; its day lies between the one it was opened on and today. */
export const endTask = `update rights.recipient_task set done_on = $2, done_by = $3, outcome = $4
  where id = $1 and done_on is null and $2 between opened_on and calendar.paris_date(now()) returning request_id::text as "requestId"`;
export const findTask = 'select done_on::text as "doneOn" from rights.recipient_task where id = $1';
