import { placeHold } from '../holds/holds';
import { toyRegistry } from '../testing/toy';
import { ledgerKey, ToyWorld } from '../testing/world';
import { countFigures, readFigures, readPulse } from './figures';

describe('the figures an operator watches', () => {
  let world: ToyWorld;
  beforeAll(async () => {
    world = await ToyWorld.create();
    await world.rule('notes', 'note', { condition: { column: 'kind', is: 'equal', value: 'done' }, startEvent: [{ clock: 'written' }], active: { period: 'P3M' }, end: 'delete' });
  });
  afterAll(() => world.db.close());

  it('are not there before the first count', async () => expect(await readFigures(world.db.engine.session)).toBeNull());

  it('count what is due by how long it has waited, what is held and what has no clock', async () => {
    const guest = await world.guest();
    const held = await world.guest('Held');
    for (const [days, of] of [[1, guest], [2, guest], [9, guest], [40, guest], [200, guest], [200, held], [-5, guest]] as const) {
      await world.insert('note', { guest_id: of, written_on: await world.day(`-3 months ${-days} days`), collected_on: '2001-01-01' });
    }
    await world.insert('note', { guest_id: guest, kind: 'done', written_on: null, collected_on: null });
    await placeHold(world.db.app, world.db.engine.session, toyRegistry, ledgerKey, { scope: { personId: held }, reason: 'x', author: 'y', reviewOn: '2030-01-01' });
    await countFigures(world.db.engine, toyRegistry);
    const figures = await readFigures(world.db.app.session);
    expect(figures?.counts.due).toHaveLength(1);
    const [notes] = figures?.counts.due ?? [];
    expect({ due: notes?.due, over1: notes?.over1, over7: notes?.over7, over30: notes?.over30, over90: notes?.over90 }).toEqual({ due: 5, over1: 3, over7: 3, over30: 2, over90: 1 });
    expect(notes?.longestOverdue).toBeGreaterThan(190);
    expect(figures?.counts.kept).toEqual([{ recordType: 'note', reason: 'hold', count: 1 }]);
    expect(figures?.counts.noClock).toEqual([{ recordType: 'note', reason: 'no-date-at-all', count: 1 }]);
    expect(JSON.stringify(figures?.counts)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
  });

  it('follow the runs', async () => {
    expect(await readPulse(world.db.engine.session)).toMatchObject({ openRuns: 0, treated: 0, holds: 1, stopped: 0, workers: 0, heartbeatAge: null, ledgerBatches: 0, ledgerAge: null });
    await world.run();
    const pulse = await readPulse(world.db.engine.session);
    expect(pulse).toMatchObject({ openRuns: 0, pendingBatches: 0, treated: 5 });
    expect(pulse.treatedPerSecond).toBeCloseTo(5 / 60);
    expect(pulse.ledgerBatches).toBeGreaterThan(0);
    expect(pulse.ledgerAge).toBeLessThan(60);
    await countFigures(world.db.engine, toyRegistry);
    expect((await readFigures(world.db.engine.session))?.counts.due).toEqual([]);
  });
});
