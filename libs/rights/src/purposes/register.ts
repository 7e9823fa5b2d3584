import type { Session } from '@oubli/database';
import { today } from '../request/requests';
import { RightsError } from '../rights-error';
import { PurposeRegister, type PurposeState } from './purpose-state';
import * as sql from './register.sql';

/** Everything that was ever stated, oldest first. */
export const loadStates = (session: Session): Promise<PurposeState[]> => session.query<PurposeState>(sql.listStates);

/** The register as it stands. @param day another day than today, Paris */
export async function loadRegister(session: Session, day?: string): Promise<PurposeRegister> {
  const asOf = day ?? (await today(session));
  return new PurposeRegister(await loadStates(session), asOf);
}

export type NewState = Omit<PurposeState, 'id' | 'recordedAt' | 'author'>;

/**
 * States what holds of a purpose from a day on. What held before stays written.
 * @param author the account
 * @throws RightsError `too-late` for a day that has passed, `state-incomplete` for a legitimate interest without its balancing note or an exemption without its reason
 */
export async function statePurpose(session: Session, state: NewState, author: string): Promise<PurposeState> {
  if (state.validFrom < (await today(session))) throw new RightsError('too-late', 'What held on a day that has passed is not changed: a state begins today at the earliest.');
  if (state.basis === 'legitimate-interest' && state.balancingNote === null) throw new RightsError('state-incomplete', 'A legitimate interest needs its balancing note (Art. 6(1)(f) GDPR).');
  if ((state.exemption === null) !== (state.exemptionReason === null)) throw new RightsError('state-incomplete', 'An exemption needs its reason, and a reason its exemption.');
  const [row] = await session.query<PurposeState>(sql.insertState, [
    state.purpose, state.category, state.recordType, state.basis, state.validFrom, state.basisInPolicy, state.legalReference, state.confidence,
    state.balancingNote, state.exemption, state.exemptionReason, state.reason, author,
  ]);
  if (!row) throw new Error('The state was not written.');
  return row;
}

/** Something that no basis in force allows. Says the purpose, and nothing of whom. */
export class PurposeWithoutBasisError extends Error {
  override readonly name = 'PurposeWithoutBasisError';

  constructor(purpose: string) {
    super(`The purpose ${purpose} has no basis in force for this category of person: nothing is read, collected or given for it.`);
  }
}
