import { execFile } from 'node:child_process';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Session } from '@oubli/database';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import { writeCheckpoint } from './checkpoint';
import { hmacPads, leafHashSql, refSql } from './entry.sql';
import { ledgerMigrations } from './ledger.migration';
import { leafHash } from './leaf';
import { merkleRoot } from './merkle';
import { proofHolds, proofs } from './proof';
import { batchHash, genesis, seal } from './seal';
import { type Verification, verify } from './verify';

const key = Buffer.alloc(32, 7);
const { ipad, opad } = hmacPads(key);
const person = randomUUID();

const insert = `insert into ledger.entry (run, number, leaf, entity, ref, person_ref, phase, action, due_on, version, key_version)
  select $1, $2, n - 1, 10::smallint, ${refSql('10', 'gen_random_uuid()', '$4::bytea', '$5::bytea')}, ${refSql('1', '$6::uuid', '$4::bytea', '$5::bytea')},
    0::smallint, 2::smallint, date '2024-03-01' + n, gen_random_uuid(), 1::smallint
  from generate_series(1, $3::int) n returning leaf, ${leafHashSql()} as hash`;

async function append(session: Session, run: string, number: number, count: number): Promise<void> {
  const rows = await session.query<{ leaf: number; hash: Buffer }>(insert, [run, number, count, ipad, opad, person]);
  rows.sort((a, b) => a.leaf - b.leaf);
  await seal(session, { run, number, leafHashes: Buffer.concat(rows.map((r) => r.hash)) });
}

