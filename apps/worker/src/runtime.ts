import { randomUUID } from 'node:crypto';
import { treatmentKeys } from '@oubli/anonymization';
import { type Instance, loadInstance } from '@oubli/config';
import { domainRegistry, type Logins, openLogins } from '@oubli/domains';
import { hmacPads } from '@oubli/ledger';
import type { BatchContext, CrashPoint } from '@oubli/retention';

/** Everything a process of the worker side works with; opened once, closed once. */
export interface Runtime {
  readonly dataFolder: string;
  readonly instance: Instance;
  readonly logins: Logins;
  readonly context: BatchContext;
  close(): Promise<void>;
}

/** @throws Error in one line when there is no instance, or a key is missing */
export function openRuntime(dataFolder: string, reach: (point: CrashPoint) => void | Promise<void> = () => undefined): Runtime {
  const instance = loadInstance(dataFolder);
  const logins = openLogins(instance);
  const { keys } = logins;
  const context: BatchContext = {
    engine: logins.engine,
    registry: domainRegistry,
    keys: { ledger: { ...hmacPads(keys.ledger), version: keys.ledgerVersion }, treatment: treatmentKeys(keys.pseudonym) },
    worker: randomUUID(),
    reach,
  };
  return { dataFolder, instance, logins, context, close: () => logins.close() };
}
