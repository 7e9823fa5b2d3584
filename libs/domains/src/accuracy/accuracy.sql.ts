/** One open task a kind and field; a second finding of the same changes nothing. */
export const openTask = `insert into rights.accuracy_task (id, person_id, kind, record_type, record_id, field, brought_sealed, source) values ($1, $2, $3, $4, $5, $6, $7, $8)
  on conflict (record_id, field, kind) where done_on is null do nothing`;

/** Has any system but $2 brought the person $1, or $2 never? Then what is held may be another's word. */
export const heldByAnother = `select not exists (select 1 from people.source_record s where s.record_type = 'person' and s.record_id = $1 and s.source = $2)
    or exists (select 1 from people.source_record s where s.record_type = 'person' and s.record_id = $1 and s.source <> $2) as another`;

const columns = `t.id::text as id, t.person_id::text as "personId", t.kind, t.record_type as "recordType", t.record_id::text as "recordId", t.field, t.source, t.opened_on::text as "openedOn", t.done_on::text as "doneOn", t.outcome`;

/** Open tasks for staff, the oldest two hundred, old addresses last; of the person $1 all, done ones too. */
export const listOpen = `select ${columns} from rights.accuracy_task t where t.done_on is null and t.kind <> 'confirm-data' order by t.kind = 'unverified-address', t.opened_on, t.id limit 200`;
export const listOfPerson = `select ${columns} from rights.accuracy_task t where t.person_id = $1 order by t.opened_on desc, t.id limit 200`;

export const lockTask = `select ${columns}, t.brought_sealed as "broughtSealed" from rights.accuracy_task t where t.id = $1 for update`;
export const endTask = `update rights.accuracy_task set done_on = calendar.paris_date(now()), done_by = $2, outcome = $3, brought_sealed = null where id = $1 and done_on is null`;
export const birthDateOf = 'select birth_date::text as held from people.person where id = $1 for no key update';
export const setBirthDate = 'update people.person set birth_date = $2 where id = $1';

export const contactOf = `select person_id::text as "personId", email, street from people.contact_details where id = $1`;

/** Addresses of the person $1 that came back and nobody has mended: compared as a postman would, by e-mail or by street. */
export const returnedOf = `select c.email, c.street, t.field from rights.accuracy_task t join people.contact_details c on c.id = t.record_id
  where t.person_id = $1 and t.kind = 'returned-mail' and t.done_on is null`;

/** Another address stands there now: what came back was the one before. */
export const mendedByChange = `update rights.accuracy_task set done_on = calendar.paris_date(now()), outcome = 'mended'
  where record_id = $1 and field = any($2) and kind in ('returned-mail', 'unverified-address') and done_on is null`;

/** She confirms all of it: what she was asked, and what nobody had confirmed for years. Returned mail is somebody else's to mend. */
export const confirmAll = `update rights.accuracy_task set done_on = calendar.paris_date(now()), outcome = 'confirmed'
  where person_id = $1 and done_on is null and kind in ('confirm-data', 'unverified-address') returning id`;
/** That she did so without having been asked counts as well. */
export const noteConfirmed = `insert into rights.accuracy_task (person_id, kind, record_type, record_id, field, done_on, outcome) values ($1, 'confirm-data', 'person', $1, 'id', calendar.paris_date(now()), 'confirmed')`;

/** A relation that runs: something of hers has not ended (its end is dated infinity). */
const running = (person: string): string => `exists (select 1 from people.dated_event e where e.person_id = ${person} and e.occurred_on = 'infinity' and e.cancelled_at is null)`;
const reachable = `c.phase = 'active' and p.phase = 'active' and not retention.is_restricted('contact-details', p.id) and not retention.is_restricted('person', p.id)`;

/** $1 years after an address was collected, or last seen to, it is looked at again. */
export const findUnverified = `insert into rights.accuracy_task (person_id, kind, record_type, record_id, field)
  select c.person_id, 'unverified-address', 'contact-details', c.id, case when c.street is not null then 'street' else 'email' end
  from people.contact_details c join people.person p on p.id = c.person_id
  where ${reachable} and (c.street is not null or c.email is not null) and c.collected_on < calendar.paris_date(now()) - make_interval(years => $1::int) and ${running('p.id')}
    and not exists (select 1 from rights.accuracy_task t where t.person_id = c.person_id and (t.record_id = c.id or t.kind = 'confirm-data')
      and t.outcome in ('mended', 'confirmed') and t.done_on >= calendar.paris_date(now()) - make_interval(years => $1::int))
  on conflict (record_id, field, kind) where done_on is null do nothing returning id`;

/** What she did not answer for a year is over, so that she may be asked anew. */
export const endUnanswered = `update rights.accuracy_task set done_on = calendar.paris_date(now()), outcome = 'unanswered'
  where kind = 'confirm-data' and done_on is null and opened_on <= calendar.paris_date(now()) - interval '1 year'`;

/**
 * Whom to ask this year, at most $1: a running relation of a year at least, an e-mail that nobody else has and that did not come back,
 * and no such question or confirmation within a year. The open task is the mark that she was asked.
 */
export const askToConfirm = `insert into rights.accuracy_task (person_id, kind, record_type, record_id, field)
  select c.person_id, 'confirm-data', 'contact-details', (array_agg(c.id order by c.collected_on desc, c.id))[1], 'email'
  from people.contact_details c join people.person p on p.id = c.person_id
  where ${reachable} and c.email is not null and ${running('p.id')} and c.collected_on <= calendar.paris_date(now()) - interval '1 year'
    and not exists (select 1 from people.contact_details o where lower(o.email) = lower(c.email) and o.person_id <> c.person_id)
    and not exists (select 1 from rights.accuracy_task t where t.person_id = c.person_id and t.kind = 'returned-mail' and t.done_on is null)
    and not exists (select 1 from rights.accuracy_task t where t.person_id = c.person_id and t.kind = 'confirm-data' and case when t.outcome = 'unanswered' then t.opened_on else greatest(t.opened_on, t.done_on) end > calendar.paris_date(now()) - interval '1 year')
  group by c.person_id order by min(c.collected_on), c.person_id limit $1
  on conflict (record_id, field, kind) where done_on is null do nothing
  returning person_id::text as "personId", (select email from people.contact_details c where c.id = record_id) as email`;
