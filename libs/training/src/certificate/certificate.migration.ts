import { governRoot, refuseSocialSecurityNumbers, sqlMigration } from '@oubli/database';
import { acceptsRecords, personRecordSql } from '@oubli/people';

const certificate = `
create table training.certificate (
  ${personRecordSql.begin}
  session_id uuid not null references training.session (id),
  session_ended_on date not null,
  file_name text,
  content bytea,
  sha256 bytea check (sha256 is null or length(sha256) = 32),
  ${personRecordSql.end}
);
create index certificate_session on training.certificate (session_id);
${governRoot('training.certificate', { subjects: ['person_id'], clocks: ['session_ended_on'] })}
${refuseSocialSecurityNumbers('training.certificate', ['file_name'])}
${acceptsRecords('training.certificate', ['person_id'])}

create table training.training_proof (
  ${personRecordSql.begin}
  subject text not null,
  trained_on date not null,
  ${personRecordSql.end}
);
create unique index training_proof_once on training.training_proof (person_id, subject, trained_on) where phase = 'active';
${governRoot('training.training_proof', { subjects: ['person_id'], clocks: [] })}
${refuseSocialSecurityNumbers('training.training_proof', ['subject'])}
${acceptsRecords('training.training_proof', ['person_id'], ['assignment-end', 'last-contact'])}
`;

export const certificateMigrations = [sqlMigration(1764100400000, 'Certificates', certificate)];
