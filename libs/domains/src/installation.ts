import { createMissingKeys, ensureDoNotRecreateKey, ensureFieldKeys, fieldKeyFile, hasFieldKeys, type Instance, type Keys, loadDoNotRecreateKey, loadFieldKeys, loadKeys, missingKeys, onlyPseudonymKeyMissing, writeInstance } from '@oubli/config';
import { Connections, migrate, roleUrl, type RolePasswords } from '@oubli/database';
import { extendSchedule, type Extension, installSchedule, recordDeclarations } from '@oubli/retention';
import type { ListKeys } from './again/again';
import { migrationsWith } from './migrations';
import { stateShipped } from './purposes/shipped.sql';
import { domainRegistry } from './registry';
import { shippedSchedule } from './schedule';

export interface Prepared {
  readonly instance: Instance;
  /** True when this call made the database's first migration: only then may demo data be loaded. */
  readonly created: boolean;
  readonly applied: readonly string[];
  /** Policies that were published now for record types a newer version brought; null when none were missing. */
  readonly extended: Extension | null;
}

export interface Preparation {
  readonly ownerUrl: string;
  readonly passwords: RolePasswords;
  readonly redisUrl: string | null;
  readonly port: number;
  readonly dataFolder: string;
  readonly keysFolder: string;
  readonly checkpointFile: string;
}

/**
 * Brings a database to this version and writes down how to reach it: migrations, roles, keys, declarations, the shipped
 * schedule when there is none, the shipped states of purposes that were never stated, and the shipped policies of record types an earlier version did not know.
 * @throws Error in one line: newer database, missing grant, missing key
 */
export async function prepareInstallation(wanted: Preparation): Promise<Prepared> {
  const { rolePrefix, created, applied } = await migrate(wanted.ownerUrl, migrationsWith(() => ensureFieldKeys(wanted.keysFolder)), wanted.passwords);
  const owner = new Connections(wanted.ownerUrl, { max: 1 });
  let extended: Extension | null;
  try {
    await ensureKeys(owner, wanted.keysFolder);
    await keepFieldKeys(owner, wanted.keysFolder);
    await keepDoNotRecreateKey(owner, wanted.keysFolder);
    await recordDeclarations(owner.session, domainRegistry);
    await owner.session.query(stateShipped);
    extended = await owner.transaction(async (session) => ((await installSchedule(session, domainRegistry, shippedSchedule)) ? null : extendSchedule(session, domainRegistry, shippedSchedule)));
  } finally {
    await owner.close();
  }
  const { ownerUrl, passwords, redisUrl, port, keysFolder, checkpointFile } = wanted;
  const instance: Instance = { ownerUrl, rolePrefix, passwords: { ...passwords }, redisUrl, port, keysFolder, checkpointFile };
  writeInstance(wanted.dataFolder, instance);
  return { instance, created, applied, extended };
}

async function ensureKeys(owner: Connections, folder: string): Promise<void> {
  const missing = missingKeys(folder);
  if (missing.length === 0) return;
  const [used] = await owner.session.query('select 1 from ledger.batch limit 1');
  if (used && onlyPseudonymKeyMissing(folder)) return;
  if (used) throw new Error(`The key file ${missing.join(', ')} is missing in ${folder} and the ledger has entries made with it: put it back. Nothing was changed.`);
  createMissingKeys(folder);
}

async function keepFieldKeys(owner: Connections, folder: string): Promise<void> {
  if (hasFieldKeys(folder)) return;
  const [sealed] = await owner.session.query('select 1 from people.bank_details where iban_sealed is not null or bic_sealed is not null limit 1');
  if (sealed) throw new Error(`The key file ${fieldKeyFile} is missing in ${folder} and bank details are sealed with it: put it back. Nothing was changed.`);
  ensureFieldKeys(folder);
}

/** A lost key is not replaced while somebody is on the list: it may still be put back, and nothing but the list waits for it. */
async function keepDoNotRecreateKey(owner: Connections, folder: string): Promise<void> {
  const [listed] = await owner.session.query('select 1 from do_not_recreate.entry limit 1');
  if (!listed) ensureDoNotRecreateKey(folder);
}

/** Pools of every login of an instance, and its keys. */
export interface Logins {
  readonly owner: Connections;
  readonly app: Connections;
  readonly engine: Connections;
  readonly keys: Keys;
  readonly listKeys: ListKeys;
  close(): Promise<void>;
}

/** Every request that reads or writes a record takes one; two made a queue of 200 requests a second. */
const appConnections = 8;

/** Opens the logins. The engine's transactions have short timeouts: a paused process must not keep its locks. */
export function openLogins(instance: Instance): Logins {
  const { ownerUrl, rolePrefix, passwords, keysFolder } = instance;
  const owner = new Connections(ownerUrl, { max: 1, applicationName: 'oubli owner' });
  const app = new Connections(roleUrl(ownerUrl, rolePrefix, 'app', passwords.app), { max: appConnections, applicationName: 'oubli app' });
  const engine = new Connections(roleUrl(ownerUrl, rolePrefix, 'engine', passwords.engine), {
    max: 6, applicationName: 'oubli engine', idleInTransactionTimeout: 3000, lockTimeout: 10_000, statementTimeout: 600_000,
  });
  const keys = loadKeys(keysFolder);
  const listKeys: ListKeys = { list: () => loadDoNotRecreateKey(keysFolder), fields: () => loadFieldKeys(keysFolder) };
  return { owner, app, engine, keys, listKeys, close: async () => void (await Promise.all([owner.close(), app.close(), engine.close()])) };
}

/** The URL with which TypeORM signs in as the application. */
export const appUrl = ({ ownerUrl, rolePrefix, passwords }: Instance): string => roleUrl(ownerUrl, rolePrefix, 'app', passwords.app);

