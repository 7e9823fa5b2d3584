import { fieldKeysOf } from '@oubli/config';
import { randomUUID } from 'node:crypto';
import { treatmentKeys } from '@oubli/anonymization';
import { hmacPads } from '@oubli/ledger';
import { type BatchContext, dueCount, installSchedule, loadSchedule, makePlan, type Plan, recordDeclarations, startRun, workLane } from '@oubli/retention';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import type { Company } from './demo/company';
import { demoCompany, seedDemo } from './demo/seed';
import { storyPeople } from './demo/stories';
import { knownGaps } from './gaps';
import { allMigrations } from './migrations';
import { domainRegistry } from './registry';
import { shippedSchedule } from './schedule';

describe('the demo company', () => {
  let db: TestDatabase;
  let plan: Plan;
  let company: Company;
  const preview = (): Promise<Plan> =>
    db.engine.transaction(async (s) => (await makePlan(s, domainRegistry, await loadSchedule(s), {}, true, knownGaps)).plan);
  const run = async (digest: string): Promise<void> => {
    const keys = { ledger: { ...hmacPads(Buffer.alloc(32, 1)), version: 1 }, treatment: treatmentKeys(Buffer.alloc(32, 2)) };
    const context: BatchContext = { engine: db.engine, registry: domainRegistry, keys, worker: randomUUID(), reach: () => undefined };
    const { runId } = await startRun(db.engine, domainRegistry, { scope: {}, accept: digest, requestedBy: 'test', runId: randomUUID() });
    for (;;) {
      const lanes = await Promise.all([0, 1].map((lane) => workLane(context, runId, lane, () => true)));
      if (lanes.some((lane) => lane.state === 'done')) return;
    }
  };

  beforeAll(async () => {
    db = await cloneDatabase(allMigrations);
    await recordDeclarations(db.engine.session, domainRegistry);
    await installSchedule(db.owner.session, domainRegistry, shippedSchedule);
    const [today] = await db.owner.session.query<{ day: string }>('select calendar.paris_date(now())::text as day');
    await seedDemo(db.owner.session, { asOf: today?.day ?? '', seed: 20261124, fieldKeys: fieldKeysOf([1, Buffer.alloc(32, 7)]) });
    company = demoCompany(today?.day ?? '', 20261124);
    plan = await preview();
  }, 120_000);
  afterAll(() => db.close());

  it('is the same for the same day and seed', () => {
    const rows = (seed: number): string => JSON.stringify([...demoCompany('2026-11-24', seed).rows.values()]);
    expect(rows(1) === rows(1)).toBe(true);
    expect(rows(1) === rows(2)).toBe(false);
  });

  it.each([0.05, 1, 5])('closes a fiscal year every year up to the next one, at scale %d', (scale) => {
    const years = demoCompany('2026-11-24', 1, scale).rows.get('calendar.fiscal_year') ?? [];
    const ends = years.map((row) => String(row['ends_on'])).sort();
    expect([ends[0], ends.at(-1), ends.length]).toEqual(['2009-06-30', '2027-12-31', 10 + 1 + 9]);
  });

  it('has at least 2,000 people and 50 records due at each end of a phase of each record type', () => {
    const due = new Map<string, number>();
    for (const step of plan.steps) due.set(`${step.recordType} ${step.phase}`, (due.get(`${step.recordType} ${step.phase}`) ?? 0) + step.count);
    const withArchive = new Set(shippedSchedule.versions.filter((v) => v.body.archived).map((v) => shippedSchedule.policies.find((p) => p.code === v.policy)?.recordType));
    const few = domainRegistry.roots
      .filter((root) => root.recordType !== 'person' && root.recordType !== 'appointment')
      .flatMap((root) => ['active', ...(withArchive.has(root.recordType) ? ['archived'] : [])].map((phase) => `${root.recordType} ${phase}`))
      .filter((end) => (due.get(end) ?? 0) < 50)
      .map((end) => `${end}: ${due.get(end) ?? 0}`);
    expect(few).toEqual([]);
  });

  it('treats what the preview said, keeps at least 50 of each type, and treats nothing the second time', async () => {
    await run(plan.digest);
    const [ledger] = await db.owner.session.query<{ n: number }>(`select count(*)::int as n from ledger.entry e where e.entity = any($1::int[])`, [domainRegistry.roots.map((r) => r.code)]);
    expect(ledger?.n).toBe(dueCount(plan));
    for (const root of domainRegistry.roots) {
      const [left] = await db.owner.session.query<{ n: number }>(`select count(*)::int as n from ${root.table}`);
      expect({ type: root.recordType, enough: (left?.n ?? 0) >= 50 }).toEqual({ type: root.recordType, enough: true });
    }
    expect(dueCount(await preview())).toBe(0);
  }, 120_000);

  it('keeps the totals of each survey, whoever of those who answered has been forgotten', async () => {
    const answers = company.rows.get('engagement.survey_answer') ?? [];
    const given = new Map<string, number>();
    for (const row of answers) given.set(`${row['survey']} ${row['score']}`, (given.get(`${row['survey']} ${row['score']}`) ?? 0) + 1);
    const now = await db.owner.session.query<{ answer: string; n: number }>(
      `select survey || ' ' || coalesce(score::text, 'null') as answer, sum(n)::int as n from (
         select survey, score, answers as n from engagement.survey_tally union all select survey, score, 1 from engagement.survey_answer) a group by 1`);
    expect(new Map(now.map((row) => [row.answer, row.n]))).toEqual(given);
    const [counted] = await db.owner.session.query<{ n: number }>('select sum(answers)::int as n from engagement.survey_tally');
    expect(counted?.n).toBeGreaterThan(50);
  });

  it('ends each story as it is told', async () => {
    const one = async (text: string, id: string): Promise<Record<string, unknown> | undefined> => (await db.owner.session.query(text, [id]))[0];
    expect(await one('select 1 from engagement.survey_answer where person_id = $1', storyPeople.deleted)).toBeUndefined();
    const details = await one('select phase, email, phone, street, city from people.contact_details where person_id = $1', storyPeople.pseudonymised);
    expect(details).toMatchObject({ phase: 'archived', street: null });
    expect([details?.['email'], details?.['phone']]).not.toEqual(expect.arrayContaining(['henri.peyrat@example.fr', '+33639980042']));
    const kept = await one('select phase, motivation from recruitment.application where person_id = $1', storyPeople.kept);
    expect(kept).toEqual({ phase: 'active', motivation: 'I would like to share my experience.' });
    expect(await one('select last_name, phase from people.person where id = $1', storyPeople.kept)).toEqual({ last_name: 'Castel', phase: 'active' });
  });

  it('keeps a record on its last day and lets it go on the day after', async () => {
    const rows = await db.owner.session.query(`select user_agent from access.connection_log where user_agent in ('ended yesterday', 'last day today')`);
    expect(rows).toEqual([{ user_agent: 'last day today' }]);
  });

  it('forgets one of a couple and leaves the other as she was, shared telephone and bank account included', async () => {
    const couples = (company.rows.get('people.contact_details') ?? []).filter((row) => String(row['email']).startsWith('couple.')).map((row) => row['person_id']);
    expect(couples).toHaveLength(10);
    const rows = await db.owner.session.query(
      `select c.email like 'couple.%' as recognised, count(*)::int as n, count(b.iban_sealed)::int as accounts, count(distinct c.phone) filter (where c.phase = 'active')::int as phones
       from people.person p join people.contact_details c on c.person_id = p.id left join people.bank_details b on b.person_id = p.id
       where p.id = any($1::uuid[]) group by 1 order by 1`,
      [couples]);
    expect(rows).toEqual([{ recognised: true, n: 5, accounts: 5, phones: 5 }]);
  });

  it('lists what cannot be trusted, what is kept and why, and what no policy governs', () => {
    expect(plan.noClock.map((n) => `${n.recordType} ${n.reason}`)).toEqual(expect.arrayContaining(['application missing', 'application implausible', 'application no-date-at-all']));
    expect(plan.kept.map((k) => k.reason)).toEqual(expect.arrayContaining(['hold', 'floor', 'later-event']));
    expect(plan.notGoverned.map((n) => n.because).join()).toContain('RET-30');
  });
});
