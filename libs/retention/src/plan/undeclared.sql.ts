import { type AnyDeclaration, type Registry, snakeCase } from '@oubli/personal-data';
import type { Session } from '@oubli/database';

const liveColumnsSql = `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type from pg_attribute a
  where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped order by a.attname`;

/** Name and type of every column the database has; after a lock on the table it stays true until the transaction ends. */
export async function liveColumns(session: Session, declaration: AnyDeclaration): Promise<ReadonlyMap<string, string>> {
  const rows = await session.query<{ name: string; type: string }>(liveColumnsSql, [declaration.table]);
  return new Map(rows.map((row) => [row.name, row.type]));
}

/** Columns the database has and nobody declared. */
export function undeclaredAmong(live: ReadonlyMap<string, string>, declaration: AnyDeclaration): string[] {
  const declared = new Set(Object.keys(declaration.columns).map(snakeCase));
  return [...live.keys()].filter((name) => !declared.has(name)).map((name) => `${declaration.table}.${name}`);
}

/** Record types that must be left alone because they, or one of their children, have an undeclared column. */
export async function undeclaredColumns(session: Session, registry: Registry, types: readonly string[]): Promise<{ recordType: string; columns: string[] }[]> {
  const blocked: { recordType: string; columns: string[] }[] = [];
  for (const recordType of types) {
    const columns: string[] = [];
    for (const declaration of [registry.root(recordType), ...registry.childrenOf(recordType)]) {
      columns.push(...undeclaredAmong(await liveColumns(session, declaration), declaration));
    }
    if (columns.length > 0) blocked.push({ recordType, columns });
  }
  return blocked;
}
