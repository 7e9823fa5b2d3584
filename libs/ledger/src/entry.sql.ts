/**
 * Fragments that the engine splices into its treating statement, so that the entry is written in the same
 * snapshot and transaction as the change. Core functions only: HMAC-SHA-256 is two nested sha256 calls.
 * All bytes are fixed in docs/ledger-format.md.
 */

/** The two pads of HMAC (RFC 2104) for a 256-bit key: bind parameters, so that the key never stands in a statement. */
export function hmacPads(key: Buffer): { readonly ipad: Buffer; readonly opad: Buffer } {
  if (key.length !== 32) throw new Error('A ledger key has 32 bytes.');
  const pad = (byte: number): Buffer => Buffer.concat([Buffer.from(key.map((k) => k ^ byte)), Buffer.alloc(32, byte)]);
  return { ipad: pad(0x36), opad: pad(0x5c) };
}

/**
 * The keyed reference of a row: HMAC-SHA-256 over the record type's code (two bytes) and the row's uuid (16 bytes).
 * @param entity SQL expression of the code, `id` of the uuid; `ipad` and `opad` are placeholders
 */
export const refSql = (entity: string, id: string, ipad: string, opad: string): string =>
  `sha256(${opad} || sha256(${ipad} || int2send((${entity})::smallint) || uuid_send(${id})))`;

/** Column order of the canonical bytes of an entry. */
export const entryColumns = ['entity', 'ref', 'person_ref', 'phase', 'action', 'due_on', 'version', 'key_version'] as const;

/**
 * Leaf hash of an entry: SHA-256 over 0x00 and its canonical bytes (96 in all): entity (2), ref (32), person_ref
 * (32), phase (2), action (2), due_on as days since 1970-01-01 (4, signed), version uuid (16), key_version (2),
 * leaf (4). Integers are big-endian.
 * @param row alias with the columns of ledger.entry, or none inside RETURNING
 */
export function leafHashSql(row?: string): string {
  const c = (name: string): string => (row === undefined ? `entry.${name}` : `${row}.${name}`);
  return `sha256('\\x00'::bytea || int2send(${c('entity')}) || ${c('ref')} || ${c('person_ref')} || int2send(${c('phase')}) || int2send(${c('action')})
      || int4send(${c('due_on')} - date '1970-01-01') || uuid_send(${c('version')}) || int2send(${c('key_version')}) || int4send(${c('leaf')}))`;
}
