import { restrictedSqlState, sqlMigration } from '@oubli/database';

/** SQLSTATE of a lift before the person was told; an API answers 409. */
export const notToldSqlState = 'OB428';

/**
 * Art. 18 GDPR: stored and nothing else. The table is part of the gate, so it has ids and dates only; why, on whose
 * request and by whom lies beside it, as does the notice that must precede a lift (Art. 18(3)).
 */
const restriction = `
create table retention.restriction (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null,
  record_type text,
  placed_at timestamptz not null default now(),
  lifted_at timestamptz,
  review_on date not null
);
create index restriction_person on retention.restriction (person_id) where lifted_at is null;
create table retention.restriction_reason (
  restriction_id uuid primary key references retention.restriction (id),
  ground text not null check (ground in ('accuracy-contested', 'unlawful', 'needed-for-claims', 'objection-pending')),
  reason text not null check (reason <> ''),
  request_reference text,
  author text not null check (author <> '')
);
create table retention.restriction_notice (
  restriction_id uuid primary key references retention.restriction (id),
  told_on date not null,
  means text not null check (means in ('letter', 'e-mail', 'in-person', 'telephone', 'own-page', 'own-request')),
  author text not null check (author <> '')
);

-- A freeze without end would be storage without end: it is looked at within six months, each time.
-- Whoever is told after the fact was not told before.
create function retention.restriction_kept_in_bounds() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' and old.lifted_at is not null then
    raise exception 'A restriction that was lifted never changes.' using errcode = '55000';
  end if;
  if (tg_op = 'INSERT' or new.review_on is distinct from old.review_on)
     and new.review_on > (calendar.paris_date(now()) + interval '6 months')::date then
    raise exception 'A restriction is reviewed within six months.' using errcode = '23514', constraint = 'restriction_review_within_six_months';
  end if;
  if tg_op = 'UPDATE' and new.lifted_at is not null and not exists (
    select 1 from retention.restriction_notice n where n.restriction_id = new.id and n.told_on <= calendar.paris_date(now())) then
    raise exception 'The person is told before a restriction is lifted.' using errcode = '${notToldSqlState}';
  end if;
  return new;
end $$;
create trigger restriction_kept_in_bounds before insert or update on retention.restriction
  for each row execute function retention.restriction_kept_in_bounds();

grant select on retention.restriction to {{app}}, {{engine}};
grant insert on retention.restriction to {{app}};
grant update (lifted_at, review_on) on retention.restriction to {{app}};
grant select, insert on retention.restriction_reason, retention.restriction_notice to {{app}};

-- In this order: a transaction that writes to more than one of them writes in this order too.
create or replace function retention.lock_gate() returns void language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  lock table retention.hold, retention.policy_gate, retention.restriction in share mode;
end $$;

alter table retention.outcome drop constraint outcome_reason_check;
alter table retention.outcome add constraint outcome_reason_check check (
  reason in ('hold', 'restricted', 'moved', 'suspended', 'busy', 'undeclared-column', 'quarantined', 'key-lost'));
`;

/**
 * What PostgreSQL itself refuses. A restrictive policy beside the one that shows active rows: the application's login reads
 * and changes no row whose subject is restricted, whatever session it makes of its connection. The list of the restricted
 * is read once a statement into a hash, which is empty as a rule. A new row about somebody restricted meets a trigger first,
 * so that its writer learns why.
 */
const enforcement = `
alter table retention.governed_table add column subject_columns text[] not null default '{}';

create function retention.is_restricted(wanted_type text, person uuid) returns boolean language sql stable security definer
  set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from retention.restriction x where x.person_id = person and x.lifted_at is null
    and (x.record_type is null or x.record_type = wanted_type))
$$;
create function retention.record_is_restricted(wanted_type text, wanted_id uuid) returns boolean language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  place retention.governed_table;
  subject text;
  person uuid;
begin
  if not exists (select 1 from retention.restriction where lifted_at is null) then
    return false;
  end if;
  select * into place from retention.governed_table where record_type = wanted_type;
  foreach subject in array place.subject_columns loop
    execute format('select r.%I from %I.%I r where r.id = $1', subject, place.table_schema, place.table_name) into person using wanted_id;
    if retention.is_restricted(wanted_type, person) then
      return true;
    end if;
  end loop;
  return false;
end $$;
revoke execute on function retention.is_restricted(text, uuid), retention.record_is_restricted(text, uuid) from public;
grant execute on function retention.is_restricted(text, uuid), retention.record_is_restricted(text, uuid) to {{app}}, {{engine}};

create function retention.subjects_not_restricted() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  person uuid;
begin
  if not exists (select 1 from retention.restriction where lifted_at is null) then
    return new;
  end if;
  for i in 1 .. tg_nargs - 1 loop
    execute format('select ($1).%I', tg_argv[i]) into person using new;
    if retention.is_restricted(tg_argv[0], person) then
      raise exception 'What is held about the person is restricted.' using errcode = '${restrictedSqlState}';
    end if;
  end loop;
  return new;
end $$;
create function retention.root_not_restricted() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  root uuid;
begin
  execute format('select ($1).%I', tg_argv[1]) into root using new;
  if retention.record_is_restricted(tg_argv[0], root) then
    raise exception 'What is held about the person is restricted.' using errcode = '${restrictedSqlState}';
  end if;
  return new;
end $$;

create function retention.enforce_restriction(target regclass, wanted_type text, subjects text[]) returns void language plpgsql
  set search_path = pg_catalog, pg_temp as $$
declare
  unrestricted text;
  arguments text;
begin
  select string_agg(format('(%I in (select x.person_id from retention.restriction x where x.lifted_at is null and (x.record_type is null or x.record_type = %L))) is not true',
    s, wanted_type), ' and ' order by n) into unrestricted from unnest(subjects) with ordinality as u (s, n);
  select string_agg(quote_literal(s), ', ' order by n) into arguments from unnest(array[wanted_type] || subjects) with ordinality as u (s, n);
  execute format('drop policy if exists unrestricted on %s', target);
  execute format('create policy unrestricted on %s as restrictive to {{app}} using (%s) with check (%s)', target, unrestricted, unrestricted);
  execute format('drop trigger if exists aa_subjects_not_restricted on %s', target);
  execute format('create trigger aa_subjects_not_restricted before insert or update on %s for each row when (row_security_active(%L))
    execute function retention.subjects_not_restricted(%s)', target, target::text, arguments);
end $$;
create function retention.enforce_restriction_on_child(target regclass, root_type text, via text) returns void language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  execute format('drop trigger if exists aa_root_not_restricted on %s', target);
  execute format('create trigger aa_root_not_restricted before insert or update on %s for each row when (row_security_active(%L))
    execute function retention.root_not_restricted(%L, %L)', target, target::text, root_type, via);
end $$;
revoke execute on function retention.enforce_restriction(regclass, text, text[]), retention.enforce_restriction_on_child(regclass, text, text) from public;

-- What is restricted is out of reach as what is archived is: the same door, the same stated purpose, the same log.
create or replace function retention.read_archived(wanted_type text, wanted_id uuid, stated_purpose text, stated_motive text)
  returns jsonb language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  place retention.governed_table;
  found jsonb;
begin
  select * into place from retention.governed_table where record_type = wanted_type;
  if place.record_type is null then
    raise exception 'Unknown record type.' using errcode = '22023';
  end if;
  insert into retention.archive_access (record_type, record_id, purpose, motive, asked_by)
    values (wanted_type, wanted_id, stated_purpose, stated_motive, session_user);
  execute format('select to_jsonb(r) from %I.%I r where r.id = $1 and (r.%I <> ''active'' or retention.record_is_restricted($2, $1))',
    place.table_schema, place.table_name, place.phase_column) into found using wanted_id, wanted_type;
  return found;
end $$;
`;

