import type { Session } from '@oubli/database';
import type { Purpose } from '@oubli/personal-data';
import { refusalOf } from './agreement';
import type { RecipientCategory } from './category';
import { RecipientError } from './recipients-error';
import type { Recipient } from './recipients.personal-data';
import * as sql from './recipients.sql';

/** What is written down about a recipient, and may be changed. */
export type RecipientFacts = Pick<Recipient, 'name' | 'country' | 'contactReference' | 'contractReference' | 'contractEndsOn' | 'purposes' | 'subProcessors' | 'reviewOn' | 'noticeEmail'>;
export type NewRecipient = Pick<Recipient, 'id'> & Pick<RecipientFacts, 'name' | 'country'> & Partial<RecipientFacts> & { readonly category: RecipientCategory };
/** A recipient as it is listed. */
export type ListedRecipient = Omit<Recipient, 'reviewToldFor' | 'contractToldFor'>;

const factsOf = (r: Pick<RecipientFacts, 'name' | 'country'> & Partial<RecipientFacts>): readonly unknown[] =>
  [r.name, r.country, r.contactReference ?? null, r.contractReference ?? null, r.contractEndsOn ?? null, r.purposes ?? [], r.subProcessors ?? null, r.reviewOn ?? null, r.noticeEmail ?? null];

/** Registers a recipient. @returns null when one of that name is registered already */
export async function registerRecipient(session: Session, recipient: NewRecipient): Promise<ListedRecipient | null> {
  const [row] = await session.query<ListedRecipient>(sql.addRecipient, [recipient.id, ...factsOf(recipient), recipient.category]);
  return row ?? null;
}

/** Writes down anew what is known of a recipient. @returns null when there is none of that id that is still given something @throws the database's 23505 for the name of another */
export async function changeRecipient(session: Session, id: string, facts: RecipientFacts): Promise<ListedRecipient | null> {
  const [row] = await session.query<ListedRecipient>(sql.changeRecipient, [id, ...factsOf(facts)]);
  return row ?? null;
}

/** A recipient with where it takes messages; null: it takes none, or is told by e-mail or by hand. */
export type RecipientWithEndpoint = ListedRecipient & { readonly endpointUrl: string | null; readonly endpointDisabledOn: string | null };

/** Every recipient, those that are given nothing any more last. */
export const listRecipients = (session: Session): Promise<RecipientWithEndpoint[]> => session.query<RecipientWithEndpoint>(sql.listRecipients);

/** From now on it is given nothing. @returns false when there is no such recipient, or it was ended before */
export async function endRecipient(session: Session, id: string): Promise<boolean> {
  return (await session.query(sql.endRecipient, [id])).length > 0;
}

/**
 * The recipient, locked until the transaction ends, so that what was checked holds when the disclosure is written.
 * @throws RecipientError for one that is not registered, and as `refusalOf` says of today
 */
export async function recipientToGive(session: Session, id: string, purpose: Purpose): Promise<ListedRecipient> {
  const [row] = await session.query<ListedRecipient & { readonly today: string }>(sql.lockRecipient, [id]);
  if (!row) throw new RecipientError('unknown-recipient');
  const { today, ...recipient } = row;
  const refusal = refusalOf(recipient, purpose, today);
  if (refusal !== null) throw new RecipientError(refusal);
  return recipient;
}
