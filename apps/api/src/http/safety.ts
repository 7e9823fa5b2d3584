import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { isOpenDsr } from './opendsr-answers';

/** Bytes of a JSON body: a thousand records of an upsert fit. */
const bodyLimit = '5mb';
/** Milliseconds within which a request has arrived and is answered; a stream of progress is not counted. */
const timeouts = { keepAlive: 65_000, headers: 10_000, request: 60_000 } as const;

const nonces = new WeakMap<ServerResponse, string>();

/** The nonce of one answer: only styles that carry it are taken. */
export const nonceOf = (response: ServerResponse): string => nonces.get(response) ?? '';

const rawBodies = new WeakMap<IncomingMessage, Buffer>();

/** A body as it was sent, byte by byte; kept only where the answer repeats it. */
export const rawBodyOf = (request: IncomingMessage): Buffer => rawBodies.get(request) ?? Buffer.alloc(0);

const keepRaw = (request: IncomingMessage, _response: ServerResponse, body: Buffer): void => {
  if (isOpenDsr({ path: request.url ?? '' })) rawBodies.set(request, body);
};

/** Headers, limits and timeouts of the door. Scripts and styles come from this address only, none stands in a page. */
export function makeSafe(app: NestExpressApplication): void {
  app.disable('x-powered-by');
  // A version tag is what somebody changes a draft by; the framework's own, of every answer, would be taken for one.
  app.disable('etag');
  app.set('trust proxy', 'loopback');
  app.set('query parser', 'simple');
  app.use((_request: Request, response: Response, next: NextFunction) => {
    nonces.set(response, randomBytes(16).toString('base64'));
    next();
  });
  app.use(helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"], scriptSrc: ["'self'"], styleSrc: ["'self'", (_request, response) => `'nonce-${nonceOf(response)}'`], imgSrc: ["'self'", 'data:'], fontSrc: ["'self'"], connectSrc: ["'self'"], manifestSrc: ["'self'"],
        baseUri: ["'self'"], formAction: ["'self'"], frameAncestors: ["'none'"], requireTrustedTypesFor: ["'script'"], trustedTypes: ['angular', 'angular#bundler', 'default'],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginEmbedderPolicy: false,
  }));
  const parsing = { limit: bodyLimit, strict: false, verify: keepRaw };
  app.useBodyParser('json', parsing);
  const server = app.getHttpServer();
  server.headersTimeout = timeouts.headers;
  server.requestTimeout = timeouts.request;
  // Longer than the minute for which proxies keep a quiet connection: who closes first loses the other's next request.
  server.keepAliveTimeout = timeouts.keepAlive;
}
