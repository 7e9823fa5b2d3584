import type { Session } from '@oubli/database';
import { type RecipientCategory, refusedCategory } from './category';
import { RecipientError } from './recipients-error';
import type { Recipient } from './recipients.personal-data';
import * as sql from './recipients.sql';

export type NewRecipient = Pick<Recipient, 'id' | 'name' | 'country' | 'contactReference'> & { readonly category: RecipientCategory };

/** Registers a recipient. @returns null when one of that name is registered already */
export async function registerRecipient(session: Session, { id, name, category, country, contactReference }: NewRecipient): Promise<Recipient | null> {
  const [row] = await session.query<Recipient>(sql.addRecipient, [id, name, category, country, contactReference]);
  return row ?? null;
}

/** Every recipient, those that are given nothing any more last. */
export const listRecipients = (session: Session): Promise<Recipient[]> => session.query<Recipient>(sql.listRecipients);

/** From now on it is given nothing. @returns false when there is no such recipient, or it was ended before */
export async function endRecipient(session: Session, id: string): Promise<boolean> {
  return (await session.query(sql.endRecipient, [id])).length > 0;
}

/**
 * The recipient, locked until the transaction ends, so that what was checked holds when the disclosure is written.
 * @throws RecipientError for one that is not registered, was ended, or is an advertiser (R49)
 */
export async function recipientToGive(session: Session, id: string): Promise<Recipient> {
  const [row] = await session.query<Recipient>(sql.lockRecipient, [id]);
  if (!row) throw new RecipientError('unknown-recipient');
  if (row.category === refusedCategory) throw new RecipientError('refused-recipient');
  if (row.endedOn !== null) throw new RecipientError('ended-recipient');
  return row;
}
