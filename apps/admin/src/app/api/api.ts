import { inject, Injectable } from '@angular/core';
import type { AnswerOf, Api as Catalogue, RequestOf } from '@oubli/contracts';
import { addresses } from './addresses';
import { Entrance } from './entrance';
import { Problem, problemFrom } from './problem';

export type Name = keyof Catalogue;
export type Answer<N extends Name> = AnswerOf<Catalogue[N]>;
type Request<N extends Name> = RequestOf<Catalogue[N]>;
interface Parts {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** The address of a route with its parameters and query in place. */
export function pathOf(name: Name, { params = {}, query = {} }: Parts): string {
  const path = addresses[name][1].replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(params[key] ?? ''));
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && one !== '') search.append(key, String(one));
  return `/api/v1${path}${search.size > 0 ? `?${search}` : ''}`;
}

/**
 * Calls the API by the names of its catalogue. What is asked for while nobody is signed in waits for the sign-in and is asked
 * again, so that no input is lost; the same for what needs a confirmation of who asks.
 */
@Injectable({ providedIn: 'root' })
export class Api {
  private readonly entrance = inject(Entrance);

  /** @throws Problem */
  async call<N extends Name>(name: N, request: Request<N>, headers: Readonly<Record<string, string>> = {}): Promise<Answer<N>> {
    return (await this.callFully(name, request, headers)).answer;
  }

  /** The answer and its version tag. @throws Problem */
  async callFully<N extends Name>(name: N, request: Request<N>, headers: Readonly<Record<string, string>> = {}): Promise<{ answer: Answer<N>; etag: string | null }> {
    for (;;) {
      const { csrfToken } = this.entrance;
      const response = await this.send(name, request as Parts, headers);
      if (response.ok) {
        const answer = (response.status === 204 ? null : await response.json()) as Answer<N>;
        return { answer, etag: response.headers.get('ETag') };
      }
      const problem = await problemFrom(response);
      // Somebody signed in or confirmed meanwhile: this was asked under the token before, and nobody is to be asked twice.
      const overtaken = problem.code === 'not-signed-in' && this.entrance.csrfToken !== '' && this.entrance.csrfToken !== csrfToken;
      const again = overtaken || (problem.code === 'not-signed-in' && (await this.entrance.signInAgain())) || (problem.code === 'step-up-needed' && (await this.entrance.confirm()));
      if (!again) throw problem;
    }
  }

  private async send(name: Name, request: Parts, headers: Readonly<Record<string, string>>): Promise<Response> {
    const [method] = addresses[name];
    const hasBody = request.body !== undefined;
    try {
      return await fetch(pathOf(name, request), {
        method, credentials: 'same-origin',
        headers: { ...(hasBody && { 'Content-Type': 'application/json' }), ...(method !== 'GET' && { 'X-CSRF-Token': this.entrance.csrfToken }), ...headers },
        ...(hasBody && { body: JSON.stringify(request.body) }),
      });
    } catch {
      throw new Problem(0, 'offline', '', '', []);
    }
  }
}
