const columns = `id::text as id, name, category, country, contact_reference as "contactReference", registered_on::text as "registeredOn", ended_on::text as "endedOn"`;

export const addRecipient = `insert into recipients.recipient (id, name, category, country, contact_reference, registered_on) values ($1, $2, $3, $4, $5, calendar.paris_date(now()))
  on conflict do nothing returning ${columns}`;
export const listRecipients = `select ${columns} from recipients.recipient order by ended_on is not null, lower(name), id`;
/** FOR SHARE: it is not ended, nor its category changed, before the disclosure is written. */
export const lockRecipient = `select ${columns} from recipients.recipient where id = $1 for share`;
export const endRecipient = `update recipients.recipient set ended_on = calendar.paris_date(now()) where id = $1 and ended_on is null returning id`;

/**
 * One statement for all of them, in the order of the persons: each takes its person's lock, and two transactions that give at
 * once must meet in the same order. @param $1 recipient $2 its category $3 purpose $4 their reference
 */
export const addDisclosures = (given: string): string => `insert into recipients.disclosure
    (id, person_id, recipient_id, recipient_category, record_type, record_id, fields, purpose, basis, disclosed_on, their_reference, collected_on, origin)
  select gen_random_uuid(), g.person_id, $1::uuid, $2, g.record_type, g.record_id, g.fields, $3, g.basis, calendar.paris_date(now()), $4, calendar.paris_date(now()), 'derived'
  from ${given} g order by g.person_id, g.record_id`;

export const disclosuresOf = `select d.id::text as id, r.id::text as "recipientId", r.name as recipient, d.recipient_category as category, r.country, d.record_type as "recordType", d.record_id::text as "recordId",
    d.fields, d.purpose, d.basis, d.disclosed_on::text as "disclosedOn", d.their_reference as "theirReference"
  from recipients.disclosure d join recipients.recipient r on r.id = d.recipient_id where d.person_id = $1
  order by d.disclosed_on desc, lower(r.name), d.id limit $2`;
