import { governRoot, refuseSocialSecurityNumbers, sqlMigration } from '@oubli/database';
import { acceptsRecords, personRecordSql } from '@oubli/people';

const log = (name: string, columns: string, clock: string, texts: readonly string[]): string => `
create table access.${name} (
  ${personRecordSql.begin}
${columns},
  ${personRecordSql.end}
);
${governRoot(`access.${name}`, { subjects: ['person_id'], clocks: [clock] })}
${refuseSocialSecurityNumbers(`access.${name}`, texts)}
${acceptsRecords(`access.${name}`, ['person_id'])}
`;

const usage = `
${log('account_session', '  started_on date not null,\n  ended_at timestamptz', 'started_on', [])}
${log('usage_event', '  occurred_on date not null,\n  page text not null', 'occurred_on', ['page'])}
${log('device_log', '  occurred_on date not null,\n  ip inet,\n  device text', 'occurred_on', ['device'])}
${log('tracker_choice', '  chosen_on date not null,\n  accepted boolean not null', 'chosen_on', [])}

create table access.usage_count (
  day date not null,
  page text not null,
  views integer not null check (views > 0),
  primary key (day, page)
);
grant select on access.usage_count to {{app}}, {{engine}};
${refuseSocialSecurityNumbers('access.usage_count', ['page'])}

-- Counts each page of the day that has just been looked at, at the moment of the look: a day's counts need no person,
-- no second pass over the events, and are right whatever becomes of these.
create function access.count_usage() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into access.usage_count (day, page, views) select n.occurred_on, n.page, count(*) from fresh n group by 1, 2 order by 1, 2
  on conflict (day, page) do update set views = access.usage_count.views + excluded.views;
  return null;
end $$;
create trigger count_usage after insert on access.usage_event referencing new table as fresh for each statement execute function access.count_usage();
`;

export const usageMigrations = [sqlMigration(1764100600000, 'Usage', usage)];
