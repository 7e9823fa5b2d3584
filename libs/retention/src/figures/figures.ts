import type { Connections, Session } from '@oubli/database';
import type { Registry } from '@oubli/personal-data';
import { forecast, type MonthCount } from '../plan/forecast';
import { makePlan } from '../plan/planner';
import { loadSchedule } from '../policies/load.sql';
import * as sql from './figures.sql';

/** Due records of one type, and how many of them have waited for longer than each limit. */
export interface DueFigures {
  readonly recordType: string;
  readonly due: number;
  /** Days since the first day of treatment of the one that has waited longest. */
  readonly longestOverdue: number;
  readonly over1: number;
  readonly over7: number;
  readonly over30: number;
  readonly over90: number;
}

export interface Figures {
  readonly asOf: string;
  readonly ageSeconds: number;
  readonly counts: {
    readonly due: readonly DueFigures[];
    readonly kept: readonly { readonly recordType: string; readonly reason: string; readonly count: number }[];
    readonly noClock: readonly { readonly recordType: string; readonly reason: string; readonly count: number }[];
    /** What falls due in the coming two years; absent in what an earlier version counted. */
    readonly months?: readonly MonthCount[];
  };
}

/** What changes by the second. Numbers only. */
export interface Pulse {
  readonly openRuns: number;
  readonly pendingBatches: number;
  readonly treated: number;
  readonly treatedPerSecond: number;
  readonly quarantined: number;
  readonly waitingPolicies: number;
  readonly holds: number;
  /** In force; of those, past their day of review; and the earliest of these days. */
  readonly restrictions: number;
  readonly restrictionsOverdue: number;
  readonly nextReviewOn: string | null;
  readonly stopped: number;
  readonly integrityAlarms: number;
  readonly workers: number;
  readonly heartbeatAge: number | null;
  readonly ledgerBatches: number;
  readonly ledgerAge: number | null;
}

const monthsAhead = 24;

/** Makes a plan, counts it and remembers the counts: what is due, overdue, held and without clock. No id and no value is kept. */
export async function countFigures(engine: Connections, registry: Registry): Promise<void> {
  await engine.transaction(async (session) => {
    const schedule = await loadSchedule(session);
    const { plan } = await makePlan(session, registry, schedule, {}, true);
    const due = await session.query<DueFigures>(sql.countPlanned, [plan.asOf]);
    const counted = ({ recordType, reason, count }: { recordType: string; reason: string; count: number }) => ({ recordType, reason, count });
    const months = await forecast(session, registry, schedule, registry.roots.map((r) => r.recordType), monthsAhead);
    const counts: Figures['counts'] = { due, months, kept: plan.kept.map(counted), noClock: plan.noClock.map(counted) };
    await session.query(sql.writeFigures, [plan.asOf, JSON.stringify(counts)]);
  });
}

/** The last figures; null before the first count. */
export const readFigures = async (session: Session): Promise<Figures | null> => (await session.query<Figures>(sql.readFigures))[0] ?? null;

/** Records whose period is over and which a restriction alone keeps (EXPIRED_FROZEN), as of the last count. */
export const frozenOf = (figures: Figures | null): number => (figures?.counts.kept ?? []).filter((k) => k.reason === 'restricted').reduce((sum, k) => sum + k.count, 0);

/** What can be asked at every look. */
export async function readPulse(session: Session): Promise<Pulse> {
  const [row] = await session.query<Pulse>(sql.readPulse);
  if (!row) throw new Error('The database gave no figures.');
  return row;
}
