// Errors a run must never make, each planted by one statement, and the counter that must find it. Each statement runs
// after a run, with the owner's login and triggers off.
const one = (table, where) => `(select id from ${table} where ${where} order by id limit 1)`;
/** A record that the run brought from the active phase into another. */
const moved = (table, phase, where = 'true') => `(select t.id from ${table} t join shadow.${table.replace('.', '_')} s on s.id = t.id where t.phase = '${phase}' and s.phase <> '${phase}' and ${where} order by t.id limit 1)`;
const unheld = (alias) => `not exists (select 1 from retention.hold h where h.person_id = ${alias}.person_id and h.released_at is null)
  and not exists (select 1 from retention.restriction x where x.person_id = ${alias}.person_id and x.lifted_at is null)`;
const anEntry = (where = 'true') => `(run, number, leaf) = (select run, number, leaf from ledger.entry where ${where} order by run, number, leaf limit 1)`;

/** Errors one sees from far away. */
export const planted = [
  ['a due record brought back', `insert into engagement.survey_answer select * from shadow.engagement_survey_answer where answered_on < current_date - 200 and not exists (select 1 from engagement.survey_answer t where t.id = engagement_survey_answer.id) limit 1`, 'dueUntreated'],
  ['a record deleted that was not due', `delete from engagement.survey_answer where id = ${one('engagement.survey_answer', 'answered_on > current_date - 60')}`, 'treatedUndue'],
  ['a record archived that was not due', `update recruitment.assignment set phase = 'archived' where id = ${one('recruitment.assignment', `phase = 'active' and status = 'running' and not exists (select 1 from retention.hold h where h.person_id = assignment.person_id)`)}`, 'treatedUndue'],
  ['a held record deleted', `delete from invoicing.invoice where id = (select i.id from invoicing.invoice i join retention.hold h on h.person_id = i.person_id where h.released_at is null limit 1)`, 'heldTreated'],
  ['an archived record made active again', `update recruitment.application set phase = 'active' where id = (select t.id from recruitment.application t join shadow.recruitment_application s on s.id = t.id where s.phase = 'archived' limit 1)`, 'broughtBack'],
  ['a motivation left in the archive', `update recruitment.application set motivation = 'left' where id = (select t.id from recruitment.application t join shadow.recruitment_application s on s.id = t.id where t.phase = 'archived' and s.phase = 'active' limit 1)`, 'notSorted'],
  ['an e-mail address left in the archive', `update people.contact_details set email = 'left@example.fr' where id = (select t.id from people.contact_details t join shadow.people_contact_details s on s.id = t.id where t.phase = 'archived' and s.phase = 'active' limit 1)`, 'notSorted'],
  ['a policy that shows the archive to the application', `create policy leak on recruitment.assignment to public using (true)`, 'visibleToApp'],
  ['a CV without its profile', `insert into recruitment.cv_file (id, profile_id) values (gen_random_uuid(), gen_random_uuid())`, 'orphans'],
  ['a record of nobody', `update access.account set person_id = gen_random_uuid() where id = ${one('access.account', 'true')}`, 'orphans'],
  ['an identity kept for no reason', `update people.person set last_name = 'Kept' where id = ${one('people.person', `phase = 'treated'`)}`, 'identityLeft'],
  ['an identity lost although an invoice names it', `update people.person set last_name = null where id = (select person_id from invoicing.invoice i join people.person p on p.id = i.person_id where p.last_name is not null limit 1)`, 'identityLost'],
  ['a person hidden while active records name her', `update people.person set phase = 'archived' where id = (select person_id from recruitment.expert_profile where phase = 'active' limit 1)`, 'hiddenTooSoon'],
  ['a tombstone nothing refers to', `insert into people.person (id, collected_on, origin, phase) values (gen_random_uuid(), '2001-01-01', 'person', 'treated')`, 'tombstoneLeft'],
  ['a change without an entry', `update training.attendance set hours = hours + 1 where id = (select t.id from training.attendance t where t.phase = 'active' limit 1)`, 'changeWithoutEntry'],
  ['an entry without a change', `insert into ledger.entry select run, number, 100000, entity, sha256(ref), person_ref, phase, action, due_on, version, key_version from ledger.entry limit 1`, 'entryWithoutChange'],
  ['an entry written twice', `insert into ledger.entry select run, number, 100001, entity, ref, person_ref, phase, action, due_on + 1, version, key_version from ledger.entry limit 1`, 'entryTwice'],
  ['a broken chain', `update ledger.batch set previous = decode(repeat('11', 32), 'hex') where seq = 3`, 'chain'],
  ['an amount changed', `update invoicing.invoice set amount_excluding_tax = amount_excluding_tax + 1 where id = ${one('invoicing.invoice', 'true')}`, 'sums'],
  ['a session lost', `delete from training.session where id = ${one('training.session', 'true')}`, 'sessions'],
  ['a clock lost', `delete from people.person_clock where person_id = (select person_id from people.contact_details where phase = 'active' limit 1)`, 'clockLost'],
  ['a clock that is wrong', `update people.person_clock set last_on = '2001-01-01' where person_id = (select person_id from people.contact_details where phase = 'active' limit 1)`, 'clockWrong'],
];

