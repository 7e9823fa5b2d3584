import { type LetterMeans, type LetterTemplate, outcomeLetters, type RequestOutcome } from '@oubli/contracts';
import type { Session } from '@oubli/database';
import { listRestrictions, recordNotice } from '@oubli/retention';
import type { RightsRequest } from '../request/request.personal-data';
import { type Actor, moveRequest } from '../request/requests';
import { RightsError } from '../rights-error';
import { eraseContact } from './rest-left';

/** A letter that left: which of them, on which day, how. */
export interface SentLetter {
  /** Null: a paper that is none of the letters. */
  readonly template: LetterTemplate | null;
  readonly on: string;
  readonly by: LetterMeans;
}

/** Outcomes whose letter is the final answer. Of what was forwarded or taken back nobody owes an answer any more. */
const answers: ReadonlySet<LetterTemplate> = new Set((['granted', 'partially-granted', 'refused', 'answered', 'not-identified'] as const satisfies readonly RequestOutcome[]).map((outcome) => outcomeLetters[outcome]));

/** Is this letter the answer that the term of Art. 12(3) GDPR waits for? */
export const isFinalAnswer = (template: LetterTemplate | null): boolean => template !== null && answers.has(template);

/**
 * What follows from a letter having left, in the caller's transaction: a final answer answers the request, the letter about a
 * lifting is the notice without which nothing is lifted (Art. 18(3) GDPR), and after the one that says that the rest has left the
 * address it went to is not needed any more.
 * @param request locked by the caller
 * @throws RightsError `not-yet` for a final answer before the decision, `wrong-state` where the decision is another by now, or where
 *   no restriction of the request is in force
 */
export async function followSending(session: Session, request: RightsRequest, letter: SentLetter, actor: Actor): Promise<void> {
  if (isFinalAnswer(letter.template)) await answerBy(session, request, letter.template, actor);
  if (letter.template === 'restriction-lifting') await noticeBy(session, request, letter, actor);
  if (letter.template === 'rest-has-left') {
    await eraseContact(session, request.id);
    if (request.state === 'answered') await moveRequest(session, request.id, 'close', { ...actor, mover: 'system' });
  }
}

async function answerBy(session: Session, { id, state, outcome }: RightsRequest, template: LetterTemplate | null, actor: Actor): Promise<void> {
  if (outcome === null) throw new RightsError('not-yet', 'A final answer leaves once the request was decided.');
  if (outcomeLetters[outcome] !== template) throw new RightsError('wrong-state', 'The request was decided otherwise since this letter was written; write the one that says so.');
  if (state === 'decided' || state === 'carrying-out') await moveRequest(session, id, 'answer', actor);
}

/** The notice goes to the restrictions that were placed under this request's number, or where none names it to those that name no request. */
async function noticeBy(session: Session, { number, personId }: RightsRequest, { on, by }: SentLetter, actor: Actor): Promise<void> {
  const open = personId === null ? [] : await listRestrictions(session, false, personId);
  const named = open.filter((restriction) => restriction.requestReference === number);
  const meant = named.length > 0 ? named : open.filter((restriction) => restriction.requestReference === null);
  if (meant.length === 0) throw new RightsError('wrong-state', 'No restriction of this request is in force, so none can be lifted.');
  for (const { id } of meant) await recordNotice({ session }, id, { toldOn: on, means: by === 'mail' ? 'e-mail' : 'letter', author: actor.name ?? number });
}
