import type { Session } from '@oubli/database';
import { type ErasurePlan, type ErasureQuestion, loadSchedule, planErasure } from '@oubli/retention';
import { domainRegistry } from '../registry';
import { endAssignments, endContacts } from './relation-end.sql';

/**
 * Ends the relation with a person who asked that all of hers be erased: without a last day, evidence of hers that counts from it
 * would be kept without end. Only where nothing says that the relation goes on. In the caller's transaction of the engine's role.
 * @param receivedOn calendar date on which the request was received
 * @returns whether something had no end yet
 */
export async function endRelation(session: Session, personId: string, receivedOn: string): Promise<boolean> {
  const events = await session.query(endAssignments, [personId, receivedOn]);
  const contacts = await session.query(endContacts, [personId, receivedOn]);
  return events.length + contacts.length > 0;
}

/** A plan as it will be carried out: with the end of the relation that the request itself is. Writes nothing. @throws as `planErasure` */
export async function planOfRequest(session: Session, receivedOn: string, question: ErasureQuestion): Promise<ErasurePlan> {
  await session.query('savepoint before_end');
  if (question.recordTypes === undefined) await endRelation(session, question.person, receivedOn);
  const plan = await planErasure(session, domainRegistry, await loadSchedule(session), question);
  await session.query('rollback to savepoint before_end');
  return plan;
}
