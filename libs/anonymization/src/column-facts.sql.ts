import type { ColumnFacts } from './fitness';

interface Reader {
  query<R>(text: string, values?: readonly unknown[]): Promise<R[]>;
}

const factsSql = `select n.nspname || '.' || c.relname as "table", a.attname as "column",
    regexp_replace(format_type(a.atttypid, a.atttypmod), '\\(.*\\)', '') as type,
    case when a.atttypmod > 4 and a.atttypid in ('varchar'::regtype, 'bpchar'::regtype) then a.atttypmod - 4 end as "maxLength",
    a.attnotnull or coalesce((select t.typnotnull from pg_type t where t.oid = a.atttypid), false) as "notNull", a.attgenerated <> '' as generated, a.attidentity <> '' as identity,
    exists (select 1 from pg_index i where i.indrelid = c.oid and i.indisunique and i.indnkeyatts = 1 and i.indkey[0] = a.attnum) as "unique",
    exists (select 1 from pg_constraint k where k.conrelid = c.oid and k.contype = 'f' and a.attnum = any(k.conkey)) as "foreignKey",
    array(select pg_get_constraintdef(k.oid) from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum] order by k.conname) as checks
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
  where c.oid = $1::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`;

/** Facts of every column of a table, by column name. @param table `schema.table` */
export async function columnFacts(session: Reader, table: string): Promise<ReadonlyMap<string, ColumnFacts>> {
  const rows = await session.query<ColumnFacts>(factsSql, [table]);
  return new Map(rows.map((row) => [row.column, row]));
}

/**
 * Tries what a treatment writes against the CHECK constraints that read this column alone, in the database itself. Nothing here
 * can fail, because a version is frozen inside a transaction, which the first failed statement would end.
 * @param values as text; null for null
 * @returns definitions that refuse one of them
 */
export async function refusedByChecks(session: Reader, facts: ColumnFacts, values: readonly (string | null)[]): Promise<string[]> {
  if (values.length === 0) return [];
  const refused: string[] = [];
  for (const check of facts.checks) {
    const expression = check.replace(/^CHECK\s*/, '').replace(/ NOT VALID$/, '');
    const [row] = await session.query<{ ok: boolean | null }>(
      `select bool_and((${expression}) is not false) as ok from (select v::${facts.type} as "${facts.column.replaceAll('"', '""')}" from unnest($1::text[]) w (v)) probe`, [values]);
    if (row?.ok === false) refused.push(check);
  }
  return refused;
}
