import { fieldKeysOf } from '@oubli/config';
import { randomUUID } from 'node:crypto';
import { treatmentKeys } from '@oubli/anonymization';
import { allMigrations, domainRegistry, knownGaps, seedDemo, shippedSchedule } from '@oubli/domains';
import { hmacPads } from '@oubli/ledger';
import { type BatchContext, installSchedule, loadSchedule, makePlan, type Plan, recordDeclarations, startRun, workLane } from '@oubli/retention';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';

type Query = (text: string, values?: readonly unknown[]) => Promise<unknown[]>;
interface Oracle {
  snapshot(query: Query): Promise<void>;
  audit(query: Query, options: { asOf: string; ledgerKey: Buffer; appRole: string; only?: string }): Promise<{ counters: Record<string, number>; violations: string[] }>;
}
type Planted = readonly (readonly [what: string, statement: string, counter: string])[];

class RolledBack extends Error {}

describe('the oracle', () => {
  const ledgerKey = Buffer.alloc(32, 7);
  let db: TestDatabase;
  let oracle: Oracle;
  let plantedInside: Planted;
  let asOf: string;

  const preview = (): Promise<Plan> =>
    db.engine.transaction(async (s) => (await makePlan(s, domainRegistry, await loadSchedule(s), {}, true, knownGaps)).plan);
  const run = async (): Promise<void> => {
    const plan = await preview();
    asOf = plan.asOf;
    const keys = { ledger: { ...hmacPads(ledgerKey), version: 1 }, treatment: treatmentKeys(Buffer.alloc(32, 2)) };
    const context: BatchContext = { engine: db.engine, registry: domainRegistry, keys, worker: randomUUID(), reach: () => undefined };
    const { runId, batches } = await startRun(db.engine, domainRegistry, { scope: {}, accept: plan.digest, requestedBy: 'test', runId: randomUUID() });
    for (let done = batches === 0; !done; ) done = (await Promise.all([0, 1].map((lane) => workLane(context, runId, lane, () => true)))).some((l) => l.state === 'done');
  };
  /** Every eleventh person has everything of hers restricted, every thirteenth one record type (Art. 18 GDPR). */
  const restrict = async (): Promise<void> => {
    const review = 'calendar.paris_date(now()) + 90';
    const numbered = '(select id, row_number() over (order by id) as n from people.person) p';
    await db.owner.session.query(`insert into retention.restriction (person_id, review_on) select id, ${review} from ${numbered} where n % 11 = 0`);
    await db.owner.session.query(`insert into retention.restriction (person_id, record_type, review_on)
      select id, (array['survey-answer', 'assignment', 'contact-details', 'person'])[1 + n / 13 % 4], ${review} from ${numbered} where n % 13 = 0`);
  };
  const audit = (query: Query, only?: string): ReturnType<Oracle['audit']> => oracle.audit(query, { asOf, ledgerKey, appRole: `${db.rolePrefix}_app`, ...(only !== undefined && { only }) });

  beforeAll(async () => {
    oracle = (await import('./oracle.mjs')) as unknown as Oracle;
    ({ plantedInside } = (await import('./planted.mjs')) as unknown as { plantedInside: Planted });
    db = await cloneDatabase(allMigrations);
    await recordDeclarations(db.engine.session, domainRegistry);
    await installSchedule(db.owner.session, domainRegistry, shippedSchedule);
    const [today] = await db.owner.session.query<{ day: string }>('select calendar.paris_date(now())::text as day');
    await seedDemo(db.owner.session, { asOf: today?.day ?? '', seed: 20_261_125, fieldKeys: fieldKeysOf([1, Buffer.alloc(32, 7)]) });
    await restrict();
    await oracle.snapshot((text, values) => db.owner.session.query(text, values));
    await run();
  }, 180_000);
  afterAll(() => db.close());

  it('finds nothing after a run, in any row and any entry', async () => {
    const { counters, violations } = await db.owner.transaction((s) => audit((text, values) => s.query(text, values)));
    expect(violations).toEqual([]);
    expect(Object.values(counters).every((n) => n === 0)).toBe(true);
  }, 120_000);

  it('saw records past their period that stay because somebody had them restricted: EXPIRED_FROZEN', async () => {
    const [frozen] = await db.owner.session.query<{ n: number; treated: number }>(
      `select count(*) filter (where expected > before)::int as n, count(*) filter (where after > before)::int as treated from shadow.outcome where restricted and not held`);
    expect(frozen?.n).toBeGreaterThan(100);
    expect(frozen?.treated).toBe(0);
  });

  it('finds each error that hides inside a row, a part of a record or an entry', async () => {
    const missed: string[] = [];
    for (const [what, statement, counter] of plantedInside) {
      const work = db.owner.transaction(async (s) => {
        await s.query('set local session_replication_role = replica');
        await s.query('alter table ledger.entry disable trigger all');
        await s.query('alter table ledger.batch disable trigger all');
        await s.query(statement);
        const { counters } = await audit((text, values) => s.query(text, values), counter);
        if ((counters[counter] ?? 0) === 0) missed.push(`${what} (${counter})`);
        throw new RolledBack();
      });
      await expect(work).rejects.toBeInstanceOf(RolledBack);
    }
    expect(missed).toEqual([]);
  }, 240_000);

  it('says after a run that had nothing to do that nothing changed', async () => {
    await oracle.snapshot((text, values) => db.owner.session.query(text, values));
    await run();
    const { violations } = await db.owner.transaction((s) => audit((text, values) => s.query(text, values)));
    const [entries] = await db.owner.session.query<{ n: number }>('select count(*)::int as n from shadow.fresh_entry');
    expect({ violations, entries: entries?.n }).toEqual({ violations: [], entries: 0 });
  }, 120_000);
});
