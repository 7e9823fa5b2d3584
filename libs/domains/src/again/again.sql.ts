export const personOf = `select last_name as "lastName", birth_name as "birthName", first_name as "firstName", birth_date::text as "birthDate", origin, collected_on::text as "collectedOn",
  exists (select 1 from engagement.objection o where o.person_id = p.id and o.purpose = 'campaigns') as objects,
  array(select t.ground from do_not_recreate.return_task t where t.person_id = p.id) as returned
  from people.person p where p.id = $1`;
export const accountsOf = `select id::text as id, iban_sealed as iban from people.bank_details where person_id = $1 and phase = 'active' and iban_sealed is not null`;

export const addReturn = `insert into do_not_recreate.return_task (id, person_id, ground, came_on) values ($1, $2, $3, $4) on conflict (person_id, ground) do nothing`;
export const listReturns = `select t.id::text as id, t.person_id::text as "personId", t.ground, t.came_on::text as "cameOn" from do_not_recreate.return_task t
  join people.person p on p.id = t.person_id where t.told_on is null order by t.came_on, t.id limit 200`;
export const toldReturn = 'update do_not_recreate.return_task set told_on = $2 where id = $1 and told_on is null returning person_id::text as "personId"';

/** Persons under the lock of a transaction, so that two that feed at once do not wait for each other. */
export const waitingFeeds = `select t.id::text as id, t.person_id::text as "personId", t.ground, t.since::text as since from do_not_recreate.feed_task t
  where $1::uuid is null or t.person_id = $1 order by t.id limit 500 for update of t skip locked`;
export const countFeeds = 'select count(*)::int as n from do_not_recreate.feed_task';
export const fedOne = 'delete from do_not_recreate.feed_task where id = $1';
export const campaignsExist = 'select exists (select 1 from engagement.campaign) as there';
