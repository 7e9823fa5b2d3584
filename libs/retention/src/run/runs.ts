import type { Connections, Session } from '@oubli/database';
import { RetentionError } from '../retention-error';
import * as sql from './run.sql';
import type { RunState } from './work';

export interface RunSummary {
  readonly runId: string;
  readonly asOf: string;
  readonly digest: string;
  readonly state: RunState;
  readonly requestedBy: string;
  readonly createdAt: string;
  readonly endedAt: string | null;
  readonly planned: number;
  readonly treated: number;
  readonly kept: number;
  readonly quarantined: number;
  readonly gone: number;
  readonly batchesOpen: number;
}

export interface RunDetail extends RunSummary {
  readonly keptByReason: readonly { readonly recordType: string; readonly reason: string; readonly count: number }[];
  readonly bySteps: readonly { readonly number: number; readonly policy: string; readonly recordType: string; readonly planned: number; readonly treated: number }[];
}

/** The latest runs, newest first. @param before instant: only older ones */
export const listRuns = (session: Session, limit = 50, before: string | null = null): Promise<RunSummary[]> =>
  session.query<RunSummary>(`${sql.runSummary} where $2::timestamptz is null or r.created_at < $2 order by r.created_at desc limit $1`, [limit, before]);

/** @throws RetentionError `unknown-run` */
export async function runDetail(session: Session, runId: string): Promise<RunDetail> {
  const [summary] = await session.query<RunSummary>(`${sql.runSummary} where r.id = $1`, [runId]);
  if (!summary) throw new RetentionError('unknown-run', `There is no run ${runId}.`);
  return {
    ...summary,
    keptByReason: await session.query(sql.keptByReason, [runId]),
    bySteps: await session.query(sql.treatedByStep, [runId]),
  };
}

export interface KeptRecord {
  readonly recordType: string;
  readonly id: string;
  readonly reason: string;
}

/**
 * The records a run did not treat, each with its reason, in the order of type and id.
 * @param after type and id of the last one of the page before @throws RetentionError `unknown-run`
 */
export async function keptByRun(session: Session, runId: string, only: { readonly recordType?: string | undefined; readonly reason?: string | undefined }, after: readonly [recordType: string, id: string] | null, limit: number): Promise<KeptRecord[]> {
  const rows = await session.query<KeptRecord>(sql.keptRecords, [runId, only.recordType ?? null, only.reason ?? null, after?.[0] ?? null, after?.[1] ?? null, limit]);
  if (rows.length === 0) await runDetail(session, runId);
  return rows;
}

async function change(engine: Connections, runId: string, to: RunState, from: readonly RunState[], refusal: string): Promise<void> {
  const rows = await engine.session.query(sql.changeState, [runId, to, from]);
  if (rows.length > 0) return;
  const { state } = await runDetail(engine.session, runId);
  throw new RetentionError('wrong-state', `The run is ${state}; ${refusal}`);
}

/** Cancels a run: the batch under way commits, no other starts. What was treated stays treated. @throws RetentionError */
export const cancelRun = (engine: Connections, runId: string): Promise<void> =>
  change(engine, runId, 'cancelled', ['running'], 'only a running one can be cancelled. Nothing was changed.');

/** Lets a cancelled or running run go on; its records are checked again one by one. @throws RetentionError */
export const resumeRun = (engine: Connections, runId: string): Promise<void> =>
  change(engine, runId, 'running', ['cancelled', 'running'], 'only a cancelled or running one can be resumed. Nothing was changed.');
