import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';

/** Bytes of a JSON body: a thousand records of an upsert fit. */
const bodyLimit = '5mb';
/** Milliseconds within which a request has arrived and is answered; a stream of progress is not counted. */
const timeouts = { headers: 10_000, request: 60_000 } as const;

/** Headers, limits and timeouts of the door. Scripts and styles come from this address only, none stands in a page. */
export function makeSafe(app: NestExpressApplication): void {
  app.disable('x-powered-by');
  app.set('trust proxy', 'loopback');
  app.set('query parser', 'simple');
  app.use(helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"], scriptSrc: ["'self'"], styleSrc: ["'self'"], imgSrc: ["'self'", 'data:'], fontSrc: ["'self'"], connectSrc: ["'self'"], manifestSrc: ["'self'"],
        baseUri: ["'self'"], formAction: ["'self'"], frameAncestors: ["'none'"], requireTrustedTypesFor: ["'script'"], trustedTypes: ['angular', 'angular#bundler', "'allow-duplicates'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginEmbedderPolicy: false,
  }));
  app.useBodyParser('json', { limit: bodyLimit, strict: false });
  const server = app.getHttpServer();
  server.headersTimeout = timeouts.headers;
  server.requestTimeout = timeouts.request;
}
