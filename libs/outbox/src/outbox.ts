import type { Session } from '@oubli/database';
import { checkMessage, type Language, type NewMessage } from './message';
import * as sql from './outbox.sql';

export type MessageState = 'waiting' | 'sent' | 'refused' | 'expired' | 'cancelled';

/** A message as operators see it: without subject and text. */
export interface ListedMessage {
  readonly id: string;
  readonly kind: string;
  readonly address: string;
  readonly language: Language;
  readonly personId: string | null;
  readonly aboutType: string | null;
  readonly aboutId: string | null;
  readonly state: MessageState;
  readonly attempts: number;
  /** The last answer of the mail server (RFC 5321); null when it never answered. */
  readonly replyCode: number | null;
  readonly createdAt: string;
  readonly notBefore: string;
  readonly endedAt: string | null;
}

export interface OutboxFigures {
  readonly waiting: number;
  readonly oldestSeconds: number;
  readonly refused: number;
}

/**
 * Writes a message in the caller's transaction: it is sent if and only if that commits, some seconds later.
 * @returns its id @throws MessageError
 */
export async function enqueue(session: Session, message: NewMessage): Promise<string> {
  checkMessage(message);
  const { kind, to, subject, text, language, personId, about, goodForMinutes, secret } = message;
  const [row] = await session.query<{ id: string }>(sql.insertMessage, [
    kind, to, subject, text, language, personId ?? null, about?.recordType ?? null, about?.recordId ?? null, goodForMinutes ?? null, secret ?? false,
  ]);
  if (!row) throw new Error('A message was not written.');
  return row.id;
}

export const listMessages = (session: Session, state: MessageState | null, after: { readonly createdAt: string; readonly id: string } | null, limit: number): Promise<ListedMessage[]> =>
  session.query<ListedMessage>(sql.listMessages, [state, after?.createdAt ?? null, after?.id ?? null, limit]);

/** Gives a refused message another round of tries. @returns false when there is none of that id that was refused */
export const sendAgain = async (session: Session, id: string): Promise<boolean> => (await session.query(sql.sendAgain, [id])).length > 0;

/** Ends messages that are over, bodies and all (RET-37). For the owner's login. */
export async function endOldMessages(session: Session): Promise<void> {
  await session.query(sql.endOldMessages);
}

export async function readOutboxFigures(session: Session): Promise<OutboxFigures> {
  const [row] = await session.query<OutboxFigures>(sql.readFigures);
  if (!row) throw new Error('The outbox gave no figures.');
  return row;
}
