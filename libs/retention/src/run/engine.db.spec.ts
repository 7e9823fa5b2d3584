import { randomUUID } from 'node:crypto';
import { tokenOf } from '@oubli/anonymization';
import { placeHold, releaseHold } from '../holds/holds';
import { resumePolicy, suspendPolicy } from '../gate/gate';
import { defineFloor } from '../policies/freeze';
import type { VersionBodyInput } from '@oubli/contracts';
import { toyRegistry } from '../testing/toy';
import { ledgerKey, pseudonymKey, ToyWorld } from '../testing/world';
import { startRun } from './start';

const threeMonthsThenFiveYears: VersionBodyInput = {
  startEvent: [{ clock: 'written' }],
  active: {
    period: 'P3M',
    sorting: {
      columns: { text: { kind: 'erase' }, mail: { kind: 'pseudonym', form: 'email' }, author: { kind: 'fake', dictionary: 'last-name' } },
      children: { scan: 'delete' },
    },
  },
  archived: { period: 'P5Y' },
  end: 'delete',
};

describe('the engine on tables it has never seen', () => {
  let world: ToyWorld;
  beforeAll(async () => {
    world = await ToyWorld.create();
  });
  beforeEach(() => world.empty());
  afterAll(() => world.db.close());

  const note = async (guest: string, writtenOn: string | null, more: Record<string, unknown> = {}): Promise<string> =>
    world.insert('note', { guest_id: guest, written_on: writtenOn, collected_on: '2001-01-01', text: 'secret', author: 'Zoé', mail: 'zoe@example.org', amount: 12, ...more });

  it('sorts and archives at the end of the active phase, the day after the last day', async () => {
    await world.rule('notes', 'note', threeMonthsThenFiveYears);
    const guest = await world.guest();
    const due = await note(guest, await world.day('-3 months -1 day'));
    const lastDay = await note(guest, await world.day('-3 months'));
    const scan = await world.insert('scan', { note_id: due, content: 'page' });
    const { plan, treated } = await world.run();
    expect({ due: plan.steps.map((s) => [s.recordType, s.target, s.count]), treated }).toEqual({ due: [['note', 'archived', 1]], treated: 1 });
    const row = await world.row('note', due);
    expect(row).toMatchObject({ phase: 'archived', text: null, mail: tokenOf('zoe@example.org', 'email', { name: 'mail', recordCode: 701 }, pseudonymKey) });
    expect(row?.['author']).not.toBe('Zoé');
    expect(await world.row('scan', scan)).toBeNull();
    expect(await world.row('note', lastDay)).toMatchObject({ phase: 'active', text: 'secret' });
    expect(await world.entries()).toBe(2);
  });

  it('deletes at the end of the policy, and the second run of the day treats nothing', async () => {
    await world.rule('notes', 'note', threeMonthsThenFiveYears);
    const guest = await world.guest();
    const archived = await note(guest, await world.day('-5 years -1 day'), { phase: 'archived' });
    const never = await note(guest, await world.day('-6 years'));
    const { plan } = await world.run();
    expect(plan.steps.map((s) => [s.phase, s.target])).toEqual([['active', 'deleted'], ['archived', 'deleted']]);
    expect(await world.row('note', archived)).toBeNull();
    expect(await world.row('note', never)).toBeNull();
    expect((await world.run()).treated).toBe(0);
  });

  it('starts only with the digest of today’s plan when one is given', async () => {
    await world.rule('notes', 'note', threeMonthsThenFiveYears);
    const guest = await world.guest();
    await note(guest, '2010-01-01');
    const { digest } = await world.preview();
    await note(guest, '2010-01-01');
    const start = startRun(world.db.engine, toyRegistry, { scope: {}, accept: digest, requestedBy: 'test', runId: randomUUID() });
    await expect(start).rejects.toMatchObject({ code: 'plan-moved' });
  });

  it('finds a record that moved since the plan, and leaves alone the one that now stands at its address', async () => {
    await world.db.owner.session.query('vacuum full toy.note');
    await world.rule('notes', 'note', threeMonthsThenFiveYears);
    const guest = await world.guest();
    const gone = await note(guest, await world.day('-1 day'));
    const due = await note(guest, await world.day('-4 months'));
    const neighbour = await note(guest, await world.day('-1 day'));
    const { digest } = await world.preview();
    const { runId } = await startRun(world.db.engine, toyRegistry, { scope: {}, accept: digest, requestedBy: 'test', runId: randomUUID() });
    const addressOf = async (id: string): Promise<unknown> => (await world.db.owner.session.query('select ctid::text as at from toy.note where id = $1', [id]))[0]?.['at'];
    const planned = await addressOf(due);
    await world.db.owner.session.query('delete from toy.note where id = $1', [gone]);
    await world.db.owner.session.query('vacuum full toy.note');
    expect(await addressOf(neighbour)).toBe(planned);
    await world.finish(runId);
    expect(await world.row('note', due)).toMatchObject({ phase: 'archived', text: null });
    expect(await world.row('note', neighbour)).toMatchObject({ phase: 'active', text: 'secret' });
  });

  it('asks for a preview above a twentieth of a table', async () => {
    await world.rule('notes', 'note', threeMonthsThenFiveYears);
    const guest = await world.guest();
    await world.db.owner.session.query(`insert into toy.note (guest_id, written_on, collected_on) select $1, '2010-01-01', '2010-01-01' from generate_series(1, 101)`, [guest]);
    const start = startRun(world.db.engine, toyRegistry, { scope: {}, requestedBy: 'test', runId: randomUUID() });
    await expect(start).rejects.toMatchObject({ code: 'preview-needed' });
  });

  it('does not treat a record under hold, tells what the hold protects, and finishes when the last one is released', async () => {
    await world.rule('notes', 'note', threeMonthsThenFiveYears);
    const guest = await world.guest();
    const held = await note(guest, '2010-01-01');
    const request = { reason: 'Dispute', author: 'DPO', reviewOn: await world.day('3 months') };
    const first = await placeHold(world.db.app, world.db.engine.session, toyRegistry, ledgerKey, { ...request, scope: { personId: guest } });
    const second = await placeHold(world.db.app, world.db.engine.session, toyRegistry, ledgerKey, { ...request, scope: { recordType: 'note', recordId: held } });
    expect(first.protects).toContainEqual({ recordType: 'note', count: 1, ids: [held] });
    expect(first.alreadyTreated).toEqual([]);
    expect((await world.preview()).kept).toEqual([{ recordType: 'note', reason: 'hold', count: 1, example: held }]);
    expect((await world.run()).treated).toBe(0);
    await releaseHold(world.db.app, { id: first.id });
    expect((await world.run()).treated).toBe(0);
    await releaseHold(world.db.app, { id: second.id });
    expect((await world.run()).treated).toBe(1);
    const late = await placeHold(world.db.app, world.db.engine.session, toyRegistry, ledgerKey, { ...request, scope: { personId: guest } });
    expect(late.alreadyTreated).toMatchObject([{ recordType: 'note', action: 'delete', count: 1 }]);
  });

  it('keeps a record of two subjects when only the second is held', async () => {
    await world.rule('stays', 'stay', { startEvent: [{ clock: 'lastVisit' }], active: { period: 'P1Y' }, end: 'delete' });
    const [guest, companion] = [await world.guest(), await world.guest('Paul Martin')];
    const stay = await world.insert('stay', { guest_id: guest, companion_id: companion, collected_on: '2010-01-01' });
    await placeHold(world.db.app, world.db.engine.session, toyRegistry, ledgerKey, { scope: { personId: companion }, reason: 'x', author: 'y', reviewOn: '2030-01-01' });
    expect((await world.run()).treated).toBe(0);
    expect(await world.row('stay', stay)).not.toBeNull();
  });

  it('keeps the columns of a live floor, lets the others go, and deletes when the floor ends', async () => {
    await world.rule('notes', 'note', { startEvent: [{ clock: 'written' }], active: { period: 'P1Y' }, end: 'delete' });
    await defineFloor(world.db.owner.session, toyRegistry, {
      code: 'accounts', recordType: 'note', legalReference: 'C. com. L123-22', confidence: 'S',
      body: { condition: { column: 'amount', is: 'not-null' }, startEvent: [{ clock: 'written' }], period: 'P10Y', columns: ['amount'] },
    });
    const guest = await world.guest();
    const floored = await note(guest, await world.day('-5 years'));
    const free = await note(guest, await world.day('-5 years'), { amount: null });
    const over = await note(guest, await world.day('-10 years -1 day'));
    const { plan } = await world.run();
    expect(plan.steps.map((s) => [s.target, s.count])).toEqual([['deleted', 2], ['treated', 1]]);
    expect(await world.row('note', floored)).toMatchObject({ phase: 'treated', amount: '12', text: null });
    expect(await world.row('note', free)).toBeNull();
    expect(await world.row('note', over)).toBeNull();
    expect((await world.run()).treated).toBe(0);
    await world.db.owner.session.query('update toy.note set written_on = $2 where id = $1', [floored, await world.day('-10 years -1 day')]);
    expect((await world.run()).treated).toBe(1);
    expect(await world.row('note', floored)).toBeNull();
  });

  it('counts from the later of two events, and never while one has not happened yet', async () => {
    await world.rule('stays', 'stay', { startEvent: [{ clock: 'lastVisit' }, { clock: 'lastWork' }], active: { period: 'P2Y' }, end: 'delete' });
    const cases = [
      { visits: [['last-contact', '-3 years'], ['assignment-end', '-5 years']], gone: true },
      { visits: [['last-contact', '-3 years'], ['assignment-end', '-1 year']], gone: false },
      { visits: [['last-contact', '-3 years'], ['assignment-end', 'infinity']], gone: false },
      { visits: [['last-contact', '-3 years']], gone: true },
      { visits: [], gone: true },
    ] as const;
    const stays: string[] = [];
    for (const { visits } of cases) {
      const guest = await world.guest();
      for (const [kind, when] of visits) {
        await world.insert('visit', { guest_id: guest, kind, occurred_on: when === 'infinity' ? when : await world.day(when) });
      }
      stays.push(await world.insert('stay', { guest_id: guest, collected_on: '2001-01-01' }));
    }
    const plan = await world.preview();
    expect(plan.kept).toMatchObject([{ recordType: 'stay', reason: 'later-event', count: 2 }]);
    expect(plan.noClock).toMatchObject([{ recordType: 'stay', reason: 'missing', count: 1 }]);
    await world.run();
    const rows = await Promise.all(stays.map((id) => world.row('stay', id)));
    expect(rows.map((row) => row === null)).toEqual(cases.map((c) => c.gone));
  });

  it('recomputes a clock when its event is cancelled', async () => {
    await world.rule('stays', 'stay', { startEvent: [{ clock: 'lastVisit' }], active: { period: 'P2Y' }, end: 'delete' });
    const guest = await world.guest();
    await world.insert('visit', { guest_id: guest, kind: 'last-contact', occurred_on: await world.day('-3 years') });
    const later = await world.insert('visit', { guest_id: guest, kind: 'last-contact', occurred_on: await world.day('-1 year') });
    await world.insert('stay', { guest_id: guest, collected_on: '2001-01-01' });
    expect((await world.preview()).steps).toEqual([]);
    await world.db.owner.session.query('update toy.visit set cancelled_at = now() where id = $1', [later]);
    expect((await world.run()).treated).toBe(1);
  });

  it('falls back to the day of collection only where the record’s own state requires the date', async () => {
    await world.rule('notes', 'note', { startEvent: [{ clock: 'written' }], active: { period: 'P1Y' }, end: 'delete' });
    const guest = await world.guest();
    const rows = [
      { writtenOn: null, more: { kind: 'done' }, gone: true },
      { writtenOn: null, more: { kind: 'open' }, gone: false },
      { writtenOn: null, more: { kind: 'done', collected_on: null }, gone: false },
      { writtenOn: '1970-01-01', more: {}, gone: false },
      { writtenOn: '1900-01-01', more: {}, gone: false },
      { writtenOn: await world.day('1 year'), more: {}, gone: false },
    ];
    const ids: string[] = [];
    for (const { writtenOn, more } of rows) ids.push(await note(guest, writtenOn, more));
    const { noClock } = await world.preview();
    expect(noClock.map((n) => [n.reason, n.count])).toEqual([['implausible', 3], ['missing', 1], ['no-date-at-all', 1]]);
    await world.run();
    expect((await Promise.all(ids.map((id) => world.row('note', id)))).map((row) => row === null)).toEqual(rows.map((r) => r.gone));
  });

  it('follows the publication in force at collection, a later one only by law or to shorten', async () => {
    const years = (period: string): VersionBodyInput => ({ startEvent: [{ clock: 'written' }], active: { period }, end: 'delete' });
    const five = await world.version('notes', 'note', years('P5Y'));
    const three = await world.version('notes', 'note', years('P3Y'));
    const nine = await world.version('notes', 'note', years('P9Y'));
    await world.publish('2000-01-01', [{ version: five }]);
    await world.publish(await world.day('-2 years'), [{ version: three }]);
    await world.publish(await world.day('-1 year'), [{ version: nine }]);
    const guest = await world.guest();
    const of = async (collected: string, written: string): Promise<string> => note(guest, await world.day(written), { collected_on: await world.day(collected) });
    const oldFour = await of('-4 years', '-4 years');
    const oldTwo = await of('-4 years', '-2 years');
    const newFour = await of('-6 months', '-4 years');
    await world.run();
    expect([await world.row('note', oldFour), await world.row('note', oldTwo), await world.row('note', newFour)].map((r) => r === null)).toEqual([true, false, false]);
  });

  it('does not shorten what its author opted out of, and does lengthen what the law orders', async () => {
    const years = (period: string): VersionBodyInput => ({ startEvent: [{ clock: 'written' }], active: { period }, end: 'delete' });
    const five = await world.version('notes', 'note', years('P5Y'));
    const three = await world.version('notes', 'note', years('P3Y'));
    const nine = await world.version('notes', 'note', years('P9Y'));
    await world.publish('2000-01-01', [{ version: five }]);
    await world.publish(await world.day('-2 years'), [{ version: three, optedOut: { reason: 'Evidence of running disputes' } }]);
    const guest = await world.guest();
    const four = await note(guest, await world.day('-4 years'), { collected_on: await world.day('-4 years') });
    const six = await note(guest, await world.day('-6 years'), { collected_on: await world.day('-6 years') });
    expect((await world.preview()).steps.map((s) => s.count)).toEqual([1]);
    await world.publish(await world.day('-1 year'), [{ version: nine, mandatoryRetroactive: { legalReference: 'Loi 2025-1' } }]);
    await world.run();
    expect(await world.row('note', four)).not.toBeNull();
    expect(await world.row('note', six)).not.toBeNull();
  });

  it('nulls a person’s identity when nothing names her, keeps a tombstone while something refers to her, then deletes it', async () => {
    const notes = await world.version('notes', 'note', threeMonthsThenFiveYears);
    const guests = await world.version('guests', 'guest', { startEvent: [{ clock: 'collected' }], active: { period: 'P1Y' }, end: 'delete' });
    await world.publish('2000-01-01', [{ version: notes }, { version: guests }]);
    const [named, referred, alone] = [await world.guest('A'), await world.guest('B'), await world.guest('C')];
    await note(named, await world.day('-1 month'));
    const archived = await note(referred, await world.day('-1 year'));
    await note(alone, '2001-01-01');
    await world.insert('visit', { guest_id: alone, kind: 'last-contact', occurred_on: '2002-01-01' });
    await world.run();
    expect(await world.row('guest', named)).toMatchObject({ name: 'A', phase: 'active' });
    expect(await world.row('guest', referred)).toMatchObject({ name: null, phase: 'treated' });
    expect(await world.row('guest', alone)).toBeNull();
    expect((await world.run()).treated).toBe(0);
    await world.db.owner.session.query(`update toy.note set written_on = '2001-01-01' where id = $1`, [archived]);
    await world.run();
    expect(await world.row('guest', referred)).toBeNull();
  });

  it('releases the clocks of a person without open records, and a new record brings them back', async () => {
    await world.rule('stays', 'stay', { startEvent: [{ clock: 'lastVisit' }], active: { period: 'P2Y' }, end: 'delete' });
    const guest = await world.guest();
    await world.insert('visit', { guest_id: guest, kind: 'last-contact', occurred_on: await world.day('-3 years') });
    await world.insert('stay', { guest_id: guest, collected_on: '2001-01-01' });
    await world.run();
    const clocks = (): Promise<unknown[]> => world.db.owner.session.query('select kind from toy.guest_clock where person_id = $1', [guest]);
    expect(await clocks()).toEqual([]);
    await world.insert('stay', { guest_id: guest, collected_on: '2001-01-01' });
    expect(await clocks()).toHaveLength(2);
    expect((await world.run()).treated).toBe(1);
  });

  it('stops before the next batch when the kill switch is on, and goes on when it is off', async () => {
    await world.rule('notes', 'note', threeMonthsThenFiveYears);
    const guest = await world.guest();
    await note(guest, '2010-01-01');
    await world.db.app.session.query('insert into retention.policy_gate (policy) values (null)');
    const { runId, treated } = await world.run();
    expect(treated).toBe(0);
    await world.db.app.session.query('delete from retention.policy_gate');
    await world.finish(runId);
    expect(await world.entries()).toBe(1);
  });

  it('leaves a table alone that has a column nobody declared, and goes on with the others', async () => {
    const notes = await world.version('notes', 'note', threeMonthsThenFiveYears);
    const stays = await world.version('stays', 'stay', { startEvent: [{ clock: 'lastVisit' }], active: { period: 'P2Y' }, end: 'delete' });
    await world.publish('2000-01-01', [{ version: notes }, { version: stays }]);
    const guest = await world.guest();
    const due = await note(guest, '2010-01-01');
    await world.insert('stay', { guest_id: guest, collected_on: '2001-01-01' });
    await world.db.owner.session.query('alter table toy.note add column nickname text');
    try {
      const { plan, treated } = await world.run();
      expect(plan.blocked).toEqual([{ recordType: 'note', columns: ['toy.note.nickname'] }]);
      expect(treated).toBe(1);
      expect(await world.row('note', due)).not.toBeNull();
    } finally {
      await world.db.owner.session.query('alter table toy.note drop column nickname');
    }
  });

  it('leaves a batch alone whose table gets an undeclared column after the plan was made', async () => {
    await world.rule('notes', 'note', threeMonthsThenFiveYears);
    const guest = await world.guest();
    const due = await note(guest, '2010-01-01');
    const { digest } = await world.preview();
    const { runId } = await startRun(world.db.engine, toyRegistry, { scope: {}, accept: digest, requestedBy: 'test', runId: randomUUID() });
    await world.db.owner.session.query('alter table toy.scan add column stamp text');
    try {
      await world.finish(runId);
      expect(await world.row('note', due)).not.toBeNull();
      expect(await world.db.owner.session.query('select reason from retention.outcome where run = $1', [runId])).toEqual([{ reason: 'undeclared-column' }]);
    } finally {
      await world.db.owner.session.query('alter table toy.scan drop column stamp');
    }
    expect((await world.run()).treated).toBe(1);
  });

  it('deletes what only a floor kept that has been closed', async () => {
    await world.rule('notes', 'note', { startEvent: [{ clock: 'written' }], active: { period: 'P1Y' }, end: 'delete' });
    const floor = { code: 'old-law', recordType: 'note', legalReference: 'x', confidence: 'S' as const, body: { startEvent: [{ clock: 'written' }], period: 'P10Y', columns: ['amount'] } };
    await defineFloor(world.db.owner.session, toyRegistry, floor);
    const guest = await world.guest();
    const kept = await note(guest, await world.day('-5 years'));
    await world.run();
    expect(await world.row('note', kept)).toMatchObject({ phase: 'treated' });
    await expect(defineFloor(world.db.owner.session, toyRegistry, { ...floor, body: { ...floor.body, period: 'P2Y' } })).rejects.toMatchObject({ code: 'version-refused' });
    await defineFloor(world.db.owner.session, toyRegistry, { ...floor, validTo: await world.day('-1 day') });
    await world.run();
    expect(await world.row('note', kept)).toBeNull();
  });

  it.each([
    ['its person', (ids: { guest: string; id: string }) => ({ personId: ids.guest }), true],
    ['another person', () => ({ personId: randomUUID() }), false],
    ['its record type', () => ({ recordType: 'note' }), true],
    ['another record type', () => ({ recordType: 'stay' }), false],
    ['the record itself', (ids: { guest: string; id: string }) => ({ recordType: 'note', recordId: ids.id }), true],
    ['another record', () => ({ recordType: 'note', recordId: randomUUID() }), false],
    ['days around its collection', () => ({ collectedFrom: '2000-12-31', collectedTo: '2001-01-01' }), true],
    ['later days', () => ({ collectedFrom: '2001-01-02' }), false],
    ['its person on other days', (ids: { guest: string; id: string }) => ({ personId: ids.guest, collectedFrom: '2001-01-02' }), false],
    ['everything', () => ({ everything: true }), true],
  ])('a hold on %s decides whether it stays', async (_what, scope, stays) => {
    await world.rule('notes', 'note', { startEvent: [{ clock: 'written' }], active: { period: 'P1Y' }, end: 'delete' });
    const guest = await world.guest();
    const id = await note(guest, '2010-01-01');
    await placeHold(world.db.app, world.db.engine.session, toyRegistry, ledgerKey, { scope: scope({ guest, id }), reason: 'r', author: 'a', reviewOn: '2030-01-01' });
    await world.run();
    expect((await world.row('note', id)) !== null).toBe(stays);
  });

  it('leaves the records of a suspended policy, and treats them when it goes on', async () => {
    await world.rule('notes', 'note', threeMonthsThenFiveYears);
    const guest = await world.guest();
    await note(guest, '2010-01-01');
    await suspendPolicy(world.db.app, 'notes');
    expect((await world.run()).treated).toBe(0);
    await resumePolicy(world.db.app, 'notes');
    expect((await world.run()).treated).toBe(1);
  });

  it.each([
    ['a trigger', `create function toy.no() returns trigger language plpgsql as $$ begin if old.text = 'bad' then raise exception 'no: %', old.text; end if; return coalesce(new, old); end $$;
       create trigger no before update or delete on toy.note for each row execute function toy.no()`, 'drop function toy.no() cascade', 'P0001', null],
    ['a CHECK', `alter table toy.note add constraint stays_there check (phase = 'active' or kind <> 'bad')`, 'alter table toy.note drop constraint stays_there', '23514', 'stays_there'],
    ['a foreign key', `create table toy.pin (note uuid constraint pinned references toy.note (id)); insert into toy.pin select id from toy.note where kind = 'bad'`, 'drop table toy.pin', '23503', 'pinned'],
  ])('sets aside the one bad row of 5,000 that %s refuses, and treats it after repair', async (_by, plant, repair, sqlstate, constraint) => {
    const isForeignKey = sqlstate === '23503';
    await world.rule('notes', 'note', isForeignKey ? { startEvent: [{ clock: 'written' }], active: { period: 'P1Y' }, end: 'delete' } : threeMonthsThenFiveYears);
    const guest = await world.guest();
    const written = await world.day('-2 years');
    await world.db.owner.session.query(`insert into toy.note (guest_id, written_on, collected_on, text) select $1, $2, $2, 'fine' from generate_series(1, 4999)`, [guest, written]);
    const bad = await note(guest, written, { text: 'bad', kind: 'bad' });
    await world.db.owner.session.query(plant);
    try {
      const { treated, runId } = await world.run();
      expect(treated).toBe(4999);
      expect(await world.db.owner.session.query('select record_id::text as id, sqlstate, constraint_name from retention.quarantine')).toEqual([{ id: bad, sqlstate, constraint_name: constraint }]);
      expect(await world.db.owner.session.query('select reason from retention.outcome where run = $1', [runId])).toEqual([{ reason: 'quarantined' }]);
    } finally {
      await world.db.owner.session.query(repair);
    }
    expect((await world.run()).treated).toBe(0);
    await world.db.owner.session.query('update retention.quarantine set next_try_on = current_date');
    expect((await world.run()).treated).toBe(1);
    expect(await world.db.owner.session.query('select 1 from retention.quarantine')).toEqual([]);
  });
});
