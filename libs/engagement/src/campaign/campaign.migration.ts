import { governRoot, refuseSocialSecurityNumbers, sqlMigration } from '@oubli/database';
import { personCategories } from '@oubli/personal-data';
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

/**
 * A campaign is a draft until it is sent; from then on its text stands. Whom it goes to is a row each, written when it is sent. A row whose
 * message is called back goes: nothing was sent, and nothing is left to prove.
 */
const sending = `
alter table engagement.campaign
  add column purpose text not null default 'campaigns' check (purpose in ('campaigns', 'surveys')),
  add column categories text[] not null default '{}' check (categories <@ array[${personCategories.map((c) => `'${c}'`).join(', ')}]),
  add column language text not null default 'fr' check (language in ('fr', 'en', 'de')),
  add column subject text check (subject !~ '[[:cntrl:]]'), add column body text,
  add column state text not null default 'draft' check (state in ('draft', 'sending', 'sent')),
  add column started_at timestamptz, add column ended_at timestamptz, add column audience int check (audience >= 0), add column left_out int not null default 0,
  add check (purpose = 'campaigns' or channel = 'e-mail'),
  add check ((state = 'draft') = (started_at is null)), add check ((state = 'sent') = (ended_at is not null));
${refuseSocialSecurityNumbers('engagement.campaign', ['subject', 'body'])}
grant update (state, ended_at, left_out) on engagement.campaign to {{engine}};
create index campaign_sending on engagement.campaign (id) where state = 'sending';
create index campaign_message_queued on engagement.campaign_message (campaign_id, id) where outcome = 'queued' and phase = 'active';

create function engagement.campaign_stands() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'A campaign that was sent is not changed.' using errcode = '55000';
end $$;
create trigger campaign_stands before update of title, channel, purpose, categories, language, subject, body on engagement.campaign for each row
  when (old.state <> 'draft') execute function engagement.campaign_stands();

create function engagement.cancel_queued(person uuid, wanted_purpose text, wanted_channel text) returns int language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  queued uuid[];
  cancelled int;
begin
  select coalesce(array_agg(m.id order by m.id), '{}') into queued from engagement.campaign_message m join engagement.campaign c on c.id = m.campaign_id
    where m.person_id = person and m.outcome = 'queued' and c.purpose = wanted_purpose and c.channel = wanted_channel;
  perform outbox.cancel('campaign-message', queued);
  with gone as (
    delete from engagement.campaign_message m where m.id in (select q.id from engagement.campaign_message q where q.id = any(queued) and q.outcome = 'queued' order by q.id for update skip locked)
    returning m.campaign_id),
  counted as (update engagement.campaign c set left_out = c.left_out + g.n from (select campaign_id, count(*)::int as n from gone group by campaign_id) g where c.id = g.campaign_id returning g.n)
  select coalesce(sum(n), 0)::int into cancelled from counted;
  return cancelled;
end $$;
revoke execute on function engagement.cancel_queued(uuid, text, text) from public;
grant execute on function engagement.cancel_queued(uuid, text, text) to {{app}}, {{engine}};
`;

export const campaignMigrations = [sqlMigration(1764100500000, 'Campaigns', campaign), sqlMigration(1764277200020, 'CampaignsSent', sending)];
