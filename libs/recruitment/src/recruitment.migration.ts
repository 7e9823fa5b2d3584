import { acceptsChildren, acceptsRecords } from '@oubli/people';
import { governChild, governRoot, refuseSocialSecurityNumbers, sqlMigration } from '@oubli/database';
import { contractMigrations } from './contract/contract.migration';
import { complianceMigrations } from './compliance/compliance.migration';
import { candidacyMigrations } from './candidacy/candidacy.migration';

const recruitment = `
create schema recruitment;
grant usage on schema recruitment to {{app}}, {{engine}}, {{archive}};

create table recruitment.application (
  id uuid primary key,
  person_id uuid not null references people.person (id),
  position text,
  stage text not null check (stage in ('open', 'rejected', 'retained')),
  applied_on date,
  decided_on date,
  criteria text,
  decided_by text,
  motivation text,
  cv_name text,
  cv bytea,
  cv_sha256 bytea check (cv_sha256 is null or length(cv_sha256) = 32),
  pool_consent boolean not null default false,
  collected_on date,
  origin text not null,
  phase text not null default 'active'
);
${governRoot('recruitment.application', { subjects: ['person_id'], clocks: ['decided_on'] })}
${refuseSocialSecurityNumbers('recruitment.application', ['position', 'criteria', 'decided_by', 'motivation', 'cv_name'])}
${acceptsRecords('recruitment.application', ['person_id'], ['last-contact'])}

create table recruitment.expert_profile (
  id uuid primary key,
  person_id uuid not null references people.person (id),
  skills text,
  availability text,
  hourly_rate numeric(10, 2),
  summary text,
  career_started_on date,
  collected_on date,
  origin text not null,
  phase text not null default 'active'
);
${governRoot('recruitment.expert_profile', { subjects: ['person_id'], clocks: [] })}
${refuseSocialSecurityNumbers('recruitment.expert_profile', ['skills', 'availability', 'summary'])}
${acceptsRecords('recruitment.expert_profile', ['person_id'], ['assignment-end', 'last-contact'])}

create table recruitment.cv_file (
  id uuid primary key,
  profile_id uuid not null references recruitment.expert_profile (id),
  file_name text,
  media_type text,
  content bytea,
  sha256 bytea check (sha256 is null or length(sha256) = 32)
);
${governChild('recruitment.cv_file', 'recruitment.expert_profile', 'profile_id')}
${refuseSocialSecurityNumbers('recruitment.cv_file', ['file_name', 'media_type'])}
${acceptsChildren('recruitment.cv_file', 'recruitment.expert_profile', 'profile_id')}

create table recruitment.assignment (
  id uuid primary key,
  person_id uuid not null references people.person (id),
  client_contact_id uuid references people.person (id),
  title text,
  client_name text,
  started_on date,
  ended_on date,
  day_rate numeric(10, 2),
  status text not null check (status in ('running', 'ended')),
  notes text,
  collected_on date,
  origin text not null,
  phase text not null default 'active'
);
${governRoot('recruitment.assignment', { subjects: ['person_id', 'client_contact_id'], clocks: ['ended_on'] })}
${refuseSocialSecurityNumbers('recruitment.assignment', ['title', 'client_name', 'notes'])}
${acceptsRecords('recruitment.assignment', ['person_id', 'client_contact_id'])}
`;

export const recruitmentMigrations = [sqlMigration(1764000300000, 'Recruitment', recruitment), ...contractMigrations, ...complianceMigrations, ...candidacyMigrations];
