import type { Instance, Settings } from '@oubli/config';
import { Connections, roleUrl } from '@oubli/database';
import type { Log } from '@oubli/logging';
import { sendWaiting, smtpTransport } from '@oubli/outbox';

/** Takes what waits in the outbox to the mail server. */
export interface Postman {
  /** One round at a time in a process: a bell that rings meanwhile joins the round that is on. */
  deliver(again: () => boolean): Promise<void>;
  close(): Promise<void>;
}

/**
 * A postman with a connection of its own: a mail server may take seconds over a message, and the engine's transactions may not.
 * Without a mail server messages wait, and /health, doctor and the console say so.
 */
export function openPostman({ ownerUrl, rolePrefix, passwords }: Instance, mail: Settings['mail'], log: Log): Postman {
  if (mail === null) return { deliver: () => Promise.resolve(), close: () => Promise.resolve() };
  const connections = new Connections(roleUrl(ownerUrl, rolePrefix, 'engine', passwords.engine), { max: 1, idleInTransactionTimeout: 15_000, applicationName: 'oubli outbox' });
  const transport = smtpTransport(mail.url, mail.from);
  let round: Promise<void> | null = null;
  const once = async (again: () => boolean): Promise<void> => {
    const { refused } = await sendWaiting(connections, transport, again);
    if (refused > 0) log.write('mail-refused', { records: refused });
  };
  return {
    deliver: (again) => (round ??= once(again).finally(() => void (round = null))),
    close: () => connections.close(),
  };
}
