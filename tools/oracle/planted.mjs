// Errors a run must never make, each planted by one statement, and the counter that must find it. `$app` stands for
// nothing: each statement runs with the owner's login and triggers off.
const one = (table, where) => `(select id from ${table} where ${where} order by id limit 1)`;

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
