import { createPublicKey, type KeyObject, sign, verify as verifySignature } from 'node:crypto';
import { isOver, parisDate } from '@oubli/calendar';
import type { Connections } from '@oubli/database';
import { appendLine, type Checkpoint, keyIdOf, readCheckpoints, readLines } from './checkpoint';

/** The statement, outside the database, that the entries of every batch up to one have reached their end. */
export interface End {
  /** `seq` of the last batch whose entries ended. */
  readonly ended: number;
  /** Hash of that batch, in hex. */
  readonly hash: string;
  /** Instant, ISO 8601 in UTC. */
  readonly at: string;
  readonly keyId: string;
  /** Ed25519, base64. */
  readonly signature: string;
}

/** How long an entry proves what was done (RET-26; Art. 5(2) GDPR). */
export const entryPeriod = 'P10Y';

/** The signed bytes: ASCII lines `oubli.ended.1`, ended, hash, at, keyId, each ended by a line feed. */
export const endBytes = (e: Omit<End, 'signature'>): Buffer => Buffer.from(`oubli.ended.1\n${e.ended}\n${e.hash}\n${e.at}\n${e.keyId}\n`, 'ascii');

/** The ends a checkpoint file states, oldest first. */
export const readEnds = (file: string): End[] => readLines(file).filter((line): line is End => 'ended' in line);

/** Was this end signed with the private half of the key? */
export const isEndSignedBy = (end: End, publicKey: KeyObject): boolean =>
  end.keyId === keyIdOf(publicKey) && verifySignature(null, endBytes(end), publicKey, Buffer.from(end.signature, 'base64'));

/** The newest checkpoint whose entries have had their ten years: its day in Paris and P10Y, last day inclusive. */
export const endable = (checkpoints: readonly Checkpoint[], now: string): Checkpoint | undefined =>
  checkpoints.findLast((c) => isOver(parisDate(c.at), entryPeriod, parisDate(now)));

/**
 * Does a checkpoint prove that what ended was old enough? One of the same batch, ten years before or earlier: `at` is signed,
 * so the age needs no trust in the database.
 */
export function isOldEnough(end: End, checkpoints: readonly Checkpoint[]): boolean {
  const latest = new Date(end.at);
  latest.setUTCFullYear(latest.getUTCFullYear() - 10);
  return checkpoints.some((c) => c.seq === end.ended && c.hash === end.hash && new Date(c.at) <= latest);
}

const withEntries = `select b.seq from ledger.batch b where b.seq <= $1
  and exists (select 1 from ledger.entry e where e.run = b.run and e.number = b.number) order by b.seq`;
const endBatch = `delete from ledger.entry e using ledger.batch b where b.seq = $1 and e.run = b.run and e.number = b.number`;

/**
 * Ends the entries that are older than ten years, always a prefix of the chain; roots, hashes and checkpoints stay, and the
 * rest verifies as before. First the signed statement outside the database, then the entries, batch by batch: a crash
 * between leaves whole batches that the next call ends. With the owner's login: nobody else may delete, and the database
 * lets go of nothing younger.
 * @param outside.now instant, ISO 8601 in UTC
 * @returns the batch up to which entries have ended (0: none yet), and how many batches ended now
 */
export async function endOldEntries(owner: Connections, outside: { readonly checkpointFile: string; readonly privateKey: KeyObject; readonly now: string }): Promise<{ through: number; batches: number }> {
  const { checkpointFile, privateKey, now } = outside;
  const stated = readEnds(checkpointFile).at(-1)?.ended ?? 0;
  const old = endable(readCheckpoints(checkpointFile), now);
  const through = Math.max(stated, old?.seq ?? 0);
  if (old && old.seq > stated) {
    const unsigned = { ended: old.seq, hash: old.hash, at: now, keyId: keyIdOf(createPublicKey(privateKey)) };
    appendLine(checkpointFile, { ...unsigned, signature: sign(null, endBytes(unsigned), privateKey).toString('base64') });
  }
  if (through === 0) return { through, batches: 0 };
  const open = await owner.session.query<{ seq: number }>(withEntries, [through]);
  for (const { seq } of open) await owner.session.query(endBatch, [seq]);
  if (open.length > 0) await owner.session.query('vacuum ledger.entry');
  return { through, batches: open.length };
}
