import type { Session } from '@oubli/database';
import { enqueue } from '@oubli/outbox';
import { markSent } from '../letter/send-letter';
import { keepMailboxLink } from '../link/link';
import { acknowledgedMessage, mailboxLinkTo } from '../link/link.messages';
import type { TakenIn } from './intake';

/** What a link is made of: the key of its hash, the address it begins with, and a fresh token, which stands nowhere but in the message. */
export interface LinkMaterial {
  readonly key: Buffer;
  readonly address: string;
  readonly token: string;
}

/** Sends the acknowledgement by mail with a link that confirms its mailbox, in the caller's transaction: the same whoever is known. */
export async function acknowledgeWithLink(session: Session, { request, acknowledgement, acknowledgementId }: TakenIn, mailbox: string, { key, address, token }: LinkMaterial): Promise<void> {
  await keepMailboxLink(session, key, request, token);
  await markSent(session, acknowledgementId, request.registeredOn, 'mail');
  await enqueue(session, acknowledgedMessage(request, mailbox, acknowledgement, mailboxLinkTo(address, token)));
}