describe('the ledger', () => {
  let db: TestDatabase;
  let folder: string;
  let checkpointFile: string;
  const keys = generateKeyPairSync('ed25519');
  const run = randomUUID();
  const tool = join(__dirname, '../../../tools/verify-ledger/main.mjs');

  beforeEach(async () => {
    db = await cloneDatabase(ledgerMigrations);
    folder = mkdtempSync(join(tmpdir(), 'oubli-ledger-'));
    checkpointFile = join(folder, 'checkpoints.jsonl');
    writeFileSync(join(folder, 'public.pem'), keys.publicKey.export({ type: 'spki', format: 'pem' }));
    for (let number = 1; number <= 6; number += 1) await db.engine.transaction((s) => append(s, run, number, 5 + number));
    await writeCheckpoint(db.engine.session, checkpointFile, keys.privateKey, '2026-01-01T00:00:00.000Z');
  });
  afterEach(async () => {
    await db.close();
    rmSync(folder, { recursive: true });
  });

  const check = (): Promise<Verification> => verify(db.engine.session, { checkpointFile, publicKey: keys.publicKey });
  const independent = (file = checkpointFile): Promise<number> =>
    new Promise((resolve) => {
      execFile(process.execPath, [tool, '--database', db.url, '--checkpoints', file, '--public-key', join(folder, 'public.pem'), '--json'], (error) =>
        resolve(typeof error?.code === 'number' ? error.code : 0));
    });

  it('verifies, here and by the independent verifier, and computes in Node what it computes in SQL', async () => {
    expect(await check()).toEqual({ verified: true, batches: 6, entries: 51, checkpoints: 1, ended: 0, findings: [] });
    expect(await independent()).toBe(0);
  });

  it('proves every entry of a person', async () => {
    const found = await proofs(db.engine.session, key, 1, person, checkpointFile);
    expect(found).toHaveLength(51);
    expect(found.every((p) => proofHolds(p, keys.publicKey))).toBe(true);
    const [first, second] = found;
    if (!first || !second) throw new Error('No proofs.');
    expect(proofHolds({ ...first, entry: second.entry }, keys.publicKey)).toBe(false);
  });

  it('cannot be changed by the engine, and by the owner only with triggers disabled', async () => {
    await expect(db.engine.session.query('delete from ledger.entry')).rejects.toMatchObject({ code: '42501' });
    for (const statement of ['delete from ledger.entry', 'update ledger.batch set entries = 1', 'truncate ledger.entry']) {
      await expect(db.owner.session.query(statement)).rejects.toMatchObject({ code: '55000' });
    }
  });

  const tamper = async (work: (s: Session) => Promise<void>): Promise<void> => {
    await db.owner.transaction(async (s) => {
      await s.query('alter table ledger.entry disable trigger all');
      await s.query('alter table ledger.batch disable trigger all');
      await work(s);
      await s.query('alter table ledger.entry enable always trigger append_only');
      await s.query('alter table ledger.batch enable always trigger append_only');
    });
  };

  /** What a forger with the whole database would do: chain and head recomputed from the entries that are left. */
  const rehash = async (s: Session): Promise<void> => {
    const batches = await s.query<{ run: string; number: number }>('select run::text as run, number from ledger.batch order by seq');
    await s.query('delete from ledger.batch');
    let previous: Buffer = genesis;
    let seq = 0;
    for (const { run: of, number } of batches) {
      const rows = await s.query<Parameters<typeof leafHash>[0]>(
        `select run::text as run, number, leaf, entity, ref, person_ref as "personRef", phase, action, due_on - date '1970-01-01' as "dueDays", version::text as version, key_version as "keyVersion"
         from ledger.entry where run = $1 and number = $2 order by leaf`, [of, number]);
      if (rows.length === 0) continue;
      seq += 1;
      const root = merkleRoot(rows.map(leafHash));
      const hash = batchHash({ previous, seq, run: of, number, entries: rows.length, root });
      await s.query('insert into ledger.batch (seq, run, number, entries, merkle_root, previous, hash) values ($1, $2, $3, $4, $5, $6, $7)', [seq, of, number, rows.length, root, previous, hash]);
      previous = hash;
    }
    await s.query('update ledger.head set seq = $1, hash = $2', [seq, previous]);
  };

  const victims = [1, 3, 6];
  const kinds: readonly (readonly [string, (s: Session, n: number) => Promise<unknown>, boolean])[] = [
    ['an edited entry', (s, n) => s.query('update ledger.entry set action = 1 where number = $1 and leaf = 2', [n]), true],
    ['a deleted entry', (s, n) => s.query('delete from ledger.entry where number = $1 and leaf = 3', [n]), true],
    ['two swapped entries', async (s, n) => {
      await s.query('update ledger.entry set leaf = 100 where number = $1 and leaf = 0', [n]);
      await s.query('update ledger.entry set leaf = 0 where number = $1 and leaf = 1', [n]);
      await s.query('update ledger.entry set leaf = 1 where number = $1 and leaf = 100', [n]);
    }, true],
    ['an inserted entry', (s, n) => s.query(`insert into ledger.entry select run, number, 99, entity, sha256(ref), person_ref, phase, action, due_on, version, key_version from ledger.entry where number = $1 and leaf = 0`, [n]), true],
    ['a truncated tail', async (s) => {
      await s.query('delete from ledger.entry where number > 4');
      await s.query('delete from ledger.batch where seq > 4');
      await s.query('update ledger.head set seq = 4, hash = (select hash from ledger.batch where seq = 4)');
    }, false],
    ['a rewritten and rehashed entry', async (s, n) => {
      await s.query('update ledger.entry set due_on = due_on + 1000 where number = $1 and leaf = 2', [n]);
      await rehash(s);
    }, false],
    ['a deleted batch with everything rehashed', async (s, n) => {
      await s.query('delete from ledger.entry where number = $1', [n]);
      await rehash(s);
    }, false],
  ];

  it.each(kinds.flatMap(([name, work, alone]) => victims.map((n) => [name, n, work, alone] as const)))(
    'shows %s (at batch %i) to both verifiers', async (_name, victim, work, seenWithoutCheckpoints) => {
      await tamper(async (s) => void (await work(s, victim)));
      expect((await check()).verified).toBe(false);
      expect(await independent()).toBe(1);
      const without = await verify(db.engine.session, { checkpointFile: join(folder, 'none'), publicKey: keys.publicKey });
      expect(without.verified).toBe(!seenWithoutCheckpoints);
    });

  it('notices a forged checkpoint', async () => {
    const forger = generateKeyPairSync('ed25519');
    rmSync(checkpointFile);
    await writeCheckpoint(db.engine.session, checkpointFile, forger.privateKey, '2026-01-01T00:00:00.000Z');
    expect((await check()).findings).toEqual([{ place: 'checkpoint 1', what: 'has a wrong signature' }]);
    expect(await independent()).toBe(1);
  });

  it('keeps one contiguous chain when four sessions seal at once', async () => {
    const runs = Array.from({ length: 4 }, () => randomUUID());
    await Promise.all(runs.map(async (r) => {
      for (let n = 1; n <= 15; n += 1) await db.engine.transaction((s) => append(s, r, n, 2));
    }));
    expect(await check()).toMatchObject({ verified: true, batches: 66 });
  });

  it('seals a batch once', async () => {
    await expect(db.engine.transaction((s) => append(s, run, 1, 1))).rejects.toMatchObject({ code: '23505' });
  });
});
