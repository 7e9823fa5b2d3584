import { roleNames } from '@oubli/contracts';
import { governChild, governRoot, refuseSocialSecurityNumbers, sqlMigration } from '@oubli/database';
import { acceptsChildren, acceptsRecords, personRecordSql } from '@oubli/people';

const roles = roleNames.map((role) => `'${role}'`).join(', ');

const child = (table: string): string => `
${governChild(table, 'access.console_user', 'user_id')}
${acceptsChildren(table, 'access.console_user', 'user_id')}
grant delete on ${table} to {{app}};`;

const consoleTables = `
create table access.console_user (
  ${personRecordSql.begin}
  display_name text,
  email text,
  password_hash text check (password_hash like '$argon2id$%'),
  roles text[] not null check (cardinality(roles) > 0 and roles <@ array[${roles}]),
  language text not null default 'fr' check (language in ('fr', 'en')),
  totp_secret_sealed bytea,
  totp_since timestamptz,
  totp_last_step bigint,
  last_activity_on date,
  closed_on date,
  ${personRecordSql.end},
  check (closed_on is null or password_hash is null)
);
create unique index console_user_email on access.console_user (lower(email)) where phase = 'active';
${governRoot('access.console_user', { subjects: ['person_id'], clocks: ['closed_on'] })}
${refuseSocialSecurityNumbers('access.console_user', ['display_name', 'email', 'password_hash'])}
${acceptsRecords('access.console_user', ['person_id'])}

create table access.console_session (
  id uuid primary key,
  user_id uuid not null references access.console_user (id),
  token_sha256 bytea not null unique check (length(token_sha256) = 32),
  device text not null,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  step_up_until timestamptz,
  expires_at timestamptz not null check (expires_at <= started_at + interval '8 hours')
);
create index console_session_expires on access.console_session (expires_at);
${child('access.console_session')}
${refuseSocialSecurityNumbers('access.console_session', ['device'])}

create table access.console_token (
  id uuid primary key,
  user_id uuid not null references access.console_user (id),
  kind text not null check (kind in ('invitation', 'reset', 'second-step')),
  token_sha256 bytea not null unique check (length(token_sha256) = 32),
  expires_at timestamptz not null
);
create index console_token_expires on access.console_token (expires_at);
${child('access.console_token')}

create table access.recovery_code (
  id uuid primary key,
  user_id uuid not null references access.console_user (id),
  token_sha256 bytea not null check (length(token_sha256) = 32)
);
${child('access.recovery_code')}

create table access.api_key (
  id uuid primary key,
  name text not null,
  prefix text not null unique,
  token_sha256 bytea not null check (length(token_sha256) = 32),
  scopes text[] not null check (cardinality(scopes) > 0),
  source text not null check (source <> ''),
  origin text not null check (origin in ('person', 'import', 'third-party')),
  purposes text[] not null check (cardinality(purposes) > 0),
  basis text not null check (basis in ('consent', 'contract', 'legal-obligation', 'legitimate-interest')),
  created_by uuid references access.console_user (id),
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_on date,
  revoked_at timestamptz
);
create index api_key_created_by on access.api_key (created_by);
create function access.purposes_exist() returns trigger language plpgsql as $$
begin
  if exists (select from unnest(new.purposes) p where p not in (select code from retention.purpose)) then
    raise exception 'A purpose is not on the closed list.' using errcode = '23514', constraint = 'api_key_purposes';
  end if;
  return new;
end $$;
create trigger purposes_exist before insert or update of purposes on access.api_key for each row execute function access.purposes_exist();
${refuseSocialSecurityNumbers('access.api_key', ['name', 'prefix', 'source'])}
grant select, insert, update on access.api_key to {{app}};
grant select, update, delete on access.api_key to {{engine}};

create table access.sign_in_failure (
  keyed_hash bytea primary key,
  failures int not null,
  blocked_until timestamptz not null,
  last_at timestamptz not null
);
create index sign_in_failure_last on access.sign_in_failure (last_at);
grant select, insert, update, delete on access.sign_in_failure to {{app}};
`;

const idempotency = `
create table access.idempotent_request (
  key_sha256 bytea primary key,
  request_sha256 bytea not null,
  status int,
  answer jsonb,
  created_at timestamptz not null
);
create index idempotent_request_created on access.idempotent_request (created_at);
grant select, insert, update, delete on access.idempotent_request to {{app}};
`;

export const consoleMigrations = [sqlMigration(1764200910001, 'ConsoleAccounts', consoleTables), sqlMigration(1764200910002, 'Idempotency', idempotency)];
