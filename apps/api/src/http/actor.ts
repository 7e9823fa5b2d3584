import type { ApiKey, SignedIn } from '@oubli/access';
import type { Right } from '@oubli/contracts';
import type { Purpose } from '@oubli/personal-data';
import type { PageSession } from '@oubli/rights';
import type { Request } from 'express';
import { ProblemError } from './problem.error';

/** Who asks: somebody signed in to the console, or an integration with a key. */
export type Actor =
  | { readonly kind: 'user'; readonly rights: readonly Right[]; readonly purposes: readonly Purpose[]; readonly signedIn: SignedIn; readonly token: string }
  | { readonly kind: 'key'; readonly rights: readonly Right[]; readonly purposes: readonly Purpose[]; readonly key: ApiKey };

/** A request as the guard and the interceptor leave it for the handler. */
export interface ApiRequest extends Request {
  actor?: Actor;
  input?: unknown;
  /** Somebody at her own page: no actor of the console. */
  page?: OwnPage;
}

export interface OwnPage {
  readonly page: Omit<PageSession, 'keyedHash'>;
  readonly token: string;
}

/** Whose own page is open. @throws ProblemError when none is */
export const pageOf = (request: ApiRequest): OwnPage => {
  if (!request.page) throw new ProblemError('not-signed-in');
  return request.page;
};

export const actorOf = (request: ApiRequest): Actor => {
  if (!request.actor) throw new ProblemError('not-signed-in');
  return request.actor;
};

/** The account that asks. @throws ProblemError for an integration, which has none */
export function userOf(actor: Actor): Extract<Actor, { kind: 'user' }> {
  if (actor.kind !== 'user') throw new ProblemError('forbidden', 'Only somebody signed in to the console can do this.');
  return actor;
}
