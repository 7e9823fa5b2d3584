import { type Registry, type RootDeclaration, type Row, snakeCase } from '@oubli/personal-data';
import type { Session } from '@oubli/database';
import { actionNames, hmacPads, refSql } from '@oubli/ledger';

/** What a hold protects; at least one of the first four, or `everything` said aloud. A restriction has the first two. */
export interface HoldScope {
  readonly personId?: string;
  readonly recordType?: string;
  readonly recordId?: string;
  readonly collectedFrom?: string;
  readonly collectedTo?: string;
  readonly everything?: boolean;
}

export interface RecordsOfType {
  readonly recordType: string;
  readonly count: number;
  readonly ids: readonly string[];
}

export interface TreatedBefore {
  readonly recordType: string;
  readonly action: string;
  readonly dueOn: string;
  readonly count: number;
}

/** At most this many ids a type are listed in an answer; counts are always whole. */
export const listedIds = 50;

/** The records of a scope that are there now, by type; for an answer that lists what it protects. */
export async function recordsIn(session: Session, registry: Registry, scope: HoldScope): Promise<RecordsOfType[]> {
  const types = scope.recordType === undefined ? registry.roots : [registry.root(scope.recordType)];
  const found: RecordsOfType[] = [];
  for (const declaration of types) {
    const [row] = await session.query<{ count: number; ids: string[] }>(protectedSql(declaration), [
      scope.personId ?? null, scope.recordId ?? null, scope.collectedFrom ?? null, scope.collectedTo ?? null, listedIds,
    ]);
    if (row && row.count > 0) found.push({ recordType: declaration.recordType, ...row });
  }
  return found;
}

function protectedSql(declaration: RootDeclaration<Row>): string {
  const collected = `r.${snakeCase(declaration.collectedOn)}`;
  const subjects = declaration.subjects.map((s) => `r.${snakeCase(s)} = $1`).join(' or ');
  return `with held as (select r.id from ${declaration.table} r
    where ($1::uuid is null or ${subjects}) and ($2::uuid is null or r.id = $2)
      and ($3::date is null or ${collected} is null or ${collected} >= $3) and ($4::date is null or ${collected} is null or ${collected} <= $4))
    select (select count(*)::int from held) as count, array(select id::text from held order by id limit $5) as ids`;
}

/** The records of a scope that had been deleted or treated, by the ledger; known by person or record only. */
export async function alreadyTreated(session: Session, registry: Registry, key: Buffer, scope: HoldScope): Promise<TreatedBefore[]> {
  const { ipad, opad } = hmacPads(key);
  const byRecord = scope.recordId !== undefined && scope.recordType !== undefined;
  if (!byRecord && scope.personId === undefined) return [];
  const code = byRecord && scope.recordType !== undefined ? registry.root(scope.recordType).code : registry.person.code;
  const column = byRecord ? 'ref' : 'person_ref';
  const rows = await session.query<{ entity: number; action: number; dueOn: string; count: number }>(
    `select entity, action, due_on as "dueOn", count(*)::int as count from ledger.entry
     where ${column} = ${refSql(String(code), '$1::uuid', '$2::bytea', '$3::bytea')} group by 1, 2, 3 order by 1, 3`,
    [byRecord ? scope.recordId : scope.personId, ipad, opad],
  );
  const names = new Map(registry.declarations.map((d) => [d.code, d.recordType]));
  return rows
    .map((row) => ({ recordType: names.get(row.entity) ?? String(row.entity), action: actionNames[row.action] ?? String(row.action), dueOn: row.dueOn, count: row.count }))
    .filter((row) => scope.recordType === undefined || row.recordType === scope.recordType);
}
