import type { Connections } from '@oubli/database';
import type { Registry, RootDeclaration, Row } from '@oubli/personal-data';
import * as sql from './housekeeping.sql';
import { touchedTypes } from './run.sql';

/** Ends what the engine itself keeps too long; with the owner's login, because batches may not write to the gate's tables. */
export async function endOwnRows(owner: Connections): Promise<void> {
  for (const statement of [sql.endOldRuns, sql.endOldHoldReasons, sql.endOldHolds, ...sql.endOldRestrictions, sql.endOldArchiveAccess, sql.endOldActivity, sql.endOldApprovals, sql.endOldWishes, sql.endOldHeartbeats, sql.endOldJobRuns]) {
    await owner.session.query(statement);
  }
}

/**
 * Writes the counts of dissociated records anew, in a transaction of their own: the number of the transaction that last
 * changed a count would else join it to the ledger entries, and so to the persons, of one batch.
 */
export async function separateTallies(owner: Connections, roots: readonly RootDeclaration<Row>[]): Promise<void> {
  for (const { tally } of roots) {
    if (!tally) continue;
    await owner.session.query(sql.rewriteTally(tally.table, tally.count));
    await owner.session.query(`vacuum ${tally.table}`);
  }
}

/**
 * Vacuums the tables a run changed: dead rows still hold the old values. Only the owner's login can; PostgreSQL would
 * skip the table for any other with no more than a warning.
 */
export async function vacuumTouched(owner: Connections, registry: Registry, runId: string): Promise<string[]> {
  const types = await owner.session.query<{ recordType: string }>(touchedTypes, [runId]);
  const tables = types.flatMap(({ recordType }) => [registry.root(recordType).table, ...registry.childrenOf(recordType).map((c) => c.table)]);
  await separateTallies(owner, types.map(({ recordType }) => registry.root(recordType)));
  for (const table of tables) await owner.session.query(`vacuum ${table}`);
  return tables;
}
