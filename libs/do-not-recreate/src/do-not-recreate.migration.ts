import { type MigrationClass, sqlMigration } from '@oubli/database';
import { entryKinds } from './identifiers';
import { grounds } from './list';

const oneOf = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(', ');

/** The list holds hashes, kind, ground and days. No foreign key leads to a person: whom an entry is about has been forgotten. */
const list = `
create schema do_not_recreate;
grant usage on schema do_not_recreate to {{app}}, {{engine}};
create table do_not_recreate.entry (
  keyed_hash bytea primary key check (length(keyed_hash) = 32),
  entry uuid not null,
  kind text not null check (kind in (${oneOf(entryKinds)})),
  ground text not null check (ground in (${oneOf(grounds)})),
  listed_on date not null,
  kept_until date not null check (kept_until > listed_on)
);
create index entry_entry on do_not_recreate.entry (entry);
create index entry_kept_until on do_not_recreate.entry (kept_until);
create table do_not_recreate.refusal (
  day date not null,
  source text not null constraint refusal_source_no_ssn check (not people.holds_social_security_number(source)),
  record_type text not null constraint refusal_record_type_no_ssn check (not people.holds_social_security_number(record_type)),
  kind text not null check (kind in (${oneOf(entryKinds)})),
  ground text not null check (ground in (${oneOf(grounds)})),
  refused int not null check (refused > 0),
  primary key (day, source, record_type, kind, ground)
);
grant select, insert, update, delete on do_not_recreate.entry to {{app}};
grant select, insert, update on do_not_recreate.entry to {{engine}};
grant select, insert, update on do_not_recreate.refusal to {{app}};
`;

export const doNotRecreateMigrations: readonly MigrationClass[] = [sqlMigration(1764201070000, 'DoNotRecreate', list)];
