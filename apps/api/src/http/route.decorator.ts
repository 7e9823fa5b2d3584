import { applyDecorators, createParamDecorator, type ExecutionContext, HttpCode, RequestMapping, RequestMethod, SetMetadata } from '@nestjs/common';
import type { Route as Definition } from '@oubli/contracts';
import { type Actor, actorOf, type ApiRequest } from './actor';

export const routeKey = 'oubli:route';
export const apiPrefix = '/api/v1';

export const methods = { GET: RequestMethod.GET, POST: RequestMethod.POST, PUT: RequestMethod.PUT, PATCH: RequestMethod.PATCH, DELETE: RequestMethod.DELETE } as const;

/** Binds a handler to a route of the catalogue: address, method, status, right and schemas come from there. */
export const Route = (definition: Definition): MethodDecorator =>
  applyDecorators(
    RequestMapping({ path: `${apiPrefix}${definition.path.replaceAll(/\{(\w+)\}/g, ':$1')}`, method: methods[definition.method] }),
    HttpCode(definition.status ?? 200),
    SetMetadata(routeKey, definition),
  );

/** What the client sent, parsed by the route's schemas. */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext): unknown => context.switchToHttp().getRequest<ApiRequest>().input);

/** Who asks. */
export const Who = createParamDecorator((_: unknown, context: ExecutionContext): Actor => actorOf(context.switchToHttp().getRequest<ApiRequest>()));
