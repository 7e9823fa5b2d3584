import { createHash, createPublicKey, type KeyObject, sign, verify as verifySignature } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { Session } from '@oubli/database';

/** A signed head, one line of JSON in a file outside the database. */
export interface Checkpoint {
  readonly seq: number;
  /** Hash of that batch, in hex. */
  readonly hash: string;
  /** Entries in all batches up to it. */
  readonly entries: number;
  /** Instant, ISO 8601 in UTC. */
  readonly at: string;
  readonly keyId: string;
  /** Ed25519, base64. */
  readonly signature: string;
}

/** First eight bytes, in hex, of the SHA-256 of the public key (SPKI, DER). */
export const keyIdOf = (publicKey: KeyObject): string =>
  createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' })).digest('hex').slice(0, 16);

/** The signed bytes: ASCII lines `oubli.checkpoint.1`, seq, hash, entries, at, keyId, each ended by a line feed. */
export const checkpointBytes = (c: Omit<Checkpoint, 'signature'>): Buffer =>
  Buffer.from(`oubli.checkpoint.1\n${c.seq}\n${c.hash}\n${c.entries}\n${c.at}\n${c.keyId}\n`, 'ascii');

const headSql = `select h.seq, encode(h.hash, 'hex') as hash, (select coalesce(sum(b.entries), 0) from ledger.batch b where b.seq <= h.seq)::bigint as entries from ledger.head h`;

/**
 * Appends a checkpoint when the head has moved since the last line of the file; the line is on the disk when this
 * returns. The file lies where the database's roles cannot write.
 * @param at instant of the checkpoint, ISO 8601
 * @returns the new checkpoint, or null when the head has not moved
 */
export async function writeCheckpoint(session: Session, file: string, privateKey: KeyObject, at: string): Promise<Checkpoint | null> {
  const [head] = await session.query<{ seq: number; hash: string; entries: number }>(headSql);
  if (!head || head.seq === 0) return null;
  const last = readCheckpoints(file).at(-1);
  if (last && last.seq >= head.seq) return null;
  const keyId = keyIdOf(createPublicKey(privateKey));
  const unsigned = { seq: head.seq, hash: head.hash, entries: Number(head.entries), at, keyId };
  const checkpoint: Checkpoint = { ...unsigned, signature: sign(null, checkpointBytes(unsigned), privateKey).toString('base64') };
  appendLine(file, checkpoint);
  return checkpoint;
}

/** Appends a line of JSON to a checkpoint file; it is on the disk when this returns. */
export function appendLine(file: string, line: object): void {
  const descriptor = openSync(file, 'a', 0o600);
  try {
    writeSync(descriptor, `${JSON.stringify(line)}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Every line of a checkpoint file, oldest first; none when it does not exist. @throws Error naming the line that is not one */
export function readLines(file: string): object[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').map((line, index) => {
    try {
      const read: unknown = JSON.parse(line);
      if (typeof read === 'object' && read !== null && ('seq' in read || 'ended' in read)) return read;
    } catch {
      // Named below, with the lines that are JSON and no checkpoint.
    }
    throw new Error(`Line ${index + 1} of the checkpoint file is not a checkpoint.`);
  });
}

/** The checkpoints of a file, oldest first. */
export const readCheckpoints = (file: string): Checkpoint[] => readLines(file).filter((line): line is Checkpoint => 'seq' in line);

/** Was this checkpoint signed with the private half of the key? */
export const isSignedBy = (checkpoint: Checkpoint, publicKey: KeyObject): boolean =>
  checkpoint.keyId === keyIdOf(publicKey) && verifySignature(null, checkpointBytes(checkpoint), publicKey, Buffer.from(checkpoint.signature, 'base64'));
