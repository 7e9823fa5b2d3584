// Mixes the people of a loaded company: records of every kind change hands, so that one person has any mixture of roles; dates lie on, before and
// behind their last days; money is owed, contracts run, holds and restrictions of every reach stand beside. Plain SQL, the same for the same company.
import { governed, rules } from './rules.mjs';

const h = (salt, id = 'r.id') => `(hashtext(${id}::text || '${salt}') & 2147483647)`;
const one = (n, salt, id) => `${h(salt, id)} % ${n} = 0`;
/** Somebody of the crowd; few have many records, many have few. */
const somebody = (salt, id = 'r.id') => `(select c.id from shadow_crowd c where c.n = floor((select count(*) from shadow_crowd) * power((${h(salt, id)} % 10007) / 10007.0, 1.7))::int)`;
const near = (salt, id) => `(${h(salt, id)} % 3 - 1)`;
const day = 'calendar.paris_date(now())';
/** Unique for each person: they stay with whom they have. */
const settled = new Set(['people.person', 'people.bank_details', 'engagement.consent', 'training.training_proof', 'packages.package']);

const moved = governed.filter(({ table }) => !settled.has(table)).map(({ table }) => `update ${table} r set person_id = ${somebody(`whose ${table}`)} where ${h(`moves ${table}`)} % 10 < 6 and r.person_id is not null`);
const collected = governed.map(({ table }) => `update ${table} r set collected_on = case when ${one(2, 'unknown')} then null else ${day} + 20 end where phase = 'active' and ${one(41, 'collected')}`);

const facts = [
  `update invoicing.invoice r set paid_on = null where phase = 'active' and ${one(5, 'owed')}`,
  `update invoicing.expense_claim r set reimbursed_on = null where phase = 'active' and ${one(6, 'owed')}`,
  `update invoicing.expense_claim r set established_on = null where ${one(11, 'no day')}`,
  `update invoicing.expense_claim r set booked_on = null where ${one(13, 'not booked')}`,
  `update invoicing.expense_claim r set established_on = (${day} - interval '6 years')::date + ${near('six')}, booked_on = ${day} - 4400, social_contribution_evidence = true where ${one(7, 'six years')}`,
  `update invoicing.received_invoice r set paid_on = null where phase = 'active' and ${one(7, 'owed')}`,
  `update invoicing.fee_declaration r set filed_on = year_ended_on + 40 where not ${one(4, 'filed')}`,
  `update recruitment.assignment r set client_contact_id = ${somebody('contact')} where ${one(3, 'contact')}`,
  `update recruitment.assignment r set client_contact_id = person_id where ${one(23, 'herself')}`,
  `update recruitment.assignment r set status = 'running', ended_on = null where phase = 'active' and ${one(7, 'runs')}`,
  `update recruitment.assignment r set status = 'ended', ended_on = ${day} + 90 where phase = 'active' and ${one(29, 'ahead')}`,
  `update recruitment.assignment r set status = 'ended', ended_on = null where phase = 'active' and ${one(17, 'unknown end')}`,
  `update recruitment.assignment r set status = 'ended', ended_on = (${day} - interval '5 years')::date + ${near('five')} where ${one(9, 'last day')}`,
  `update recruitment.assignment r set status = 'ended', ended_on = date '2024-02-29' where ${one(37, 'leap')}`,
  `update recruitment.application r set stage = 'open', decided_on = null where phase = 'active' and ${one(6, 'open')}`,
  `update recruitment.application r set stage = 'retained' where stage = 'rejected' and ${one(7, 'retained')}`,
  `update recruitment.application r set decided_on = (${day} - interval '5 years')::date + ${near('decided')} where stage <> 'open' and ${one(8, 'last day')}`,
  `update recruitment.application r set decided_on = null where stage <> 'open' and ${one(19, 'no day')}`,
  `update access.dispute_case r set settled_on = null where phase = 'active' and ${one(5, 'open')}`,
  `update people.client_contact r set relation_ended_on = (${day} - interval '5 years')::date + ${near('contact')} where ${one(9, 'last day')}`,
  `update people.bank_details r set holder = null, bic_sealed = null where ${one(15, 'less')}`,
  `update people.contact_details r set street = null, phone = null where ${one(9, 'less')}`,
  `update recruitment.appointment r set notes = null, place = null where ${one(5, 'less')}`,
  // Treated already, held by a floor alone.
  `update invoicing.expense_claim r set phase = 'treated', comment = null, booked_on = ${day} - 4500, established_on = ${day} - 1500, social_contribution_evidence = true where phase = 'archived' and ${one(5, 'treated')}`,
  `update training.attendance r set phase = 'treated', session_ended_on = ${day} - 2900, supports_invoice = true, participant_email = null, evaluation = null, participant_name = 'Kept Name' where phase = 'archived' and ${one(5, 'treated')}`,
];

