import type { Session } from '@oubli/database';
import { today } from '../request/requests';
import { alarmsReached, type DeadlineAlarm } from './alarm';
import * as sql from './alarm.sql';
import type { Deadline } from './deadline';

/** A request whose term is near its end, and what about it is told today for the first time. */
export interface NearDeadline extends Deadline {
  readonly id: string;
  readonly number: string;
  /** An account of the console; null: nobody has taken it on. */
  readonly ownerId: string | null;
  readonly alarm: DeadlineAlarm;
}

/**
 * Writes down what has to be told about terms today and was not told before, in the caller's transaction, which also writes the
 * messages: so both are there or neither is. A request that reached several thresholds since is told of by the last of them. The term
 * of what waits for an answer about identity stands still and is not told of.
 * @param thresholds days before the target
 */
export async function alarmsToTell(session: Session, thresholds: readonly number[]): Promise<readonly NearDeadline[]> {
  const day = await today(session);
  const told: NearDeadline[] = [];
  for (const request of await session.query<Omit<NearDeadline, 'alarm'>>(sql.nearDeadlines, [Math.max(0, ...thresholds)])) {
    const reached = alarmsReached(request, thresholds, day);
    const fresh = await session.query<DeadlineAlarm>(sql.writeAlarms, [request.id, request.legal, reached.map(({ step }) => step), reached.map(({ days }) => days)]);
    const alarm = reached.findLast(({ step, days }) => fresh.some((one) => one.step === step && one.days === days));
    if (alarm) told.push({ ...request, alarm });
  }
  return told;
}
