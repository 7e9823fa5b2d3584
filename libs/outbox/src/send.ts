import type { Connections } from '@oubli/database';
import * as sql from './outbox.sql';
import type { Mail, Transport } from './transport';

/** Tries of one message before it is refused; with the pauses below they take two days. */
export const mostTries = 14;

/** Seconds until the next try: half a minute, doubled each time, six hours at most. */
export const pauseAfter = (attempts: number): number => Math.min(30 * 2 ** (attempts - 1), 6 * 3600);

interface Claimed extends Mail {
  readonly attempts: number;
  readonly late: boolean;
}

export type Sent = 'sent' | 'refused' | 'expired' | 'later' | 'nothing';

/**
 * Sends the message that has waited longest, in one transaction that holds its row: at least once to the server. A
 * process that dies in between leaves the message waiting, and the copy that follows has the same Message-ID.
 */
export function sendOne(engine: Connections, transport: Transport): Promise<Sent> {
  return engine.transaction(async (session) => {
    const [message] = await session.query<Claimed>(sql.claimMessage);
    if (!message) return 'nothing';
    const { id, attempts, late } = message;
    if (late) {
      await session.query(sql.endMessage, [id, 'expired', attempts, null]);
      return 'expired';
    }
    const delivery = await transport.send(message);
    const tries = attempts + 1;
    if (delivery.kind === 'taken') {
      await session.query(sql.endMessage, [id, 'sent', tries, 250]);
      return 'sent';
    }
    if (delivery.kind === 'permanent' || tries >= mostTries) {
      await session.query(sql.endMessage, [id, 'refused', tries, delivery.replyCode]);
      return 'refused';
    }
    await session.query(sql.postponeMessage, [id, tries, delivery.replyCode, pauseAfter(tries)]);
    return 'later';
  });
}

/** Sends what waits, one after the other, until nothing is due or `again` says no. @returns how many ended in which way */
export async function sendWaiting(engine: Connections, transport: Transport, again: () => boolean = () => true): Promise<Readonly<Record<Exclude<Sent, 'nothing'>, number>>> {
  const counts = { sent: 0, refused: 0, expired: 0, later: 0 };
  while (again()) {
    const sent = await sendOne(engine, transport);
    if (sent === 'nothing') break;
    counts[sent] += 1;
    // A server that is down refuses each message in turn: the rest waits for the next look.
    if (sent === 'later' && counts.later >= 3 && counts.sent === 0) break;
  }
  return counts;
}
