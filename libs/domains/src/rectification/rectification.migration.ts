import { governChild, type MigrationClass, refuseSocialSecurityNumbers, sqlMigration } from '@oubli/database';
import { acceptsChildren } from '@oubli/people';

/**
 * The keyed hash of a wrong value stays with the person, not with the request: a source may send it for years after the request's
 * file has left. Which recipients had it is asked of a function, because old disclosures are archived and the application does not
 * see them; it tells ids of recipients only.
 */
const corrected = `
create table rights.corrected_field (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references people.person (id),
  record_type text not null,
  record_id uuid not null,
  field text not null,
  wrong_sha256 bytea not null check (length(wrong_sha256) = 32),
  corrected_on date not null,
  caught_up text[] not null default '{}',
  unique (record_id, record_type, field, wrong_sha256)
);
${governChild('rights.corrected_field', 'people.person', 'person_id')}
${refuseSocialSecurityNumbers('rights.corrected_field', ['record_type', 'field'])}
${acceptsChildren('rights.corrected_field', 'people.person', 'person_id')}
grant delete on rights.corrected_field to {{app}};

alter table rights.recipient_task add constraint recipient_task_recipient foreign key (recipient_id) references recipients.recipient (id);
create index recipient_task_recipient on rights.recipient_task (recipient_id);

create function rights.recipients_of_field(type text, record uuid, field text) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct d.recipient_id from recipients.disclosure d where d.record_id = record and d.record_type = type and field = any(d.fields)
$$;
revoke all on function rights.recipients_of_field(text, uuid, text) from public;
grant execute on function rights.recipients_of_field(text, uuid, text) to {{app}};
`;

export const rectificationWiringMigrations: readonly MigrationClass[] = [sqlMigration(1764201150001, 'CorrectedFields', corrected)];
