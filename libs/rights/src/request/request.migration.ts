import { extensionReasons, requestDocumentKinds, requestDoors, requestEventKinds, requestKinds, requestLanguages, requestOutcomes, requestStates, settledStates } from '@oubli/contracts';
import { governChild, governRoot, refuseSocialSecurityNumbers, sqlMigration } from '@oubli/database';

const oneOf = (column: string, values: readonly string[]): string => `check (${column} in (${values.map((v) => `'${v}'`).join(', ')}))`;
const child = (table: string): string => governChild(table, 'rights.request', 'request_id');

/**
 * The number is what a person is told and quotes back; the year is that of registration in Paris. Who the person is, is a
 * reference that may be empty: somebody the registry does not know has every right too (R19).
 */
const requests = `
create schema rights;
grant usage on schema rights to {{app}}, {{engine}}, {{archive}};

create sequence rights.request_number;
create function rights.next_number() returns text language sql volatile set search_path = pg_catalog, pg_temp as $$
  select 'R-' || to_char(calendar.paris_date(now()), 'YYYY') || '-' || lpad(n, greatest(6, length(n)), '0') from (select nextval('rights.request_number')::text as n) x
$$;
grant usage on sequence rights.request_number to {{app}};

create table rights.request (
  id uuid primary key default gen_random_uuid(),
  number text not null unique default rights.next_number(),
  kind text not null ${oneOf('kind', requestKinds)},
  door text not null ${oneOf('door', requestDoors)},
  language text not null ${oneOf('language', requestLanguages)},
  person_id uuid,
  state text not null default 'received' ${oneOf('state', requestStates)},
  outcome text ${oneOf('outcome', requestOutcomes)},
  owner_id uuid,
  received_on date not null,
  registered_on date not null default calendar.paris_date(now()),
  due_target date not null,
  due_legal date not null,
  identity_asked_on date,
  identity_given_on date,
  extended_on date,
  extension_reason text ${oneOf('extension_reason', extensionReasons)},
  answered_on date,
  closed_on date,
  collected_on date,
  origin text not null default 'person',
  phase text not null default 'active',
  check (received_on <= registered_on),
  check (due_target <= due_legal and due_target > received_on),
  check (identity_given_on is null or identity_asked_on is not null),
  check ((extended_on is null) = (extension_reason is null)),
  constraint request_answered check ((answered_on is not null) = (state in (${settledStates.map((s) => `'${s}'`).join(', ')}))),
  constraint request_closed check ((closed_on is not null) = (state = 'closed')),
  constraint request_outcome_said check (state not in ('decided', 'carrying-out', ${settledStates.map((s) => `'${s}'`).join(', ')}) or outcome is not null)
);
create index request_inbox on rights.request (due_legal, id) where phase = 'active' and state not in (${settledStates.map((s) => `'${s}'`).join(', ')});
create index request_owner on rights.request (owner_id);
${governRoot('rights.request', { subjects: ['person_id'], clocks: ['closed_on', 'answered_on'], beyondRestriction: true })}
${refuseSocialSecurityNumbers('rights.request', ['number'])}

create table rights.request_contact (
  id uuid primary key default gen_random_uuid(),
  request_id uuid not null unique references rights.request (id),
  name text,
  email text,
  phone text,
  address text,
  words text
);
create index request_contact_email on rights.request_contact (lower(email));
${child('rights.request_contact')}
${refuseSocialSecurityNumbers('rights.request_contact', ['name', 'email', 'phone', 'address', 'words'])}

create table rights.request_event (
  id uuid primary key default gen_random_uuid(),
  request_id uuid not null references rights.request (id),
  happened_at timestamptz not null default clock_timestamp(),
  kind text not null ${oneOf('kind', requestEventKinds)},
  state text not null ${oneOf('state', requestStates)},
  actor_id uuid,
  about_id uuid
);
${child('rights.request_event')}

create table rights.request_document (
  id uuid primary key default gen_random_uuid(),
  request_id uuid not null references rights.request (id),
  kind text not null ${oneOf('kind', requestDocumentKinds)},
  language text not null ${oneOf('language', requestLanguages)},
  title text not null,
  media_type text not null check (media_type in ('text/plain', 'text/html', 'application/pdf')),
  content bytea not null,
  content_sha256 bytea not null check (length(content_sha256) = 32),
  written_at timestamptz not null default clock_timestamp(),
  written_by uuid,
  sent_on date
);
${child('rights.request_document')}
${refuseSocialSecurityNumbers('rights.request_document', ['title'])}

create table rights.request_note (
  id uuid primary key default gen_random_uuid(),
  request_id uuid not null references rights.request (id),
  body text not null check (body <> ''),
  author_id uuid,
  written_at timestamptz not null default clock_timestamp()
);
${child('rights.request_note')}
${refuseSocialSecurityNumbers('rights.request_note', ['body'])}
`;

/** A kind may be said anew; the list of the timeline's words is that of today. */
const moreEvents = `
alter table rights.request_event drop constraint request_event_kind_check;
alter table rights.request_event add constraint request_event_kind_check ${oneOf('kind', requestEventKinds)};
`;

/** What the engine carries out at a request stands on its timeline, in the same transaction. */
const engineEvents = 'grant insert on rights.request_event to {{engine}};';

export const requestMigrations = [sqlMigration(1764201050000, 'Requests', requests), sqlMigration(1764201050010, 'RequestEventKinds', moreEvents), sqlMigration(1764201060100, 'RequestEventsOfEngine', engineEvents), sqlMigration(1764201160000, 'RequestEventsOfErasure', moreEvents)];
