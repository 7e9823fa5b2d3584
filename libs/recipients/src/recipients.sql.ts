const columns = `id::text as id, name, category, country, contact_reference as "contactReference", notice_email as "noticeEmail", contract_reference as "contractReference", contract_ends_on::text as "contractEndsOn",
  purposes, sub_processors as "subProcessors", review_on::text as "reviewOn", registered_on::text as "registeredOn", ended_on::text as "endedOn"`;

export const addRecipient = `insert into recipients.recipient (id, name, country, contact_reference, contract_reference, contract_ends_on, purposes, sub_processors, review_on, notice_email, category, registered_on)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, calendar.paris_date(now()))
  on conflict do nothing returning ${columns}`;
/** All but the category: what was given was given to a client, or to a bank. */
export const changeRecipient = `update recipients.recipient set name = $2, country = $3, contact_reference = $4, contract_reference = $5, contract_ends_on = $6, purposes = $7, sub_processors = $8, review_on = $9, notice_email = $10
  where id = $1 and ended_on is null returning ${columns}`;
export const listRecipients = `select r.*, e.url as "endpointUrl", e.disabled_on::text as "endpointDisabledOn"
  from (select ${columns} from recipients.recipient) r left join recipients.endpoint e on e.recipient_id = r.id::uuid order by r."endedOn" is not null, lower(r.name), r.id`;
/** FOR SHARE: it is not ended, nor its category changed, before the disclosure is written. */
export const lockRecipient = `select ${columns}, calendar.paris_date(now())::text as today from recipients.recipient where id = $1 for share`;
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

/** Those whose review, or the last day of whose contract, has come near and was not told of; whoever comes second finds none. */
export const reviewsToTell = `update recipients.recipient r set review_told_for = case when review_on <= d.near then review_on else review_told_for end,
    contract_told_for = case when contract_ends_on <= d.near then contract_ends_on else contract_told_for end
  from (select calendar.paris_date(now()) + $1::int as near) d
  where r.ended_on is null and (r.review_on <= d.near and r.review_told_for is distinct from r.review_on or r.contract_ends_on <= d.near and r.contract_told_for is distinct from r.contract_ends_on)
  returning r.name, r.review_on::text as "reviewOn", r.contract_ends_on::text as "contractEndsOn"`;
