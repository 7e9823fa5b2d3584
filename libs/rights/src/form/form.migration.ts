import { requestLanguages } from '@oubli/contracts';
import { governChild, refuseSocialSecurityNumbers, sqlMigration } from '@oubli/database';

/** A publication is never deleted: its id says for ever which words were shown. */
const notices = `
create table rights.request_notice (
  id uuid primary key default gen_random_uuid(),
  request_id uuid not null unique references rights.request (id),
  publication_id uuid not null,
  language text not null check (language in (${requestLanguages.map((l) => `'${l}'`).join(', ')})),
  shown_on date not null default calendar.paris_date(now())
);
${governChild('rights.request_notice', 'rights.request', 'request_id')}
`;

/** A version of a form is never changed: a submission names it for ever. */
const forms = `
create table rights.form_version (
  id uuid primary key default gen_random_uuid(),
  form text not null,
  version int not null check (version > 0),
  source text not null,
  record_type text not null,
  title jsonb not null,
  fields jsonb not null,
  declared_at timestamptz not null default clock_timestamp(),
  unique (form, version)
);
${refuseSocialSecurityNumbers('rights.form_version', ['form', 'source', 'record_type'])}
grant select, insert on rights.form_version to {{app}};
grant select on rights.form_version to {{engine}};
`;

export const formMigrations = [sqlMigration(1764201150000, 'NoticesBesideForms', notices), sqlMigration(1764201160030, 'FormsOfSources', forms)];
