import type { Purpose } from '@oubli/personal-data';
import { refusedCategory } from './category';
import type { RecipientErrorCode } from './recipients-error';
import type { Recipient } from './recipients.personal-data';

/** What decides whether a recipient may be given something. */
export type Agreement = Pick<Recipient, 'category' | 'endedOn' | 'contractReference' | 'contractEndsOn' | 'purposes'>;

/** Telling of rights is owed by law, whatever a contract lists (Art. 12, 19, 28(3)(e) GDPR). */
const owedByLaw: Purpose = 'rights-and-disputes';

/**
 * Why a recipient may be given nothing for a purpose on a day; null where it may. An advertiser never (R49). A processor only under a
 * contract (Art. 28 GDPR) and only for the purposes that it lists (R50); anybody else under no contract that has ended, and for the
 * listed purposes where some are.
 * @param asOf calendar date; the last day of a contract is a day of it
 */
export function refusalOf({ category, endedOn, contractReference, contractEndsOn, purposes }: Agreement, purpose: Purpose, asOf: string): RecipientErrorCode | null {
  if (category === refusedCategory) return 'refused-recipient';
  if (endedOn !== null) return 'ended-recipient';
  const processor = category === 'processor';
  if (processor && contractReference === null) return 'no-contract';
  if (contractEndsOn !== null && contractEndsOn < asOf) return 'contract-ended';
  const limited = processor || purposes.length > 0;
  return limited && purpose !== owedByLaw && !purposes.includes(purpose) ? 'purpose-not-agreed' : null;
}
