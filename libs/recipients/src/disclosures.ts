import type { Session } from '@oubli/database';
import type { LawfulBasis, Purpose } from '@oubli/personal-data';
import type { Disclosure, Recipient } from './recipients.personal-data';
import * as sql from './recipients.sql';

/** What one record told of one person. */
export interface Given {
  readonly personId: string;
  readonly recordType: string;
  readonly recordId: string;
  /** Fields that held something. */
  readonly fields: readonly string[];
  readonly basis: LawfulBasis;
}

/** One disclosure as it is told to the person. */
export type ToldDisclosure = Pick<Disclosure, 'id' | 'recipientId' | 'recordType' | 'recordId' | 'fields' | 'purpose' | 'basis' | 'disclosedOn' | 'theirReference'> & {
  readonly recipient: string;
  readonly category: string;
  readonly country: string;
};

/**
 * Writes down what a recipient is given, in the transaction that makes it: what cannot be written down is not given.
 * @param to from `recipientToGive`, in the same transaction
 * @param given a relation of columns person_id, record_type, record_id, fields, basis: as `Given`
 */
export async function disclose(session: Session, to: Pick<Recipient, 'id' | 'category'>, purpose: Purpose, theirReference: string | null, given: string): Promise<void> {
  await session.query(sql.addDisclosures(given), [to.id, to.category, purpose, theirReference]);
}

/** To whom something of a person went, latest first. With the application's login: those in the active phase. */
export const disclosuresOf = (session: Session, personId: string, limit: number): Promise<ToldDisclosure[]> => session.query<ToldDisclosure>(sql.disclosuresOf, [personId, limit]);
