import type { EventKind } from '@oubli/personal-data';

/** SQLSTATE of a write that refers to a person or record whose active phase is over; an API answers 410. */
export const goneSqlState = 'OB410';

/**
 * A foreign key is content with a row that row-level security hides, and with one that a batch has just treated while
 * the key waited for its lock. These functions look again, under a lock of their own, at what the key has found.
 */
export const openDoorsSql = `
create function people.subjects_are_active() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  subject text;
  person uuid;
  found_phase text;
begin
  foreach subject in array tg_argv loop
    execute format('select ($1).%I', subject) into person using new;
    select p.phase into found_phase from people.person p where p.id = person for key share;
    if found_phase <> 'active' then
      raise exception 'The person is no longer in the active records.' using errcode = '${goneSqlState}';
    end if;
  end loop;
  return null;
end $$;
create function people.root_is_active() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  root uuid;
  found_phase text;
begin
  execute format('select ($1).%I', tg_argv[1]) into root using new;
  execute format('select r.phase from %s r where r.id = $1 for key share', tg_argv[0]) into found_phase using root;
  if found_phase <> 'active' then
    raise exception 'The record is no longer in the active records.' using errcode = '${goneSqlState}';
  end if;
  return null;
end $$;
`;

/**
 * SQL for a table that refers to persons. Logins under row-level security (the application) may only write rows whose
 * persons are active; the owner, who loads history, may refer to anybody.
 * @param table `schema.table`
 * @param subjects columns that hold person ids
 * @param kinds events the record's clocks count from: its arrival brings the clocks of its first subject back
 */
export function acceptsRecords(table: string, subjects: readonly string[], kinds: readonly EventKind[] = []): string {
  const list = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(', ');
  const opened = kinds.length === 0 ? '' : `create trigger record_opened after insert on ${table} for each row execute function people.record_opened(${list(kinds)});`;
  return `${opened}
create trigger subjects_are_active after insert or update of ${subjects.join(', ')} on ${table} for each row
  when (row_security_active('${table}')) execute function people.subjects_are_active(${list(subjects)});`;
}

/** The same for rows that are part of a record. */
export const acceptsChildren = (table: string, root: string, via: string): string => `
create trigger root_is_active after insert or update of ${via} on ${table} for each row
  when (row_security_active('${table}')) execute function people.root_is_active('${root}', '${via}');`;
