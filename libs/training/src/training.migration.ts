import { acceptsRecords } from '@oubli/people';
import { governRoot, refuseSocialSecurityNumbers, sqlMigration } from '@oubli/database';
import { certificateMigrations } from './certificate/certificate.migration';

const training = `
create schema training;
grant usage on schema training to {{app}}, {{engine}}, {{archive}};
create table training.session (
  id uuid primary key,
  title text not null,
  starts_on date not null,
  ends_on date not null,
  place text not null,
  check (starts_on <= ends_on)
);
grant select, insert, update on training.session to {{app}};
grant select on training.session to {{engine}};

create table training.attendance (
  id uuid primary key,
  person_id uuid not null references people.person (id),
  session_id uuid not null references training.session (id),
  session_ended_on date,
  participant_name text not null,
  participant_email text,
  hours numeric(6, 2) not null,
  evaluation text,
  supports_invoice boolean not null default false,
  collected_on date,
  origin text not null,
  phase text not null default 'active'
);
create index attendance_session on training.attendance (session_id);
${governRoot('training.attendance', { subjects: ['person_id'], clocks: ['session_ended_on'] })}
${refuseSocialSecurityNumbers('training.attendance', ['participant_name', 'participant_email', 'evaluation'])}
${acceptsRecords('training.attendance', ['person_id'])}
${refuseSocialSecurityNumbers('training.session', ['title', 'place'])}
`;

/** A name that nothing keeps is erased at its person's request; a pseudonym would be no erasure. */
const nameMayGo = 'alter table training.attendance alter column participant_name drop not null;';

export const trainingMigrations = [sqlMigration(1764000500000, 'Training', training), ...certificateMigrations, sqlMigration(1764201060002, 'AttendanceNameMayGo', nameMayGo)];
