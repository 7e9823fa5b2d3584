import type { Registry } from '@oubli/personal-data';
import type { Connections, Session } from '@oubli/database';
import { dueCount, type Plan, type Step } from '../plan/plan';
import { type OpenPlan, makePlan, type Scope } from '../plan/planner';
import * as planned from '../plan/planner.sql';
import { loadSchedule } from '../policies/load.sql';
import type { Schedule } from '../policies/schedule';
import { RetentionError } from '../retention-error';
import * as sql from './run.sql';

/** Records a batch: short transactions (about 100 ms), measured against larger ones in performance.md. */
export const batchSize = 2000;

/** A run above these starts only with the digest of a preview somebody has seen. */
export const limits = { records: 10_000, share: 0.05, shareFrom: 100 } as const;

export type RequestedBy = 'person' | 'nightly' | 'first-start' | 'request' | 'test';

export interface StartRequest {
  readonly scope: Scope;
  /** Digest of the preview that was accepted. */
  readonly accept?: string;
  readonly requestedBy: RequestedBy;
  readonly runId: string;
  readonly batchSize?: number;
}

export interface StartedRun {
  readonly runId: string;
  readonly plan: Plan;
  readonly batches: number;
}

/**
 * Plans today and writes the plan down as a run with its manifest, in one transaction.
 * @throws RetentionError `plan-moved` when the accepted digest is not that of today's plan,
 *   `preview-needed` when the plan is above the limits and no digest came with it
 */
export async function startRun(engine: Connections, registry: Registry, request: StartRequest): Promise<StartedRun> {
  return engine.transaction(async (session) => {
    const schedule = await loadSchedule(session);
    const open = await makePlan(session, registry, schedule, request.scope, false);
    const { plan } = open;
    if (request.accept !== undefined && request.accept !== plan.digest) {
      throw new RetentionError('plan-moved', 'The plan is no longer the one that was previewed; nothing was changed. Preview again.');
    }
    if (request.accept === undefined) {
      const reached = await limitReached(session, registry, plan);
      if (reached) throw new RetentionError('preview-needed', `${reached}; start it with the digest of a preview. Nothing was changed.`);
    }
    const batches = await writeRun(session, request, open, schedule);
    return { runId: request.runId, plan, batches };
  });
}

/** Writes a plan down as a run with its manifest. @returns how many batches */
export async function writeRun(
  session: Session, request: Pick<StartRequest, 'runId' | 'requestedBy' | 'batchSize'> & { readonly wish?: string }, open: OpenPlan, schedule: Schedule,
): Promise<number> {
  const { plan, places } = open;
  const state = plan.steps.length > 0 ? 'running' : 'done';
  const { asOf, publication, steps } = plan;
  await session.query(sql.insertRun, [
    request.runId, asOf, plan.digest, state, request.requestedBy,
    JSON.stringify({ asOf, publication, steps }), JSON.stringify({ ...schedule, automatic: [...schedule.automatic] }), request.wish ?? null,
  ]);
  if (steps.length === 0) return 0;
  await session.query('delete from retention.waiting_policy where policy = any($1::text[])', [steps.map((step) => step.policy)]);
  const of = <K extends keyof Step>(key: K): Step[K][] => steps.map((step) => step[key]);
  await session.query(sql.insertSteps, [request.runId, of('number'), of('wave'), of('policy'), of('recordType'), of('count')]);
  await session.query(planned.insertBatches, [
    request.runId, places.map((p) => p.rule), places.map((p) => p.signature), places.map((p) => p.step),
    request.batchSize ?? batchSize, places.map((p) => p.wave),
  ]);
  const [row] = await session.query<{ count: number }>('select count(*)::int as count from retention.batch where run = $1', [request.runId]);
  return row?.count ?? 0;
}

/** The limit a plan exceeds, in words, or null. */
export async function limitReached(session: Session, registry: Registry, plan: Plan): Promise<string | null> {
  const due = dueCount(plan);
  if (due > limits.records) return `The run would treat ${due} records, more than ${limits.records}`;
  const byType = new Map<string, number>();
  for (const step of plan.steps) byType.set(step.recordType, (byType.get(step.recordType) ?? 0) + step.count);
  for (const [recordType, count] of byType) {
    if (count <= limits.shareFrom) continue;
    const [row] = await session.query<{ count: number }>(sql.tableSize(registry.root(recordType).table));
    const share = count / Math.max(row?.count ?? 0, 1);
    if (share > limits.share) return `The run would treat ${count} records of ${recordType}, ${Math.round(share * 100)} % of its table`;
  }
  return null;
}
