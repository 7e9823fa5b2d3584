import { governRoot, refuseSocialSecurityNumbers, sqlMigration } from '@oubli/database';
import { acceptsRecords, personRecordSql } from '@oubli/people';

const complianceDocument = (name: string): string => `
create table recruitment.${name} (
  ${personRecordSql.begin}
  reference text,
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  file_name text,
  content bytea,
  sha256 bytea check (sha256 is null or length(sha256) = 32),
  ${personRecordSql.end}
);
create index ${name}_validity on recruitment.${name} (valid_to) where phase = 'active';
${governRoot(`recruitment.${name}`, { subjects: ['person_id'], clocks: [] })}
${refuseSocialSecurityNumbers(`recruitment.${name}`, ['reference', 'file_name'])}
${acceptsRecords(`recruitment.${name}`, ['person_id'], ['assignment-end'])}
`;

const compliance = ['registration_proof', 'vigilance_attestation', 'insurance'].map(complianceDocument).join('');

export const complianceMigrations = [sqlMigration(1764100200001, 'Compliance', compliance)];
