import type { Request, Response } from 'express';

/** Over TLS the cookie is bound to this host and cannot be set from elsewhere; on the loopback of a first start there is none. */
const nameFor = (request: Request): string => (request.secure ? '__Host-oubli' : 'oubli');

export function sessionTokenOf(request: Request): string | null {
  const name = nameFor(request);
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=');
    if (key === name && value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value)) return value;
  }
  return null;
}

export function setSession(request: Request, response: Response, token: string | null): void {
  const options = { httpOnly: true, sameSite: 'strict', secure: request.secure, path: '/' } as const;
  if (token === null) response.clearCookie(nameFor(request), options);
  else response.cookie(nameFor(request), token, options);
}
