import { sourceMigrations } from './source/source.migration';
import { governRoot, type MigrationClass, refuseSocialSecurityNumbers, sqlMigration } from '@oubli/database';
import { eventKinds } from '@oubli/personal-data';
import { acceptsRecords, openDoorsSql } from './open-doors';
import { socialSecurityNumberSql } from './identifiers/social-security-number';
import type { FieldKeys } from '@oubli/config';
import { bankMigrations } from './bank/bank.migration';
import { restrictedEventsMigrations } from './restricted-events.migration';
import { businessMigrations } from './business/business.migration';

const kinds = eventKinds.map((kind) => `'${kind}'`).join(', ');

const people = `
create schema people;
grant usage on schema people to {{app}}, {{engine}}, {{archive}};
${socialSecurityNumberSql}

create table people.person (
  id uuid primary key,
  last_name text,
  birth_name text,
  first_name text,
  birth_date date,
  search_key text,
  collected_on date,
  origin text not null,
  phase text not null default 'active'
);
create index person_search_key on people.person (search_key);
${governRoot('people.person', { subjects: ['id'], clocks: ['collected_on'] })}
${refuseSocialSecurityNumbers('people.person', ['last_name', 'birth_name', 'first_name', 'search_key'])}

create table people.contact_details (
  id uuid primary key,
  person_id uuid not null references people.person (id),
  email text,
  phone text,
  street text,
  postcode text,
  city text,
  collected_on date,
  origin text not null,
  phase text not null default 'active'
);
create index contact_details_email on people.contact_details (email);
${governRoot('people.contact_details', { subjects: ['person_id'], clocks: [] })}
${refuseSocialSecurityNumbers('people.contact_details', ['email', 'phone', 'street', 'postcode', 'city'])}

create table people.bank_details (
  id uuid primary key,
  person_id uuid not null references people.person (id),
  holder text,
  iban text,
  bic text,
  superseded_on date,
  collected_on date,
  origin text not null,
  phase text not null default 'active'
);
create unique index bank_details_in_force on people.bank_details (person_id) where phase = 'active' and superseded_on is null;
${governRoot('people.bank_details', { subjects: ['person_id'], clocks: ['superseded_on'] })}
${refuseSocialSecurityNumbers('people.bank_details', ['holder', 'iban', 'bic'])}
`;

/**
 * What happens in one domain and starts a clock in another. The foreign key to the person takes KEY SHARE on her row,
 * which is what makes a batch that treats her record and a new event exclude each other.
 */
const events = `
create table people.dated_event (
  id uuid primary key,
  person_id uuid not null references people.person (id),
  kind text not null check (kind in (${kinds})),
  occurred_on date not null check (occurred_on > '-infinity'),
  source_type text not null constraint dated_event_source_type_no_ssn check (not people.holds_social_security_number(source_type)),
  source_id uuid,
  recorded_at timestamptz not null default now(),
  cancelled_at timestamptz
);
create index dated_event_person_kind on people.dated_event (person_id, kind);
create index dated_event_source on people.dated_event (source_id);
create table people.person_clock (
  person_id uuid not null references people.person (id),
  kind text not null check (kind in (${kinds})),
  last_on date not null,
  primary key (person_id, kind)
);
create index person_clock_due on people.person_clock (kind, last_on, person_id);

-- Two events of one person must not compute her clock from snapshots that miss each other, and a corrected or
-- cancelled event must wait for a batch that holds her, as a new one does by its foreign key: all take this lock,
-- and the clock is computed in a later statement.
create function people.lock_person(wanted uuid) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select from people.person where id = wanted for no key update
$$;
create function people.refresh_person_clock(person uuid, wanted text) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into people.person_clock (person_id, kind, last_on)
  select person, wanted, coalesce(
    (select max(e.occurred_on) from people.dated_event e where e.person_id = person and e.kind = wanted and e.cancelled_at is null), '-infinity')
  on conflict (person_id, kind) do update set last_on = excluded.last_on
$$;
create function people.event_changed() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' and (old.person_id, old.kind) is distinct from (new.person_id, new.kind) then
    perform people.lock_person(old.person_id);
    perform people.refresh_person_clock(old.person_id, old.kind);
  end if;
  perform people.lock_person(new.person_id);
  perform people.refresh_person_clock(new.person_id, new.kind);
  return null;
end $$;
create trigger event_changed after insert or update on people.dated_event for each row execute function people.event_changed();

create function people.record_opened() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  kind text;
begin
  perform people.lock_person(new.person_id);
  foreach kind in array tg_argv loop
    perform people.refresh_person_clock(new.person_id, kind);
  end loop;
  return null;
end $$;
revoke execute on function people.refresh_person_clock(uuid, text), people.lock_person(uuid) from public;
${openDoorsSql}

alter table people.dated_event enable row level security;
create policy dated_event_app on people.dated_event to {{app}}
  using (exists (select 1 from people.person r where r.id = person_id)) with check (exists (select 1 from people.person r where r.id = person_id));
create policy dated_event_engine on people.dated_event to {{engine}} using (true) with check (true);
grant select, insert, update on people.dated_event to {{app}};
grant select, update, delete on people.dated_event to {{engine}};
grant select on people.person_clock to {{app}};
grant select, delete on people.person_clock to {{engine}};

${acceptsRecords('people.dated_event', ['person_id'])}
${acceptsRecords('people.contact_details', ['person_id'], ['assignment-end', 'last-contact'])}
${acceptsRecords('people.bank_details', ['person_id'], ['assignment-end', 'last-contact', 'payment'])}
`;

/** @param fieldKeys asked only when a database of an earlier version has bank details in the clear */
export const peopleMigrations = (fieldKeys: () => FieldKeys): readonly MigrationClass[] => [
  sqlMigration(1764000200000, 'People', people),
  sqlMigration(1764000200001, 'DatedEvents', events),
  ...sourceMigrations,
  ...businessMigrations,
  ...bankMigrations(fieldKeys),
  ...restrictedEventsMigrations,
];
