import type { Connections, Session } from '@oubli/database';
import { type AnyDeclaration, type IntegrityCheck, isReference, type Registry, type Row, snakeCase } from '@oubli/personal-data';
import { RetentionError } from '../retention-error';
import * as sql from './integrity.sql';

/** A stored file or issued document that does not match its hash. */
export interface IntegrityAlarm {
  readonly recordType: string;
  readonly recordId: string;
  /** Column of the hash. */
  readonly place: string;
  readonly raisedAt: string;
  /** When somebody took note of it with a reason; such an alarm is silent. */
  readonly acceptedAt: string | null;
}

export interface IntegrityReport {
  /** Hashes compared. */
  readonly compared: number;
  /** Of those, how many did not match. */
  readonly damaged: number;
  /** Alarms that are new. */
  readonly raised: number;
}

const lowest = '00000000-0000-0000-0000-000000000000';

/**
 * Reads every stored file and issued document again and compares it with its hash (R18; Art. 5(1)(f) GDPR). What does not
 * match raises an alarm, once; an alarm ends by itself when the record matches again or is gone.
 */
export async function checkIntegrity(engine: Connections, registry: Registry): Promise<IntegrityReport> {
  const total = { compared: 0, damaged: 0, raised: 0 };
  for (const declaration of registry.declarations) {
    if (isReference(declaration)) continue;
    for (const check of declaration.integrity ?? []) {
      const part = await compareAll(engine.session, declaration, check);
      await endAnswered(engine.session, declaration, check);
      total.compared += part.compared;
      total.damaged += part.damaged;
      total.raised += part.raised;
    }
  }
  return total;
}

async function compareAll(session: Session, { table, recordType }: AnyDeclaration, check: IntegrityCheck<Row>): Promise<IntegrityReport> {
  const report = { compared: 0, damaged: 0, raised: 0 };
  const text = sql.readNext(table, check);
  for (let after: string | null = lowest; after !== null; ) {
    const [part]: { read: number; last: string | null; damaged: string[] }[] = await session.query(text, [after]);
    after = part?.last ?? null;
    report.compared += part?.read ?? 0;
    if (!part || part.damaged.length === 0) continue;
    report.damaged += part.damaged.length;
    report.raised += (await session.query(sql.raiseAlarms, [recordType, snakeCase(check.hash), part.damaged])).length;
  }
  return report;
}

/** Alarms of records that match again, which were restored, or that are there no longer. */
async function endAnswered(session: Session, { table, recordType }: AnyDeclaration, check: IntegrityCheck<Row>): Promise<void> {
  const place = snakeCase(check.hash);
  const known = (await session.query<{ id: string }>(sql.alarmsOf, [recordType, place])).map((row) => row.id);
  if (known.length === 0) return;
  const now = new Map((await session.query<{ id: string; damaged: boolean }>(sql.readAgain(table, check), [known])).map((row) => [row.id, row.damaged]));
  const over = known.filter((id) => now.get(id) !== true);
  await session.query(sql.endAlarms, [recordType, place, over, over.map((id) => (now.has(id) ? 'integrity-restored' : 'integrity-gone'))]);
}

/** Alarms that nobody has accepted, oldest first; with `accepted` all. */
export const openAlarms = (session: Session, accepted = false): Promise<IntegrityAlarm[]> => session.query<IntegrityAlarm>(sql.listAlarms, [accepted]);

/**
 * Takes note of a damage that cannot be undone, so that it is silent; the reason stays in the activity trail.
 * @throws RetentionError `no-alarm`
 */
export async function acceptAlarm(session: Session, alarm: Pick<IntegrityAlarm, 'recordType' | 'recordId' | 'place'>, answer: { readonly reason: string; readonly author: string }): Promise<void> {
  const done = await session.query(sql.acceptAlarm, [alarm.recordType, alarm.recordId, alarm.place, answer.reason, answer.author]);
  if (done.length === 0) throw new RetentionError('no-alarm', `There is no open alarm for ${alarm.recordType}/${alarm.recordId} at ${alarm.place}. Nothing was changed.`);
}
