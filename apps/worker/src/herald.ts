import { type Instance, loadOpenDsrSigner, type Settings, signatureHeaders } from '@oubli/config';
import { Connections, roleUrl } from '@oubli/database';
import { resultsOf } from '@oubli/domains';
import type { Log } from '@oubli/logging';
import { type Guard, postOutside, usualGuard } from '@oubli/outbound';
import { sendCallback, type TellOutside } from '@oubli/rights';

/** Tells other systems how the requests they handed over stand. */
export interface Herald {
  /** One round at a time in a process: a bell that rings meanwhile joins the round that is on. */
  deliver(again: () => boolean): Promise<void>;
  close(): Promise<void>;
}

/** Callbacks on their way at once: an address that keeps us waiting holds up one of four. */
const abreast = 4;
/** Milliseconds for one address, shorter than a transaction may idle. */
const patience = 12_000;

/** @param keysFolder read at each round, so that a certificate that was changed counts from then on */
function tellSigned(keysFolder: string, guard: Guard): TellOutside | null {
  const signer = loadOpenDsrSigner(keysFolder);
  return signer && (async (url, text) => {
    const body = Buffer.from(text, 'utf8');
    const posted = await postOutside({ url, body, headers: { 'Content-Type': 'application/json', ...signatureHeaders(signer, body) } }, guard);
    return posted.kind === 'answered' ? { status: posted.status, retryAfter: posted.retryAfter } : { status: null, retryAfter: null };
  });
}

/** A herald with connections of its own, because an address may take seconds over a callback. Without key or certificate callbacks wait. */
export function openHerald({ ownerUrl, rolePrefix, passwords, keysFolder }: Instance, { outboundHosts, url }: Pick<Settings, 'outboundHosts' | 'url'>, log: Log): Herald {
  const login = roleUrl(ownerUrl, rolePrefix, 'engine', passwords.engine);
  // The package that answers a request is looked for beside the transaction that holds its callback.
  const connections = new Connections(login, { max: 2 * abreast, idleInTransactionTimeout: 2 * patience, applicationName: 'oubli callbacks' });
  const guard: Guard = { ...usualGuard(outboundHosts), patience };
  let round: Promise<void> | null = null;
  const lane = async (tell: TellOutside, again: () => boolean): Promise<number> => {
    let givenUp = 0;
    while (again()) {
      const end = await sendCallback(connections, tell, (_session, handed) => resultsOf(connections, url, handed));
      if (end === 'nothing') break;
      if (end === 'given-up') givenUp += 1;
    }
    return givenUp;
  };
  const once = async (again: () => boolean): Promise<void> => {
    const tell = tellSigned(keysFolder, guard);
    if (!tell) return;
    const lanes = await Promise.all(Array.from({ length: abreast }, () => lane(tell, again)));
    const records = lanes.reduce((sum, n) => sum + n, 0);
    if (records > 0) log.write('callback-given-up', { records });
  };
  return {
    deliver: (again) => (round ??= once(again).finally(() => void (round = null))),
    close: () => connections.close(),
  };
}
