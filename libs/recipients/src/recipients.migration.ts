import { governRoot, refuseSocialSecurityNumbers, sqlMigration } from '@oubli/database';
import { lawfulBases } from '@oubli/personal-data';
import { recipientCategories, refusedCategory } from './category';

const list = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(', ');

/**
 * A disclosure repeats its recipient's category, tied by the foreign key, so that the refusal of R49 is a CHECK of one row:
 * no login gets past it, and a recipient that was given something cannot become an advertiser.
 */
const recipients = `
create schema recipients;
grant usage on schema recipients to {{app}}, {{engine}};

create table recipients.recipient (
  id uuid primary key,
  name text not null check (name <> ''),
  category text not null check (category in (${list(recipientCategories)})),
  country text not null check (country ~ '^[A-Z]{2}$'),
  contact_reference text,
  registered_on date not null,
  ended_on date,
  unique (id, category)
);
create unique index recipient_name on recipients.recipient (lower(name)) where ended_on is null;
${refuseSocialSecurityNumbers('recipients.recipient', ['name', 'country', 'contact_reference'])}
grant select, insert, update on recipients.recipient to {{app}};
grant select on recipients.recipient to {{engine}};

create table recipients.disclosure (
  id uuid primary key,
  person_id uuid not null references people.person (id),
  recipient_id uuid not null,
  recipient_category text not null constraint disclosure_no_advertiser check (recipient_category <> '${refusedCategory}'),
  record_type text not null,
  record_id uuid not null,
  fields text[] not null check (cardinality(fields) > 0),
  purpose text not null references retention.purpose (code),
  basis text not null check (basis in (${list(lawfulBases)})),
  disclosed_on date not null,
  their_reference text,
  collected_on date,
  origin text not null,
  phase text not null default 'active',
  foreign key (recipient_id, recipient_category) references recipients.recipient (id, category)
);
create index disclosure_recipient on recipients.disclosure (recipient_id, recipient_category);
create index disclosure_record on recipients.disclosure (record_id);
create index disclosure_purpose on recipients.disclosure (purpose);
${governRoot('recipients.disclosure', { subjects: ['person_id'], clocks: [], beyondRestriction: true })}
${refuseSocialSecurityNumbers('recipients.disclosure', ['recipient_category', 'record_type', 'purpose', 'their_reference'])}
create trigger record_opened after insert on recipients.disclosure for each row execute function people.record_opened('assignment-end', 'last-contact');
create trigger subjects_are_active after insert or update of person_id on recipients.disclosure for each row
  when (row_security_active('recipients.disclosure')) execute function people.subjects_are_active('person_id');
`;

/** What R50 asks of a contract, and until when it was looked at. The engine's job writes what it told of, and nothing else. */
const contracts = `
alter table recipients.recipient
  add column contract_reference text check (contract_reference <> ''),
  add column contract_ends_on date,
  add column purposes text[] not null default '{}',
  add column sub_processors text check (sub_processors <> ''),
  add column review_on date,
  add column review_told_for date,
  add column contract_told_for date;
${refuseSocialSecurityNumbers('recipients.recipient', ['contract_reference', 'sub_processors'])}
grant update (review_told_for, contract_told_for) on recipients.recipient to {{engine}};
`;

/** How a recipient is told (Art. 19 GDPR). The engine sends, ends an endpoint that is gone, and seals secrets anew. */
const telling = `
alter table recipients.recipient add column notice_email text check (notice_email !~ '[[:cntrl:],;<>[:space:]]' and notice_email ~ '^[^@]+@[^@]+$');

create table recipients.endpoint (
  id uuid primary key,
  recipient_id uuid not null unique references recipients.recipient (id),
  url text not null check (url <> ''),
  secret_sealed bytea not null,
  former_secret_sealed bytea,
  former_until timestamptz,
  created_on date not null,
  disabled_on date,
  disabled_because text check (disabled_because in ('gone')),
  check ((former_secret_sealed is null) = (former_until is null)),
  check ((disabled_on is null) = (disabled_because is null))
);
${refuseSocialSecurityNumbers('recipients.endpoint', ['url', 'disabled_because'])}
${refuseSocialSecurityNumbers('recipients.recipient', ['notice_email'])}
grant select, insert, update, delete on recipients.endpoint to {{app}};
grant select, update on recipients.endpoint to {{engine}};
`;

export const recipientsMigrations = [sqlMigration(1764201020000, 'Recipients', recipients), sqlMigration(1764273600000, 'RecipientContracts', contracts), sqlMigration(1764273600010, 'RecipientsAreTold', telling)];
