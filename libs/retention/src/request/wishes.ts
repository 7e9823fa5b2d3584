import type { Connections, Session } from '@oubli/database';
import type { Registry } from '@oubli/personal-data';
import { dueCount } from '../plan/plan';
import { makePlan } from '../plan/planner';
import { loadSchedule } from '../policies/load.sql';
import { RetentionError } from '../retention-error';
import { writeRun } from '../run/start';
import type { ErasureGround } from './asking';
import * as sql from './wish.sql';

/** A person's wish to be erased, open until nothing that it reaches is left. */
export interface Wish {
  readonly id: string;
  readonly personId: string;
  /** Number of the request's file. */
  readonly request: string;
  readonly ground: ErasureGround;
  readonly recordTypes: readonly string[] | null;
  /** Calendar dates in Paris. */
  readonly askedOn: string;
  readonly endedOn: string | null;
  readonly endedBecause: 'nothing-left' | 'withdrawn' | null;
}

/** The wishes of a person, oldest first. */
export const wishesOf = (session: Session, person: string): Promise<Wish[]> => session.query<Wish>(sql.wishesOf, [person]);

/** Whether what a request asked for is being carried out at this moment. @param request its number */
export async function erasureAtWork(session: Session, request: string): Promise<boolean> {
  const [row] = await session.query<{ working: boolean }>(sql.wishAtWork, [request]);
  return row?.working === true;
}

/** Whether something that was kept at a request is still to leave. @param request its number */
export async function erasureIsOpen(session: Session, request: string): Promise<boolean> {
  const [wish] = await session.query<Wish>(sql.wishOfRequest, [request]);
  return wish?.endedOn === null;
}

/** Wishes of which the rest has left since a day: each is the event of a second notice (domain.md 3.1). @param since calendar date */
export const fulfilledSince = (session: Session, since: string): Promise<Wish[]> => session.query<Wish>(sql.endedSince, [since]);

export interface ResumedErasure {
  readonly request: string;
  readonly runId: string;
  readonly due: number;
}

/**
 * Carries open wishes on: what a hold, a restriction of somebody else, a floor or evidence kept when they were recorded, and keeps
 * no longer. Once a night and whenever a hold is released; a wish is a person's own decision, so no flag of a policy
 * stands in its way. Ends the wishes of which nothing is left.
 * @param newRunId gives a uuid for each run
 */
export async function resumeErasures(engine: Connections, registry: Registry, newRunId: () => string): Promise<ResumedErasure[]> {
  const idle = await engine.session.query<Wish>(sql.idleWishes);
  if (idle.length === 0) return [];
  const due = await personsDue(engine, registry);
  const resumed: ResumedErasure[] = [];
  const served = new Set<string>();
  for (const wish of idle) {
    if (!due.has(wish.personId) || served.has(wish.personId)) continue;
    served.add(wish.personId);
    const one = await resume(engine, registry, wish, newRunId());
    if (one) resumed.push(one);
  }
  await endFulfilledWishes(engine.session, registry);
  return resumed;
}

/** One plan over everybody with an open wish, because most have nothing to do for years. */
async function personsDue(engine: Connections, registry: Registry): Promise<ReadonlySet<string>> {
  return engine.transaction(async (session) => {
    await makePlan(session, registry, await loadSchedule(session), { asking: { kind: 'recorded', person: null } }, false);
    return new Set((await session.query<{ person: string }>(sql.personsPlanned)).map((row) => row.person));
  });
}

async function resume(engine: Connections, registry: Registry, wish: Wish, runId: string): Promise<ResumedErasure | null> {
  return engine.transaction(async (session) => {
    const schedule = await loadSchedule(session);
    const open = await makePlan(session, registry, schedule, { asking: { kind: 'recorded', person: wish.personId } }, false);
    const due = dueCount(open.plan);
    if (due === 0) return null;
    await writeRun(session, { runId, requestedBy: 'request', wish: wish.id }, open, schedule);
    return { request: wish.request, runId, due };
  });
}

/** Ends open wishes of which nothing is left; called when a run of an erasure is over. @returns those that ended */
export const endFulfilledWishes = (session: Session, registry: Registry): Promise<Pick<Wish, 'id' | 'personId' | 'request'>[]> =>
  session.query(sql.endFulfilledWishes(registry));

/**
 * A person takes her wish back: what is left of her records goes on with its own periods. Waits for the batch that is
 * treating her records; a later one finds the wish ended and leaves them.
 * @throws RetentionError `unknown-record` when no such wish is open
 */
export async function withdrawErasure(engine: Connections, registry: Registry, request: string): Promise<void> {
  await engine.transaction(async (session) => {
    const [wish] = await session.query<Wish>(sql.wishOfRequest, [request]);
    if (wish) await session.query(sql.lockPerson(registry), [wish.personId]);
    const ended = await session.query(sql.withdrawWish, [request]);
    if (ended.length === 0) throw new RetentionError('unknown-record', 'There is no open wish of that number; nothing was changed.');
  });
}
