import type { Session } from '@oubli/database';
import { erasureAtWork } from '@oubli/retention';
import type { RightsRequest } from '@oubli/rights';
import { ProblemError } from '../http/problem.error';

/**
 * A final answer says what was done; until it is done there is nothing to say, and afterwards nobody does it any more.
 * @param engine session of the engine's login
 * @throws ProblemError `conflict` for an erasure that was granted and not carried out, or is at work
 */
export async function assertCarriedOut(engine: Session, { kind, state, outcome, personId, number }: RightsRequest): Promise<void> {
  if (kind === 'erasure' && state === 'decided' && personId !== null && (outcome === 'granted' || outcome === 'partially-granted')) {
    throw new ProblemError('conflict', 'This erasure was granted and not carried out yet; carry it out, then answer.');
  }
  if (await erasureAtWork(engine, number)) throw new ProblemError('conflict', 'The worker is still carrying this request out; answer it when it is done.');
}