const parts = [
  `insert into access.reset_token (id, account_id, token_sha256, issued_at, expires_at) select gen_random_uuid(), r.id, sha256(r.id::text::bytea), now(), now() + interval '30 minutes' from access.account r where ${one(9, 'token')}`,
  `insert into access.recovery_code (id, user_id, token_sha256) select gen_random_uuid(), r.id, sha256(r.id::text::bytea) from access.console_user r where ${one(3, 'code')}`,
  `insert into packages.redaction (id, package_id, record_type, record_id, field, reason, decision) select gen_random_uuid(), r.id, 'appointment', r.id, 'notes', 'name', 'redact' from packages.package r where ${one(3, 'redaction')}`,
];

const events = [
  `update people.dated_event r set person_id = ${somebody('event')} where ${one(3, 'moves')}`,
  `delete from people.dated_event r where ${one(9, 'none')}`,
  `update people.dated_event r set cancelled_at = now() where ${one(11, 'cancelled')}`,
  ...[['payment', '13 months', 6], ['assignment-end', '5 years', 8], ['last-contact', '5 years', 9]].map(([kind, period, n]) =>
    `insert into people.dated_event (id, person_id, kind, occurred_on, source_type) select gen_random_uuid(), r.id, '${kind}', (${day} - interval '${period}')::date + ${near(kind)}, 'test' from people.person r where ${one(n, `event ${kind}`)}`),
  `insert into people.dated_event (id, person_id, kind, occurred_on, source_type) select gen_random_uuid(), r.id, 'assignment-end', 'infinity', 'assignment' from people.person r where ${one(12, 'goes on')}`,
  'delete from people.person_clock',
  'insert into people.person_clock (person_id, kind, last_on) select person_id, kind, max(occurred_on) from people.dated_event where cancelled_at is null group by person_id, kind',
];

const named = rules.filter((rule) => rule.names.includes('active')).flatMap((rule) => (rule.subjects ?? ['person_id', ...(rule.others ?? [])]).map((s) => `exists (select 1 from ${rule.table} t where t.${s} = r.id and t.phase = 'active')`));
const archived = `update people.person r set phase = 'archived' where not (${named.join(' or ')})`;

const someTypes = `(array['application', 'assignment', 'invoice', 'expert-profile', 'contact-details', 'person', 'survey-answer'])`;
const type = (salt) => `${someTypes}[1 + ${h(salt)} % 7]`;
const released = (salt) => `case when ${one(3, salt)} then now() end`;
const hold = (columns, values, from) => `insert into retention.hold (${columns}, review_on, released_at) select ${values}, ${day} + 90, ${released('released')} from ${from}`;
const holds = [
  hold('person_id', 'r.id', `people.person r where ${one(37, 'held')}`),
  hold('person_id, record_type', `r.id, ${type('held type')}`, `people.person r where ${one(31, 'held by type')}`),
  hold('person_id, collected_from, collected_to', `r.id, ${day} - 2000, ${day} - 400`, `people.person r where ${one(43, 'held by days')}`),
  hold('record_type, record_id', `'invoice', r.id`, `invoicing.invoice r where ${one(23, 'held')}`),
  hold('record_type, record_id', `'application', r.id`, `recruitment.application r where ${one(29, 'held')}`),
  hold('record_type, collected_from, collected_to', `'survey-answer', ${day} - 200, ${day} - 100`, '(select gen_random_uuid() as id) r'),
];
const restrictions = [
  `insert into retention.restriction (person_id, review_on, lifted_at) select r.id, ${day} + 90, ${released('lifted')} from people.person r where ${one(14, 'restricted')}`,
  `insert into retention.restriction (person_id, record_type, review_on, lifted_at) select r.id, ${type('restricted type')}, ${day} + 90, ${released('lifted too')} from people.person r where ${one(11, 'restricted by type')}`,
];

/** Mixes, in one transaction of the owner. @param query (text, values) => rows */
export async function mixPeople(query) {
  await query('set local session_replication_role = replica');
  await query('create temporary table shadow_crowd on commit drop as select id, (row_number() over (order by id) - 1)::int as n from people.person where phase = \'active\'');
  await query('create unique index on shadow_crowd (n)');
  for (const statement of [...moved, ...facts, ...collected, ...parts, ...events, archived, ...holds, ...restrictions]) await query(statement);
}

/** Nine in ten wish to be erased, each today; one in six of them of some record types only. */
export async function recordWishes(query) {
  await query(`insert into retention.erasure_wish (id, person_id, request, ground, record_types, asked_on)
    select gen_random_uuid(), r.id, 'R-2026-' || lpad((row_number() over (order by r.id))::text, 6, '0'), (array['no-longer-needed', 'consent-withdrawn', 'objection', 'unlawful'])[1 + ${h('ground')} % 4],
      case when ${one(6, 'some')} then array['assignment', 'application', 'person', ${type('wish')}, 'bank-details', 'invoice'] end, ${day}
    from people.person r where not ${one(10, 'silent')}`);
}
