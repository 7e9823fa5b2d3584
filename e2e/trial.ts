import { randomUUID } from 'node:crypto';
import { treatmentKeys } from '@oubli/anonymization';
import { fieldKeysOf } from '@oubli/config';
import { allMigrations, domainRegistry, knownGaps, seedDemo, shippedSchedule } from '@oubli/domains';
import { hmacPads } from '@oubli/ledger';
import { type BatchContext, dueCount, installSchedule, loadSchedule, makePlan, type Plan, recordDeclarations, startRun, workLane } from '@oubli/retention';
import { cloneDatabase } from '@oubli/testing';
import { loadOracle } from './stack';

export interface Verdict {
  readonly rows: number;
  /** Records the first run was to treat. */
  readonly due: number;
  /** Of the second run of the day. */
  readonly dueAgain: number;
  /** What the oracle, which imports nothing of the project, complains about. */
  readonly violations: readonly string[];
}

const ledgerKey = Buffer.alloc(32, 7);

/** A company made up from a seed, brought into line on a database of its own and judged by the oracle. @param scale 1 = 2,000 people */
export async function tryCompany(seed: number, scale: number): Promise<Verdict> {
  const oracle = await loadOracle();
  const db = await cloneDatabase(allMigrations);
  const preview = (): Promise<Plan> => db.engine.transaction(async (s) => (await makePlan(s, domainRegistry, await loadSchedule(s), {}, true, knownGaps)).plan);
  try {
    await recordDeclarations(db.engine.session, domainRegistry);
    await installSchedule(db.owner.session, domainRegistry, shippedSchedule);
    const [today] = await db.owner.session.query<{ day: string }>('select calendar.paris_date(now())::text as day');
    const asOf = today?.day ?? '';
    const rows = await seedDemo(db.owner.session, { asOf, seed, scale, fieldKeys: fieldKeysOf([1, Buffer.alloc(32, 7)]) });
    await oracle.snapshot((text, values) => db.owner.session.query(text, values));
    const plan = await preview();
    const keys = { ledger: { ...hmacPads(ledgerKey), version: 1 }, treatment: treatmentKeys(Buffer.alloc(32, 2)) };
    const context: BatchContext = { engine: db.engine, registry: domainRegistry, keys, worker: randomUUID(), reach: () => undefined };
    const { runId } = await startRun(db.engine, domainRegistry, { scope: {}, accept: plan.digest, requestedBy: 'test', runId: randomUUID() });
    for (let done = false; !done; ) done = (await Promise.all([0, 1].map((lane) => workLane(context, runId, lane, () => true)))).some((l) => l.state === 'done');
    const { violations } = await db.owner.transaction((s) => oracle.audit((text, values) => s.query(text, values), { asOf, ledgerKey, appRole: `${db.rolePrefix}_app` }));
    return { rows, due: dueCount(plan), dueAgain: dueCount(await preview()), violations };
  } finally {
    await db.close();
  }
}
