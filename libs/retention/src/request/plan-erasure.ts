import type { Session } from '@oubli/database';
import type { Phase, Registry } from '@oubli/personal-data';
import { makePlan } from '../plan/planner';
import { rulesOf } from '../plan/rule';
import type { Schedule } from '../policies/schedule';
import { RetentionError } from '../retention-error';
import type { Asking, ErasureGround } from './asking';
import { decideRecord, decideShared, type FoundRecord, withIdentity } from './decide';
import type { ErasurePlan, RecordDecision } from './decision';
import * as sql from './person-records.sql';
import { knownTypes } from './start-erasure';

export interface ErasureQuestion {
  readonly person: string;
  readonly ground: ErasureGround;
  /** The record types it covers; absent: all (domain.md 3.6). */
  readonly recordTypes?: readonly string[];
}

/** Signature of a record that the wish does not reach: of another record type, or collected after its day. */
const beyond = '-';

/**
 * What a person's wish to be erased would do today, field by field; writes nothing. Must run inside a transaction of the
 * engine's role.
 * @throws RetentionError `unknown-record` when there is no such person; Error naming an unknown record type
 */
export async function planErasure(session: Session, registry: Registry, schedule: Schedule, question: ErasureQuestion): Promise<ErasurePlan> {
  const { person, ground } = question;
  const recordTypes = knownTypes(registry, question.recordTypes);
  const asking: Asking = { kind: 'supposed', person, recordTypes };
  const [there] = await session.query(sql.personExists(registry), [person]);
  if (!there) throw new RetentionError('unknown-record', 'There is no person of that id.');
  const { plan } = await makePlan(session, registry, schedule, { asking }, false);
  const records: RecordDecision[] = [];
  for (const { recordType, phase } of await session.query<{ recordType: string; phase: Phase }>(sql.typesAbout(registry), [person])) {
    for (const rule of rulesOf(recordType, registry, schedule, plan.asOf, asking).filter((r) => r.phase === phase)) {
      const statement = sql.recordsAbout(rule, plan.asOf, person);
      const found = await session.query<FoundRecord>(statement.text, statement.values);
      records.push(...found.filter((row) => !row.about || row.signature !== beyond).map((row) => (row.about ? decideRecord(rule, row, ground) : decideShared(rule, row))));
    }
  }
  return { person, ground, plan, records: withIdentity(records, registry) };
}
