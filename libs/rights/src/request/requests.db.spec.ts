import { randomUUID } from 'node:crypto';
import { allMigrations, domainRegistry, shippedSchedule } from '@oubli/domains';
import { installSchedule, recordDeclarations } from '@oubli/retention';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import { extendTerm, moveRequest, type NewRequest, namePerson, registerRequest } from './requests';

const officer = { mover: 'officer', id: randomUUID() } as const;

describe('a request', () => {
  let db: TestDatabase;
  let today: string;
  beforeAll(async () => {
    db = await cloneDatabase(allMigrations);
    await recordDeclarations(db.engine.session, domainRegistry);
    await installSchedule(db.owner.session, domainRegistry, shippedSchedule);
    today = (await db.app.session.query<{ day: string }>('select calendar.paris_date(now())::text as day'))[0]?.day ?? '';
  });
  afterAll(() => db.close());

  const register = (more: Partial<NewRequest> = {}) =>
    db.app.transaction((session) => registerRequest(session, {
      kind: 'erasure', door: 'form', language: 'fr', personId: null, actorId: null, contact: { name: 'Anne Durand', email: 'anne@example.org', words: 'Effacez mes données.' }, ...more,
    }));
  const move = (...[id, name, actor, outcome]: [string, Parameters<typeof moveRequest>[2], Parameters<typeof moveRequest>[3], Parameters<typeof moveRequest>[4]?]) =>
    db.app.transaction((session) => moveRequest(session, id, name, actor, outcome));
  const person = async (): Promise<string> => {
    const id = randomUUID();
    await db.owner.session.query(`insert into people.person (id, last_name, collected_on, origin) values ($1, 'Durand', '2020-01-01', 'person')`, [id]);
    return id;
  };

  it('of somebody the registry does not know is registered with a number and the days by which it is answered', async () => {
    const [first, second] = [await register(), await register()];
    expect(first.number).toMatch(new RegExp(`^R-${today.slice(0, 4)}-\\d{6}$`));
    expect(Number(second.number.slice(7))).toBe(Number(first.number.slice(7)) + 1);
    expect(first).toMatchObject({ state: 'received', personId: null, receivedOn: today, outcome: null });
    expect(first.dueLegal >= first.dueTarget && first.dueTarget > today).toBe(true);
  });

  it('that came by post has its term from the day it arrived', async () => {
    expect(await register({ door: 'post', receivedOn: '2026-01-31' })).toMatchObject({ dueTarget: '2026-02-28', dueLegal: '2026-03-02', registeredOn: today });
  });

  it('cannot have arrived tomorrow', () => expect(register({ receivedOn: '2099-01-01' })).rejects.toMatchObject({ code: 'received-later' }));

  it('keeps its number when there are more than a million', async () => {
    await db.owner.session.query(`select setval('rights.request_number', 1234567)`);
    expect((await register()).number).toBe(`R-${today.slice(0, 4)}-1234568`);
    await db.owner.session.query(`select setval('rights.request_number', 5000)`);
  });

  it('goes its way from receipt to its end, and its timeline tells it', async () => {
    const { id } = await register();
    await move(id, 'take', officer);
    await db.app.transaction(async (session) => namePerson(session, id, await person(), officer));
    await move(id, 'ask-identity', officer);
    await move(id, 'identity-given', officer);
    await move(id, 'decide', officer, 'partially-granted');
    await move(id, 'carry-out', officer);
    const answered = await move(id, 'answer', officer);
    expect(answered).toMatchObject({ state: 'answered', outcome: 'partially-granted', answeredOn: today, closedOn: null, ownerId: officer.id });
    expect(await move(id, 'close', { mover: 'system', id: null })).toMatchObject({ state: 'closed', closedOn: today });
    const events = await db.app.session.query<{ kind: string }>('select kind from rights.request_event where request_id = $1 order by happened_at', [id]);
    expect(events.map((e) => e.kind)).toEqual(['registered', 'taken', 'person-named', 'identity-asked', 'identity-given', 'decided', 'carrying-out', 'answered', 'closed']);
  });

  it.each([
    ['decided before it was taken', 'decide', officer, 'wrong-state'],
    ['decided by a clerk', 'decide', { mover: 'clerk', id: null }, 'not-yours'],
    ['closed before it was answered', 'close', officer, 'wrong-state'],
  ] as const)('cannot be %s', async (_what, name, actor, code) => {
    const { id } = await register();
    await expect(move(id, name, actor, name === 'decide' ? 'granted' : undefined)).rejects.toMatchObject({ code });
  });

  it('of an unknown id is not there', () => expect(move(randomUUID(), 'take', officer)).rejects.toMatchObject({ code: 'unknown-request' }));

  it('is extended once, before its term has ended', async () => {
    const { id, dueTarget } = await register();
    const extend = (which: string) => db.app.transaction((session) => extendTerm(session, which, 'complexity', officer));
    const extended = await extend(id);
    expect(extended).toMatchObject({ extendedOn: today, extensionReason: 'complexity' });
    expect(extended.dueTarget > dueTarget).toBe(true);
    await expect(extend(id)).rejects.toMatchObject({ code: 'too-late' });
    const late = await register({ door: 'post', receivedOn: '2026-01-31' });
    await expect(extend(late.id)).rejects.toMatchObject({ code: 'too-late' });
  });

  it('is longer by the days an answer about identity was awaited, once', async () => {
    const { id } = await register({ door: 'post', receivedOn: (await db.app.session.query<{ day: string }>(`select ($1::date - 20)::text as day`, [today]))[0]?.day ?? '' });
    const target = async (): Promise<string> => (await db.app.session.query<{ due: string }>('select due_target as due from rights.request where id = $1', [id]))[0]?.due ?? '';
    const before = await target();
    await move(id, 'ask-identity', officer);
    await db.owner.session.query('update rights.request set identity_asked_on = identity_asked_on - 10 where id = $1', [id]);
    await move(id, 'identity-given', officer);
    const [row] = await db.app.session.query<{ moved: number }>('select $1::date - $2::date as moved', [await target(), before]);
    expect(row?.moved).toBe(10);
    await move(id, 'ask-identity', officer);
    await db.owner.session.query('update rights.request set identity_asked_on = identity_asked_on - 5 where id = $1', [id]);
    expect(await move(id, 'identity-given', officer)).toMatchObject({ state: 'open' });
  });

  it('is moved by one of two who move it at once', async () => {
    const { id } = await register();
    const both = await Promise.allSettled([move(id, 'take', officer), move(id, 'take', { mover: 'officer', id: randomUUID() })]);
    expect(both.map((b) => b.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('refuses a social-security number in what somebody wrote', async () => {
    await expect(register({ contact: { words: 'mon numéro 255017511500187' } })).rejects.toMatchObject({ code: '23514' });
  });

  it('refers to no person who is no longer in the active records', async () => {
    const gone = await person();
    await db.owner.session.query(`update people.person set phase = 'archived' where id = $1`, [gone]);
    await expect(register({ personId: gone })).rejects.toMatchObject({ code: 'OB410' });
  });
});
