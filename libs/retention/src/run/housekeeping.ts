import type { Connections } from '@oubli/database';
import type { Registry } from '@oubli/personal-data';
import * as sql from './housekeeping.sql';
import { touchedTypes } from './run.sql';

/** Ends what the engine itself keeps too long; with the owner's login, because batches may not write to the gate's tables. */
export async function endOwnRows(owner: Connections): Promise<void> {
  for (const statement of [sql.endOldRuns, sql.endOldHoldReasons, sql.endOldHolds, sql.endOldArchiveAccess, sql.endOldHeartbeats, sql.endOldJobRuns]) {
    await owner.session.query(statement);
  }
}

/**
 * Vacuums the tables a run changed: dead rows still hold the old values. Only the owner's login can; PostgreSQL would
 * skip the table for any other with no more than a warning.
 */
export async function vacuumTouched(owner: Connections, registry: Registry, runId: string): Promise<string[]> {
  const types = await owner.session.query<{ recordType: string }>(touchedTypes, [runId]);
  const tables = types.flatMap(({ recordType }) => [registry.root(recordType).table, ...registry.childrenOf(recordType).map((c) => c.table)]);
  for (const table of tables) await owner.session.query(`vacuum ${table}`);
  return tables;
}
