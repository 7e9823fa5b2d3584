import { type Registry, type RootDeclaration, type Row, snakeCase } from '@oubli/personal-data';

/** $1 id, $2 person, $3 request, $4 ground, $5 record types or null. A number that is there already is found by `wishOfRequest`. */
export const insertWish = `insert into retention.erasure_wish (id, person_id, request, ground, record_types, asked_on)
  values ($1, $2, $3, $4, $5, calendar.paris_date(now())) on conflict (request) do nothing returning id::text as id`;

const columns = `w.id::text as id, w.person_id::text as "personId", w.request, w.ground, w.record_types as "recordTypes", w.asked_on::text as "askedOn",
  w.ended_on::text as "endedOn", w.ended_because as "endedBecause"`;

export const wishOfRequest = `select ${columns} from retention.erasure_wish w where w.request = $1`;
export const wishesOf = `select ${columns} from retention.erasure_wish w where w.person_id = $1 order by w.recorded_at, w.id`;

/** Open wishes nobody works on, oldest first. */
export const idleWishes = `select ${columns} from retention.erasure_wish w where w.ended_on is null
  and not exists (select 1 from retention.run r where r.wish = w.id and r.state = 'running') order by w.recorded_at, w.id`;

/** Is a run of the wish of a request ($1, its number) still at work? */
export const wishAtWork = `select exists (select 1 from retention.run r join retention.erasure_wish w on w.id = r.wish where w.request = $1 and r.state = 'running') as working`;

/** Persons for whom the plan in `planned` has something to do. */
export const personsPlanned = 'select distinct subject::text as person from planned where excluded is null';

/** Ended since an instant: for the second notice that the rest has left. */
export const endedSince = `select ${columns} from retention.erasure_wish w where w.ended_because = 'nothing-left' and w.ended_on >= $1::date order by w.ended_on, w.id`;

/** Locks the person, so that a batch that is treating her records ends first, and a later one meets what is written now. */
export const lockPerson = (registry: Registry): string => `select p.id from ${registry.person.table} p where p.id = $1 for update`;

export const withdrawWish = `update retention.erasure_wish set ended_on = calendar.paris_date(now()), ended_at = clock_timestamp(), ended_because = 'withdrawn' where request = $1 and ended_on is null
  returning id::text as id`;

/**
 * Ends the open wishes that nothing is left to carry out for: no record of theirs that was collected until the day, and of the person
 * herself no more than a tombstone.
 */
export function endFulfilledWishes(registry: Registry): string {
  const left = registry.roots.filter((root) => !root.beyondWishes).map((root) => {
    const subject = snakeCase(root.subjects[0] ?? 'id');
    const collected = `r.${snakeCase(root.collectedOn)}`;
    const alive = root === registry.person ? ` and r.${snakeCase(root.phase)} <> 'treated'` : '';
    return `not ((w.record_types is null or '${root.recordType}' = any(w.record_types)) and exists (select 1 from ${root.table} r where r.${subject} = w.person_id
      and (${collected} is null or ${collected} <= w.asked_on or ${collected} > calendar.paris_date(now()))${alive}))`;
  });
  return `update retention.erasure_wish w set ended_on = calendar.paris_date(now()), ended_at = clock_timestamp(), ended_because = 'nothing-left'
  where w.ended_on is null and not exists (select 1 from retention.run r where r.wish = w.id and r.state = 'running')
    and ${left.join('\n    and ')}
  returning w.id::text as id, w.person_id::text as "personId", w.request`;
}

/** The oldest open wish that reaches the record $1. */
export function wishReaching(declaration: RootDeclaration<Row>): string {
  const collected = `r.${snakeCase(declaration.collectedOn)}`;
  return `select w.request, w.ground, w.asked_on::text as "askedOn" from ${declaration.table} r
  join retention.erasure_wish w on w.person_id = r.${snakeCase(declaration.subjects[0] ?? 'id')} and w.ended_on is null
    and (w.record_types is null or '${declaration.recordType}' = any(w.record_types))
    and (${collected} is null or ${collected} <= w.asked_on or ${collected} > calendar.paris_date(now()))
  where r.id = $1 order by w.asked_on, w.recorded_at limit 1`;
}
