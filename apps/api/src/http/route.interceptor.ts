import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Route } from '@oubli/contracts';
import { type Earlier, IdempotencyService } from '@oubli/access';
import type { Response } from 'express';
import { from, map, mergeMap, type Observable, of, throwError } from 'rxjs';
import { catchError } from 'rxjs/operators';
import type { ApiRequest } from './actor';
import { parseInput } from './input';
import { ProblemError } from './problem.error';
import { routeKey } from './route.decorator';

/** Parses what was sent and what is answered by the route's schemas: a field that no schema names does not leave the house. */
@Injectable()
export class RouteInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly idempotency: IdempotencyService,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const route = this.reflector.get<Route | undefined>(routeKey, context.getHandler());
    if (!route) return next.handle();
    const request = context.switchToHttp().getRequest<ApiRequest>();
    request.input = parseInput(route, request);
    if (route.kind !== undefined && route.kind !== 'json') return next.handle();
    const answered = next.handle().pipe(map((answer: unknown) => (route.status === 204 ? undefined : route.response.parse(answer))));
    const response = context.switchToHttp().getResponse<Response>();
    const key = this.keyOf(route, request);
    return key === null ? answered : from(this.idempotency.begin(key, `${request.originalUrl}\n${JSON.stringify(request.body)}`)).pipe(mergeMap((earlier) => this.once(key, earlier, answered, response)));
  }

  /** Only an integration's writes: their answers are ids and results. */
  private keyOf(route: Route, request: ApiRequest): Buffer | null {
    const given = request.headers['idempotency-key'];
    const writes = route.method === 'POST' && (route.right === 'records:write' || route.right === 'events:write' || route.right === 'holds:write');
    if (typeof given !== 'string' || !writes || request.actor?.kind !== 'key') return null;
    if (!/^[\x21-\x7e]{1,200}$/.test(given)) throw new ProblemError('bad-request', undefined, [{ pointer: '/headers/idempotency-key', detail: 'is not 1 to 200 visible characters' }]);
    return this.idempotency.keyOf(request.actor.key.id, given);
  }

  private once(key: Buffer, earlier: Earlier, answered: Observable<unknown>, response: Response): Observable<unknown> {
    if (earlier.kind === 'other') return throwError(() => new ProblemError('key-reused'));
    if (earlier.kind === 'in-flight') return throwError(() => new ProblemError('in-flight'));
    if (earlier.kind === 'answered') {
      response.status(earlier.status).set('Idempotent-Replay', 'true');
      return of(earlier.answer ?? undefined);
    }
    return answered.pipe(
      mergeMap((answer) => from(this.idempotency.finish(key, response.statusCode, answer)).pipe(map(() => answer))),
      catchError((error: unknown) => from(this.idempotency.abandon(key)).pipe(mergeMap(() => throwError(() => error)))),
    );
  }
}
