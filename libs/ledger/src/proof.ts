import type { KeyObject } from 'node:crypto';
import type { Session } from '@oubli/database';
import { type Checkpoint, isSignedBy, readCheckpoints } from './checkpoint';
import { actionNames, phaseNames } from './codes';
import { hmacPads, refSql } from './entry.sql';
import { type EntryRow, entryRowSql, leafHash } from './leaf';
import { type MerklePath, merklePath, rootOfPath } from './merkle';
import { batchHash, type BatchSeal } from './seal';

/** One outcome of a person, and the path that proves it. */
export interface Proof {
  readonly entry: EntryRow;
  readonly action: string;
  readonly phase: string;
  readonly seq: number;
  readonly path: MerklePath;
  readonly batch: Omit<BatchSeal, 'seq'>;
  readonly hash: Buffer;
  /** The first checkpoint at or after the batch; null when none was written yet. */
  readonly checkpoint: Checkpoint | null;
}

interface Row extends EntryRow {
  readonly seq: number;
  readonly entries: number;
  readonly root: Buffer;
  readonly previous: Buffer;
  readonly hash: Buffer;
}

/**
 * Everything the ledger holds about a person or one record, with proofs. Only who has the ledger's key can ask.
 * @param code code of the record type of persons, or of the record
 * @param by a person's entries of all types, or those of one record
 */
export async function proofs(session: Session, key: Buffer, code: number, id: string, checkpointFile: string, by: 'person' | 'record' = 'person'): Promise<Proof[]> {
  const { ipad, opad } = hmacPads(key);
  const rows = await session.query<Row>(
    `select ${entryRowSql}, b.seq, b.entries, b.merkle_root as root, b.previous, b.hash
     from ledger.entry e join ledger.batch b on b.run = e.run and b.number = e.number
     where e.${by === 'person' ? 'person_ref' : 'ref'} = ${refSql(String(code), '$1::uuid', '$2::bytea', '$3::bytea')} order by b.seq, e.leaf`, [id, ipad, opad]);
  const checkpoints = readCheckpoints(checkpointFile);
  const found: Proof[] = [];
  for (const row of rows) {
    const leaves = await session.query<EntryRow>(`select ${entryRowSql} from ledger.entry e where e.run = $1 and e.number = $2 order by e.leaf`, [row.run, row.number]);
    found.push({
      entry: row, action: actionNames[row.action] ?? '', phase: phaseNames[row.phase] ?? '', seq: row.seq, path: merklePath(leaves.map(leafHash), row.leaf),
      batch: { previous: row.previous, run: row.run, number: row.number, entries: row.entries, root: row.root },
      hash: row.hash, checkpoint: checkpoints.find((c) => c.seq >= row.seq) ?? null,
    });
  }
  return found;
}

/** Does the entry lead to its batch, and the batch to its hash? The chain up to the checkpoint is `verify`'s. */
export const proofHolds = (proof: Proof, publicKey: KeyObject): boolean =>
  rootOfPath(leafHash(proof.entry), proof.path).equals(proof.batch.root) &&
  batchHash({ ...proof.batch, seq: proof.seq }).equals(proof.hash) &&
  (proof.checkpoint === null || (isSignedBy(proof.checkpoint, publicKey) && (proof.checkpoint.seq !== proof.seq || proof.checkpoint.hash === proof.hash.toString('hex'))));
