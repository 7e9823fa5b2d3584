import { governChild, governRoot, refuseSocialSecurityNumbers, sqlMigration } from '@oubli/database';
import { acceptsChildren, acceptsRecords, personRecordSql } from '@oubli/people';

const staff = `
create table access.staff_activity (
  ${personRecordSql.begin}
  occurred_on date not null,
  area text not null check (area in ('rights', 'retention', 'other')),
  action text not null,
  about_type text,
  about_id uuid,
  ${personRecordSql.end}
);
${governRoot('access.staff_activity', { subjects: ['person_id'], clocks: ['occurred_on'] })}
${refuseSocialSecurityNumbers('access.staff_activity', ['action', 'about_type'])}
${acceptsRecords('access.staff_activity', ['person_id'])}

create table access.report_extract (
  ${personRecordSql.begin}
  generated_on date not null,
  title text not null,
  content bytea,
  sha256 bytea check (sha256 is null or length(sha256) = 32),
  ${personRecordSql.end}
);
${governRoot('access.report_extract', { subjects: ['person_id'], clocks: ['generated_on'] })}
${refuseSocialSecurityNumbers('access.report_extract', ['title'])}
${acceptsRecords('access.report_extract', ['person_id'])}

create table access.reset_token (
  id uuid primary key,
  account_id uuid not null references access.account (id),
  token_sha256 bytea not null check (length(token_sha256) = 32),
  issued_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > issued_at and expires_at <= issued_at + interval '1 hour')
);
create index reset_token_expires on access.reset_token (expires_at);
${governChild('access.reset_token', 'access.account', 'account_id')}
${acceptsChildren('access.reset_token', 'access.account', 'account_id')}
grant delete on access.reset_token to {{app}};
`;

export const staffMigrations = [sqlMigration(1764100600001, 'Staff', staff)];
