import type { NestExpressApplication } from '@nestjs/platform-express';
import { type Signer, signatureHeaders } from '@oubli/config';
import { openDsrPrefix, openDsrProperties, type ProblemCode, problems } from '@oubli/contracts';
import type { NextFunction, Request, Response } from 'express';
import { type PlaceProblem, ProblemError } from './problem.error';

export const isOpenDsr = (request: Pick<Request, 'path'>): boolean => request.path === openDsrPrefix || request.path.startsWith(`${openDsrPrefix}/`);

/**
 * Signs every answer below `/opendsr` where it leaves, refusals too: what is signed are the very bytes that are sent. A file is sent
 * piece by piece and carries none; it can be fetched with the key of the system it is for, and nothing else.
 */
export function signOpenDsr(app: NestExpressApplication, signer: () => Signer | null): void {
  app.use(openDsrPrefix, (_request: Request, response: Response, next: NextFunction) => {
    const by = signer();
    if (!by) {
      next(new ProblemError('not-ready', 'The key or the certificate of OpenDSR is missing.'));
      return;
    }
    const send = response.send.bind(response);
    response.send = (body: unknown): Response => {
      if (!response.headersSent && (body === undefined || typeof body === 'string')) response.set(signatureHeaders(by, Buffer.from(body ?? '', 'utf8')));
      return send(body);
    };
    next();
  });
}

/** Refusals that the standard answers with 400; what says who asks, where, how much or when keeps its own status. */
const asBadRequest: ReadonlySet<number> = new Set([409, 412, 422, 423, 428]);

/** Property names of the standard and places in lists; anything else may be what somebody typed. */
const placeOf = (pointer: string): string => pointer.split('/').slice(1).map((step) => (openDsrProperties.has(step) || /^[0-9]{1,3}$/.test(step) ? step : '?')).join('.');

/** The error object of the standard: status, sentence, and each place with its rule; never a value, and so no identity. */
export function openDsrError(code: ProblemCode, detail: string | undefined, places: readonly PlaceProblem[]): { readonly status: number; readonly body: unknown } {
  const [own, title] = problems[code];
  const status = asBadRequest.has(own) ? 400 : own;
  return { status, body: { error: { code: status, message: detail ?? title, errors: places.map((place) => ({ domain: placeOf(place.pointer), reason: code, message: place.detail })) } } };
}
