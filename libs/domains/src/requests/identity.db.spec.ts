import { randomBytes, randomUUID } from 'node:crypto';
import { fieldKeysOf } from '@oubli/config';
import { type Actor, depositCopy, identityMode, moveRequest, proofsOf, recordProof, registerRequest, type RightsRequest, setIdentityMode, stillNeeded } from '@oubli/rights';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import { allMigrations } from '../migrations';
import { identityFacts, keepIdentityCopy, openIdentityCopy } from './identity-vault';

const keys = fieldKeysOf([1, randomBytes(32)]);
const officer: Actor = { mover: 'officer', id: randomUUID() };
const passport = Buffer.from('\u0000passport of Anne Canary');
const nobody = { peopleOfMailbox: 1, bankDetails: false, dispute: false };

describe('who asks', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await cloneDatabase(allMigrations);
  });
  afterAll(() => db.close());
  beforeEach(() => setIdentityMode(db.app.session, 'proportional', null));

  const file = (personId: string | null = null, email = 'anne@example.net'): Promise<RightsRequest> =>
    db.app.transaction((s) => registerRequest(s, { kind: 'access', door: 'e-mail', language: 'fr', personId, contact: { email, words: 'Mes données ?' }, actorId: null }));
  const keep = (request: RightsRequest): Promise<string> => db.app.transaction((s) => keepIdentityCopy(s, request.id, passport, 'image/png', keys));
  const copies = async (request: RightsRequest): Promise<number> => (await db.owner.session.query('select id from rights.identity_copy where request_id = $1', [request.id])).length;
  const readings = (request: RightsRequest) => db.owner.session.query('select copy_id::text as copy, reader_id::text as reader from rights.identity_reading where request_id = $1', [request.id]);
  const person = async (): Promise<string> => {
    const id = randomUUID();
    await db.owner.session.query(`insert into people.person (id, last_name, collected_on, origin) values ($1, 'Durand', '2024-01-01', 'person')`, [id]);
    return id;
  };

  it('may send a copy, which lies sealed, opens only at its place, and is read by the officer with a line in the log', async () => {
    const request = await file();
    const id = await keep(request);
    const [raw] = await db.owner.session.query<{ sealed: Buffer }>('select content_sealed as sealed from rights.identity_copy where id = $1', [id]);
    expect(raw?.sealed.includes(passport) || raw?.sealed.toString('latin1').includes(passport.toString('base64'))).toBe(false);
    await expect(db.app.session.query('select content_sealed from rights.identity_copy')).rejects.toMatchObject({ code: '42501' });
    expect(await readings(request)).toEqual([]);
    const opened = await db.app.transaction((s) => openIdentityCopy(s, id, officer, keys));
    expect(opened?.content.equals(passport)).toBe(true);
    expect(await readings(request)).toEqual([{ copy: id, reader: officer.id }]);
    const other = randomUUID();
    await db.app.transaction((s) => depositCopy(s, request.id, { id: other, mediaType: 'image/png', contentSealed: raw?.sealed ?? Buffer.alloc(0) }));
    await expect(db.app.transaction((s) => openIdentityCopy(s, other, officer, keys))).rejects.toThrow('does not open');
  });

  it.each(['clerk', 'system'] as const)('has a copy that is not for a %s', async (mover) => {
    const request = await file();
    const id = await keep(request);
    await expect(db.app.transaction((s) => openIdentityCopy(s, id, { mover, id: randomUUID() }, keys))).rejects.toMatchObject({ code: 'not-yours' });
    expect(await readings(request)).toEqual([]);
  });

  it('has the copy destroyed in the transaction that verifies it; method, date and agent remain (RET-22)', async () => {
    await setIdentityMode(db.app.session, 'policy-strict', officer.id);
    expect(await identityMode(db.app.session)).toBe('policy-strict');
    const request = await file();
    await db.app.transaction((s) => moveRequest(s, request.id, 'ask-identity', officer));
    await keep(request);
    await expect(db.app.transaction(async (s) => {
      await recordProof(s, request.id, 'document-copy', officer, nobody);
      throw new Error('not this time');
    })).rejects.toThrow('not this time');
    expect(await copies(request)).toBe(1);
    const needed = await db.app.transaction((s) => recordProof(s, request.id, 'document-copy', officer, nobody));
    expect(needed.missing).toBe(0);
    expect(await copies(request)).toBe(0);
    const [day] = await db.owner.session.query<{ day: string }>('select calendar.paris_date(now())::text as day');
    expect(await proofsOf(db.app.session, request.id)).toMatchObject([{ method: 'document-copy', agentId: officer.id, verifiedOn: day?.day }]);
    expect(await db.owner.session.query('select state, identity_given_on::text as given from rights.request where id = $1', [request.id])).toEqual([{ state: 'open', given: day?.day }]);
  });

  it('has the copy destroyed with the closing of the request, verified or not', async () => {
    const request = await file();
    await keep(request);
    await db.app.transaction((s) => moveRequest(s, request.id, 'withdraw', officer));
    expect(await copies(request)).toBe(1);
    await db.app.transaction((s) => moveRequest(s, request.id, 'close', officer));
    expect(await copies(request)).toBe(0);
    await expect(keep(request)).rejects.toMatchObject({ code: 'wrong-state' });
  });

  it('waits for a second proof where the mailbox is known for two persons, or bank or dispute data are held', async () => {
    const [anne, bob] = [await person(), await person()];
    for (const id of [anne, bob]) await db.owner.session.query(`insert into people.contact_details (id, person_id, email, collected_on, origin) values (gen_random_uuid(), $1, 'Couple@Example.net', '2024-01-01', 'person')`, [id]);
    const shared = await file(anne, 'couple@example.net');
    expect(await identityFacts(db.engine.session, shared)).toEqual({ peopleOfMailbox: 2, bankDetails: false, dispute: false });
    const known = await identityFacts(db.engine.session, shared);
    await db.app.transaction((s) => moveRequest(s, shared.id, 'ask-identity', officer));
    const first = await db.app.transaction((s) => recordProof(s, shared.id, 'e-mail-link', { mover: 'system', id: null }, known));
    expect(first).toMatchObject({ missing: 1, because: ['shared-mailbox'] });
    expect(await db.owner.session.query('select state from rights.request where id = $1', [shared.id])).toEqual([{ state: 'identity-asked' }]);
    await db.app.transaction((s) => recordProof(s, shared.id, 'held-question', officer, known));
    expect(await db.owner.session.query('select state from rights.request where id = $1', [shared.id])).toEqual([{ state: 'open' }]);
    await db.owner.session.query(`insert into access.dispute_case (id, person_id, opened_on, origin, phase) values (gen_random_uuid(), $1, '2024-01-15', 'person', 'archived')`, [bob]);
    expect(await identityFacts(db.engine.session, await file(bob, 'bob@example.net'))).toEqual({ peopleOfMailbox: 0, bankDetails: false, dispute: true });
  });

  it('cannot have a human proof recorded by the system or a clerk', async () => {
    const request = await file();
    for (const mover of ['system', 'clerk'] as const) {
      await expect(db.app.transaction((s) => recordProof(s, request.id, 'held-question', { mover, id: null }, nobody))).rejects.toMatchObject({ code: 'not-yours' });
    }
    expect((await stillNeeded(db.app.session, request, nobody)).missing).toBe(1);
  });

  it('has copies of her own destroyed only, never those of another request', async () => {
    const [mine, other] = [await file(), await file()];
    await keep(mine);
    await keep(other);
    await db.app.transaction((s) => recordProof(s, mine.id, 'in-person', officer, nobody));
    expect([await copies(mine), await copies(other)]).toEqual([0, 1]);
  });
});
