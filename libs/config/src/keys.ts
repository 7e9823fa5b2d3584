import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The key files, outside the database and its backups. `ledger.key` and `pseudonym.key`: 32 random bytes in hex;
 * `checkpoint.key` and `checkpoint.pub`: Ed25519, PEM.
 */
export interface Keys {
  readonly ledger: Buffer;
  readonly ledgerVersion: number;
  /** Null when it is lost: what must become a token or a fake waits, everything else goes on. */
  readonly pseudonym: Buffer | null;
  readonly checkpoint: KeyObject;
  readonly checkpointPublic: KeyObject;
}

const pseudonymFile = 'pseudonym.key';
const secretFiles = ['ledger.key', pseudonymFile] as const;
export const keyFiles = [...secretFiles, 'checkpoint.key', 'checkpoint.pub'] as const;

/** Names of the key files that are missing. */
export const missingKeys = (folder: string): string[] => keyFiles.filter((file) => !existsSync(join(folder, file)));

/**
 * Creates key files that are missing. Only for a database that has no ledger entry yet: a new key beside old entries
 * would silently break every reference.
 */
export function createMissingKeys(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const file of secretFiles) {
    const path = join(folder, file);
    if (!existsSync(path)) writeFileSync(path, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  }
  const privatePath = join(folder, 'checkpoint.key');
  if (!existsSync(privatePath)) {
    const pair = generateKeyPairSync('ed25519');
    writeFileSync(privatePath, pair.privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  }
  const publicPath = join(folder, 'checkpoint.pub');
  if (!existsSync(publicPath)) {
    const publicKey = createPublicKey(createPrivateKey(readFileSync(privatePath)));
    writeFileSync(publicPath, publicKey.export({ type: 'spki', format: 'pem' }), { mode: 0o644 });
  }
}

/** Is the pseudonym key all that is missing? Then deletion goes on, and only tokens and fakes wait. */
export const onlyPseudonymKeyMissing = (folder: string): boolean => missingKeys(folder).join() === pseudonymFile;

/** @throws Error in one line naming the key file that is missing or has the wrong form */
export function loadKeys(folder: string): Keys {
  const missing = missingKeys(folder).filter((file) => file !== pseudonymFile);
  if (missing.length > 0) throw new Error(`The key file ${join(folder, missing[0] ?? '')} is missing: put it back; references in the ledger cannot be computed without it.`);
  return {
    ledger: secret(join(folder, 'ledger.key')), ledgerVersion: 1, pseudonym: existsSync(join(folder, pseudonymFile)) ? secret(join(folder, pseudonymFile)) : null,
    checkpoint: createPrivateKey(readFileSync(join(folder, 'checkpoint.key'))),
    checkpointPublic: createPublicKey(readFileSync(join(folder, 'checkpoint.pub'))),
  };
}

function secret(path: string): Buffer {
  const text = readFileSync(path, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Error(`The key file ${path} does not hold 32 bytes in hex.`);
  return Buffer.from(text, 'hex');
}
