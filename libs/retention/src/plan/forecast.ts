import type { Session } from '@oubli/database';
import type { Registry } from '@oubli/personal-data';
import type { Schedule } from '../policies/schedule';
import * as sql from './forecast.sql';
import { today } from './planner.sql';
import { rulesOf } from './rule';
import { versionsOf } from './windows';

export interface MonthCount {
  /** `2027-03` */
  readonly month: string;
  readonly recordType: string;
  readonly count: number;
}

/** Today in Paris, by the database's clock. */
export const todayOf = async (session: Session): Promise<string> => (await session.query<{ day: string }>(today))[0]?.day ?? '';

const addMonths = (day: string, months: number): string => {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months, 0));
  return last.toISOString().slice(0, 10);
};

/**
 * What falls due in the coming months, by record type: each record at its next end, as it is known today. Holds and later
 * events will move some of it.
 */
export async function forecast(session: Session, registry: Registry, schedule: Schedule, recordTypes: readonly string[], months: number): Promise<MonthCount[]> {
  const asOf = await todayOf(session);
  const to = addMonths(asOf, months);
  const counts = new Map<string, MonthCount>();
  for (const recordType of recordTypes) {
    for (const rule of rulesOf(recordType, registry, schedule, asOf)) {
      const statement = sql.countByMonth(rule, asOf, asOf, to);
      for (const { month, count } of await session.query<{ month: string; count: number }>(statement.text, statement.values)) {
        const key = `${month} ${recordType}`;
        counts.set(key, { month, recordType, count: count + (counts.get(key)?.count ?? 0) });
      }
    }
  }
  return [...counts.values()].sort((a, b) => (`${a.month} ${a.recordType}` < `${b.month} ${b.recordType}` ? -1 : 1));
}

export interface DueRecord {
  readonly recordType: string;
  readonly id: string;
  readonly dueOn: string;
  readonly held: boolean;
  /** Policies that reach the record. */
  readonly policies: readonly string[];
}

export interface DueQuery {
  readonly recordTypes: readonly string[];
  /** First and last day, both inclusive. */
  readonly from: string;
  readonly to: string;
  readonly after: { readonly dueOn: string; readonly id: string } | null;
  readonly limit: number;
}

/** Records by the day of their next end. */
export async function dueBetween(session: Session, registry: Registry, schedule: Schedule, query: DueQuery): Promise<DueRecord[]> {
  const asOf = await todayOf(session);
  const found: DueRecord[] = [];
  for (const recordType of query.recordTypes) {
    for (const rule of rulesOf(recordType, registry, schedule, asOf)) {
      const statement = sql.listByDay(rule, asOf, query.from, query.to, query.after, query.limit);
      const policies = rule.policies.map((p) => p.policy);
      const rows = await session.query<Omit<DueRecord, 'recordType' | 'policies'>>(statement.text, statement.values);
      found.push(...rows.map((row) => ({ recordType, policies, ...row })));
    }
  }
  return found.sort((a, b) => (`${a.dueOn} ${a.id}` < `${b.dueOn} ${b.id}` ? -1 : 1)).slice(0, query.limit);
}

/** Until when a record is kept, and by what. */
export interface RecordEnd {
  /** Its next end; null while its clock has not started. */
  readonly endsOn: string | null;
  readonly held: boolean;
  readonly policies: readonly string[];
  readonly legalReferences: readonly string[];
}

/** The next end of many records at once, by id: what `why` says of one. A record that no policy governs is not in it. */
export async function endsOf(session: Session, registry: Registry, schedule: Schedule, recordType: string, ids: readonly string[]): Promise<ReadonlyMap<string, RecordEnd>> {
  const asOf = await todayOf(session);
  const ends = new Map<string, RecordEnd>();
  for (const rule of rulesOf(recordType, registry, schedule, asOf)) {
    const statement = sql.listEnds(rule, asOf, ids);
    const versions = rule.policies.flatMap(versionsOf);
    const policies = [...new Set(versions.map((v) => v.policy))];
    const legalReferences = [...new Set(versions.map((v) => v.legalReference))];
    for (const { id, endsOn, held } of await session.query<{ id: string; endsOn: string | null; held: boolean }>(statement.text, statement.values)) {
      ends.set(id, { endsOn: endsOn === 'infinity' ? null : endsOn, held, policies, legalReferences });
    }
  }
  return ends;
}
