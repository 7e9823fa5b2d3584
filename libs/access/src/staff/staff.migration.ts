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

/** What an extract holds moves into parts; what earlier versions drew leaves within thirty days as before. */
const extractParts = `
create table access.report_extract_part (
  id uuid primary key,
  extract_id uuid not null references access.report_extract (id),
  number int not null,
  content bytea,
  sha256 bytea check (sha256 is null or length(sha256) = 32),
  unique (extract_id, number)
);
${governChild('access.report_extract_part', 'access.report_extract', 'extract_id')}
${acceptsChildren('access.report_extract_part', 'access.report_extract', 'extract_id')}
insert into access.report_extract_part (id, extract_id, number, content, sha256)
  select gen_random_uuid(), id, 1, content, sha256 from access.report_extract where content is not null;
alter table access.report_extract drop column content, drop column sha256,
  add column masked boolean not null default true,
  add column purpose text,
  add column recipient_id uuid,
  add column reason text,
  add column records int not null default 0,
  add column left_out int not null default 0,
  add constraint report_extract_says_what_for check (masked or (purpose is not null and recipient_id is not null and reason is not null));
${refuseSocialSecurityNumbers('access.report_extract', ['purpose', 'reason'])}
`;

export const staffMigrations = [sqlMigration(1764100600001, 'Staff', staff), sqlMigration(1764201020001, 'ExtractParts', extractParts)];
