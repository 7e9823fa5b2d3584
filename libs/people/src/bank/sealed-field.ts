import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { FieldKeys } from '@oubli/config';

/** Where a sealed value stands. A value copied to another column or row does not open there. */
export interface FieldPlace {
  /** `schema.table` */
  readonly table: string;
  readonly column: string;
  /** uuid of the row */
  readonly row: string;
}

/** A sealed value that does not open: names the column, never the row's content. */
export class SealedFieldError extends Error {
  override readonly name = 'SealedFieldError';
}

/** Layout: format (1 byte, always 1), key version (2, big endian), nonce (12), ciphertext, tag (16). */
const format = 1;
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = 3;

const boundTo = ({ table, column, row }: FieldPlace, version: number): Buffer =>
  Buffer.from(['oubli field', format, table, column, row, version].join('\0'), 'utf8');

/**
 * Encrypts one field with AES-256-GCM (NIST SP 800-38D) under the current key, bound to table, column, row and key version.
 * @param nonce 12 bytes, never used twice under one key
 */
export function sealField(value: string, place: FieldPlace, keys: FieldKeys, nonce: Buffer = randomBytes(nonceBytes)): Buffer {
  const key = keys.byVersion.get(keys.current);
  if (!key || nonce.length !== nonceBytes) throw new Error('Sealing takes a current key and a nonce of 12 bytes.');
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(boundTo(place, keys.current));
  const head = Buffer.from([format, keys.current >> 8, keys.current & 0xff]);
  return Buffer.concat([head, nonce, cipher.update(value, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

/** The value again. @throws SealedFieldError when the key is not there, the place is another, or a bit was changed */
export function openField(sealed: Buffer, place: FieldPlace, keys: FieldKeys): string {
  const where = `${place.table}.${place.column}`;
  if (sealed.length < headBytes + nonceBytes + tagBytes || sealed[0] !== format) throw new SealedFieldError(`${where} does not hold a sealed value.`);
  const version = sealed.readUInt16BE(1);
  const key = keys.byVersion.get(version);
  if (!key) throw new SealedFieldError(`${where} was sealed under version ${version} of the field key, which the key file does not hold.`);
  const nonce = sealed.subarray(headBytes, headBytes + nonceBytes);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(boundTo(place, version));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(headBytes + nonceBytes, -tagBytes)), decipher.final()]).toString('utf8');
  } catch (error) {
    throw new SealedFieldError(`${where} does not open: it was changed, moved, or sealed under another key.`, { cause: error });
  }
}
