import { sqlMigration } from '@oubli/database';

/**
 * Messages wait in the database, written by the transaction that has something to tell: a message exists exactly when
 * what it tells of is committed. The application writes and lists them, and never reads a text back.
 */
const outbox = `
create schema outbox;
grant usage on schema outbox to {{app}}, {{engine}};

create table outbox.message (
  id uuid primary key default gen_random_uuid(),
  kind text not null,
  address text not null check (address !~ '[[:cntrl:],;<>[:space:]]' and address ~ '^[^@]+@[^@]+$'),
  subject text not null check (subject !~ '[[:cntrl:]]'),
  body text not null,
  language text not null check (language in ('fr', 'en', 'de')),
  person_id uuid,
  about_type text,
  about_id uuid,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'refused', 'expired')),
  attempts int not null default 0,
  reply_code int,
  created_at timestamptz not null default clock_timestamp(),
  not_before timestamptz not null default clock_timestamp(),
  good_until timestamptz,
  ended_at timestamptz,
  check ((state = 'waiting') = (ended_at is null)),
  check ((about_type is null) = (about_id is null))
);
create index message_waiting on outbox.message (not_before, id) where state = 'waiting';
create index message_ended on outbox.message (ended_at) where ended_at is not null;
create index message_person on outbox.message (person_id) where person_id is not null;
create index message_about on outbox.message (about_type, about_id) where about_id is not null;

grant insert on outbox.message to {{app}}, {{engine}};
grant select (id, kind, address, language, person_id, about_type, about_id, state, attempts, reply_code, created_at, not_before, good_until, ended_at) on outbox.message to {{app}};
grant update (state, attempts, not_before, ended_at) on outbox.message to {{app}};
grant select, update on outbox.message to {{engine}};
`;

/** A link that opens something is not kept beside the account it opens. */
const secrets = `
alter table outbox.message add column secret boolean not null default false;
alter table outbox.message alter column body drop not null;
alter table outbox.message add constraint message_body check (body is not null or (secret and state <> 'waiting'));
grant select (secret) on outbox.message to {{app}};
`;

/** A message may be called back while it waits, and one to many carries the address of its unsubscribing, which leaves with its text. */
const calledBack = `
alter table outbox.message drop constraint message_state_check;
alter table outbox.message add constraint message_state_check check (state in ('waiting', 'sent', 'refused', 'expired', 'cancelled'));
alter table outbox.message add column unsubscribe text check (unsubscribe ~ '^https?://[^[:cntrl:][:space:]<>]+$');
create function outbox.cancel(wanted_type text, wanted uuid[]) returns int language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  cancelled int;
begin
  -- What a sender has in hand is left to it: it asks again before it lets a message go.
  update outbox.message m set state = 'cancelled', ended_at = clock_timestamp(), unsubscribe = null, body = case when m.secret then null else m.body end
    where m.id in (select c.id from outbox.message c where c.about_type = wanted_type and c.about_id = any(wanted) and c.state = 'waiting' order by c.id for update skip locked);
  get diagnostics cancelled = row_count;
  return cancelled;
end $$;
revoke execute on function outbox.cancel(text, uuid[]) from public;
grant execute on function outbox.cancel(text, uuid[]) to {{app}}, {{engine}};
`;

export const outboxMigrations = [sqlMigration(1764201010000, 'Outbox', outbox), sqlMigration(1764201010010, 'OutboxSecrets', secrets), sqlMigration(1764277200010, 'OutboxCalledBack', calledBack)];
