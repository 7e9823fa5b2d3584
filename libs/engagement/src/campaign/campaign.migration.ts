import { governRoot, refuseSocialSecurityNumbers, sqlMigration } from '@oubli/database';
import { acceptsRecords, personRecordSql } from '@oubli/people';

const campaign = `
create table engagement.survey (
  id uuid primary key,
  title text not null,
  opens_on date not null,
  closes_on date check (closes_on >= opens_on)
);
create table engagement.campaign (
  id uuid primary key,
  title text not null,
  channel text not null check (channel in ('e-mail', 'sms'))
);
grant select, insert, update on engagement.survey, engagement.campaign to {{app}};
grant select on engagement.survey, engagement.campaign to {{engine}};
${refuseSocialSecurityNumbers('engagement.survey', ['title'])}
${refuseSocialSecurityNumbers('engagement.campaign', ['title'])}

create table engagement.campaign_message (
  ${personRecordSql.begin}
  campaign_id uuid not null references engagement.campaign (id),
  channel text not null check (channel in ('e-mail', 'sms')),
  address text,
  sent_on date,
  delivered_on date,
  outcome text not null check (outcome in ('queued', 'sent', 'delivered', 'bounced', 'refused')),
  body text,
  ${personRecordSql.end}
);
create index campaign_message_campaign on engagement.campaign_message (campaign_id);
${governRoot('engagement.campaign_message', { subjects: ['person_id'], clocks: ['sent_on'] })}
${refuseSocialSecurityNumbers('engagement.campaign_message', ['address', 'body'])}
${acceptsRecords('engagement.campaign_message', ['person_id'])}
`;

export const campaignMigrations = [sqlMigration(1764100500000, 'Campaigns', campaign)];
