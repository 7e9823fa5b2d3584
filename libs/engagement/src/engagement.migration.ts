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

const surveyTally = `
create table engagement.survey_tally (
  survey text not null,
  score smallint check (score between 0 and 10),
  answers bigint not null check (answers > 0),
  unique nulls not distinct (survey, score)
);
grant select on engagement.survey_tally to {{app}};
grant select, insert, update on engagement.survey_tally to {{engine}};
${refuseSocialSecurityNumbers('engagement.survey_tally', ['survey'])}
`;

export const engagementMigrations = [sqlMigration(1764000600000, 'Engagement', engagement), ...campaignMigrations, ...consentMigrations, sqlMigration(1764200600000, 'SurveyTally', surveyTally)];
