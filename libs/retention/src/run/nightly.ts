import type { Connections } from '@oubli/database';
import type { Registry } from '@oubli/personal-data';
import { makePlan } from '../plan/planner';
import { dueCount } from '../plan/plan';
import { loadSchedule } from '../policies/load.sql';
import { RetentionError } from '../retention-error';
import { limitReached, startRun } from './start';

export interface NightlyResult {
  readonly policy: string;
  readonly runId: string | null;
  readonly due: number;
  /** Why it waits for a person, if it does. */
  readonly waits: string | null;
}

const remember = `insert into retention.waiting_policy (policy, as_of, digest, due, limit_reached) values ($1, $2, decode($3, 'hex'), $4, $5)
  on conflict (policy) do update set as_of = excluded.as_of, digest = excluded.digest, due = excluded.due, limit_reached = excluded.limit_reached`;

/**
 * Starts a run for each automatic policy that has something due. One above the limits waits, visibly, for a person who
 * accepts its preview, and stops no other.
 * @param newRunId gives a uuid for each run
 */
export async function startNightly(engine: Connections, registry: Registry, newRunId: () => string): Promise<NightlyResult[]> {
  const { automatic } = await loadSchedule(engine.session);
  const results: NightlyResult[] = [];
  for (const policy of [...automatic].sort()) results.push(await startPolicy(engine, registry, policy, newRunId()));
  return results;
}

async function startPolicy(engine: Connections, registry: Registry, policy: string, runId: string): Promise<NightlyResult> {
  const scope = { policies: [policy] };
  const { plan, limit } = await engine.transaction(async (session) => {
    const open = await makePlan(session, registry, await loadSchedule(session), scope, false);
    return { plan: open.plan, limit: await limitReached(session, registry, open.plan) };
  });
  const due = dueCount(plan);
  if (limit !== null) {
    await engine.session.query(remember, [policy, plan.asOf, plan.digest, due, limit]);
    return { policy, runId: null, due, waits: limit };
  }
  await engine.session.query('delete from retention.waiting_policy where policy = $1', [policy]);
  if (due === 0) return { policy, runId: null, due, waits: null };
  try {
    await startRun(engine, registry, { scope, requestedBy: 'nightly', runId });
    return { policy, runId, due, waits: null };
  } catch (error) {
    if (error instanceof RetentionError) return { policy, runId: null, due, waits: error.message };
    throw error;
  }
}

export interface WaitingPolicy {
  readonly policy: string;
  readonly asOf: string;
  readonly digest: string;
  readonly due: number;
  readonly limitReached: string;
}

export const listWaiting = (engine: Pick<Connections, 'session'>): Promise<WaitingPolicy[]> =>
  engine.session.query<WaitingPolicy>(
    `select policy, as_of as "asOf", encode(digest, 'hex') as digest, due, limit_reached as "limitReached" from retention.waiting_policy order by policy`);
