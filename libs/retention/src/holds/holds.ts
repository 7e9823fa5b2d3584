import { type Registry, type RootDeclaration, type Row, snakeCase } from '@oubli/personal-data';
import type { Connections, Session } from '@oubli/database';
import { actionNames, hmacPads, refSql } from '@oubli/ledger';
import { RetentionError } from '../retention-error';
import * as sql from './hold.sql';

/** What a hold protects; at least one of the first four, or `everything` said aloud. */
export interface HoldScope {
  readonly personId?: string;
  readonly recordType?: string;
  readonly recordId?: string;
  readonly collectedFrom?: string;
  readonly collectedTo?: string;
  readonly everything?: boolean;
}

export interface HoldRequest {
  readonly scope: HoldScope;
  readonly caseId?: string;
  readonly reason: string;
  readonly author: string;
  /** Calendar date, at most six months away (domain.md 3.4). */
  readonly reviewOn: string;
}

export interface PlacedHold {
  readonly id: string;
  /** Records the hold protects now, by type. */
  readonly protects: readonly { readonly recordType: string; readonly count: number; readonly ids: readonly string[] }[];
  /** Records of that scope that had been deleted or treated before the hold was in force; known by person or record only. */
  readonly alreadyTreated: readonly { readonly recordType: string; readonly action: string; readonly dueOn: string; readonly count: number }[];
}

/** At most this many ids a type are listed in an answer; counts are always whole. */
export const listedIds = 50;

/**
 * Places a hold. The insert waits for every batch under way and every later batch waits for it, so the answer is
 * the truth: what it lists as protected cannot be treated any more, what was treated is in the ledger.
 * @throws RetentionError `unknown-hold` for a scope that says nothing
 */
export async function placeHold(app: Connections, engine: Session, registry: Registry, ledgerKey: Buffer, request: HoldRequest): Promise<PlacedHold> {
  const { scope } = request;
  checkScope(registry, scope);
  const id = await app.transaction(async (session) => {
    const [row] = await session.query<{ id: string }>(sql.insertHold, [
      scope.personId ?? null, scope.recordType ?? null, scope.recordId ?? null,
      scope.collectedFrom ?? null, scope.collectedTo ?? null, request.caseId ?? null, request.reviewOn,
    ]);
    if (!row) throw new Error('The hold was not written.');
    await session.query(sql.insertReason, [row.id, request.reason, request.author]);
    return row.id;
  });
  return { id, protects: await protectedBy(engine, registry, scope), alreadyTreated: await treatedBefore(engine, registry, ledgerKey, scope) };
}

function checkScope(registry: Registry, scope: HoldScope): void {
  if (scope.recordType !== undefined) registry.root(scope.recordType);
  if (scope.recordId !== undefined && scope.recordType === undefined) {
    throw new RetentionError('unknown-hold', 'A hold on one record needs the record type as well.');
  }
  const said = scope.personId ?? scope.recordType ?? scope.collectedFrom ?? scope.collectedTo;
  if (said === undefined && !scope.everything) {
    throw new RetentionError('unknown-hold', 'A hold on everything must be asked for as such.');
  }
}

async function protectedBy(session: Session, registry: Registry, scope: HoldScope): Promise<PlacedHold['protects']> {
  const types = scope.recordType === undefined ? registry.roots : [registry.root(scope.recordType)];
  const found: PlacedHold['protects'][number][] = [];
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

async function treatedBefore(session: Session, registry: Registry, key: Buffer, scope: HoldScope): Promise<PlacedHold['alreadyTreated']> {
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

/** Releases one hold, or every open hold of a case. @throws RetentionError `unknown-hold` */
export async function releaseHold(app: Pick<Connections, 'session'>, which: { readonly id: string } | { readonly caseId: string }): Promise<number> {
  const rows = 'id' in which ? await app.session.query(sql.releaseHold, [which.id]) : await app.session.query(sql.releaseCase, [which.caseId]);
  if (rows.length === 0) throw new RetentionError('unknown-hold', 'There is no open hold of that id; nothing was changed.');
  return rows.length;
}

export interface HoldRow {
  readonly id: string;
  readonly personId: string | null;
  readonly recordType: string | null;
  readonly recordId: string | null;
  readonly collectedFrom: string | null;
  readonly collectedTo: string | null;
  readonly caseId: string | null;
  readonly placedAt: string;
  readonly releasedAt: string | null;
  readonly reviewOn: string;
  readonly reason: string | null;
  readonly author: string | null;
  readonly reviewOverdue: boolean | null;
}

export const listHolds = (app: Connections, released: boolean): Promise<HoldRow[]> => app.session.query<HoldRow>(sql.listHolds, [released]);
