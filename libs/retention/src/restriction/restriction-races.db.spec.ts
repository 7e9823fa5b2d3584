import { randomUUID } from 'node:crypto';
import type { VersionBodyInput } from '@oubli/contracts';
import { type BatchContext, executeBatch } from '../run/execute-batch';
import { loadMaterial } from '../run/material';
import { startRun } from '../run/start';
import { type Batch, chance, offset, race } from '../testing/race';
import { toyRegistry } from '../testing/toy';
import { ledgerKey, ToyWorld } from '../testing/world';
import { placeRestriction, type PlacedRestriction } from './restrictions';

const archive: VersionBodyInput = { startEvent: [{ clock: 'written' }], active: { period: 'P1Y', sorting: { columns: { text: { kind: 'erase' } } } }, archived: { period: 'P30Y' }, end: 'delete' };

describe('races of batches against restrictions', () => {
  let world: ToyWorld;
  let reviewOn = '';
  beforeAll(async () => {
    world = await ToyWorld.create();
    reviewOn = await world.day('3 months');
  });
  beforeEach(() => world.empty());
  afterAll(() => world.db.close());

  /** `count` persons with one due note each, in a run of one batch a note. */
  async function setUp(count: number, overrides: Partial<BatchContext> = {}): Promise<{ records: string[]; batch: Batch }> {
    await world.rule('rule', 'note', archive);
    const session = world.db.owner.session;
    await session.query(`insert into toy.guest (name, collected_on) select 'G', '2001-01-01' from generate_series(1, $1::int)`, [count]);
    await session.query(`insert into toy.note (guest_id, written_on, collected_on, text) select id, '2010-01-01', '2010-01-01', 'x' from toy.guest`);
    const { digest } = await world.preview();
    const { runId } = await startRun(world.db.engine, toyRegistry, { scope: {}, accept: digest, requestedBy: 'test', runId: randomUUID(), batchSize: 1 });
    const rows = await session.query<{ id: string }>('select ids[1]::text as id from retention.batch where run = $1 order by number', [runId]);
    const material = await loadMaterial(world.db.engine.session, runId);
    return { records: rows.map((r) => r.id), batch: (index) => executeBatch(world.context(overrides), material, index + 1) };
  }

  const isThere = async (id: string): Promise<boolean> => (await world.row('note', id))?.['phase'] === 'active';
  const guestOf = async (id: string): Promise<string> => String((await world.row('note', id))?.['guest_id']);
  /** A restriction as anybody may write it: a bare insert, committed a moment later. */
  const bareInsert = (record: string): Promise<void> =>
    world.db.app.transaction(async (s) => {
      await s.query(`insert into retention.restriction (person_id, review_on) values ((select guest_id from toy.note where id = $1), $2)`, [record, reviewOn]);
      await offset(chance());
    });

  it('300 batches against restrictions by a bare insert: none treats after a committed restriction', async () => {
    const { records, batch } = await setUp(300);
    const tally = await race(records, batch, bareInsert, isThere);
    expect(tally).toMatchObject({ races: 300, violations: 0 });
    expect(tally.writerFirst).toBeGreaterThan(15);
    expect(tally.writerFirst).toBeLessThan(285);
  }, 120_000);

  it('300 batches against restrictions placed: what an answer lists as restricted stays, what it lists as treated was', async () => {
    const { records, batch } = await setUp(300);
    const answers = new Map<string, PlacedRestriction>();
    // Known before the race: looking a person up in it would let the batch win nearly always.
    const guests = new Map<string, string>();
    for (const record of records) guests.set(record, await guestOf(record));
    const place = async (record: string): Promise<void> => {
      const answer = await placeRestriction(world.db.app, world.db.engine.session, toyRegistry, ledgerKey, {
        personId: guests.get(record) ?? '', recordType: 'note', ground: 'accuracy-contested', reason: 'The text is disputed', author: 'A', reviewOn,
      });
      answers.set(record, answer);
    };
    const tally = await race(records, batch, place, isThere);
    expect(tally).toMatchObject({ races: 300, violations: 0 });
    expect(tally.writerFirst).toBeGreaterThan(15);
    const untruthful = [];
    for (const record of records) {
      const treated = answers.get(record)?.alreadyTreated.length ?? -1;
      if (treated !== ((await isThere(record)) ? 0 : 1)) untruthful.push(record);
    }
    expect(untruthful).toEqual([]);
  }, 120_000);

  it('finds violations when the gate leaves restrictions out', async () => {
    const owner = world.db.owner.session;
    const gate = (tables: string): string =>
      `create or replace function retention.lock_gate() returns void language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$ begin lock table ${tables} in share mode; end $$`;
    await owner.query(gate('retention.hold, retention.policy_gate'));
    try {
      const { records, batch } = await setUp(150, { reach: (point) => (point === 'after-treat' ? offset(4) : undefined) });
      expect((await race(records, batch, bareInsert, isThere)).violations).toBeGreaterThan(0);
    } finally {
      await owner.query(gate('retention.hold, retention.policy_gate, retention.restriction'));
    }
  }, 120_000);
});
