import type { Treatment } from '@oubli/personal-data';

/** Pads of HMAC-SHA-256 (RFC 2104) for a 256-bit key, as bind parameters of generated SQL. */
export interface HmacPads {
  readonly ipad: Buffer;
  readonly opad: Buffer;
}

/** Keys of the treatments. Tokens and picks use one key, kept apart from the database and from the ledger's; null when it is lost. */
export interface TreatmentKeys {
  readonly pseudonym: HmacPads | null;
}

/** Tokens and picks are computed with the key; nothing else is. */
export const needsKey = ({ kind }: Treatment): boolean => kind === 'pseudonym' || kind === 'fake';

/** @param key 32 bytes from a key file, null when it is lost. @throws Error when it has another length */
export function treatmentKeys(key: Buffer | null): TreatmentKeys {
  if (key === null) return { pseudonym: null };
  if (key.length !== 32) throw new Error('A pseudonym key has 32 bytes.');
  const pad = (byte: number): Buffer => Buffer.concat([Buffer.from(key.map((k) => k ^ byte)), Buffer.alloc(32, byte)]);
  return { pseudonym: { ipad: pad(0x36), opad: pad(0x5c) } };
}
