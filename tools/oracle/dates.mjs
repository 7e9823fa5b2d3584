// Dates as the reference schedule counts them, in plain SQL over a row `r` of the snapshot; $day is the day of the run.
export const inf = `date 'infinity'`;
export const plus = (date, period) => `(case when ${date} = ${inf} then ${inf} else (${date} + interval '${period}')::date end)`;
export const usable = (column, missing = inf) => `(case when ${column} is null then ${missing} when ${column} < date '1970-01-02' or ${column} > $day then ${inf} else ${column} end)`;
export const closing = (date) => `(case when ${date} = ${inf} then ${inf} else coalesce((select y.ends_on from calendar.fiscal_year y where ${date} between y.starts_on and y.ends_on), ${inf}) end)`;
const latest = (kinds) => `(select max(e.occurred_on) from shadow.people_dated_event e where e.person_id = r.person_id and e.cancelled_at is null and e.kind in (${kinds.map((k) => `'${k}'`).join(', ')}))`;
/** The latest of some events, or long before everything when there was none. */
export const lastOf = (...kinds) => `coalesce(${latest(kinds)}, date '-infinity')`;
/** The same where nothing else starts the clock: with no event at all it is the day of collection. */
export const event = (...kinds) => `coalesce(${latest(kinds)}, r.collected_on, ${inf})`;
export const collected = `coalesce(r.collected_on, ${inf})`;
export const max = (...dates) => `greatest(${dates.join(', ')})`;
export const relation = event('assignment-end', 'last-contact');
export const always = (column) => usable(column, collected);
export const gone = (...columns) => columns.map((c) => `t.${c} is null`).join(' and ');
