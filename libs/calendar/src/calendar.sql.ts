/**
 * The calendar in SQL, equal to the TypeScript form. Dates only: a session's time zone changes nothing.
 * `infinity` stays `infinity`: an event that has not happened starts no period.
 * The bodies are single strict expressions, so that the planner writes them into the query: a function call per row
 * would cost many times the comparison.
 */
export const calendarSql = `
create schema if not exists calendar;
grant usage on schema calendar to {{app}}, {{engine}}, {{archive}};

create function calendar.last_day_kept(clock date, period interval) returns date
  language sql immutable strict parallel safe
  as 'select (clock + period)::date';

create function calendar.is_over(clock date, period interval, as_of date) returns boolean
  language sql immutable strict parallel safe
  as 'select as_of > (clock + period)::date';

create function calendar.end_of_civil_year(day date) returns date
  language sql immutable strict parallel safe
  as $$ select (date_trunc('year', day::timestamp) + interval '1 year -1 day')::date $$;

create function calendar.paris_date(instant timestamptz) returns date
  language sql immutable strict parallel safe
  as $$ select (instant at time zone 'Europe/Paris')::date $$;

create table calendar.fiscal_year (
  id uuid primary key default gen_random_uuid(),
  label text not null,
  starts_on date not null,
  ends_on date not null,
  check (starts_on <= ends_on and isfinite(starts_on) and isfinite(ends_on)),
  exclude using gist (daterange(starts_on, ends_on, '[]') with &&)
);
grant select, insert, update on calendar.fiscal_year to {{app}};
grant select on calendar.fiscal_year to {{engine}};

create function calendar.end_of_fiscal_year(day date) returns date
  language sql stable strict parallel safe
  as 'select case when not isfinite(day) then day
    else (select y.ends_on from calendar.fiscal_year y where day between y.starts_on and y.ends_on) end';
`;
