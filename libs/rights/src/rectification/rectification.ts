import type { Session } from '@oubli/database';
import type { RightsRequest } from '../request/request.personal-data';
import { type Actor, lockRequest } from '../request/requests';
import { RightsError } from '../rights-error';
import type { RecipientTaskOutcome, Rectification } from './rectification.personal-data';
import { cancelMessage } from '../telling/telling.sql';
import type { OpenedTask, ToldRecipient } from '../telling/telling';
import * as sql from './rectification.sql';

/** Outcomes under which something may be corrected. */
const granting: ReadonlySet<string | null> = new Set(['granted', 'partially-granted']);

/**
 * The request under which a field is corrected, locked until the caller's transaction ends, with its person.
 * @throws RightsError `unknown-request`, `not-yours`, `wrong-kind`, `no-person`, `wrong-state` before it was granted or once it was answered
 */
export async function requestToRectify(session: Session, id: string, actor: Actor): Promise<RightsRequest & { readonly personId: string }> {
  const request = await lockRequest(session, id);
  if (actor.mover !== 'officer') throw new RightsError('not-yours', 'Only officer may do that.');
  if (request.kind !== 'rectification') throw new RightsError('wrong-kind', `A request of kind ${request.kind} corrects nothing.`);
  const { personId } = request;
  if (personId === null) throw new RightsError('no-person', 'Say first which person of the registry asks.');
  if (request.state !== 'decided' || !granting.has(request.outcome)) throw new RightsError('wrong-state', 'A field is corrected once the request was granted, and before it is answered.');
  return { ...request, personId };
}

export type NewRectification = Omit<Rectification, 'correctedAt'>;

/** Puts before and after into the file; sealed already, bound to `rights.rectification`, their column and the id. @param recipients to be told (Art. 19 GDPR) @returns a task for each */
export async function addRectification(session: Session, r: NewRectification, recipients: readonly ToldRecipient[]): Promise<OpenedTask[]> {
  await session.query(sql.insertRectification, [r.id, r.requestId, r.recordType, r.recordId, r.field, r.beforeSealed, r.afterSealed, r.agentId]);
  return session.query<OpenedTask>(sql.openTasks, [r.requestId, r.id, recipients.map((t) => t.recipientId), JSON.stringify(recipients.map((t) => t.theirReferences))]);
}

export const rectificationsOf = (session: Session, requestId: string): Promise<Omit<Rectification, 'beforeSealed' | 'afterSealed'>[]> => session.query(sql.listRectifications, [requestId]);

/** One correction with its sealed values; null when it is not there, or its request is archived. */
export const readRectification = async (session: Session, id: string): Promise<Rectification | null> => (await session.query<Rectification>(sql.readRectification, [id]))[0] ?? null;

/**
 * Says how a recipient was told, or why not, on which day and by whom; what was still to be sent is not.
 * @throws RightsError `unknown-request` for no such task, `wrong-state` when it is done, `not-yet` for a day before it was opened or to come
 */
export async function endRecipientTask(session: Session, id: string, doneOn: string, outcome: RecipientTaskOutcome, actor: Actor): Promise<void> {
  const [ended] = await session.query(sql.endTask, [id, doneOn, actor.id, outcome]);
  if (ended) return void (await session.query(cancelMessage, [id]));
  const [task] = await session.query<{ doneOn: string | null }>(sql.findTask, [id]);
  if (!task) throw new RightsError('unknown-request', 'There is no such task among the active records.');
  if (task.doneOn !== null) throw new RightsError('wrong-state', 'This task is done.');
  throw new RightsError('not-yet', 'A recipient is told between the day of the correction and today.');
}
