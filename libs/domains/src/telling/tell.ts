import { companyOn } from '@oubli/company';
import type { Session } from '@oubli/database';
import { enqueue } from '@oubli/outbox';
import { addRecipientMessage, type OpenedTask, openRecipientTasks, type RecipientTaskReason, type RightsRequest, today, type ToldRecipient } from '@oubli/rights';
import { tellingMessage } from './tell-words';
import * as sql from './telling.sql';

/** What of a person recipients were given. */
export interface GivenOf {
  readonly personId?: string;
  /** Absent: all. */
  readonly recordTypes?: readonly string[];
  readonly recordId?: string;
  /** By its declared name. */
  readonly field?: string;
}

/** Everybody who was given that, once, with their own references for the person. */
export const recipientsOf = (session: Session, { personId, recordTypes, recordId, field }: GivenOf): Promise<ToldRecipient[]> =>
  session.query<ToldRecipient>(sql.recipientsTold, [personId ?? null, recordTypes ?? null, recordId ?? null, field ?? null]);

type Asked = Pick<RightsRequest, 'id' | 'number'>;

/**
 * Opens a task for everybody who was given something of the person, and writes their messages, in the transaction that erases or
 * restricts: both are there or neither is (Art. 19 GDPR). The answer to the person waits for none of them.
 * @returns how many tasks
 */
export async function tellOf(session: Session, request: Asked, reason: Exclude<RecipientTaskReason, 'rectification'>, given: GivenOf): Promise<number> {
  const tasks = await openRecipientTasks(session, request.id, reason, await recipientsOf(session, given));
  await sendTasks(session, request, reason, tasks);
  return tasks.length;
}

interface Way {
  readonly noticeEmail: string | null;
  readonly endpoint: boolean;
}

/** The message of each task: to the recipient's endpoint, or else to its mailbox; who has neither is told by hand. */
export async function sendTasks(session: Session, request: Asked, reason: RecipientTaskReason, tasks: readonly OpenedTask[]): Promise<void> {
  const company = tasks.length === 0 ? null : await companyOn(session, await today(session));
  for (const { id, recipientId, theirReferences } of tasks) {
    const [way] = await session.query<Way>(sql.wayOf, [recipientId]);
    if (way?.endpoint) await addRecipientMessage(session, request.id, id, 'webhook');
    else if (way?.noticeEmail) {
      await addRecipientMessage(session, request.id, id, 'e-mail');
      const facts = { reason, number: request.number, theirReferences, from: company?.controller.name ?? null, contact: company?.protectionOfficer?.email ?? null };
      await enqueue(session, { kind: 'recipient.told', to: way.noticeEmail, language: 'fr', about: { recordType: 'recipient-task', recordId: id }, ...tellingMessage(facts) });
    }
  }
}

/** A task of a request with what became of its message. */
export interface DescribedTask {
  readonly id: string;
  readonly reason: RecipientTaskReason;
  readonly rectificationId: string | null;
  readonly recipientId: string;
  readonly recipient: string;
  readonly category: string;
  readonly theirReferences: readonly string[];
  readonly openedOn: string;
  readonly doneOn: string | null;
  readonly doneBy: string | null;
  readonly outcome: 'confirmed' | 'told' | 'impossible' | 'disproportionate' | null;
  readonly escalatedOn: string | null;
  /** Null, with all that follows: it is told by hand. */
  readonly messageId: string | null;
  readonly channel: 'webhook' | 'e-mail' | null;
  readonly state: 'waiting' | 'delivered' | 'failed' | 'gone' | 'cancelled' | null;
  readonly attempts: number | null;
  readonly lastStatus: number | null;
  readonly lastFailure: string | null;
  readonly nextTryAt: string | null;
  readonly deliveredAt: string | null;
}

/** Everybody who is to be told under a request, and who has not confirmed: by name of the recipient. */
export const listTelling = (session: Session, requestId: string): Promise<DescribedTask[]> => session.query<DescribedTask>(sql.describeTelling, [requestId]);
