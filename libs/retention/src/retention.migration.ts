import { extendMigrations } from './policies/extend.migration';
import { placesMigrations } from './run/places.migration';
import { keyLostMigrations } from './run/key-lost.migration';
import { purposes } from '@oubli/personal-data';
import { sqlMigration } from '@oubli/database';
import { figuresMigrations } from './figures/figures.migration';
import { changeMigrations } from './change/change.migration';
import { restrictionMigrations } from './restriction/restriction.migration';
import { textsMigrations } from './texts/texts.migration';
import { integrityMigrations } from './integrity/integrity.migration';
import { wishMigrations } from './request/wish.migration';

const purposeRows = purposes.map((code) => `('${code}')`).join(', ');

/** Policies, publications and floors: what the privacy policy says, and since when. */
const schedule = `
create schema if not exists retention;
grant usage on schema retention to {{app}}, {{engine}}, {{archive}};

create table retention.purpose (code text primary key);
insert into retention.purpose values ${purposeRows};
create table retention.declared_purpose (
  record_type text not null,
  column_name text not null,
  purpose text not null references retention.purpose (code),
  primary key (record_type, column_name, purpose)
);
create index declared_purpose_purpose on retention.declared_purpose (purpose);

create table retention.policy (
  code text primary key,
  record_type text not null,
  title text not null,
  automatic boolean not null default false
);
create table retention.policy_version (
  id uuid primary key default gen_random_uuid(),
  policy text not null references retention.policy (code),
  number int not null,
  state text not null default 'draft' check (state in ('draft', 'frozen')),
  body jsonb not null,
  content_hash bytea,
  legal_reference text not null check (legal_reference <> ''),
  confidence text not null check (confidence in ('S', 'S~', 'I', 'G')),
  frozen_at timestamptz,
  unique (policy, number),
  check ((state = 'frozen') = (content_hash is not null and frozen_at is not null))
);
create function retention.frozen_stays() returns trigger language plpgsql as $$
begin
  raise exception 'A frozen policy version never changes.' using errcode = '55000';
end $$;
create trigger frozen_stays before update or delete on retention.policy_version
  for each row when (old.state = 'frozen') execute function retention.frozen_stays();

create table retention.publication (
  id uuid primary key default gen_random_uuid(),
  effective_from date not null unique,
  title text not null,
  reason text not null check (reason in ('first', 'legal', 'regulatory', 'judicial', 'technical', 'other')),
  explanation text not null
);
create table retention.publication_version (
  publication uuid not null references retention.publication (id),
  version uuid not null references retention.policy_version (id),
  mandatory_retroactive boolean not null default false,
  legal_reference text,
  opted_out boolean not null default false,
  opt_out_reason text,
  primary key (publication, version),
  check (not mandatory_retroactive or legal_reference <> ''),
  check (not mandatory_retroactive or legal_reference is not null),
  check (not opted_out or (opt_out_reason is not null and opt_out_reason <> '')),
  check (not (opted_out and mandatory_retroactive))
);
create index publication_version_version on retention.publication_version (version);
create function retention.only_frozen_is_published() returns trigger language plpgsql as $$
begin
  if (select state from retention.policy_version where id = new.version) is distinct from 'frozen' then
    raise exception 'Only a frozen version can be published.' using errcode = '55000';
  end if;
  return new;
end $$;
create trigger only_frozen_is_published before insert or update on retention.publication_version
  for each row execute function retention.only_frozen_is_published();

create table retention.statutory_floor (
  code text primary key,
  record_type text not null,
  body jsonb not null,
  valid_from date not null default '-infinity',
  valid_to date not null default 'infinity',
  legal_reference text not null check (legal_reference <> ''),
  confidence text not null check (confidence in ('S', 'S~', 'I', 'G')),
  check (valid_from <= valid_to)
);
grant select on retention.purpose, retention.declared_purpose, retention.policy, retention.policy_version,
  retention.publication, retention.publication_version, retention.statutory_floor to {{app}}, {{engine}};
grant insert, update on retention.policy, retention.policy_version, retention.publication,
  retention.publication_version, retention.statutory_floor to {{app}};
`;

/** Holds and the gate: ids and dates only, because every batch locks these tables whole. */
const gate = `
create table retention.hold (
  id uuid primary key default gen_random_uuid(),
  person_id uuid,
  record_type text,
  record_id uuid,
  collected_from date,
  collected_to date,
  case_id uuid,
  placed_at timestamptz not null default now(),
  released_at timestamptz,
  review_on date not null,
  check (record_id is null or record_type is not null)
);
create index hold_person on retention.hold (person_id) where released_at is null;
create index hold_record on retention.hold (record_id) where released_at is null;
create index hold_case on retention.hold (case_id);
create table retention.hold_reason (
  hold_id uuid primary key references retention.hold (id),
  reason text not null check (reason <> ''),
  author text not null check (author <> '')
);
create table retention.policy_gate (
  id uuid primary key default gen_random_uuid(),
  policy text unique references retention.policy (code),
  suspended_at timestamptz not null default now()
);
create unique index policy_gate_kill_switch on retention.policy_gate ((policy is null)) where policy is null;
grant select on retention.hold, retention.policy_gate to {{engine}};
grant select, insert, update on retention.hold, retention.hold_reason to {{app}};
grant select, insert, delete on retention.policy_gate to {{app}};

create function retention.lock_gate() returns void language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  lock table retention.hold, retention.policy_gate in share mode;
end $$;
revoke execute on function retention.lock_gate() from public;
grant execute on function retention.lock_gate() to {{engine}};
`;

