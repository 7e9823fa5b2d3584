import { hash } from 'node:crypto';
import type { Session } from '@oubli/database';
import { merkleRoot, splitLeaves } from './merkle';

export interface Sealed {
  readonly seq: number;
  readonly hash: Buffer;
}

export interface BatchSeal {
  readonly previous: Buffer;
  readonly seq: number;
  readonly run: string;
  readonly number: number;
  readonly entries: number;
  readonly root: Buffer;
}

/** Before the first batch. */
export const genesis = Buffer.alloc(32);

/**
 * Chain hash of a batch: SHA-256 over the ASCII text `oubli.batch.1` and, big-endian, the previous hash (32), seq (8),
 * run uuid (16), number (4), entries (4), Merkle root (32).
 */
export function batchHash(batch: BatchSeal): Buffer {
  const integers = Buffer.alloc(8);
  integers.writeBigUInt64BE(BigInt(batch.seq));
  const counts = Buffer.alloc(8);
  counts.writeInt32BE(batch.number, 0);
  counts.writeInt32BE(batch.entries, 4);
  const run = Buffer.from(batch.run.replaceAll('-', ''), 'hex');
  return hash('sha256', Buffer.concat([Buffer.from('oubli.batch.1', 'ascii'), batch.previous, integers, run, counts, batch.root]), 'buffer');
}

const lockHead = 'select seq, hash from ledger.head for update';

const append = `with sealed as (
    insert into ledger.batch (seq, run, number, entries, merkle_root, previous, hash) values ($1, $2, $3, $4, $5, $6, $7) returning seq, hash)
  update ledger.head h set seq = s.seq, hash = s.hash from sealed s`;

/**
 * Seals the entries of one batch into the chain. The last statements of a batch's transaction: the head is locked
 * from here to the commit, and no longer. A batch that changed nothing is not sealed.
 * @param input.leafHashes leaf hashes in order of `leaf`, one behind the other
 * @throws the database's 23505 when the batch has been sealed already
 */
export async function seal(session: Session, input: { readonly run: string; readonly number: number; readonly leafHashes: Buffer }): Promise<Sealed> {
  const leaves = splitLeaves(input.leafHashes);
  const root = merkleRoot(leaves);
  const [head] = await session.query<{ seq: number; hash: Buffer }>(lockHead);
  if (!head) throw new Error('The ledger has no head.');
  const seq = head.seq + 1;
  const sealed = batchHash({ previous: head.hash, seq, run: input.run, number: input.number, entries: leaves.length, root });
  await session.query(append, [seq, input.run, input.number, leaves.length, root, head.hash, sealed]);
  return { seq, hash: sealed };
}
