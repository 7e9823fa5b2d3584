import { problemOf } from '../api/problem';
import type { Speech } from './speech';

/** A refusal in the language of the page: which fields, never what was typed. */
export function refusal(speech: Speech, error: unknown): string {
  const { code, places } = problemOf(error);
  if (code === 'bad-request') return speech.say('problem.bad-request', { fields: places.map(({ pointer }) => speech.word('form', pointer.slice(1))).join(', ') });
  if (code === 'gone' || code === 'not-signed-in') return speech.say('link.gone');
  return speech.say(code === 'too-many' ? 'problem.too-many' : 'problem.other');
}