/** Runs: the manifest, what was kept and why, what was set aside. */
const runs = `
create table retention.run (
  id uuid primary key,
  as_of date not null,
  digest bytea not null,
  state text not null check (state in ('running', 'done', 'cancelled', 'stopped')),
  wave smallint not null default 1,
  requested_by text not null check (requested_by in ('person', 'nightly', 'first-start', 'test')),
  plan jsonb not null,
  schedule jsonb not null,
  created_at timestamptz not null default now(),
  ended_at timestamptz
);
create index run_state on retention.run (state) where state in ('running', 'stopped');
create table retention.run_step (
  run uuid not null references retention.run (id) on delete cascade,
  number int not null,
  wave smallint not null,
  policy text,
  record_type text not null,
  planned int not null,
  primary key (run, number)
);
create table retention.batch (
  run uuid not null,
  number int not null,
  step int not null,
  wave smallint not null,
  lane smallint not null,
  ids uuid[] not null,
  state text not null default 'pending' check (state in ('pending', 'done', 'split', 'blocked')),
  attempts int not null default 0,
  not_before timestamptz not null default '-infinity',
  treated int not null default 0,
  entries int not null default 0,
  kept int not null default 0,
  gone int not null default 0,
  quarantined int not null default 0,
  worker uuid,
  finished_at timestamptz,
  primary key (run, number),
  foreign key (run, step) references retention.run_step (run, number) on delete cascade
);
create index batch_pending on retention.batch (run, wave, lane, number) where state = 'pending';
create index batch_step on retention.batch (run, step);
create table retention.outcome (
  run uuid not null references retention.run (id) on delete cascade,
  record_type text not null,
  record_id uuid not null,
  reason text not null check (reason in ('hold', 'moved', 'suspended', 'busy', 'undeclared-column', 'quarantined')),
  primary key (run, record_type, record_id)
);
create table retention.quarantine (
  record_type text not null,
  record_id uuid not null,
  sqlstate text not null check (sqlstate ~ '^[0-9A-Z]{5}$'),
  constraint_name text,
  attempts int not null default 1,
  next_try_on date not null,
  first_at timestamptz not null default now(),
  last_at timestamptz not null default now(),
  primary key (record_type, record_id)
);
create table retention.waiting_policy (
  policy text primary key references retention.policy (code),
  as_of date not null,
  digest bytea not null,
  due int not null,
  limit_reached text not null
);
create table retention.worker (
  id uuid primary key,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now()
);
create table retention.job_run (
  job text not null,
  day date not null,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  outcome text check (outcome in ('done', 'failed', 'waiting')),
  primary key (job, day)
);
grant select, insert, update, delete on retention.run, retention.run_step, retention.batch, retention.outcome,
  retention.quarantine, retention.waiting_policy, retention.worker, retention.job_run to {{engine}};
grant select, insert, update, delete on retention.declared_purpose to {{engine}};
grant select on retention.run, retention.run_step, retention.batch, retention.outcome, retention.quarantine,
  retention.waiting_policy, retention.worker, retention.job_run to {{app}};
`;

/**
 * The archive's only door. PostgreSQL cannot log a SELECT by row, so the archive role has no SELECT:
 * it asks this function, which writes who asked for what and why before it answers.
 */
const archive = `
create table retention.archive_access (
  id uuid primary key default gen_random_uuid(),
  record_type text not null,
  record_id uuid not null,
  purpose text not null references retention.purpose (code),
  motive text not null check (length(btrim(motive)) >= 3),
  asked_by text not null,
  asked_at timestamptz not null default now()
);
create index archive_access_purpose on retention.archive_access (purpose);
create table retention.governed_table (
  record_type text primary key,
  table_schema text not null,
  table_name text not null,
  phase_column text not null
);
grant select, insert, update, delete on retention.governed_table to {{engine}};
grant select on retention.archive_access to {{engine}};

create function retention.read_archived(wanted_type text, wanted_id uuid, stated_purpose text, stated_motive text)
  returns jsonb language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  place retention.governed_table;
  found jsonb;
begin
  select * into place from retention.governed_table where record_type = wanted_type;
  if place.record_type is null then
    raise exception 'Unknown record type.' using errcode = '22023';
  end if;
  insert into retention.archive_access (record_type, record_id, purpose, motive, asked_by)
    values (wanted_type, wanted_id, stated_purpose, stated_motive, session_user);
  execute format('select to_jsonb(r) from %I.%I r where r.id = $1 and r.%I <> ''active''',
    place.table_schema, place.table_name, place.phase_column) into found using wanted_id;
  return found;
end $$;
revoke execute on function retention.read_archived(text, uuid, text, text) from public;
grant execute on function retention.read_archived(text, uuid, text, text) to {{archive}};
`;

export const retentionMigrations = [
  sqlMigration(1764000900000, 'RetentionSchedule', schedule),
  sqlMigration(1764000900001, 'RetentionGate', gate),
  sqlMigration(1764000900002, 'RetentionRuns', runs),
  sqlMigration(1764000900003, 'RetentionArchive', archive),
  ...integrityMigrations,
  ...figuresMigrations,
  ...keyLostMigrations,
  ...changeMigrations, ...textsMigrations,
  ...extendMigrations,
  ...placesMigrations,
  ...restrictionMigrations,
  ...wishMigrations,
];
