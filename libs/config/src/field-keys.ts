import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Keys under which single fields are sealed, by version: new values take the current one, old values name theirs. */
export interface FieldKeys {
  readonly current: number;
  readonly byVersion: ReadonlyMap<number, Buffer>;
}

/** One line a version, `1 <64 hex digits>`; a new line turns the key, and the lines before it stay for what they sealed. */
export const fieldKeyFile = 'fields.key';

const lineForm = /^([1-9][0-9]{0,4}) ([0-9a-f]{64})$/;
/** A version is two bytes in a sealed value. */
const highestVersion = 65_535;

/** Keys from `[version, 32 bytes]`. @throws Error when there is none, or one has another length or is given twice */
export function fieldKeysOf(...keys: readonly (readonly [number, Buffer])[]): FieldKeys {
  const byVersion = new Map(keys);
  const valid = keys.every(([version, key]) => Number.isInteger(version) && version > 0 && version <= highestVersion && key.length === 32);
  if (keys.length === 0 || byVersion.size < keys.length || !valid) throw new Error('Field keys are 32 bytes each, with versions from 1 to 65535 that differ.');
  return { current: Math.max(...byVersion.keys()), byVersion };
}

/** @throws Error in one line naming the file that is missing or has the wrong form, never what it holds */
export function loadFieldKeys(folder: string): FieldKeys {
  const path = join(folder, fieldKeyFile);
  if (!existsSync(path)) throw new Error(`The key file ${path} is missing: put it back; bank details cannot be read or written without it.`);
  const lines = readFileSync(path, 'utf8').split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const keys = lines.map((line): readonly [number, Buffer] => {
    const [, version, key] = lineForm.exec(line) ?? [];
    if (version === undefined || key === undefined) throw new Error(`The key file ${path} has a line that is not a version and 32 bytes in hex.`);
    return [Number(version), Buffer.from(key, 'hex')];
  });
  try {
    return fieldKeysOf(...keys);
  } catch (error) {
    throw new Error(`The key file ${path} holds no key, or a version twice.`, { cause: error });
  }
}

export const hasFieldKeys = (folder: string): boolean => existsSync(join(folder, fieldKeyFile));

/** The field keys, made when the file is missing. Only for a database in which nothing was sealed yet. */
export function ensureFieldKeys(folder: string): FieldKeys {
  if (!hasFieldKeys(folder)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, fieldKeyFile), `1 ${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  }
  return loadFieldKeys(folder);
}
