import type { KeyObject } from 'node:crypto';
import type { Session } from '@oubli/database';
import { type Checkpoint, isSignedBy, readCheckpoints } from './checkpoint';
import { isEndSignedBy, isOldEnough, readEnds } from './end';
import { type EntryRow, entryRowSql, leafHash } from './leaf';
import { merkleRoot } from './merkle';
import { batchHash, genesis } from './seal';

export interface Finding {
  /** Where: `batch 12`, `entry <run>/3/0`, `checkpoint 2`, `head`. */
  readonly place: string;
  readonly what: string;
}

export interface Verification {
  readonly verified: boolean;
  readonly batches: number;
  readonly entries: number;
  readonly checkpoints: number;
  /** Batches whose entries have reached their end; their roots stay in the chain. */
  readonly ended: number;
  readonly findings: readonly Finding[];
}

interface BatchRow {
  readonly seq: number;
  readonly run: string;
  readonly number: number;
  readonly entries: number;
  readonly root: Buffer;
  readonly previous: Buffer;
  readonly hash: Buffer;
}

/** Batches read at once: a page of entries stays a few megabytes however long the ledger is. */
const page = 20;

const batchesSql = `select seq, run::text as run, number, entries, merkle_root as root, previous, hash from ledger.batch where seq > $1 order by seq limit $2`;
const entriesSql = `select ${entryRowSql} from ledger.entry e join ledger.batch b on b.run = e.run and b.number = e.number
  where b.seq > $1 and b.seq <= $2 order by b.seq, e.leaf`;
const unsealedSql = `select e.run::text as run, e.number, count(*)::int as count from ledger.entry e
  where not exists (select 1 from ledger.batch b where b.run = e.run and b.number = e.number) group by 1, 2 limit 20`;

/**
 * Recomputes the whole ledger: every leaf, root and link of the chain, then the checkpoints outside the database. A
 * rewritten or truncated chain is consistent in itself; only the checkpoints show it.
 */
export async function verify(session: Session, outside: { readonly checkpointFile: string; readonly publicKey: KeyObject }): Promise<Verification> {
  const checkpoints = readCheckpoints(outside.checkpointFile);
  const findings: Finding[] = [];
  const bySeq = new Map(checkpoints.map((c) => [c.seq, c]));
  const ends = readEnds(outside.checkpointFile);
  ends.forEach((end, index) => {
    if (!isEndSignedBy(end, outside.publicKey)) findings.push({ place: `end ${index + 1}`, what: 'has a wrong signature' });
    else if (!isOldEnough(end, checkpoints)) findings.push({ place: `end ${index + 1}`, what: 'names a batch that no checkpoint shows to be ten years old' });
  });
  const ended = Math.max(0, ...ends.map((end) => end.ended));
  checkpoints.forEach((checkpoint, index) => {
    if (!isSignedBy(checkpoint, outside.publicKey)) findings.push({ place: `checkpoint ${index + 1}`, what: 'has a wrong signature' });
  });
  let previous: Buffer = genesis;
  let seq = 0;
  let entries = 0;
  for (;;) {
    const batches = await session.query<BatchRow>(batchesSql, [seq, page]);
    const last = batches.at(-1);
    if (!last) break;
    const rows = await session.query<EntryRow>(entriesSql, [seq, last.seq]);
    const byBatch = Map.groupBy(rows, (row) => `${row.run}/${row.number}`);
    for (const batch of batches) {
      findings.push(...checkBatch(batch, seq + 1, previous, byBatch.get(`${batch.run}/${batch.number}`) ?? [], ended));
      seq = batch.seq;
      entries += batch.entries;
      previous = batch.hash;
      findings.push(...checkAgainst(bySeq.get(seq), batch, entries));
    }
  }
  for (const { run, number, count } of await session.query<{ run: string; number: number; count: number }>(unsealedSql)) {
    findings.push({ place: `entries ${run}/${number}`, what: `${count} entries belong to no sealed batch` });
  }
  const [head] = await session.query<{ seq: number; hash: Buffer }>('select seq, hash from ledger.head');
  if (!head || head.seq !== seq || !head.hash.equals(previous)) findings.push({ place: 'head', what: 'is not the last batch' });
  const newest = checkpoints.at(-1);
  if (newest && newest.seq > seq) findings.push({ place: `checkpoint ${checkpoints.length}`, what: `names batch ${newest.seq}, the ledger ends at ${seq}: it was cut` });
  return { verified: findings.length === 0, batches: seq, entries, checkpoints: checkpoints.length, ended: Math.min(ended, seq), findings };
}

function checkBatch(batch: BatchRow, expectedSeq: number, previous: Buffer, rows: readonly EntryRow[], ended: number): Finding[] {
  const place = `batch ${batch.seq}`;
  const findings: Finding[] = [];
  if (batch.seq !== expectedSeq) findings.push({ place, what: `follows ${expectedSeq - 1}: batches are missing` });
  if (!batch.previous.equals(previous)) findings.push({ place, what: 'does not follow from the batch before' });
  const gone = batch.seq <= ended && rows.length === 0;
  if (!gone && rows.length !== batch.entries) findings.push({ place, what: `has ${rows.length} entries and says ${batch.entries}` });
  if (rows.some((row, index) => row.leaf !== index)) findings.push({ place, what: 'has leaves that are not numbered from zero' });
  if (rows.length > 0 && !merkleRoot(rows.map(leafHash)).equals(batch.root)) findings.push({ place, what: 'has entries that do not lead to its root' });
  if (!batchHash(batch).equals(batch.hash)) findings.push({ place, what: 'has a wrong hash' });
  return findings;
}

function checkAgainst(checkpoint: Checkpoint | undefined, batch: BatchRow, entries: number): Finding[] {
  if (!checkpoint) return [];
  const place = `checkpoint of batch ${batch.seq}`;
  if (checkpoint.hash !== batch.hash.toString('hex')) return [{ place, what: 'names another hash: the chain was rewritten' }];
  return checkpoint.entries === entries ? [] : [{ place, what: `counts ${checkpoint.entries} entries, the ledger ${entries}` }];
}
