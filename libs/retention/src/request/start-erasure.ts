import type { Connections, Session } from '@oubli/database';
import type { Registry } from '@oubli/personal-data';
import type { Plan } from '../plan/plan';
import { makePlan } from '../plan/planner';
import { loadSchedule } from '../policies/load.sql';
import { RetentionError } from '../retention-error';
import { writeRun } from '../run/start';
import type { ErasureGround } from './asking';
import * as sql from './wish.sql';
import type { Wish } from './wishes';

export interface ErasureRequest {
  readonly person: string;
  /** Number of the request, such as R-2026-0001; a second start of the same number goes on with the same wish. */
  readonly request: string;
  readonly ground: ErasureGround;
  /** The record types it covers; absent: all (domain.md 3.6). */
  readonly recordTypes?: readonly string[];
  /** Digest of the preview that was accepted. */
  readonly accept: string;
  readonly runId: string;
  readonly wishId: string;
  readonly batchSize?: number;
}

export interface StartedErasure {
  readonly runId: string;
  readonly wishId: string;
  readonly plan: Plan;
  readonly batches: number;
}

/** Checks the record types of a wish. @throws Error naming an unknown one */
export const knownTypes = (registry: Registry, recordTypes: readonly string[] | undefined): readonly string[] | null => {
  recordTypes?.forEach((type) => registry.root(type));
  return recordTypes ?? null;
};

/**
 * Records a person's wish to be erased and writes what is due of it down as a run, in the caller's transaction of the engine's
 * role. The wish stays open until nothing it reaches is left: what a hold or a keep protects now leaves by `resumeErasures`,
 * without a new request.
 * @throws RetentionError `unknown-record` when there is no such person, `plan-moved` when the accepted digest is not that of
 *   today's plan, `wrong-state` when the number belongs to another wish or to one that has ended
 */
export async function startErasureIn(session: Session, registry: Registry, request: ErasureRequest): Promise<StartedErasure> {
  const recordTypes = knownTypes(registry, request.recordTypes);
  const [person] = await session.query(sql.lockPerson(registry), [request.person]);
  if (!person) throw new RetentionError('unknown-record', 'There is no person of that id; nothing was changed.');
  const wishId = await recordWish(session, request, recordTypes);
  const schedule = await loadSchedule(session);
  const open = await makePlan(session, registry, schedule, { asking: { kind: 'recorded', person: request.person } }, false);
  if (request.accept !== open.plan.digest) {
    throw new RetentionError('plan-moved', 'The plan is no longer the one that was previewed; nothing was changed. Preview again.');
  }
  const batches = await writeRun(session, { ...request, requestedBy: 'request', wish: wishId }, open, schedule);
  return { runId: request.runId, wishId, plan: open.plan, batches };
}

/** `startErasureIn`, in a transaction of its own. @throws RetentionError as there */
export const startErasureRun = (engine: Connections, registry: Registry, request: ErasureRequest): Promise<StartedErasure> =>
  engine.transaction((session) => startErasureIn(session, registry, request));

async function recordWish(session: Session, request: ErasureRequest, recordTypes: readonly string[] | null): Promise<string> {
  const [added] = await session.query<{ id: string }>(sql.insertWish, [request.wishId, request.person, request.request, request.ground, recordTypes]);
  if (added) return added.id;
  const [there] = await session.query<Wish>(sql.wishOfRequest, [request.request]);
  if (there?.personId !== request.person || there.endedOn !== null) {
    throw new RetentionError('wrong-state', 'That number belongs to another wish, or to one that has ended; nothing was changed.');
  }
  return there.id;
}
