import type { OpenDsrStatus } from '@oubli/contracts';
import type { Connections, Session } from '@oubli/database';
import { type HandedOver, type Results, statusBodyOf } from './opendsr';
import * as sql from './opendsr.sql';

/** What one try came to: an HTTP status, or none. */
export interface Told {
  readonly status: number | null;
  /** As the other system said it (RFC 9110 10.2.3); null when it said nothing. */
  readonly retryAfter: string | null;
}

/** POSTs a body to an address, signed; never throws. */
export type TellOutside = (url: string, body: string) => Promise<Told>;

/** Tries before an address is given up: with the pauses below they take a month. */
export const mostCallbackTries = 128;

const longestPause = 6 * 3600;

/** Seconds until the next try: half a minute, doubled each time, six hours at most; longer than that nobody is asked to wait, shorter where the other system says so. */
export function pauseBefore(attempts: number, retryAfter: string | null): number {
  const usual = Math.min(30 * 2 ** (attempts - 1), longestPause);
  return retryAfter !== null && /^[0-9]{1,6}$/.test(retryAfter) ? Math.min(Math.max(Number(retryAfter), 1), longestPause) : usual;
}

interface Claimed extends Omit<HandedOver, 'id'> {
  readonly id: string;
  readonly url: string;
  readonly status: OpenDsrStatus;
  readonly attempts: number;
}

export type CallbackEnd = 'taken' | 'given-up' | 'later' | 'nothing';

/**
 * Sends the callback that has waited longest, in one transaction that holds its row: at least once. Whoever dies in between leaves it
 * waiting. Only 202 takes it.
 * @param results where the package that answers it is fetched, asked for a request that is completed
 */
export function sendCallback(engine: Connections, tell: TellOutside, results: (session: Session, handed: Pick<HandedOver, 'requestId' | 'subjectRequestId'>) => Promise<Results | null>): Promise<CallbackEnd> {
  return engine.transaction(async (session) => {
    const [claimed] = await session.query<Claimed>(sql.claimCallback);
    if (!claimed) return 'nothing';
    const { id, url, status, attempts } = claimed;
    const { api_version: _version, ...body } = statusBodyOf(claimed, status === 'completed' ? await results(session, claimed) : null);
    // The state it was written for, although the request may have moved on: each is told once.
    const { status: reply, retryAfter } = await tell(url, JSON.stringify({ ...body, request_status: status, status_callback_url: url }));
    const tries = attempts + 1;
    if (reply === 202 || tries >= mostCallbackTries) {
      const end = reply === 202 ? 'taken' : 'given-up';
      await session.query(sql.endCallback, [id, end, tries, reply]);
      return end;
    }
    await session.query(sql.postponeCallback, [id, tries, reply, pauseBefore(tries, retryAfter)]);
    return 'later';
  });
}

export interface CallbackFigures {
  readonly waiting: number;
  readonly givenUp: number;
}

export async function readCallbackFigures(session: Session): Promise<CallbackFigures> {
  const [row] = await session.query<CallbackFigures>(sql.callbackFigures);
  if (!row) throw new Error('The callbacks gave no figures.');
  return row;
}
