import { applyDecorators, HttpCode, RequestMapping, SetMetadata } from '@nestjs/common';
import { openDsrPrefix, type Route as Definition } from '@oubli/contracts';
import { methods, routeKey } from './route.decorator';

/** Binds a handler to routes of OpenDSR: the same door asks who is there, with which right, and how often. */
export const OpenDsrRoute = (definition: Definition): MethodDecorator =>
  applyDecorators(
    RequestMapping({ path: `${openDsrPrefix}${definition.path.replaceAll(/\{(\w+)\}/g, ':$1')}`, method: methods[definition.method] }),
    HttpCode(definition.status ?? 200),
    SetMetadata(routeKey, definition),
  );
