import { acceptsRecords } from '@oubli/people';
import { governRoot, refuseSocialSecurityNumbers, sqlMigration } from '@oubli/database';
import { campaignMigrations } from './campaign/campaign.migration';
import { consentMigrations } from './consent/consent.migration';

const engagement = `
create schema engagement;
grant usage on schema engagement to {{app}}, {{engine}}, {{archive}};
create table engagement.survey_answer (
  id uuid primary key,
  person_id uuid not null references people.person (id),
  survey text not null,
  answered_on date,
  score smallint check (score between 0 and 10),
  comment text,
  collected_on date,
  origin text not null,
  phase text not null default 'active'
);
${governRoot('engagement.survey_answer', { subjects: ['person_id'], clocks: ['answered_on'] })}
${refuseSocialSecurityNumbers('engagement.survey_answer', ['survey', 'comment'])}
${acceptsRecords('engagement.survey_answer', ['person_id'])}
`;

export const engagementMigrations = [sqlMigration(1764000600000, 'Engagement', engagement), ...campaignMigrations, ...consentMigrations];
