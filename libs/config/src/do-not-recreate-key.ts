import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** 32 random bytes in hex: the key of the hashes of the do-not-recreate list. */
export const doNotRecreateKeyFile = 'do-not-recreate.key';

export const hasDoNotRecreateKey = (folder: string): boolean => existsSync(join(folder, doNotRecreateKeyFile));

/** Makes the key when the file is missing. Only for a list that is empty: a new key beside old hashes would let everybody back in unseen. */
export function ensureDoNotRecreateKey(folder: string): void {
  if (hasDoNotRecreateKey(folder)) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, doNotRecreateKeyFile), `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
}

/**
 * The key, or null when it is lost: then nobody can be looked up on the list or added to it, and everything else goes on.
 * @throws Error in one line naming a file that has the wrong form, never what it holds
 */
export function loadDoNotRecreateKey(folder: string): Buffer | null {
  if (!hasDoNotRecreateKey(folder)) return null;
  const path = join(folder, doNotRecreateKeyFile);
  const text = readFileSync(path, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Error(`The key file ${path} does not hold 32 bytes in hex.`);
  return Buffer.from(text, 'hex');
}