/** Errors that hide inside a row, in a part of a record, or in an entry that is there but says something else. */
export const plantedInside = [
  ['a column of a held record erased, its phase as it was', `update access.dispute_case set notes = null where id = (select d.id from access.dispute_case d join retention.hold h on h.person_id = d.person_id where h.released_at is null and d.notes is not null limit 1)`, 'heldTreated'],
  ['a restricted record deleted whose period is over', `delete from engagement.survey_answer where id = (select o.id from shadow.outcome o where o.type = 'survey-answer' and o.restricted and o.expected = 3 limit 1)`, 'restrictedTreated'],
  ['a column of a restricted record erased', `update people.contact_details set street = null where id = (select o.id from shadow.outcome o join people.contact_details t on t.id = o.id where o.type = 'contact-details' and o.restricted and t.street is not null limit 1)`, 'restrictedTreated'],
  ['an assignment archived although its client contact had it restricted', `update recruitment.assignment set phase = 'archived' where id = (select t.id from recruitment.assignment t join retention.restriction x on x.person_id = t.client_contact_id and x.lifted_at is null where t.phase = 'active' and (x.record_type is null or x.record_type = 'assignment') limit 1)`, 'restrictedTreated'],
  ['restricted records that the application sees', `drop policy unrestricted on engagement.survey_answer`, 'visibleToApp'],
  ['the name of a held person erased', `update people.person set last_name = null where id = (select h.person_id from retention.hold h where h.released_at is null limit 1)`, 'heldTreated'],
  ['a column of a record erased that was not due', `update recruitment.expert_profile set summary = null where id = (select t.id from recruitment.expert_profile t where t.phase = 'active' and t.summary is not null and ${unheld('t')} limit 1)`, 'changedUndue'],
  ['an application archived although the talent pool keeps it', `update recruitment.application set phase = 'archived' where id = (select t.id from recruitment.application t where t.phase = 'active' and t.pool_consent and ${unheld('t')} limit 1)`, 'treatedUndue'],
  ['more sorted out than the archive may lose', `update invoicing.invoice set party_address = null where id = ${moved('invoicing.invoice', 'archived')}`, 'spoiled'],
  ['a name lost that a floor keeps', `update training.attendance set participant_name = repeat('a', 32) where id = ${moved('training.attendance', 'treated')}`, 'spoiled'],
  ['an address left beside what a floor keeps', `update training.attendance set participant_email = 'left@example.fr' where id = ${moved('training.attendance', 'treated')}`, 'notSorted'],
  ['the day a career began, not its decade', `update recruitment.expert_profile t set career_started_on = s.career_started_on + 1 from shadow.recruitment_expert_profile s where s.id = t.id and t.id = ${moved('recruitment.expert_profile', 'archived', 't.career_started_on is not null')}`, 'notSorted'],
  ['a CV left in the archive', `insert into recruitment.cv_file select c.* from shadow.recruitment_cv_file c join recruitment.expert_profile t on t.id = c.profile_id join shadow.recruitment_expert_profile s on s.id = t.id where t.phase = 'archived' and s.phase = 'active' limit 1`, 'childWrong'],
  ['a receipt lost while its claim is kept', `delete from invoicing.receipt where id = ${one('invoicing.receipt', 'true')}`, 'childWrong'],
  ['a receipt changed', `update invoicing.receipt set file_name = 'other.txt' where id = ${one('invoicing.receipt', 'true')}`, 'childWrong'],
  ['an event of a person lost', `delete from people.dated_event where id = ${one('people.dated_event', 'true')}`, 'childWrong'],
  ['a receipt that the application sees although its claim is archived', `create policy leak on invoicing.receipt to public using (true)`, 'visibleToApp'],
  ['persons that the application sees although they are archived', `create policy leak on people.person to public using (true)`, 'visibleToApp'],
  ['active records hidden', `create policy nothing on invoicing.invoice as restrictive to public using (false)`, 'hiddenFromApp'],
  ['an attendance of no session', `update training.attendance set session_id = gen_random_uuid() where id = ${one('training.attendance', 'true')}`, 'orphans'],
  ['a birth name left on a tombstone', `update people.person set birth_name = 'Kept' where id = ${one('people.person', `phase = 'treated'`)}`, 'identityLeft'],
  ['a birth date lost although an invoice names the person', `update people.person set birth_date = null where id = (select p.id from invoicing.invoice i join people.person p on p.id = i.person_id where p.birth_date is not null order by p.id limit 1)`, 'identityLost'],
  ['a person left active whom no active record names', `update people.person set phase = 'active' where id = ${moved('people.person', 'archived')}`, 'dueUntreated'],
  ['an entry with another day', `update ledger.entry set due_on = due_on - 1 where ${anEntry()}`, 'entryWrong'],
  ['an entry about another person', `update ledger.entry set person_ref = sha256(person_ref) where ${anEntry()}`, 'entryWrong'],
  ['an entry that names another action', `update ledger.entry set action = 1 where ${anEntry('action = 0')}`, 'entryWrong'],
  ['an entry of a version of another policy', `update ledger.entry set version = (select id from retention.policy_version where policy = 'connection-log' limit 1) where ${anEntry('entity = 20')}`, 'versionWrong'],
  ['an entry that does not lead to the root', `update ledger.entry set key_version = key_version + 1 where ${anEntry()}`, 'root'],
  ['an entry of no batch', `insert into ledger.entry select gen_random_uuid(), number, leaf, entity, sha256(ref), person_ref, phase, action, due_on, version, key_version from ledger.entry limit 1`, 'loose'],
  ['an entry added to a batch', `insert into ledger.entry select run, number, 100000, entity, sha256(ref), person_ref, phase, action, due_on, version, key_version from ledger.entry limit 1`, 'counts'],
  ['a ledger cut behind its head', `delete from ledger.batch where seq = (select max(seq) from ledger.batch)`, 'head'],
  ['a clock that outlives the last record it was kept for', `insert into people.person_clock select s.person_id, 'payment', '-infinity' from shadow.people_bank_details s where not exists (select 1 from people.bank_details t where t.person_id = s.person_id) and not exists (select 1 from people.contact_details t where t.person_id = s.person_id) and not exists (select 1 from recruitment.expert_profile t where t.person_id = s.person_id) and not exists (select 1 from recruitment.application t where t.person_id = s.person_id) and exists (select 1 from people.person p where p.id = s.person_id) limit 1`, 'clockLeft'],
  ['a clock of assignments lost', `delete from people.person_clock k using recruitment.expert_profile t where t.person_id = k.person_id and t.phase = 'active' and k.kind = 'assignment-end'`, 'clockLost'],
  ['a session renamed', `update training.session set title = 'Other' where id = ${one('training.session', 'true')}`, 'sessions'],
  ['a tax amount changed', `update invoicing.invoice set vat = vat + 1 where id = ${one('invoicing.invoice', 'true')}`, 'sums'],
];
