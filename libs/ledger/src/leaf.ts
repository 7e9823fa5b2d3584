import { hash } from 'node:crypto';

/** An entry as it is read for verification; hashes as bytes. */
export interface EntryRow {
  readonly run: string;
  readonly number: number;
  readonly leaf: number;
  readonly entity: number;
  readonly ref: Buffer;
  readonly personRef: Buffer;
  readonly phase: number;
  readonly action: number;
  /** Days since 1970-01-01. */
  readonly dueDays: number;
  readonly version: string;
  readonly keyVersion: number;
}

/** Select list that gives an `EntryRow`. */
export const entryRowSql = `e.run::text as run, e.number, e.leaf, e.entity, e.ref, e.person_ref as "personRef", e.phase, e.action,
  e.due_on - date '1970-01-01' as "dueDays", e.version::text as version, e.key_version as "keyVersion"`;

/** The leaf hash of an entry, byte for byte as the database computes it (docs/ledger-format.md). */
export function leafHash(entry: EntryRow): Buffer {
  const bytes = Buffer.alloc(97);
  bytes.writeInt16BE(entry.entity, 1);
  entry.ref.copy(bytes, 3);
  entry.personRef.copy(bytes, 35);
  bytes.writeInt16BE(entry.phase, 67);
  bytes.writeInt16BE(entry.action, 69);
  bytes.writeInt32BE(entry.dueDays, 71);
  bytes.write(entry.version.replaceAll('-', ''), 75, 'hex');
  bytes.writeInt16BE(entry.keyVersion, 91);
  bytes.writeInt32BE(entry.leaf, 93);
  return hash('sha256', bytes, 'buffer');
}
