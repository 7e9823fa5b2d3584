import { treatmentKeys } from '@oubli/anonymization';
import { hmacPads } from '@oubli/ledger';
import { ledgerKey, ToyWorld } from '../testing/world';

describe('with the pseudonym key lost', () => {
  let world: ToyWorld;
  beforeAll(async () => {
    world = await ToyWorld.create();
    const period = { startEvent: [{ clock: 'written' }], active: { period: 'P3M', sorting: { columns: { mail: { kind: 'pseudonym', form: 'email' as const } as const } } }, archived: { period: 'P5Y' }, end: 'delete' as const };
    await world.rule('notes', 'note', period);
  });
  afterAll(() => world.db.close());

  it('what must become a token waits, untouched and said so; deletion goes on; with the key back it is done', async () => {
    const guest = await world.guest();
    const sorted = await world.insert('note', { guest_id: guest, written_on: await world.day('-1 year'), collected_on: '2001-01-01', mail: 'zoe@example.org' });
    const deleted = await world.insert('note', { guest_id: guest, written_on: '2010-01-01', collected_on: '2001-01-01', mail: 'zoe@example.org' });
    const keys = { ledger: { ...hmacPads(ledgerKey), version: 1 }, treatment: treatmentKeys(null) };
    const { runId, treated } = await world.run({}, world.context({ keys }));
    expect(treated).toBe(1);
    expect(await world.row('note', deleted)).toBeNull();
    expect(await world.row('note', sorted)).toMatchObject({ phase: 'active', mail: 'zoe@example.org' });
    expect(await world.db.owner.session.query('select record_id::text as id, reason from retention.outcome where run = $1', [runId])).toEqual([{ id: sorted, reason: 'key-lost' }]);
    expect((await world.run()).treated).toBe(1);
    expect((await world.row('note', sorted))?.['mail']).toMatch(/^u[0-9a-f]{32}@example\.invalid$/);
  });
});
