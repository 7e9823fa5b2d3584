import { governRoot, refuseSocialSecurityNumbers, sqlMigration } from '@oubli/database';
import { purposes } from '@oubli/personal-data';
import { acceptsRecords, goneSqlState, personRecordSql } from '@oubli/people';
import { choiceMeans } from './consent.entity';

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

const means = `check (%s in (${choiceMeans.map((m) => `'${m}'`).join(', ')}))`;
const meansOf = (column: string): string => means.replace('%s', column);

/**
 * Who withdraws, objects or is about to be written to takes the person's row: so a withdrawal that committed first always wins, and one
 * that comes while a message is in the sender's hand waits until it has left. The functions are the owner's, because somebody whose
 * data are restricted or archived withdraws and objects too.
 */
const choices = `
alter table engagement.consent add column given_at timestamptz, add column withdrawn_at timestamptz, add column withdrawn_by text ${meansOf('withdrawn_by')};
alter table engagement.consent drop constraint consent_means_check, add constraint consent_means_check ${meansOf('means')};
alter table engagement.objection alter column channel drop not null;
alter table engagement.objection add column objected_at timestamptz, add column objected_by text ${meansOf('objected_by')},
  add column standing text not null default 'in-force' check (standing in ('in-force', 'pending', 'rejected', 'ended')),
  add column judged_on date check (judged_on >= objected_on), add column under_request uuid;
create index objection_under_request on engagement.objection (under_request) where under_request is not null;

create function engagement.lock_subject() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform people.lock_person(new.person_id);
  return new;
end $$;
revoke execute on function engagement.lock_subject() from public;
create trigger consent_changes before update of withdrawn_on on engagement.consent for each row when (old.withdrawn_on is distinct from new.withdrawn_on) execute function engagement.lock_subject();
create trigger objection_comes before insert on engagement.objection for each row execute function engagement.lock_subject();

create function engagement.withdraw_consent(person uuid, wanted_purpose text, wanted_channel text, by_means text) returns int
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  withdrawn int;
begin
  perform people.lock_person(person);
  update engagement.consent c set withdrawn_on = greatest(calendar.paris_date(now()), c.given_on), withdrawn_at = clock_timestamp(), withdrawn_by = by_means
    where c.person_id = person and c.purpose = wanted_purpose and c.channel = wanted_channel and c.phase = 'active' and c.withdrawn_on is null;
  get diagnostics withdrawn = row_count;
  return withdrawn;
end $$;

create function engagement.object_to(person uuid, wanted_purpose text, wanted_channel text, by_means text, wanted_standing text, request uuid) returns uuid
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  known uuid;
begin
  perform people.lock_person(person);
  select o.id into known from engagement.objection o where o.person_id = person and o.purpose = wanted_purpose and o.channel is not distinct from wanted_channel
    and o.phase = 'active' and o.standing in ('in-force', 'pending') limit 1;
  if known is not null then
    return known;
  end if;
  insert into engagement.objection (id, person_id, purpose, channel, objected_on, objected_at, objected_by, standing, under_request, collected_on, origin)
    select gen_random_uuid(), p.id, wanted_purpose, wanted_channel, calendar.paris_date(now()), clock_timestamp(), by_means, wanted_standing, request, calendar.paris_date(now()), 'person'
    from people.person p where p.id = person and p.phase <> 'treated' returning id into known;
  if known is null then
    raise exception 'There is no such person.' using errcode = '${goneSqlState}';
  end if;
  return known;
end $$;

create function engagement.judge_objections(request uuid, wanted_standing text) returns int language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  judged int;
begin
  if wanted_standing not in ('in-force', 'rejected') then
    raise exception 'An objection is upheld or rejected.' using errcode = '22023';
  end if;
  update engagement.objection o set standing = wanted_standing, judged_on = calendar.paris_date(now()) where o.under_request = request and o.standing = 'pending';
  get diagnostics judged = row_count;
  return judged;
end $$;
revoke execute on function engagement.withdraw_consent(uuid, text, text, text), engagement.object_to(uuid, text, text, text, text, uuid), engagement.judge_objections(uuid, text) from public;
grant execute on function engagement.withdraw_consent(uuid, text, text, text), engagement.object_to(uuid, text, text, text, text, uuid), engagement.judge_objections(uuid, text) to {{app}};
`;

export const consentMigrations = [sqlMigration(1764100500001, 'Consents', consent), sqlMigration(1764277200000, 'Choices', choices)];
