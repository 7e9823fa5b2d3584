import { sqlMigration } from '@oubli/database';

const ledger = `
create schema ledger;
grant usage on schema ledger to {{app}}, {{engine}};

create table ledger.entry (
  run uuid not null,
  number int not null,
  leaf int not null,
  entity smallint not null,
  ref bytea not null check (length(ref) = 32),
  person_ref bytea not null check (length(person_ref) = 32),
  phase smallint not null check (phase between 0 and 2),
  action smallint not null check (action between 0 and 2),
  due_on date not null,
  version uuid not null,
  key_version smallint not null,
  primary key (run, number, leaf),
  unique (ref, phase, action, due_on)
);
create index entry_person on ledger.entry (person_ref);

create table ledger.batch (
  seq bigint primary key,
  run uuid not null,
  number int not null,
  entries int not null check (entries > 0),
  merkle_root bytea not null check (length(merkle_root) = 32),
  previous bytea not null check (length(previous) = 32),
  hash bytea not null check (length(hash) = 32),
  sealed_at timestamptz not null default clock_timestamp(),
  unique (run, number)
);

create table ledger.head (
  id boolean primary key default true check (id),
  seq bigint not null,
  hash bytea not null check (length(hash) = 32)
);
insert into ledger.head (seq, hash) values (0, decode(repeat('00', 32), 'hex'));

create function ledger.append_only() returns trigger language plpgsql as $$
begin
  raise exception 'The ledger is only appended to.' using errcode = '55000';
end $$;
create trigger append_only before update or delete on ledger.entry for each row execute function ledger.append_only();
create trigger append_only_truncate before truncate on ledger.entry for each statement execute function ledger.append_only();
create trigger append_only before update or delete on ledger.batch for each row execute function ledger.append_only();
create trigger append_only_truncate before truncate on ledger.batch for each statement execute function ledger.append_only();
alter table ledger.entry enable always trigger append_only, enable always trigger append_only_truncate;
alter table ledger.batch enable always trigger append_only, enable always trigger append_only_truncate;

grant select, insert on ledger.entry, ledger.batch to {{engine}};
grant select, update on ledger.head to {{engine}};
grant select on ledger.entry, ledger.batch, ledger.head to {{app}};
`;

/** Of what is appended only, an entry whose batch was sealed more than ten years ago may leave (RET-26): last day inclusive, in Paris. */
const end = `
create or replace function ledger.append_only() returns trigger language plpgsql as $$
declare
  today date := (clock_timestamp() at time zone 'Europe/Paris')::date;
begin
  if tg_op = 'DELETE' and tg_table_name = 'entry' and exists (select 1 from ledger.batch b
      where b.run = old.run and b.number = old.number and (b.sealed_at at time zone 'Europe/Paris')::date + interval '10 years' < today) then
    return old;
  end if;
  raise exception 'The ledger is only appended to.' using errcode = '55000';
end $$;
`;

/** What is erased at a person's request has codes of its own, and names her wish where a policy's version stands otherwise. */
const asked = `
alter table ledger.entry drop constraint entry_action_check;
alter table ledger.entry add constraint entry_action_check check (action between 0 and 5);
`;

export const ledgerMigrations = [sqlMigration(1764000800000, 'Ledger', ledger), sqlMigration(1764200800000, 'LedgerEnd', end), sqlMigration(1764201060000, 'LedgerOfErasures', asked)];
