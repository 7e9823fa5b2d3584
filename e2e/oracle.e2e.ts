import { randomUUID } from 'node:crypto';
import { domainRegistry } from '@oubli/domains';
import { treatmentKeys } from '@oubli/anonymization';
import { hmacPads } from '@oubli/ledger';
import { type BatchContext, startRun, workLane } from '@oubli/retention';
import { type Audit, loadOracle, type Oracle, Stack } from './stack';

type Query = Parameters<Oracle['snapshot']>[0];

class RolledBack extends Error {}

describe('an oracle that imports nothing', () => {
  let stack: Stack;
  let oracle: Oracle;
  let asOf: string;
  let planted: readonly (readonly [string, string, string])[];

  beforeAll(async () => {
    oracle = await loadOracle();
    ({ planted } = (await import('../tools/oracle/planted.mjs')) as unknown as { planted: readonly (readonly [string, string, string])[] });
    stack = await Stack.create({ redis: false });
    await stack.seed();
    const { owner, engine } = stack.db;
    await oracle.snapshot((text, values) => owner.session.query(text, values));
    const plan = await stack.preview();
    asOf = plan.asOf;
    const keys = { ledger: { ...hmacPads(stack.keys.ledger), version: 1 }, treatment: treatmentKeys(stack.keys.pseudonym) };
    const context: BatchContext = { engine, registry: domainRegistry, keys, worker: randomUUID(), reach: () => undefined };
    const { runId } = await startRun(engine, domainRegistry, { scope: {}, accept: plan.digest, requestedBy: 'test', runId: randomUUID() });
    for (let done = false; !done; ) done = (await Promise.all([0, 1].map((lane) => workLane(context, runId, lane, () => true)))).some((l) => l.state === 'done');
  }, 180_000);
  afterAll(() => stack.close());

  const audit = (query: Query): Promise<Audit> => oracle.audit(query, { asOf, ledgerKey: stack.keys.ledger, appRole: `${stack.db.rolePrefix}_app` });

  it('finds nothing to complain about after a run of the demo company', async () => {
    const { violations, counters } = await stack.db.owner.transaction((s) => audit((text, values) => s.query(text, values)));
    expect(violations).toEqual([]);
    expect(Object.keys(counters).length).toBeGreaterThanOrEqual(20);
  }, 60_000);

  it('finds each of more than 20 planted errors', async () => {
    const missed: string[] = [];
    for (const [what, statement, counter] of planted) {
      const work = stack.db.owner.transaction(async (s) => {
        await s.query('set local session_replication_role = replica');
        await s.query('alter table ledger.entry disable trigger all');
        await s.query('alter table ledger.batch disable trigger all');
        await s.query(statement);
        const { counters } = await audit((text, values) => s.query(text, values));
        if ((counters[counter] ?? 0) === 0) missed.push(`${what} (${counter})`);
        throw new RolledBack();
      });
      await expect(work).rejects.toBeInstanceOf(RolledBack);
    }
    expect({ planted: planted.length, missed }).toEqual({ planted: 22, missed: [] });
  }, 240_000);
});
