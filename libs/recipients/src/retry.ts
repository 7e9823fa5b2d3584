/** Seconds from one try to the next (Standard Webhooks 1.0.0): after the last of them nobody tries again by itself. */
export const pauses = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400] as const;
/** Tries of one message: the first at once, and one after each pause. */
export const mostTries = pauses.length + 1;

/** Longest pause that a receiver's Retry-After is followed for. */
const longestAsked = 86_400;
/** A pause is longer by up to this part of itself, so that what failed together is not tried together. */
const spread = 0.2;

/** What a receiver answered, or why nobody did. A closed list: nothing of a receiver's own words is kept. */
export type Try =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfter: string | null }
  | { readonly kind: 'failed'; readonly reason: string };

/** What becomes of a message after a try. */
export type AfterTry =
  | { readonly kind: 'delivered' | 'gone' | 'failed' }
  /** Tried again after so many seconds. */
  | { readonly kind: 'later'; readonly seconds: number };

/**
 * Seconds a receiver asks to be left alone (RFC 9110 10.2.3), a day at most; null for what is neither seconds nor a date.
 * @param now instant of the answer
 */
export function askedPause(retryAfter: string | null, now: Date): number | null {
  const text = retryAfter?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Math.min(Number(text), longestAsked);
  const date = /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.min(Math.max(0, Math.ceil((date - now.getTime()) / 1000)), longestAsked);
}

/**
 * The rule of one message: 2xx ends it, 410 ends the endpoint, everything else, a redirect too, is tried again after the pause of
 * its place or after what the receiver asked for, whichever is longer, until no pause is left.
 * @param tries how many there were, this one included; from 1
 * @param jitter 0 to 1, below 1
 */
export function afterTry(result: Try, tries: number, jitter: number, now: Date): AfterTry {
  if (result.kind === 'answered' && result.status >= 200 && result.status < 300) return { kind: 'delivered' };
  if (result.kind === 'answered' && result.status === 410) return { kind: 'gone' };
  const pause = pauses[tries - 1];
  if (pause === undefined) return { kind: 'failed' };
  const asked = result.kind === 'answered' ? askedPause(result.retryAfter, now) : null;
  return { kind: 'later', seconds: Math.ceil(Math.max(pause * (1 + spread * jitter), asked ?? 0)) };
}
