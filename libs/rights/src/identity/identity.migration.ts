import { governChild, sqlMigration } from '@oubli/database';
import { identityModes, proofMethods } from './proof-needed';

const oneOf = (column: string, values: readonly string[]): string => `check (${column} in (${values.map((v) => `'${v}'`).join(', ')}))`;

/**
 * A copy lies in a table of its own, sealed by whoever deposits it. The application can put one in; it gets one out through a
 * function only, which writes down who read it before it answers. With the closing of the request a copy is gone, whatever path
 * closed it.
 */
const identity = `
create table rights.identity_setting (
  only_row boolean primary key default true check (only_row),
  mode text not null ${oneOf('mode', identityModes)},
  set_on date not null,
  set_by uuid
);
insert into rights.identity_setting (mode, set_on) values ('proportional', calendar.paris_date(now()));
grant select, update on rights.identity_setting to {{app}};
grant select on rights.identity_setting to {{engine}};

create table rights.identity_proof (
  id uuid primary key default gen_random_uuid(),
  request_id uuid not null references rights.request (id),
  method text not null ${oneOf('method', proofMethods)},
  verified_on date not null,
  agent_id uuid,
  unique (request_id, method)
);
${governChild('rights.identity_proof', 'rights.request', 'request_id')}

create table rights.identity_copy (
  id uuid primary key,
  request_id uuid not null references rights.request (id),
  content_sealed bytea not null,
  media_type text not null check (media_type in ('image/jpeg', 'image/png', 'application/pdf')),
  received_on date not null
);
${governChild('rights.identity_copy', 'rights.request', 'request_id')}
revoke select, update on rights.identity_copy from {{app}};
grant select (id, request_id, media_type, received_on) on rights.identity_copy to {{app}};
grant delete on rights.identity_copy to {{app}};

create table rights.identity_reading (
  id uuid primary key default gen_random_uuid(),
  request_id uuid not null references rights.request (id),
  copy_id uuid not null,
  reader_id uuid not null,
  read_at timestamptz not null default clock_timestamp()
);
${governChild('rights.identity_reading', 'rights.request', 'request_id')}
revoke insert, update on rights.identity_reading from {{app}};

create function rights.read_identity_copy(copy uuid, reader uuid) returns table (content_sealed bytea, media_type text)
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into rights.identity_reading (request_id, copy_id, reader_id) select c.request_id, c.id, reader from rights.identity_copy c where c.id = copy;
  return query select c.content_sealed, c.media_type from rights.identity_copy c where c.id = copy;
end $$;
revoke all on function rights.read_identity_copy(uuid, uuid) from public;
grant execute on function rights.read_identity_copy(uuid, uuid) to {{app}};

create function rights.closing_destroys_copies() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from rights.identity_copy c where c.request_id = new.id;
  return null;
end $$;
create trigger closing_destroys_copies after update of closed_on on rights.request for each row
  when (new.closed_on is not null) execute function rights.closing_destroys_copies();
`;

export const identityMigrations = [sqlMigration(1764201059900, 'IdentityOfRequesters', identity)];
