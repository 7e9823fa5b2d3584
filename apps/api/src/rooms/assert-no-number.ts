import { findSocialSecurityNumber } from '@oubli/people';
import { ProblemError } from '../http/problem.error';

/** @throws ProblemError naming the places whose text holds a social-security number, which the database would refuse (RET-35) */
export function assertNoNumber(body: Readonly<Record<string, unknown>>, places: readonly string[]): void {
  const wrong = places.filter((place) => findSocialSecurityNumber(typeof body[place] === 'string' ? body[place] : ''));
  if (wrong.length > 0) throw new ProblemError('bad-request', undefined, wrong.map((place) => ({ pointer: `/${place}`, detail: 'holds a social-security number, which may not be stored' })));
}
