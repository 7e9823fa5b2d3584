import { governRoot, refuseSocialSecurityNumbers, sqlMigration } from '@oubli/database';
import { purposes } from '@oubli/personal-data';
import { acceptsRecords, personRecordSql } from '@oubli/people';

const purpose = `purpose text not null check (purpose in (${purposes.map((p) => `'${p}'`).join(', ')})),
  channel text not null check (channel in ('e-mail', 'sms')),`;

const consent = `
create table engagement.consent (
  ${personRecordSql.begin}
  ${purpose}
  text_version text not null,
  means text not null check (means in ('form', 'e-mail', 'telephone', 'paper')),
  given_on date not null,
  last_used_on date check (last_used_on >= given_on),
  withdrawn_on date check (withdrawn_on >= given_on),
  ${personRecordSql.end}
);
create unique index consent_in_force on engagement.consent (person_id, purpose, channel) where phase = 'active' and withdrawn_on is null;
${governRoot('engagement.consent', { subjects: ['person_id'], clocks: ['withdrawn_on', 'given_on'] })}
${refuseSocialSecurityNumbers('engagement.consent', ['text_version'])}
${acceptsRecords('engagement.consent', ['person_id'])}

create table engagement.objection (
  ${personRecordSql.begin}
  ${purpose}
  objected_on date not null,
  ${personRecordSql.end}
);
${governRoot('engagement.objection', { subjects: ['person_id'], clocks: ['objected_on'] })}
${acceptsRecords('engagement.objection', ['person_id'], ['assignment-end', 'last-contact'])}

create table engagement.notice_shown (
  ${personRecordSql.begin}
  notice_version text not null,
  place text not null,
  shown_on date not null,
  ${personRecordSql.end}
);
${governRoot('engagement.notice_shown', { subjects: ['person_id'], clocks: [] })}
${refuseSocialSecurityNumbers('engagement.notice_shown', ['notice_version', 'place'])}
${acceptsRecords('engagement.notice_shown', ['person_id'], ['assignment-end', 'last-contact'])}
`;

export const consentMigrations = [sqlMigration(1764100500001, 'Consents', consent)];
