import { governRoot, refuseSocialSecurityNumbers, sqlMigration } from '@oubli/database';
import { acceptsRecords, personRecordSql } from '@oubli/people';

const candidacy = `
create table recruitment.pool_consent (
  ${personRecordSql.begin}
  given_on date not null,
  withdrawn_on date check (withdrawn_on >= given_on),
  text_version text not null,
  means text not null check (means in ('form', 'e-mail', 'telephone', 'paper')),
  ${personRecordSql.end}
);
${governRoot('recruitment.pool_consent', { subjects: ['person_id'], clocks: ['withdrawn_on'] })}
${refuseSocialSecurityNumbers('recruitment.pool_consent', ['text_version'])}
${acceptsRecords('recruitment.pool_consent', ['person_id'], ['last-contact'])}

create table recruitment.appointment (
  ${personRecordSql.begin}
  held_on date,
  place text,
  subject text,
  notes text,
  ${personRecordSql.end}
);
${governRoot('recruitment.appointment', { subjects: ['person_id'], clocks: ['held_on'] })}
${refuseSocialSecurityNumbers('recruitment.appointment', ['place', 'subject', 'notes'])}
${acceptsRecords('recruitment.appointment', ['person_id'])}
`;

export const candidacyMigrations = [sqlMigration(1764100200002, 'Candidacy', candidacy)];
