import { type BatchContext, executeBatch } from './execute-batch';
import { loadMaterial, type RunMaterial } from './material';
import * as sql from './run.sql';

export type RunState = 'running' | 'done' | 'cancelled' | 'stopped';

/** Batches that are pending in the wave that has just opened, or the news that the run is over. */
export type Advance = { readonly kind: 'open' } | { readonly kind: 'wave'; readonly batches: readonly number[] } | { readonly kind: 'done' };

/** After a batch: opens the next wave when the last batch of this one is done, ends the run after the last. Idempotent. */
export async function advance(context: BatchContext, runId: string): Promise<Advance> {
  const session = context.engine.session;
  const [next] = await session.query<{ wave: number }>(sql.nextWave, [runId]);
  if ((await session.query(sql.endRun, [runId])).length > 0) return { kind: 'done' };
  if (!next) return { kind: 'open' };
  const rows = await session.query<{ number: number }>(sql.pendingNumbers, [runId, next.wave]);
  return { kind: 'wave', batches: rows.map((row) => row.number) };
}

/** Numbers to ring for at the start, or after a crash. */
export async function pendingBatches(context: BatchContext, runId: string): Promise<number[]> {
  const rows = await context.engine.session.query<{ number: number }>(
    `select b.number from retention.batch b join retention.run r on r.id = b.run
     where b.run = $1 and b.wave = r.wave and b.state = 'pending' order by b.number`, [runId]);
  return rows.map((row) => row.number);
}

/**
 * One lane of a run: takes batches that nobody works on until none is left to take, without any queue.
 * Answers how many it did and whether the run is over. `again` says whether to take another batch (a draining
 * worker says no).
 */
export async function workLane(context: BatchContext, runId: string, lane: number | null, again: () => boolean): Promise<{ batches: number; state: 'open' | 'done' | 'stopped' }> {
  const material: RunMaterial = await loadMaterial(context.engine.session, runId);
  let batches = 0;
  while (again()) {
    const result = await executeBatch(context, material, null, lane);
    if (result.kind === 'stopped') return { batches, state: 'stopped' };
    if (result.kind === 'later') return { batches, state: 'open' };
    if (result.kind !== 'nothing') {
      batches += 1;
      continue;
    }
    const next = await advance(context, runId);
    if (next.kind === 'done') return { batches, state: 'done' };
    if (next.kind === 'open') return { batches, state: 'open' };
  }
  return { batches, state: 'open' };
}
