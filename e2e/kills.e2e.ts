import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { domainRegistry } from '@oubli/domains';
import { verify } from '@oubli/ledger';
import { crashPoints, dueCount, startRun } from '@oubli/retention';
import Redis from 'ioredis';
import { ended, eventually, loadOracle, Stack } from './stack';

const kills = 42;
const runDone = `select state from retention.run where id = $1`;

describe('a run whose workers are killed again and again', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await Stack.create({ redis: true });
    await stack.seed();
  }, 120_000);
  afterAll(() => stack.close());

  it('comes to the same end: every due record once, no other, the ledger whole', async () => {
    const { owner, engine } = stack.db;
    const oracle = await loadOracle();
    await oracle.snapshot((text, values) => owner.session.query(text, values));
    const plan = await stack.preview();
    const { runId } = await startRun(engine, domainRegistry, { scope: {}, accept: plan.digest, requestedBy: 'test', runId: randomUUID(), batchSize: 8 });
    const log = join(stack.folder, 'faults.log');
    const killed: { pid: number; point: string }[] = [];
    const flushes = stack.redis ? new Redis(stack.redis.url) : null;

    /** One slot starts a worker that kills itself at a named point, waits for its death, and starts the next. */
    const slot = async (first: number): Promise<void> => {
      for (let n = first; n < kills; n += 2) {
        const point = crashPoints[n % crashPoints.length] ?? 'after-lock';
        const worker = stack.worker({ OUBLI_CRASH_AT: `${point}:${1 + (n % 5)}`, OUBLI_FAULT_LOG: log });
        expect(await ended(worker)).toBe('SIGKILL');
        killed.push({ pid: worker.pid ?? 0, point });
        if (n % 8 === 0) await flushes?.flushall();
      }
    };
    await Promise.all([slot(0), slot(1)]);
    flushes?.disconnect();
    await stack.redis?.stop();

    const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
    const last = new Map(lines.map((line) => line.split(' ') as [string, string]));
    const open = killed.filter(({ pid }) => !['after-begin', 'after-commit', undefined].includes(last.get(String(pid))));
    expect({ killed: killed.length, points: new Set(killed.map((k) => k.point)).size }).toEqual({ killed: kills, points: crashPoints.length });
    expect(open.length).toBeGreaterThanOrEqual(20);
    expect(await owner.session.query(runDone, [runId])).toEqual([{ state: 'running' }]);

    const [before] = await owner.session.query<{ now: string }>('select clock_timestamp()::text as now');
    const workers = [stack.worker(), stack.worker()];
    await eventually(async () => (await owner.session.query<{ state: string }>(runDone, [runId]))[0]?.state === 'done', 120_000, 'the end of the run');
    const shares = await owner.session.query<{ n: number }>(
      `select count(*)::int as n from retention.batch where run = $1 and finished_at > $2 and state = 'done' group by worker order by 1`, [runId, before?.now]);
    const all = shares.reduce((sum, s) => sum + s.n, 0);
    expect(shares).toHaveLength(2);
    expect((shares[0]?.n ?? 0) / all).toBeGreaterThanOrEqual(0.3);
    for (const worker of workers) worker.kill('SIGTERM');
    expect(await Promise.all(workers.map(ended))).toEqual(['0', '0']);

    const [sums] = await owner.session.query<{ treated: number; kept: number; open: number }>(
      `select sum(treated)::int as treated, sum(kept)::int as kept, count(*) filter (where state = 'pending')::int as open from retention.batch where run = $1`, [runId]);
    expect(sums).toEqual({ treated: dueCount(plan), kept: 0, open: 0 });
    const [entries] = await owner.session.query<{ n: number }>('select count(*)::int as n from ledger.entry where entity = any($1::int[])', [domainRegistry.roots.map((r) => r.code)]);
    expect(entries?.n).toBe(dueCount(plan));
    expect(await verify(owner.session, { checkpointFile: stack.checkpointFile, publicKey: stack.keys.checkpointPublic })).toMatchObject({ verified: true, findings: [] });
    expect(dueCount(await stack.preview())).toBe(0);
    const { violations } = await owner.transaction((s) => oracle.audit((text, values) => s.query(text, values), { asOf: plan.asOf, ledgerKey: stack.keys.ledger, appRole: `${stack.db.rolePrefix}_app` }));
    expect(violations).toEqual([]);
  }, 400_000);
});
