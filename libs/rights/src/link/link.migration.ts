import { requestEventKinds, requestLanguages } from '@oubli/contracts';
import { refuseSocialSecurityNumbers, sqlMigration } from '@oubli/database';

const language = `language text not null check (language in (${requestLanguages.map((l) => `'${l}'`).join(', ')}))`;

/** No reference to person or request: these rows live for hours, and must stand in nobody's way. */
const links = `
create table rights.link (
  id uuid primary key default gen_random_uuid(),
  keyed_hash bytea not null unique check (length(keyed_hash) = 32),
  kind text not null check (kind in ('mailbox', 'own-page')),
  request_id uuid,
  person_id uuid,
  mailbox text,
  ${language},
  browser_hash bytea check (length(browser_hash) = 32),
  expires_at timestamptz not null,
  check ((kind = 'mailbox') = (request_id is not null)),
  check ((kind = 'own-page') = (person_id is not null and mailbox is not null and browser_hash is not null)),
  check (num_nonnulls(request_id, person_id) = 1)
);
create index link_expires on rights.link (expires_at);
create index link_request on rights.link (request_id);
create index link_person on rights.link (person_id);
grant select, insert, delete on rights.link to {{app}};
${refuseSocialSecurityNumbers('rights.link', ['mailbox'])}

create table rights.page_session (
  id uuid primary key default gen_random_uuid(),
  keyed_hash bytea not null unique check (length(keyed_hash) = 32),
  person_id uuid not null,
  mailbox text not null,
  ${language},
  expires_at timestamptz not null
);
create index page_session_expires on rights.page_session (expires_at);
grant select, insert, delete on rights.page_session to {{app}};
${refuseSocialSecurityNumbers('rights.page_session', ['mailbox'])}
`;

/** A link to a package belongs to the request that it answers; whoever opens it needs no browser that asked. */
const packageLinks = `
alter table rights.link add column package_id uuid;
alter table rights.link drop constraint link_kind_check, drop constraint link_check, drop constraint link_check1, drop constraint link_check2;
alter table rights.link add constraint link_kind_check check (kind in ('mailbox', 'own-page', 'package'));
alter table rights.link add constraint link_opens check (case kind
  when 'mailbox' then request_id is not null and person_id is null and browser_hash is null and package_id is null
  when 'own-page' then request_id is null and person_id is not null and mailbox is not null and browser_hash is not null and package_id is null
  else request_id is not null and person_id is null and browser_hash is null and package_id is not null end);
alter table rights.request_event drop constraint request_event_kind_check;
alter table rights.request_event add constraint request_event_kind_check check (kind in (${requestEventKinds.map((kind) => `'${kind}'`).join(', ')}));
`;

export const linkMigrations = [sqlMigration(1764201130000, 'LinksToMailboxes', links)];
export const packageLinkMigrations = [sqlMigration(1764201161000, 'LinksToPackages', packageLinks)];
