import { loadFieldKeys } from '@oubli/config';
import { sendWebhooks } from '@oubli/domains';
import { usualGuard } from '@oubli/outbound';
import type { Log } from '@oubli/logging';
import type { Runtime } from './runtime';

/** Takes what recipients must be told to their endpoints. */
export interface Courier {
  /** One round at a time in a process: a bell that rings meanwhile joins the round that is on. */
  deliver(again: () => boolean): Promise<void>;
}

/** Messages on their way at once, so that one receiver that hangs does not keep the others waiting. */
const abreast = 4;
/** Longer than the guard's patience. */
const leaseSeconds = 60;

/** No transaction is open while a receiver thinks, so the engine's own connections do. */
export function openCourier({ logins, instance }: Runtime, outboundHosts: readonly string[], log: Log): Courier {
  const sender = { engine: logins.engine, fieldKeys: () => loadFieldKeys(instance.keysFolder), guard: usualGuard(outboundHosts), now: () => new Date(), jitter: Math.random, leaseSeconds };
  let round: Promise<void> | null = null;
  const once = async (again: () => boolean): Promise<void> => {
    const counts = await Promise.all(Array.from({ length: abreast }, () => sendWebhooks(sender, again)));
    const undelivered = counts.reduce((sum, { failed, gone }) => sum + failed + gone, 0);
    if (undelivered > 0) log.write('recipient-not-told', { records: undelivered });
  };
  return { deliver: (again) => (round ??= once(again).finally(() => void (round = null))) };
}
