import { lookup } from 'node:dns/promises';
import { type IncomingMessage, request as requestHttp, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './address';
import { type AllowedHosts, isAllowed, outsideUrl, type UrlRefusal } from './outside-url';

export interface OutsidePost {
  readonly url: string;
  readonly body: Buffer;
  /** `Host`, `Content-Length` and `Connection` are ours. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface Guard {
  readonly allowed: AllowedHosts;
  /** Milliseconds for all of it: name, connection, answer. */
  readonly patience: number;
  /** Bytes of the answer that are read; what follows is left unread. */
  readonly mostBytes: number;
  /** Every address of a name; asked once a try. */
  readonly resolve: (name: string) => Promise<readonly string[]>;
}

/** What became of one try. A redirect is an answer like any other: nobody follows it. */
export type Posted =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfter: string | null; readonly body: Buffer }
  | { readonly kind: 'failed'; readonly reason: UrlRefusal | 'inside-address' | 'no-such-name' | 'too-slow' | 'no-connection' };

/** Names as this machine resolves them. */
export const resolveName = async (name: string): Promise<readonly string[]> => (await lookup(name, { all: true, verbatim: true })).map(({ address }) => address);

/** Half a minute at most for an address of somebody else (Standard Webhooks 1.0.0: 15 to 30 s). */
export const usualGuard = (allowed: AllowedHosts): Guard => ({ allowed, patience: 20_000, mostBytes: 16_384, resolve: resolveName });

/**
 * POSTs to an address that somebody outside named (SSRF guard, OWASP ASVS 5.0 1.3.6). The name is resolved once, every address it
 * has must be of the public internet, and the connection goes to these very addresses: a name that changes its mind between the
 * look and the call leads nowhere else. Certificates are checked against the name. Never throws.
 */
export async function postOutside(post: OutsidePost, guard: Guard): Promise<Posted> {
  const target = outsideUrl(post.url, guard.allowed);
  if ('refused' in target) return { kind: 'failed', reason: target.refused };
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), guard.patience);
  const tooSlow = new Promise<Posted>((resolve) => late.signal.addEventListener('abort', () => resolve({ kind: 'failed', reason: 'too-slow' })));
  try {
    return await Promise.race([tooSlow, sendChecked(target.url, post, guard, late.signal)]);
  } finally {
    clearTimeout(timer);
    // Whatever is still open of this try, a name that is being resolved too, ends with it.
    late.abort();
  }
}

async function sendChecked(url: URL, post: OutsidePost, guard: Guard, signal: AbortSignal): Promise<Posted> {
  const addresses = await addressesOf(url, guard.resolve);
  if (addresses.length === 0) return { kind: 'failed', reason: 'no-such-name' };
  if (!isAllowed(url, guard.allowed) && !addresses.every(isPublicAddress)) return { kind: 'failed', reason: 'inside-address' };
  if (signal.aborted) return { kind: 'failed', reason: 'too-slow' };
  return exchange(url, addresses, post, guard.mostBytes, signal);
}

async function addressesOf(url: URL, resolve: Guard['resolve']): Promise<readonly string[]> {
  const literal = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(literal) !== 0) return [literal];
  try {
    return (await resolve(literal)).filter((address) => isIP(address) !== 0);
  } catch {
    return [];
  }
}

/** Answers the addresses that were checked, whatever it is asked. */
const pinned = (addresses: readonly string[]): LookupFunction => {
  const known = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_name, options, answer) => {
    const [first] = known;
    if (options.all) answer(null, known);
    else answer(null, first?.address ?? '', first?.family);
  };
};

function exchange(url: URL, addresses: readonly string[], { body, headers }: OutsidePost, mostBytes: number, signal: AbortSignal): Promise<Posted> {
  return new Promise((resolve) => {
    const failed = (): void => resolve({ kind: 'failed', reason: 'no-connection' });
    const options: RequestOptions = { method: 'POST', agent: false, lookup: pinned(addresses), signal, headers: { ...headers, 'Content-Length': String(body.length), Connection: 'close' } };
    const onAnswer = (answer: IncomingMessage): void => void readUpTo(answer, mostBytes).then((read) => {
      const retryAfter = answer.headers['retry-after'] ?? null;
      resolve({ kind: 'answered', status: answer.statusCode ?? 0, retryAfter, body: read });
    }, failed);
    const request = url.protocol === 'https:' ? requestHttps(url, options, onAnswer) : requestHttp(url, options, onAnswer);
    request.on('error', failed);
    request.end(body);
  });
}

async function readUpTo(answer: IncomingMessage, mostBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of answer as AsyncIterable<Buffer>) {
    pieces.push(piece);
    length += piece.length;
    if (length >= mostBytes) break;
  }
  return Buffer.concat(pieces).subarray(0, mostBytes);
}
