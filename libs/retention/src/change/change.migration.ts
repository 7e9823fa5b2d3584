import { sqlMigration } from '@oubli/database';

/**
 * `policy_draft`: a rule somebody is writing, whole or not. `approval`: what waits for a second person. Authors are ids of
 * accounts; who they are is not the engine's to know.
 */
const change = `
create table retention.policy_draft (
  policy text primary key,
  record_type text not null,
  title text not null,
  automatic boolean not null,
  legal_reference text not null,
  confidence text not null check (confidence in ('S', 'S~', 'I', 'G')),
  body jsonb not null,
  changed_at timestamptz not null default now(),
  changed_by uuid,
  etag uuid not null default gen_random_uuid()
);
create table retention.approval (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('publication', 'hold-release')),
  title text not null,
  reason text not null,
  payload jsonb not null,
  requested_by uuid,
  requested_at timestamptz not null default now(),
  state text not null default 'open' check (state in ('open', 'done', 'refused', 'withdrawn')),
  decided_by uuid,
  decided_at timestamptz,
  check ((state = 'open') = (decided_at is null))
);
create index approval_requested on retention.approval (requested_at);
grant select, insert, update, delete on retention.policy_draft to {{app}};
grant select on retention.policy_draft, retention.approval to {{engine}};
grant select, insert, update on retention.approval to {{app}};
`;

/** A policy is frozen inside a transaction: whether a text is a value of a column's type must be asked without failing. */
const readsAs = `
create function retention.reads_as(value text, type_name text) returns boolean language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  execute format('select $1::%s', type_name::regtype) using value;
  return true;
exception when data_exception then
  return false;
end $$;
`;

export const changeMigrations = [sqlMigration(1764200910010, 'PolicyDraftsAndApprovals', change), sqlMigration(1764200910011, 'ReadsAs', readsAs)];
