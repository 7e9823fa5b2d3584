import type { Registry } from '@oubli/personal-data';
import type { Connections, Session } from '@oubli/database';
import { RetentionError } from '../retention-error';
import * as sql from './hold.sql';
import { alreadyTreated, type HoldScope, recordsIn, type RecordsOfType, type TreatedBefore } from './scope';

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
  readonly protects: readonly RecordsOfType[];
  /** Records of that scope that had been deleted or treated before the hold was in force; known by person or record only. */
  readonly alreadyTreated: readonly TreatedBefore[];
}

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
  return { id, protects: await recordsIn(engine, registry, scope), alreadyTreated: await alreadyTreated(engine, registry, ledgerKey, scope) };
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
