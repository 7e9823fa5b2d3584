import type { Request, Response } from 'express';

/** A console session; the browser that asked for a link to somebody's own page; that page while it is open. */
const consoleCookie = 'oubli';
export const askedCookie = 'oubli-asked';
export const pageCookie = 'oubli-page';

/** Over TLS the cookie is bound to this host and cannot be set from elsewhere; on the loopback of a first start there is none. */
const nameFor = (request: Request, name: string): string => (request.secure ? `__Host-${name}` : name);

/** What a browser holds under a name: 256 bits, or nothing. */
export function cookieOf(request: Request, wanted: string): string | null {
  const name = nameFor(request, wanted);
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=');
    if (key === name && value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value)) return value;
  }
  return null;
}

/** @param minutes after which the browser forgets it; undefined: when it is closed */
export function setCookie(request: Request, response: Response, name: string, token: string | null, minutes?: number): void {
  const options = { httpOnly: true, sameSite: 'strict', secure: request.secure, path: '/' } as const;
  if (token === null) response.clearCookie(nameFor(request, name), options);
  else response.cookie(nameFor(request, name), token, minutes === undefined ? options : { ...options, maxAge: minutes * 60_000 });
}

export const sessionTokenOf = (request: Request): string | null => cookieOf(request, consoleCookie);

export const setSession = (request: Request, response: Response, token: string | null): void => setCookie(request, response, consoleCookie, token);
