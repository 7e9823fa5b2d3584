import type { Session } from '@oubli/database';
import { requestOfNumber, RightsError } from '@oubli/rights';
import { tellOf } from './tell';

/**
 * Tells whoever was given something of a person that it is restricted (Art. 19 GDPR), in the transaction that places the restriction.
 * The tasks lie in the file of the person's request: a restriction that names none, because nobody asked for it, tells nobody.
 * @returns how many tasks
 */
export async function tellOfRestriction(session: Session, { personId, recordType, requestReference }: { readonly personId: string; readonly recordType?: string | undefined; readonly requestReference?: string | undefined }): Promise<number> {
  if (requestReference === undefined) return 0;
  try {
    const request = await requestOfNumber(session, requestReference);
    return request.personId === personId ? await tellOf(session, request, 'restriction', { personId, ...(recordType !== undefined && { recordTypes: [recordType] }) }) : 0;
  } catch (error) {
    // A reference that is no number of ours, such as that of a letter.
    if (error instanceof RightsError && error.code === 'unknown-request') return 0;
    throw error;
  }
}
