import { type LetterTemplate, outcomeLetters } from '@oubli/contracts';
import type { RightsRequest } from '../request/request.personal-data';

const undecided: ReadonlySet<RightsRequest['state']> = new Set(['received', 'identity-asked', 'open']);

/**
 * Which letters the state of a request calls for, the one to write next first. The outcome decides; so nobody can be told that
 * something was granted which was not.
 * @param restLeft of an erasure that was carried out nothing is left any more
 */
export function lettersFor({ kind, state, outcome, extendedOn }: Pick<RightsRequest, 'kind' | 'state' | 'outcome' | 'extendedOn'>, restLeft: boolean): readonly LetterTemplate[] {
  const letters: LetterTemplate[] = [];
  if (restLeft && kind === 'erasure') letters.push('rest-has-left');
  if (!undecided.has(state) && outcome !== null) letters.push(outcomeLetters[outcome]);
  if (kind === 'restriction' && (outcome === 'granted' || outcome === 'partially-granted')) letters.push('restriction-placed', 'restriction-lifting');
  if (state === 'identity-asked') letters.push('identity-asked');
  if (extendedOn !== null && (undecided.has(state) || state === 'decided' || state === 'carrying-out')) letters.push('extended');
  if (undecided.has(state)) letters.push('acknowledgement');
  return letters;
}