/** A part of a record says which table its root is; what no declaration names is restricted by nobody. */
const parts = `
drop function retention.enforce_restriction_on_child(regclass, text, text);
create or replace function retention.record_is_restricted(wanted_type text, wanted_id uuid) returns boolean language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  place retention.governed_table;
  subject text;
  person uuid;
begin
  if not exists (select 1 from retention.restriction where lifted_at is null) then
    return false;
  end if;
  select * into place from retention.governed_table where record_type = wanted_type;
  foreach subject in array coalesce(place.subject_columns, '{}') loop
    execute format('select r.%I from %I.%I r where r.id = $1', subject, place.table_schema, place.table_name) into person using wanted_id;
    if retention.is_restricted(wanted_type, person) then
      return true;
    end if;
  end loop;
  return false;
end $$;
create or replace function retention.root_not_restricted() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  root uuid;
begin
  execute format('select ($1).%I', tg_argv[1]) into root using new;
  if exists (select 1 from retention.governed_table g
    where format('%I.%I', g.table_schema, g.table_name)::regclass = tg_argv[0]::regclass and retention.record_is_restricted(g.record_type, root)) then
    raise exception 'What is held about the person is restricted.' using errcode = '${restrictedSqlState}';
  end if;
  return new;
end $$;
create function retention.enforce_restriction_on_child(target regclass, root regclass, via text) returns void language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  execute format('drop trigger if exists aa_root_not_restricted on %s', target);
  execute format('create trigger aa_root_not_restricted before insert or update on %s for each row when (row_security_active(%L))
    execute function retention.root_not_restricted(%L, %L)', target, target::text, root::text, via);
end $$;
revoke execute on function retention.enforce_restriction_on_child(regclass, regclass, text) from public;
`;

/**
 * The engine asks in its batches what is restricted, and by whom: a person's own wish to be erased lifts her restriction (Art. 18(2)
 * GDPR), and what is kept of her then is archived by an update, which the triggers would refuse for ever.
 */
const engineFirst = (name: string, body: string): string => `
create or replace function retention.${name}() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  subject uuid;
begin
  if quote_ident(session_user)::regrole = to_regrole('{{engine}}') then
    return new;
  end if;
  ${body}
  return new;
end $$;`;
const raise = `raise exception 'What is held about the person is restricted.' using errcode = '${restrictedSqlState}';`;
const leaveTheEngine = `
${engineFirst('subjects_not_restricted', `if not exists (select 1 from retention.restriction where lifted_at is null) then
    return new;
  end if;
  for i in 1 .. tg_nargs - 1 loop
    execute format('select ($1).%I', tg_argv[i]) into subject using new;
    if retention.is_restricted(tg_argv[0], subject) then
      ${raise}
    end if;
  end loop;`)}
${engineFirst('root_not_restricted', `execute format('select ($1).%I', tg_argv[1]) into subject using new;
  if exists (select 1 from retention.governed_table g
    where format('%I.%I', g.table_schema, g.table_name)::regclass = tg_argv[0]::regclass and retention.record_is_restricted(g.record_type, subject)) then
    ${raise}
  end if;`)}
`;

export const restrictionMigrations = [
  sqlMigration(1764201040000, 'Restriction', restriction),
  sqlMigration(1764201040001, 'RestrictionEnforced', enforcement),
  sqlMigration(1764201040002, 'RestrictionOfParts', parts),
  sqlMigration(1764201160010, 'RestrictionLeavesTheEngine', leaveTheEngine),
];
