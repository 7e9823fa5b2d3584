import { randomUUID } from 'node:crypto';
import { Connections, isCode, type Session } from '@oubli/database';
import type { VersionBodyInput } from '@oubli/contracts';
import { type Batch, chance, offset, race } from '../testing/race';
import { toyRegistry } from '../testing/toy';
import { ToyWorld } from '../testing/world';
import { executeBatch } from './execute-batch';
import { loadMaterial } from './material';
import { startRun } from './start';

describe('races', () => {
  let world: ToyWorld;
  beforeAll(async () => {
    world = await ToyWorld.create();
  });
  beforeEach(() => world.empty());
  afterAll(() => world.db.close());

  /** `count` persons with one due record each, in a run of one batch a record. */
  async function setUp(table: 'note' | 'stay', body: VersionBodyInput, count: number): Promise<{ records: string[]; batch: Batch }> {
    await world.rule('rule', table, body);
    const session = world.db.owner.session;
    await session.query(`insert into toy.guest (name, collected_on) select 'G', '2001-01-01' from generate_series(1, $1::int)`, [count]);
    if (table === 'note') await session.query(`insert into toy.note (guest_id, written_on, collected_on, text) select id, '2010-01-01', '2010-01-01', 'x' from toy.guest`);
    else await session.query(`insert into toy.stay (guest_id, collected_on) select id, '2010-01-01' from toy.guest`);
    const { digest } = await world.preview();
    const { runId } = await startRun(world.db.engine, toyRegistry, { scope: {}, accept: digest, requestedBy: 'test', runId: randomUUID(), batchSize: 1 });
    const rows = await session.query<{ id: string }>('select ids[1]::text as id from retention.batch where run = $1 order by number', [runId]);
    const material = await loadMaterial(world.db.engine.session, runId);
    return { records: rows.map((r) => r.id), batch: (index) => executeBatch(world.context(), material, index + 1) };
  }

  const isNoteThere = async (id: string): Promise<boolean> => (await world.row('note', id))?.['phase'] === 'active';
  const isStayThere = async (id: string): Promise<boolean> => (await world.row('stay', id)) !== null;
  /** A hold as anybody may write it: a bare insert, committed a moment later. */
  const hold = (record: string): Promise<void> =>
    world.db.app.transaction(async (s) => {
      await s.query(`insert into retention.hold (person_id, review_on) values ((select guest_id from toy.note where id = $1), '2030-01-01')`, [record]);
      await offset(chance());
    });
  const visit = (record: string): Promise<void> =>
    world.db.app.transaction(async (s) => {
      const [row] = await s.query<{ guest: string }>('select guest_id::text as guest from toy.stay where id = $1', [record]);
      if (!row) return;
      await s.query(`insert into toy.visit (guest_id, kind, occurred_on) values ($1, 'last-contact', current_date)`, [row.guest]);
      await offset(chance());
    });
  const archive: VersionBodyInput = { startEvent: [{ clock: 'written' }], active: { period: 'P1Y', sorting: { columns: { text: { kind: 'erase' } } } }, archived: { period: 'P30Y' }, end: 'delete' };
  const leave: VersionBodyInput = { startEvent: [{ clock: 'lastVisit' }], active: { period: 'P1Y' }, end: 'delete' };

  it('500 batches against holds: none treats after a committed hold', async () => {
    const { records, batch } = await setUp('note', archive, 500);
    const tally = await race(records, batch, hold, isNoteThere);
    expect(tally).toMatchObject({ races: 500, violations: 0 });
    expect(tally.writerFirst).toBeGreaterThan(25);
    expect(tally.writerFirst).toBeLessThan(475);
  }, 120_000);

  it('300 batches against events of the person: none treats after a committed event', async () => {
    const { records, batch } = await setUp('stay', leave, 300);
    const tally = await race(records, batch, visit, isStayThere);
    expect(tally).toMatchObject({ races: 300, violations: 0 });
    expect(tally.writerFirst).toBeGreaterThan(15);
  }, 120_000);

  const notHeld = `not exists (select 1 from retention.hold h where h.person_id = n.guest_id and h.released_at is null)`;
  const afterwards = 'select pg_sleep(0.004)';
  const wrong: readonly (readonly [string, 'note' | 'stay', (c: Connections, record: string) => Promise<unknown>])[] = [
    ['A: one statement that checks and acts', 'note', (c, record) => c.transaction(async (s) => {
      await s.query(`update toy.note n set phase = 'archived' where n.id = $1 and ${notHeld}`, [record]);
      await s.query(afterwards);
    })],
    ['B: the lock in the same statement as the check', 'note', (c, record) => c.transaction(async (s) => {
      await s.query(`with l as (select n.id from toy.note n join toy.guest g on g.id = n.guest_id where n.id = $1 and ${notHeld} for update of n, g) update toy.note n set phase = 'archived' from l where n.id = l.id`, [record]);
      await s.query(afterwards);
    })],
    ['G: SERIALIZABLE here, READ COMMITTED there', 'note', (c, record) => c.transaction(async (s) => {
      await s.query('set transaction isolation level serializable');
      await s.query(`update toy.note n set phase = 'archived' where n.id = $1 and ${notHeld}`, [record]);
      await s.query(afterwards);
    }).catch((error: unknown) => {
      // It may refuse to commit; what it commits is what is counted.
      if (!isCode(error, '40001')) throw error;
    })],
    ['the record locked, but not its person', 'stay', (c, record) => c.transaction(async (s: Session) => {
      await s.query('select 1 from toy.stay where id = $1 for update skip locked', [record]);
      await s.query(`delete from toy.stay t where t.id = $1 and coalesce((select last_on from toy.guest_clock k where k.person_id = t.guest_id and k.kind = 'last-contact'), '-infinity') < current_date - 365`, [record]);
      await s.query(afterwards);
    })],
  ];
  it.each(wrong)('finds violations in the wrong variant %s', async (_name, table, variant) => {
    const { records } = await setUp(table, table === 'note' ? archive : leave, 150);
    const tally = await race(records, (_index, record) => variant(world.db.owner, record), table === 'note' ? hold : visit, table === 'note' ? isNoteThere : isStayThere);
    expect(tally.violations).toBeGreaterThan(0);
  }, 120_000);
});
