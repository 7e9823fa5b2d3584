import type { Session } from '@oubli/database';
import type { RecipientTaskReason } from '../rectification/rectification.personal-data';
import type { TellingChannel } from './telling.personal-data';
import * as sql from './telling.sql';

/** A recipient that was given something of a person, and under what it knows her. */
export interface ToldRecipient {
  readonly recipientId: string;
  readonly theirReferences: readonly string[];
}

/** A task that was opened just now. */
export interface OpenedTask extends ToldRecipient {
  readonly id: string;
}

/** Opens one task a recipient under a request, in the caller's transaction. Whoever has one for the same reason is left out. */
export const openRecipientTasks = (session: Session, requestId: string, reason: Exclude<RecipientTaskReason, 'rectification'>, told: readonly ToldRecipient[]): Promise<OpenedTask[]> =>
  session.query<OpenedTask>(sql.openTasks, [requestId, reason, told.map((t) => t.recipientId), JSON.stringify(told.map((t) => t.theirReferences))]);

/** The message of a task, waiting to be sent. @returns its id; null where it has one */
export async function addRecipientMessage(session: Session, requestId: string, taskId: string, channel: TellingChannel): Promise<string | null> {
  return (await session.query<{ id: string }>(sql.addMessage, [requestId, taskId, channel]))[0]?.id ?? null;
}

/** A message somebody is sending. */
export interface ClaimedMessage extends ToldRecipient {
  readonly id: string;
  readonly taskId: string;
  readonly requestId: string;
  /** Tries before this one. */
  readonly attempts: number;
  readonly createdAt: string;
  readonly reason: RecipientTaskReason;
  readonly rectificationId: string | null;
}

/** A message that is due and that nobody else sends, for so many seconds; null when there is none. Several senders work side by side. */
export const claimRecipientMessage = async (session: Session, seconds: number): Promise<ClaimedMessage | null> => (await session.query<ClaimedMessage>(sql.claimMessage, [seconds]))[0] ?? null;

/** What is kept of one try. */
export interface TriedAs {
  readonly status: number | null;
  readonly failure: string | null;
}

/** @returns false when it had ended already */
export const endRecipientMessage = async (session: Session, id: string, state: 'delivered' | 'failed' | 'gone', { status, failure }: TriedAs): Promise<boolean> =>
  (await session.query(sql.endMessage, [id, state, status, failure])).length > 0;

export async function postponeRecipientMessage(session: Session, id: string, seconds: number, { status, failure }: TriedAs): Promise<void> {
  await session.query(sql.postponeMessage, [id, status, failure, seconds]);
}

/** Ends everything that waits for a recipient whose endpoint is gone. */
export async function endMessagesTo(session: Session, recipientId: string): Promise<void> {
  await session.query(sql.endWaitingOf, [recipientId]);
}

/** Another round for what did not arrive of open tasks, under the same ids: of one task, or of a recipient that has a new endpoint. @returns how many */
export const sendMessagesAgain = async (session: Session, of: { readonly taskId: string } | { readonly recipientId: string }): Promise<number> =>
  'taskId' in of
    ? (await session.query(`${sql.sendAgain} and m.task_id = $1 returning m.id`, [of.taskId])).length
    : (await session.query(`${sql.sendAgain} and t.recipient_id = $1 returning m.id`, [of.recipientId])).length;

/** Takes over what the mail server said of e-mails to recipients. For the engine's login, which reads the outbox whole. */
export const readMailedMessages = async (engine: Session): Promise<number> => (await engine.query(sql.readMailed)).length;

/** A task that a protection officer must look at. */
export interface EscalatedTask {
  readonly recipientId: string;
  readonly reason: RecipientTaskReason;
  readonly openedOn: string;
  readonly requestId: string;
  /** Of the request. */
  readonly number: string;
}

/** Writes down, once each, which tasks nobody confirmed in so many days or whose message will not arrive; in the transaction that writes the messages. */
export const escalateTasks = (session: Session, days: number): Promise<EscalatedTask[]> => session.query<EscalatedTask>(sql.escalate, [days]);
