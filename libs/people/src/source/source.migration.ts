import { governChild, refuseSocialSecurityNumbers, sqlMigration } from '@oubli/database';
import { acceptsChildren } from '../open-doors';

const sources = `
create table people.source_record (
  keyed_hash bytea primary key check (length(keyed_hash) = 32),
  source text not null constraint source_record_source_no_ssn check (not people.holds_social_security_number(source)),
  record_type text not null constraint source_record_record_type_no_ssn check (not people.holds_social_security_number(record_type)),
  record_id uuid not null,
  forgotten_on date
);
create index source_record_record on people.source_record (record_id);
create index source_record_forgotten on people.source_record (forgotten_on);
grant select, insert, update on people.source_record to {{app}};

create table people.notice_task (
  id uuid primary key,
  person_id uuid not null references people.person (id),
  source text not null,
  due_on date not null,
  done_on date
);
create unique index notice_task_once on people.notice_task (person_id, source);
${governChild('people.notice_task', 'people.person', 'person_id')}
${refuseSocialSecurityNumbers('people.notice_task', ['source'])}
${acceptsChildren('people.notice_task', 'people.person', 'person_id')}
`;

export const sourceMigrations = [sqlMigration(1764200910020, 'Sources', sources)];
