import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Route } from '@oubli/contracts';
import { map, type Observable } from 'rxjs';
import type { ApiRequest } from './actor';
import { parseInput } from './input';
import { routeKey } from './route.decorator';

/** Parses what was sent and what is answered by the route's schemas: a field that no schema names does not leave the house. */
@Injectable()
export class RouteInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const route = this.reflector.get<Route | undefined>(routeKey, context.getHandler());
    if (!route) return next.handle();
    const request = context.switchToHttp().getRequest<ApiRequest>();
    request.input = parseInput(route, request);
    if (route.kind === 'stream' || route.kind === 'csv') return next.handle();
    return next.handle().pipe(map((answer: unknown) => (route.status === 204 ? undefined : route.response.parse(answer))));
  }
}
