import { problemOf } from '../api/problem';
import type { Speech } from './speech';
import type { PublicKey } from './words';

/** A refusal in the language of the page: which fields, never what was typed. @param gone what a page says of a link that opens nothing */
export function refusal(speech: Speech, error: unknown, gone: PublicKey = 'link.gone'): string {
  const { code, places } = problemOf(error);
  if (code === 'bad-request') return speech.say('problem.bad-request', { fields: places.map(({ pointer }) => speech.word('form', pointer.slice(1))).join(', ') });
  if (code === 'gone' || code === 'not-signed-in') return speech.say(gone);
  return speech.say(code === 'too-many' ? 'problem.too-many' : 'problem.other');
}
