import { runningSql } from '../request/file.sql';

/** Requests whose term runs and ends within $1 days, or has ended. */
export const nearDeadlines = `select r.id::text as id, r.number, r.owner_id::text as "ownerId", r.due_target as target, r.due_legal as legal
  from rights.request r where r.phase = 'active' and ${runningSql} and r.due_target <= calendar.paris_date(now()) + $1::int order by r.due_legal, r.number`;

/** What had not been told yet; whoever comes second waits for the first and tells nothing. */
export const writeAlarms = `insert into rights.deadline_alarm (request_id, due_legal, step, days, told_on)
  select $1, $2, a.step, a.days, calendar.paris_date(now()) from unnest($3::text[], $4::int[]) as a (step, days) on conflict do nothing returning step, days`;
