import { execFile } from 'node:child_process';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import { readCheckpoints, writeCheckpoint } from './checkpoint';
import { endable, endOldEntries, isOldEnough } from './end';
import { leafHashSql } from './entry.sql';
import { ledgerMigrations } from './ledger.migration';
import { seal } from './seal';
import { verify } from './verify';

const insert = `insert into ledger.entry (run, number, leaf, entity, ref, person_ref, phase, action, due_on, version, key_version)
  select $1, $2, n - 1, 10::smallint, sha256(gen_random_uuid()::text::bytea), sha256('p'), 0::smallint, 2::smallint, date '2015-01-01', gen_random_uuid(), 1::smallint
  from generate_series(1, 4) n returning leaf, ${leafHashSql()} as hash`;

describe('the end of the ledger’s own entries', () => {
  let db: TestDatabase;
  let folder: string;
  let checkpointFile: string;
  const keys = generateKeyPairSync('ed25519');
  const run = randomUUID();
  const now = '2026-11-24T12:00:00.000Z';
  const tool = join(__dirname, '../../../tools/verify-ledger/main.mjs');

  /** Six batches, two a year: checkpoints of 2014, 2015 and 2026. */
  beforeEach(async () => {
    db = await cloneDatabase(ledgerMigrations);
    folder = mkdtempSync(join(tmpdir(), 'oubli-ledger-end-'));
    checkpointFile = join(folder, 'checkpoints.jsonl');
    writeFileSync(join(folder, 'public.pem'), keys.publicKey.export({ type: 'spki', format: 'pem' }));
    let number = 0;
    for (const at of ['2014-06-01T10:00:00.000Z', '2015-06-01T10:00:00.000Z', '2026-06-01T10:00:00.000Z']) {
      for (const _half of [1, 2]) {
        number += 1;
        const of = number;
        await db.engine.transaction(async (s) => {
          const rows = await s.query<{ leaf: number; hash: Buffer }>(insert, [run, of]);
          await seal(s, { run, number: of, leafHashes: Buffer.concat(rows.sort((a, b) => a.leaf - b.leaf).map((r) => r.hash)) });
        });
        await behind('update ledger.batch set sealed_at = $1 where number = $2', [at, of]);
      }
      await writeCheckpoint(db.engine.session, checkpointFile, keys.privateKey, at);
    }
  });
  afterEach(async () => {
    await db.close();
    rmSync(folder, { recursive: true });
  });

  const behind = (text: string, values: unknown[] = []): Promise<void> =>
    db.owner.transaction(async (s) => {
      await s.query('alter table ledger.batch disable trigger all');
      await s.query('alter table ledger.entry disable trigger all');
      await s.query(text, values);
      await s.query('alter table ledger.batch enable always trigger append_only');
      await s.query('alter table ledger.entry enable always trigger append_only');
    });
  const end = (at = now) => endOldEntries(db.owner, { checkpointFile, privateKey: keys.privateKey, now: at });
  const check = () => verify(db.engine.session, { checkpointFile, publicKey: keys.publicKey });
  const independent = (): Promise<number> =>
    new Promise((resolve) => {
      execFile(process.execPath, [tool, '--database', db.url, '--checkpoints', checkpointFile, '--public-key', join(folder, 'public.pem')], (error) => resolve(typeof error?.code === 'number' ? error.code : 0));
    });
  const left = async (): Promise<number[]> =>
    (await db.owner.session.query<{ number: number }>('select distinct number from ledger.entry order by 1')).map((row) => row.number);

  it('takes the batches that a checkpoint shows to be ten years old, and leaves a chain that both verifiers accept', async () => {
    expect(await end()).toEqual({ through: 4, batches: 4 });
    expect(await left()).toEqual([5, 6]);
    expect(await check()).toEqual({ verified: true, batches: 6, entries: 24, checkpoints: 3, ended: 4, findings: [] });
    expect(await independent()).toBe(0);
    expect(await end()).toEqual({ through: 4, batches: 0 });
    expect(readFileSync(checkpointFile, 'utf8').split('\n').filter(Boolean)).toHaveLength(4);
  });

  it('waits until the last day in Paris is over', async () => {
    expect(endable(readCheckpoints(checkpointFile), '2024-06-01T21:59:59.000Z')).toBeUndefined();
    expect(endable(readCheckpoints(checkpointFile), '2024-06-01T22:00:00.000Z')?.seq).toBe(2);
    expect(await end('2024-06-01T21:59:59.000Z')).toEqual({ through: 0, batches: 0 });
    expect(await left()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('verifies after it was stopped half-way, and goes on at the next call', async () => {
    await db.owner.session.query(`create function public.fail() returns trigger language plpgsql as $$ begin raise exception 'stopped'; end $$`);
    await db.owner.session.query(`create trigger fault before delete on ledger.entry for each row when (old.number = 3) execute function public.fail()`);
    await expect(end()).rejects.toThrow('stopped');
    expect(await left()).toEqual([3, 4, 5, 6]);
    expect((await check()).verified).toBe(true);
    expect(await independent()).toBe(0);
    await db.owner.session.query('drop trigger fault on ledger.entry');
    expect(await end()).toEqual({ through: 4, batches: 2 });
    expect(await left()).toEqual([5, 6]);
  });

  it('lets go of nothing younger, whoever asks', async () => {
    await expect(db.owner.session.query('delete from ledger.entry where number = 5')).rejects.toMatchObject({ code: '55000' });
    await expect(db.owner.session.query('delete from ledger.batch where seq = 1')).rejects.toMatchObject({ code: '55000' });
    await expect(db.engine.session.query('delete from ledger.entry where number = 1')).rejects.toMatchObject({ code: '42501' });
  });

  it.each<readonly [string, () => Promise<unknown>]>([
    ['old entries that left without a statement', () => db.owner.session.query('delete from ledger.entry where number = 1')],
    ['younger entries that left', async () => {
      await end();
      await behind('delete from ledger.entry where number = 5');
    }],
    ['half a batch that ended', async () => {
      await end('2024-06-02T10:00:00.000Z');
      await db.owner.session.query('delete from ledger.entry where number = 3 and leaf = 0');
    }],
    ['a batch that left with its entries', async () => {
      await end();
      await behind('delete from ledger.batch where seq = 2');
    }],
    ['a statement that nobody signed', async () => {
      await end();
      writeFileSync(checkpointFile, readFileSync(checkpointFile, 'utf8').replace('"ended":4', '"ended":5'));
    }],
    ['a statement about a batch that is too young', async () => {
      const young = readCheckpoints(checkpointFile).map((c) => ({ ...c, at: c.seq === 6 ? '2010-01-01T00:00:00.000Z' : c.at }));
      const forged = join(folder, 'forged.jsonl');
      writeFileSync(forged, young.map((c) => `${JSON.stringify(c)}\n`).join(''));
      await endOldEntries(db.owner, { checkpointFile: forged, privateKey: keys.privateKey, now }).catch(() => undefined);
      appendFileSync(checkpointFile, readFileSync(forged, 'utf8').split('\n').filter((line) => line.includes('ended')).map((line) => `${line}\n`).join(''));
    }],
  ])('shows %s to both verifiers', async (_name, tamper) => {
    await tamper();
    expect((await check()).verified).toBe(false);
    expect(await independent()).toBe(1);
  });

  it('counts ten years from what the checkpoint says, to the day', () => {
    const [first] = readCheckpoints(checkpointFile);
    const claim = (at: string): boolean => isOldEnough({ ended: 2, hash: first?.hash ?? '', at, keyId: '', signature: '' }, first ? [first] : []);
    expect([claim('2024-06-01T09:59:59.999Z'), claim('2024-06-01T10:00:00.000Z')]).toEqual([false, true]);
  });
});
