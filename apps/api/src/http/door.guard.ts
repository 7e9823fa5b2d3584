import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ActivityService, csrfTokenOf, KeysService, onBehalfForm, purposesOf, rightsOf, rightsOfScopes, SessionsService } from '@oubli/access';
import type { Route } from '@oubli/contracts';
import { findPage } from '@oubli/rights';
import type { Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Actor, ApiRequest } from './actor';
import { type House, houseToken } from '../tokens';
import { cookieOf, pageCookie, sessionTokenOf } from './cookie';
import { ProblemError } from './problem.error';
import { routeKey } from './route.decorator';

/** Requests in ten seconds: of one session or key, and of one address that is not signed in. */
const limits = { known: 4000, unknown: 100 } as const;
const seconds = 10;

/** The one door of `/api/v1`: who asks, from where, and may she? A route without an answer to these cannot be reached. */
@Injectable()
export class DoorGuard implements CanActivate {
  private readonly known = new RateLimiterMemory({ points: limits.known, duration: seconds });
  private readonly unknown = new RateLimiterMemory({ points: limits.unknown, duration: seconds });

  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionsService,
    private readonly keys: KeysService,
    private readonly activity: ActivityService,
    @Inject(houseToken) private readonly house: House,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const route = this.reflector.get<Route | undefined>(routeKey, context.getHandler());
    if (!route) return true;
    const request = context.switchToHttp().getRequest<ApiRequest>();
    const response = context.switchToHttp().getResponse<Response>();
    if (!['GET', 'DELETE'].includes(route.method) && request.headers['content-length'] !== '0' && request.is('application/json') === false) throw new ProblemError('unsupported-media');
    response.set('Cache-Control', 'no-store');
    const actor = await this.actorOf(request);
    await this.slow(actor, request, response);
    if (route.right === 'public') {
      assertSameOrigin(request);
      return true;
    }
    if (route.right === 'own-page') {
      await this.openPage(request, route);
      return true;
    }
    if (!actor) throw new ProblemError('not-signed-in');
    if (actor.kind === 'user' && route.method !== 'GET') assertOwnForm(request, actor.token);
    if (route.right !== 'session' && !actor.rights.includes(route.right)) throw new ProblemError('forbidden', `This needs the right ${route.right}.`);
    if (route.stepUp) assertSteppedUp(actor);
    request.actor = actor;
    await this.noteDelegate(actor, request, route);
    return true;
  }

  /** Her own page is opened by a cookie of its own; who is signed in to the console is nobody here. */
  private async openPage(request: ApiRequest, route: Route): Promise<void> {
    const token = cookieOf(request, pageCookie);
    const page = token === null ? null : await findPage(this.house.logins.app.session, this.house.logins.keys.ledger, token);
    if (page === null || token === null) throw new ProblemError('not-signed-in');
    if (route.method !== 'GET') assertOwnForm(request, token);
    request.page = { page, token };
  }

  /** `On-Behalf-Of`: an opaque id of the integration's own user, written into the trail before anything is done. */
  private async noteDelegate(actor: Actor, request: ApiRequest, route: Route): Promise<void> {
    const given = request.headers['on-behalf-of'];
    if (given === undefined) return;
    const refuse = (detail: string): never => {
      throw new ProblemError('bad-request', undefined, [{ pointer: '/headers/on-behalf-of', detail }]);
    };
    if (actor.kind !== 'key') return refuse('is for integrations; who is signed in acts for herself');
    if (typeof given !== 'string' || !onBehalfForm.test(given)) return refuse('is not an opaque id: a UUID, or 32 to 64 hex digits');
    await this.activity.recordDelegated(actor.key.id, given, `${route.method} ${route.path}`);
  }

  private async actorOf(request: ApiRequest): Promise<Actor | null> {
    const now = new Date();
    const [scheme, given] = (request.headers.authorization ?? '').split(' ');
    if (scheme === 'Bearer' && given !== undefined) {
      const key = await this.keys.find(given, now);
      return key && { kind: 'key', rights: rightsOfScopes(key.scopes), purposes: key.purposes, key };
    }
    const token = sessionTokenOf(request);
    const signedIn = token === null ? null : await this.sessions.find(token, now);
    return signedIn && token !== null ? { kind: 'user', rights: rightsOf(signedIn.user.roles), purposes: purposesOf(signedIn.user.roles), signedIn, token } : null;
  }

  /** 429 with `RateLimit` headers; whoever is not signed in is counted by address. */
  private async slow(actor: Actor | null, request: ApiRequest, response: Response): Promise<void> {
    const who = actor === null ? `address ${request.ip ?? ''}` : actor.kind === 'key' ? `key ${actor.key.id}` : `session ${actor.signedIn.session.id}`;
    const limiter = actor === null ? this.unknown : this.known;
    try {
      const { remainingPoints, msBeforeNext } = await limiter.consume(who);
      response.set({ 'RateLimit-Limit': String(limiter.points), 'RateLimit-Remaining': String(remainingPoints), 'RateLimit-Reset': String(Math.ceil(msBeforeNext / 1000)) });
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      throw new ProblemError('too-many', undefined, [], { 'Retry-After': String(Math.ceil(error.msBeforeNext / 1000)) });
    }
  }
}

/** A browser says where a form came from; what says nothing is no browser. */
function assertSameOrigin(request: ApiRequest): void {
  const { origin, host } = request.headers;
  if (origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host)) throw new ProblemError('csrf');
}

function assertOwnForm(request: ApiRequest, token: string): void {
  assertSameOrigin(request);
  if (request.headers['x-csrf-token'] !== csrfTokenOf(token)) throw new ProblemError('csrf');
}

function assertSteppedUp(actor: Actor): void {
  const until = actor.kind === 'user' ? actor.signedIn.session.stepUpUntil : null;
  if (until === null || until.getTime() < Date.now()) throw new ProblemError('step-up-needed', actor.kind === 'key' ? 'An API key cannot confirm who asks: this is done in the console or by command.' : undefined);
}
