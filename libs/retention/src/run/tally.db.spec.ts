import { registry } from '@oubli/personal-data';
import { defineFloor } from '../policies/freeze';
import { toyRegistry } from '../testing/toy';
import { ToyWorld } from '../testing/world';
import { separateTallies, vacuumTouched } from './housekeeping';

describe('a record that is counted when it goes', () => {
  let world: ToyWorld;
  beforeAll(async () => {
    world = await ToyWorld.create();
  });
  beforeEach(async () => {
    await world.empty();
    await world.rule('notes', 'note', { startEvent: [{ clock: 'written' }], active: { period: 'P3M' }, end: 'delete' });
  });
  afterAll(() => world.db.close());

  const tally = (): Promise<Record<string, unknown>[]> => world.db.owner.session.query('select kind, mark, notes::int as notes from toy.note_tally order by kind, mark');
  const notes = async (kind: string, mark: number | null, count: number, writtenOn = '2020-01-01'): Promise<void> => {
    await world.db.owner.session.query(
      `with g as (insert into toy.guest (name) select 'G' from generate_series(1, $1::int) returning id)
       insert into toy.note (guest_id, kind, mark, text, written_on, collected_on) select id, $2, $3, 'text', $4, '2001-01-01' from g`, [count, kind, mark, writtenOn]);
  };

  it('leaves its count with those of the same values, and nothing of its own', async () => {
    await notes('a', 3, 40);
    await notes('a', null, 7);
    await notes('b', 3, 2);
    await notes('b', 3, 5, await world.day());
    await world.run({}, undefined, 10);
    expect(await tally()).toEqual([{ kind: 'a', mark: 3, notes: 40 }, { kind: 'a', mark: null, notes: 7 }, { kind: 'b', mark: 3, notes: 2 }]);
    await notes('a', 3, 1);
    await world.run();
    expect(await tally()).toEqual([{ kind: 'a', mark: 3, notes: 41 }, { kind: 'a', mark: null, notes: 7 }, { kind: 'b', mark: 3, notes: 2 }]);
    const columns = await world.db.owner.session.query(`select column_name as name from information_schema.columns where table_schema = 'toy' and table_name = 'note_tally' order by 1`);
    expect(columns).toEqual([{ name: 'kind' }, { name: 'mark' }, { name: 'notes' }]);
  });

  it('is counted once, whatever number of batches and lanes count the same values at once', async () => {
    for (const mark of [1, 2, 3, null]) await notes('a', mark, 60);
    const { treated } = await world.run({}, undefined, 5);
    expect(treated).toBe(240);
    expect((await tally()).map((row) => row['notes'])).toEqual([60, 60, 60, 60]);
  });

  it('is not counted while it is only archived', async () => {
    await world.empty();
    await world.rule('notes', 'note', { startEvent: [{ clock: 'written' }], active: { period: 'P3M' }, archived: { period: 'P50Y' }, end: 'delete' });
    await notes('a', 1, 3);
    expect((await world.run()).treated).toBe(3);
    expect(await tally()).toEqual([]);
  });

  it('is counted once and with its own values when a floor keeps what is left of it', async () => {
    const session = world.db.owner.session;
    await defineFloor(session, toyRegistry, { code: 'accounts', recordType: 'note', body: { startEvent: [{ clock: 'written' }], period: 'P10Y', columns: ['amount'] }, legalReference: 'L123-22', confidence: 'S' });
    await notes('a', 4, 3, await world.day('-1 year'));
    expect((await world.run()).treated).toBe(3);
    expect(await tally()).toEqual([{ kind: 'a', mark: 4, notes: 3 }]);
    await session.query(`update toy.note set written_on = '2001-01-01'`);
    expect((await world.run()).treated).toBe(3);
    expect(await session.query('select 1 from toy.note')).toEqual([]);
    expect(await tally()).toEqual([{ kind: 'a', mark: 4, notes: 3 }]);
  });

  it('cannot be joined to its batch by the number of a transaction once the run is over', async () => {
    const joined = async (): Promise<number> => {
      const [row] = await world.db.owner.session.query<{ n: number }>('select count(*)::int as n from toy.note_tally t join ledger.entry e on e.xmin = t.xmin');
      return row?.n ?? 0;
    };
    await notes('a', 1, 1);
    const { runId } = await world.run();
    expect(await joined()).toBe(1);
    await vacuumTouched(world.db.owner, toyRegistry, runId);
    expect(await joined()).toBe(0);
    await notes('a', 1, 1);
    await world.run();
    await separateTallies(world.db.owner, toyRegistry.roots);
    expect(await joined()).toBe(0);
  });

  it.each(['guestId', 'text', 'author', 'writtenOn', 'id', 'amount', 'unknown'])('may not be counted by %s, which tells who or when', (property) => {
    const changed = toyRegistry.declarations.map((d) => (d.recordType === 'note' ? { ...d, tally: { table: 'toy.note_tally', by: [property], count: 'notes' } } : d));
    expect(() => registry(changed, 'guest', 'toy.guest_clock')).toThrow(`note may not be counted by ${property}: it tells who or when.`);
  });
});
