import { acceptsRecords } from '@oubli/people';
import { governRoot, refuseSocialSecurityNumbers, sqlMigration } from '@oubli/database';
import { usageMigrations } from './usage/usage.migration';
import { staffMigrations } from './staff/staff.migration';
import { delegatedMigrations } from './console/delegated.migration';
import { consoleMigrations } from './console/console.migration';

const access = `
create schema access;
grant usage on schema access to {{app}}, {{engine}}, {{archive}};

create table access.account (
  id uuid primary key,
  person_id uuid not null references people.person (id),
  login text,
  password_hash text,
  last_activity_on date,
  closed_on date,
  collected_on date,
  origin text not null,
  phase text not null default 'active'
);
create unique index account_login on access.account (login) where phase = 'active';
${governRoot('access.account', { subjects: ['person_id'], clocks: ['last_activity_on'] })}
${refuseSocialSecurityNumbers('access.account', ['login', 'password_hash'])}
${acceptsRecords('access.account', ['person_id'])}

create table access.connection_log (
  id uuid primary key,
  person_id uuid not null references people.person (id),
  occurred_on date,
  ip inet,
  user_agent text,
  collected_on date,
  origin text not null,
  phase text not null default 'active'
);
${governRoot('access.connection_log', { subjects: ['person_id'], clocks: ['occurred_on'] })}
${refuseSocialSecurityNumbers('access.connection_log', ['user_agent'])}
${acceptsRecords('access.connection_log', ['person_id'])}

create table access.dispute_case (
  id uuid primary key,
  person_id uuid not null references people.person (id),
  opened_on date not null,
  settled_on date,
  subject text,
  notes text,
  collected_on date,
  origin text not null,
  phase text not null default 'active'
);
${governRoot('access.dispute_case', { subjects: ['person_id'], clocks: ['settled_on'] })}
${refuseSocialSecurityNumbers('access.dispute_case', ['subject', 'notes'])}
${acceptsRecords('access.dispute_case', ['person_id'])}
`;

/**
 * A dispute opens its hold and closes it, in its own transaction, whatever path wrote it. The hold does not end the
 * dispute's own row: its clock has not started while it is open.
 */
const disputeHold = `
create function access.dispute_holds() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  placed uuid;
begin
  if tg_op = 'UPDATE' and (new.settled_on is not null or new.person_id <> old.person_id) then
    update retention.hold set released_at = now() where case_id = new.id and released_at is null;
  end if;
  if new.settled_on is null and (tg_op = 'INSERT' or old.settled_on is not null or new.person_id <> old.person_id) then
    insert into retention.hold (person_id, case_id, review_on) values (new.person_id, new.id, (new.opened_on + interval '6 months')::date) returning id into placed;
    insert into retention.hold_reason (hold_id, reason, author) values (placed, 'dispute', 'the dispute case itself');
  end if;
  return null;
end $$;
create trigger dispute_holds after insert or update on access.dispute_case for each row execute function access.dispute_holds();
`;

export const accessMigrations = [
  sqlMigration(1764000700000, 'Access', access),
  sqlMigration(1764001000000, 'DisputeHold', disputeHold),
  ...usageMigrations,
  ...staffMigrations,
  ...consoleMigrations,
  ...delegatedMigrations,
];
