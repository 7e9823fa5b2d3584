import { randomUUID } from 'node:crypto';
import type { VersionBodyInput } from '@oubli/contracts';
import { placeHold } from '../holds/holds';
import { recordDeclarations } from '../policies/install';
import { endOwnRows } from '../run/housekeeping';
import { toyRegistry } from '../testing/toy';
import { ledgerKey, ToyWorld } from '../testing/world';
import { isRestricted, liftRestriction, listRestrictions, type PlacedRestriction, placeRestriction, recordNotice, type RestrictionRequest, reviewRestriction } from './restrictions';

describe('a restriction (Art. 18 GDPR)', () => {
  let world: ToyWorld;
  let reviewOn = '';
  let today = '';
  beforeAll(async () => {
    world = await ToyWorld.create();
    await recordDeclarations(world.db.engine.session, toyRegistry);
    today = await world.day();
    reviewOn = await world.day('3 months');
  });
  beforeEach(() => world.empty());
  afterAll(() => world.db.close());

  const place = (personId: string, more: Partial<RestrictionRequest> = {}): Promise<PlacedRestriction> =>
    placeRestriction(world.db.app, world.db.engine.session, toyRegistry, ledgerKey, {
      personId, ground: 'accuracy-contested', reason: 'The amount is disputed', author: 'Officer', reviewOn, ...more,
    });
  const tell = (id: string, toldOn = today): Promise<void> => recordNotice(world.db.app, id, { toldOn, means: 'letter', author: 'Officer' });
  const note = (guest: string, text = 'x'): Promise<string> => world.insert('note', { guest_id: guest, written_on: '2010-01-01', collected_on: '2010-01-01', text });
  const kept = async (): Promise<unknown[]> => (await world.preview()).kept.map(({ recordType, reason, count }) => [recordType, reason, count]);
  const notes: VersionBodyInput = { startEvent: [{ clock: 'written' }], active: { period: 'P1Y' }, end: 'delete' };
  const stays: VersionBodyInput = { startEvent: [{ clock: 'lastVisit' }], active: { period: 'P1Y' }, end: 'delete' };

  it('keeps the records of a person whose period has ended, and lets every other go', async () => {
    await world.rule('notes', 'note', notes);
    const [one, other] = [await world.guest('One'), await world.guest('Other')];
    const [restricted, free] = [await note(one), await note(other)];
    expect(await place(one)).toMatchObject({ restricts: [{ recordType: 'guest', count: 1 }, { recordType: 'note', count: 1, ids: [restricted] }], alreadyTreated: [] });
    expect(await kept()).toEqual([['note', 'restricted', 1]]);
    expect((await world.run()).treated).toBe(1);
    expect([await world.row('note', restricted), await world.row('note', free)]).toMatchObject([{ text: 'x', phase: 'active' }, null]);
  });

  it('that comes after the plan is seen by the batch, which says why it kept the record', async () => {
    await world.rule('notes', 'note', notes);
    const guest = await world.guest();
    const id = await note(guest);
    const context = world.context({ reach: async (point) => { if (point === 'after-begin' && (await listRestrictions(world.db.app.session, false)).length === 0) await place(guest); } });
    const { runId, treated } = await world.run({}, context);
    expect(treated).toBe(0);
    expect(await world.db.owner.session.query('select record_id::text as id, reason from retention.outcome where run = $1', [runId])).toEqual([{ id, reason: 'restricted' }]);
  });

  it('of one record type leaves the others alone, and any subject of a record restricts it', async () => {
    await world.publish('2000-01-01', [{ version: await world.version('notes', 'note', notes) }, { version: await world.version('stays', 'stay', stays) }]);
    const [guest, companion] = [await world.guest('Guest'), await world.guest('Companion')];
    await note(companion);
    const stay = await world.insert('stay', { guest_id: guest, companion_id: companion, collected_on: '2010-01-01' });
    const alone = await world.insert('stay', { guest_id: guest, collected_on: '2010-01-01' });
    await place(companion, { recordType: 'stay' });
    await world.run();
    expect([await world.row('stay', stay), await world.row('stay', alone)]).toMatchObject([{ id: stay }, null]);
    expect(await world.db.owner.session.query('select 1 from toy.note')).toEqual([]);
    expect([await isRestricted(world.db.app.session, 'stay', stay), await isRestricted(world.db.app.session, 'guest', companion)]).toEqual([true, false]);
  });

  it('yields to a hold in what is said of the record, and stays when the hold is released', async () => {
    await world.rule('notes', 'note', notes);
    const guest = await world.guest();
    await note(guest);
    await place(guest);
    await placeHold(world.db.app, world.db.engine.session, toyRegistry, ledgerKey, { scope: { personId: guest }, reason: 'x', author: 'y', reviewOn });
    expect(await kept()).toEqual([['note', 'hold', 1]]);
    await world.db.app.session.query('update retention.hold set released_at = now()');
    expect(await kept()).toEqual([['note', 'restricted', 1]]);
  });

  it('lists what had been treated before it came', async () => {
    await world.rule('notes', 'note', notes);
    const guest = await world.guest();
    await note(guest);
    await world.run();
    const placed = await place(guest);
    expect(placed.alreadyTreated.map(({ recordType, action, count }) => [recordType, action, count])).toEqual([['note', 'delete', 1]]);
    expect(placed.restricts).toMatchObject([{ recordType: 'guest', count: 1 }]);
  });

  it('is not lifted before the person was told (Art. 18(3)), by whatever way', async () => {
    const guest = await world.guest();
    const { id } = await place(guest);
    await expect(liftRestriction(world.db.app, id)).rejects.toMatchObject({ code: 'not-told' });
    await expect(world.db.app.session.query('update retention.restriction set lifted_at = now()')).rejects.toMatchObject({ code: 'OB428' });
    await expect(world.db.app.session.query('delete from retention.restriction')).rejects.toMatchObject({ code: '42501' });
    await tell(id, await world.day('1 day'));
    await expect(liftRestriction(world.db.app, id)).rejects.toMatchObject({ code: 'not-told' });
  });

  it('is lifted after the notice, and the next run finishes what waited', async () => {
    await world.rule('notes', 'note', notes);
    const guest = await world.guest();
    const waited = await note(guest);
    const { id } = await place(guest);
    expect((await world.run()).treated).toBe(0);
    await tell(id);
    expect(await liftRestriction(world.db.app, id)).toBe(guest);
    expect((await world.run()).treated).toBe(1);
    expect(await world.row('note', waited)).toBeNull();
    await expect(liftRestriction(world.db.app, id)).rejects.toMatchObject({ code: 'unknown-restriction' });
    await expect(world.db.app.session.query('update retention.restriction set lifted_at = null')).rejects.toMatchObject({ code: '55000' });
  });

  it('of two, one lifted, leaves the person restricted', async () => {
    await world.rule('notes', 'note', notes);
    const guest = await world.guest();
    const record = await note(guest);
    const [first, second] = [await place(guest), await place(guest, { ground: 'needed-for-claims' })];
    await tell(first.id);
    await liftRestriction(world.db.app, first.id);
    expect((await world.run()).treated).toBe(0);
    expect(await isRestricted(world.db.app.session, 'note', record)).toBe(true);
    await tell(second.id);
    await liftRestriction(world.db.app, second.id);
    expect((await world.run()).treated).toBe(1);
  });

  it('is reviewed within six months, again and again', async () => {
    const guest = await world.guest();
    const late = await world.day('6 months 1 day');
    await expect(place(guest, { reviewOn: late })).rejects.toMatchObject({ code: 'review-too-late' });
    const { id } = await place(guest, { reviewOn: await world.day('6 months') });
    await expect(reviewRestriction(world.db.app, id, late)).rejects.toMatchObject({ code: 'review-too-late' });
    await world.db.owner.session.query(`update retention.restriction set review_on = calendar.paris_date(now()) - 1`);
    expect(await listRestrictions(world.db.app.session, false)).toMatchObject([{ id, reviewOverdue: true }]);
    await reviewRestriction(world.db.app, id, reviewOn);
    expect(await listRestrictions(world.db.app.session, false, guest)).toMatchObject([{ id, reviewOverdue: false, ground: 'accuracy-contested', author: 'Officer', toldOn: null }]);
    await expect(reviewRestriction(world.db.app, randomUUID(), reviewOn)).rejects.toMatchObject({ code: 'unknown-restriction' });
  });

  it('needs a person who is there, and a declared record type', async () => {
    await expect(place(randomUUID())).rejects.toMatchObject({ code: 'unknown-record' });
    await expect(place(await world.guest(), { recordType: 'no-such' })).rejects.toThrow('no-such');
    expect(await listRestrictions(world.db.app.session, true)).toEqual([]);
  });

  it('leaves five years after its lifting, with its reason and its notice', async () => {
    const guest = await world.guest();
    const { id } = await place(guest);
    await tell(id);
    await liftRestriction(world.db.app, id);
    const age = (shift: string) => world.db.owner.transaction(async (s) => {
      await s.query('set local session_replication_role = replica');
      await s.query('update retention.restriction set lifted_at = now() - $1::interval', [shift]);
    });
    const rows = () => world.db.owner.session.query('select 1 from retention.restriction union all select 1 from retention.restriction_reason union all select 1 from retention.restriction_notice');
    await age('5 years -1 day');
    await endOwnRows(world.db.owner);
    expect(await rows()).toHaveLength(3);
    await age('5 years 1 day');
    await endOwnRows(world.db.owner);
    expect(await rows()).toHaveLength(0);
  });
});
