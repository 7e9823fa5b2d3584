import { randomUUID } from 'node:crypto';
import type { VersionBodyInput } from '@oubli/contracts';
import { defineFloor } from '../policies/freeze';
import { loadSchedule } from '../policies/load.sql';
import { toyRegistry } from '../testing/toy';
import { ToyWorld } from '../testing/world';
import { why } from '../why/why';
import { startErasureRun } from './start-erasure';
import { fulfilledSince, withdrawErasure, wishesOf } from './wishes';

const oneThenFiveYears: VersionBodyInput = { startEvent: [{ clock: 'written' }], active: { period: 'P1Y', sorting: { columns: { text: { kind: 'erase' } } } }, archived: { period: 'P5Y' }, end: 'delete' };

describe('erasure at a person’s request', () => {
  let world: ToyWorld;
  beforeAll(async () => {
    world = await ToyWorld.create();
  });
  beforeEach(async () => {
    await world.empty();
    await world.rule('notes', 'note', oneThenFiveYears);
  });
  afterAll(() => world.db.close());

  const note = async (guest: string, more: Record<string, unknown> = {}): Promise<string> =>
    world.insert('note', { guest_id: guest, written_on: await world.day('-1 month'), collected_on: await world.day('-1 month'), text: 'secret', author: 'Zoé', mail: 'zoe@example.org', amount: 12, ...more });
  const floor = async (period: string): Promise<void> => {
    await defineFloor(world.db.owner.session, toyRegistry, {
      code: 'accounts', recordType: 'note', legalReference: 'C. com. L123-22', confidence: 'S', body: { startEvent: [{ clock: 'written' }], period, columns: ['mail'] },
    });
  };
  const hold = (person: string): Promise<unknown> => world.db.app.session.query(`insert into retention.hold (person_id, review_on) values ($1, current_date + 30)`, [person]);
  const release = (): Promise<unknown> => world.db.app.session.query('update retention.hold set released_at = now()');

  it('erases at once what nothing keeps: records, their parts, what no policy governs, and the person last', async () => {
    const guest = await world.guest();
    const written = await note(guest);
    const scan = await world.insert('scan', { note_id: written, content: 'page' });
    const stay = await world.insert('stay', { guest_id: guest, collected_on: await world.day('-1 month'), remark: 'quiet' });
    const { treated } = await world.erase(guest);
    expect(treated).toBe(3);
    expect([await world.row('note', written), await world.row('scan', scan), await world.row('stay', stay), await world.row('guest', guest)]).toEqual([null, null, null, null]);
    expect(await wishesOf(world.db.engine.session, guest)).toMatchObject([{ endedBecause: null }]);
    expect(await world.resumeErasures()).toBe(0);
    expect(await wishesOf(world.db.engine.session, guest)).toMatchObject([{ request: 'R-2026-1', endedBecause: 'nothing-left' }]);
    expect(await fulfilledSince(world.db.engine.session, await world.day())).toHaveLength(1);
  });

  it('keeps of evidence the named columns only, out of reach, until the policy’s own end; then the rest leaves by itself', async () => {
    const guest = await world.guest();
    const contract = await note(guest, { kind: 'contract' });
    const scan = await world.insert('scan', { note_id: contract, content: 'page' });
    const { erasure, treated } = await world.erase(guest);
    expect(treated).toBe(2);
    expect(await world.row('note', contract)).toMatchObject({ phase: 'archived', amount: '12', text: null, author: null, mail: null });
    expect([await world.row('scan', scan), await world.row('guest', guest)]).toMatchObject([null, { name: null, phase: 'treated' }]);
    const [decided] = erasure.records.filter((r) => r.recordType === 'note');
    const until = await world.day('-1 month +5 years');
    expect(decided).toMatchObject({ becomes: 'archived', leavesOn: await world.day('-1 month +5 years +1 day') });
    expect(decided?.fields.filter((f) => ['amount', 'text'].includes(f.column))).toEqual([
      { column: 'text', verdict: 'erase', claim: 'erasure', reference: 'Art. 17(1)(a) GDPR', until: null, readers: [] },
      { column: 'amount', verdict: 'keep', claim: 'evidence', reference: 'Art. 17(3)(e) GDPR; Art. 5(1)(e) GDPR', until, readers: ['rights-and-disputes'] },
    ]);
    expect((await world.erase(guest, 'R-2026-2')).treated).toBe(0);
    await world.db.owner.session.query(`update toy.note set written_on = written_on - interval '6 years'`);
    expect((await world.run()).treated).toBe(1);
    expect(await world.row('note', contract)).toBeNull();
    expect(await world.resumeErasures()).toBe(1);
    expect(await world.row('guest', guest)).toBeNull();
    expect((await wishesOf(world.db.engine.session, guest)).map((w) => w.endedBecause)).toEqual(['nothing-left', 'nothing-left']);
  });

  it('keeps a floor’s columns until its last day, even when the policy would keep longer', async () => {
    await floor('P2Y');
    const guest = await world.guest();
    const kept = await note(guest);
    expect((await world.erase(guest)).treated).toBe(2);
    expect(await world.row('note', kept)).toMatchObject({ phase: 'archived', mail: 'zoe@example.org', text: null, amount: null });
    await world.db.owner.session.query(`update toy.note set written_on = written_on - interval '2 years'`);
    expect((await world.run()).treated).toBe(0);
    expect(await world.resumeErasures()).toBe(2);
    expect(await world.row('note', kept)).toBeNull();
  });

  it('lets a column go on the day its own keep ends, while another keeps the record', async () => {
    await floor('P2Y');
    const guest = await world.guest();
    const both = await note(guest, { kind: 'contract' });
    await world.erase(guest);
    expect(await world.row('note', both)).toMatchObject({ mail: 'zoe@example.org', amount: '12' });
    await world.db.owner.session.query(`update toy.note set written_on = written_on - interval '2 years'`);
    expect(await world.resumeErasures()).toBe(1);
    expect(await world.row('note', both)).toMatchObject({ phase: 'archived', mail: null, amount: '12' });
    expect(await world.resumeErasures()).toBe(0);
  });

  it('leaves what is still in use as it is, and takes it when it no longer is', async () => {
    const guest = await world.guest();
    const open = await note(guest, { kind: 'open' });
    expect((await world.erase(guest)).treated).toBe(0);
    expect(await world.row('note', open)).toMatchObject({ phase: 'active', text: 'secret' });
    expect(await world.row('guest', guest)).toMatchObject({ phase: 'active' });
    await world.db.owner.session.query(`update toy.note set kind = 'done' where id = $1`, [open]);
    expect(await world.resumeErasures()).toBe(2);
    expect(await world.row('note', open)).toBeNull();
  });

  it('waits under a hold, and resumes by itself when it is released', async () => {
    const guest = await world.guest();
    const written = await note(guest);
    await hold(guest);
    const { erasure, treated } = await world.erase(guest);
    expect(treated).toBe(0);
    expect(erasure.records.map((r) => [r.recordType, r.fields[0]?.verdict, r.fields[0]?.claim])).toEqual([['note', 'freeze', 'hold'], ['guest', 'freeze', 'hold']]);
    expect(await world.resumeErasures()).toBe(0);
    await release();
    expect(await world.resumeErasures()).toBe(2);
    expect(await world.row('note', written)).toBeNull();
  });

  it('does not destroy a record that is about somebody else, nor the other’s part in one they share', async () => {
    const [guest, companion] = [await world.guest(), await world.guest('Paul Martin')];
    const stay = { guest_id: guest, companion_id: companion, collected_on: await world.day('-1 month'), remark: 'quiet' };
    const shared = await world.insert('stay', stay);
    const asked = await world.erase(companion, 'R-2026-2');
    expect(asked.treated).toBe(0);
    expect(asked.erasure.records).toMatchObject([{ recordType: 'stay', becomes: 'active' }, { recordType: 'guest', becomes: 'active' }]);
    expect(await world.row('stay', shared)).toMatchObject({ remark: 'quiet', phase: 'active' });
    expect(await world.resumeErasures()).toBe(0);
    await world.db.owner.session.query(`update retention.erasure_wish set ended_on = current_date, ended_because = 'withdrawn'`);
    await world.erase(guest, 'R-2026-3');
    expect(await world.row('stay', shared)).toMatchObject({ remark: null, companion_id: companion, phase: 'archived' });
    await world.erase(companion, 'R-2026-4');
    await world.resumeErasures();
    expect([await world.row('stay', shared), await world.row('guest', guest)]).toEqual([null, null]);
  });

  it('reaches what was collected until its day, and the record types it names', async () => {
    const guest = await world.guest();
    const [first, later] = [await note(guest), await note(guest, { collected_on: null, kind: 'open' })];
    const stay = await world.insert('stay', { guest_id: guest, collected_on: await world.day('-1 month') });
    await world.erase(guest, 'R-2026-1', ['note']);
    expect([await world.row('note', first), (await world.row('stay', stay))?.['phase'], (await world.row('guest', guest))?.['phase']]).toEqual([null, 'active', 'active']);
    await world.db.owner.session.query(`update toy.note set kind = 'done'`);
    await world.db.owner.session.query(`update retention.erasure_wish set asked_on = asked_on - 1`);
    const today = await note(guest, { collected_on: await world.day() });
    expect(await world.resumeErasures()).toBe(1);
    expect([await world.row('note', later), (await world.row('note', today))?.['phase']]).toEqual([null, 'active']);
  });

  it('counts nobody who asked to be forgotten', async () => {
    const guest = await world.guest();
    await note(guest, { mark: 5 });
    await world.erase(guest);
    expect(await world.db.owner.session.query('select * from toy.note_tally')).toEqual([]);
  });

  it('writes entries of its own kind, which name the wish and not a policy', async () => {
    const guest = await world.guest();
    await note(guest, { kind: 'contract' });
    await note(guest);
    await world.erase(guest);
    const entries = await world.db.owner.session.query(`select action, version = (select id from retention.erasure_wish) as "namesWish", due_on::text as due from ledger.entry order by action`);
    const due = await world.day();
    expect(entries).toEqual([3, 4, 5].map((action) => ({ action, namesWish: true, due })));
  });

  it('starts only with the digest of today’s plan, for somebody who is there, under a number of her own', async () => {
    const guest = await world.guest();
    await note(guest);
    const start = (person: string, request: string, accept: string): Promise<unknown> =>
      startErasureRun(world.db.engine, toyRegistry, { person, request, ground: 'objection', accept, runId: randomUUID(), wishId: randomUUID() });
    await expect(start(guest, 'R-2026-1', '0'.repeat(64))).rejects.toMatchObject({ code: 'plan-moved' });
    await expect(start(randomUUID(), 'R-2026-1', '')).rejects.toMatchObject({ code: 'unknown-record' });
    expect(await wishesOf(world.db.engine.session, guest)).toEqual([]);
    const other = await world.guest();
    await world.erase(guest, 'R-2026-1');
    await expect(start(other, 'R-2026-1', '')).rejects.toMatchObject({ code: 'wrong-state' });
    await expect(start(other, 'for Jeanne Dupont', '')).rejects.toMatchObject({ code: '23514' });
  });

  it('stops at a wish that was taken back', async () => {
    const guest = await world.guest();
    const written = await note(guest, { kind: 'open' });
    await world.erase(guest);
    await withdrawErasure(world.db.engine, toyRegistry, 'R-2026-1');
    await world.db.owner.session.query(`update toy.note set kind = 'done'`);
    expect(await world.resumeErasures()).toBe(0);
    expect(await world.row('note', written)).not.toBeNull();
    await expect(withdrawErasure(world.db.engine, toyRegistry, 'R-2026-1')).rejects.toMatchObject({ code: 'unknown-record' });
  });

  it('previews what it then does, and why tells it afterwards', async () => {
    const guest = await world.guest();
    const contract = await note(guest, { kind: 'contract' });
    const before = await world.row('note', contract);
    const { plan } = await world.previewErasure(guest);
    expect(await world.row('note', contract)).toEqual(before);
    expect(await wishesOf(world.db.engine.session, guest)).toEqual([]);
    expect((await world.erase(guest)).erasure.plan.digest).toBe(plan.digest);
    const trace = await world.db.engine.transaction(async (session) => why(session, toyRegistry, await loadSchedule(session), 'note', contract));
    expect(trace).toMatchObject({ phase: 'archived', wish: { request: 'R-2026-1', ground: 'no-longer-needed' } });
    expect(trace.fields.find((f) => f.column === 'amount')?.because).toBe(`erasure was asked for (R-2026-1), and evidence keeps it until ${await world.day('-1 month +5 years')} (Art. 17(3)(e) GDPR; Art. 5(1)(e) GDPR)`);
    expect(trace.fields.find((f) => f.column === 'text')?.because).toBe('erased at the person’s request R-2026-1');
  });
});
