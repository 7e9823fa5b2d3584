import { randomUUID } from 'node:crypto';
import { fieldKeysOf } from '@oubli/config';
import { countList, DoNotRecreateKeyError, endEntries, findOnList, keepEntries } from '@oubli/do-not-recreate';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import { allMigrations } from '../migrations';
import { feedDoNotRecreate, feedWaiting, keepDoNotRecreateList, type ListKeys } from './again';
import { readIdentifiers } from './identifiers-of';

const key = Buffer.alloc(32, 9);
const keys: ListKeys = { list: () => key, fields: () => fieldKeysOf([1, Buffer.alloc(32, 7)]) };
const lost: ListKeys = { ...keys, list: () => null };
const blank = { lastName: null, birthName: null, firstName: null, birthDate: null, emails: [], phones: [], ibans: [], sirets: [] };

describe('the do-not-recreate list', () => {
  let db: TestDatabase;
  beforeEach(async () => {
    db = await cloneDatabase(allMigrations);
  });
  afterEach(() => db.close());

  const person = async (email: string): Promise<string> => {
    const id = randomUUID();
    await db.app.session.query(`insert into people.person (id, last_name, first_name, birth_date, collected_on, origin) values ($1, 'Durand', 'Anne', '1980-01-01', '2020-01-01', 'person')`, [id]);
    await db.app.session.query(`insert into people.contact_details (id, person_id, email, phone, collected_on, origin) values (gen_random_uuid(), $1, $2, '+33612345678', '2020-01-01', 'person')`, [id, email]);
    return id;
  };
  const object = (personId: string, purpose = 'campaigns', on = '2026-03-10') =>
    db.app.session.query(`insert into engagement.objection (id, person_id, purpose, channel, objected_on, collected_on, origin) values (gen_random_uuid(), $1, $2, 'sms', $3, $3, 'person')`, [personId, purpose, on]);
  const count = async (table: string): Promise<number> => (await db.owner.session.query<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n ?? 0;

  it('holds hashes, kind, ground and days, and nothing of the person', async () => {
    const id = await person('anne@example.fr');
    expect(await feedDoNotRecreate(db.engine.session, keys, id, 'erasure', '2023-03-10')).toBe(3);
    const [{ rows } = { rows: '' }] = await db.owner.session.query<{ rows: string }>('select string_agg(to_jsonb(e)::text, chr(10)) as rows from do_not_recreate.entry e');
    expect(rows).not.toMatch(/durand|anne|612345678|1980/i);
    expect(rows).not.toContain(id);
    expect((await findOnList(db.app.session, key, readIdentifiers({ ...blank, emails: ['ANNE@example.fr'] })))[0]).toMatchObject({ kind: 'e-mail', ground: 'erasure', listedOn: '2023-03-10', keptUntil: '2026-03-10' });
  });

  it('keeps one entry of somebody fed twice, from the later day; an erasure outweighs an objection', async () => {
    const id = await person('anne@example.fr');
    await feedDoNotRecreate(db.engine.session, keys, id, 'erasure', '2023-03-10');
    await feedDoNotRecreate(db.engine.session, keys, id, 'objection', '2024-03-10');
    const rows = await db.owner.session.query('select distinct entry, ground, listed_on, kept_until from do_not_recreate.entry');
    expect(rows).toMatchObject([{ ground: 'erasure', listed_on: '2024-03-10', kept_until: '2027-03-10' }]);
  });

  it.each([
    ['stays on its last day', '2026-03-10', false, 3],
    ['leaves the day after where there are no campaigns', '2026-03-11', false, 0],
    ['stays while campaigns go on, and waits for a review', '2026-03-11', true, 3],
  ])('an entry of 10 March 2023 %s', async (_what, today, campaigns, left) => {
    await feedDoNotRecreate(db.engine.session, keys, await person('anne@example.fr'), 'objection', '2023-03-10');
    const due = (await countList(db.app.session, today))[0]?.reviewDue;
    expect(due).toBe(today > '2026-03-10' ? 1 : 0);
    if (!campaigns) await endEntries(db.app.session, today);
    expect(await count('do_not_recreate.entry')).toBe(left);
    if (!campaigns) return;
    await keepEntries(db.app.session, today);
    expect((await countList(db.app.session, '2029-03-11'))[0]?.reviewDue).toBe(0);
    expect((await countList(db.app.session, '2029-03-12'))[0]?.reviewDue).toBe(1);
  });

  it('is kept by the nightly job: what is over leaves without campaigns and stays with them', async () => {
    await feedDoNotRecreate(db.engine.session, keys, await person('anne@example.fr'), 'objection', '2020-03-10');
    await db.owner.session.query(`insert into engagement.campaign (id, title, channel) values (gen_random_uuid(), 'Letter', 'e-mail')`);
    await keepDoNotRecreateList(db.owner, keys);
    expect(await count('do_not_recreate.entry')).toBe(3);
    await db.owner.session.query('delete from engagement.campaign');
    await keepDoNotRecreateList(db.owner, keys);
    expect(await count('do_not_recreate.entry')).toBe(0);
  });

  it('is fed by every objection to campaigns, whatever path recorded it, and by no other', async () => {
    const id = await person('anne@example.fr');
    await object(id, 'surveys');
    expect(await feedWaiting(db.app.session, keys, id)).toBe(0);
    await object(id);
    await object(id);
    await keepDoNotRecreateList(db.owner, keys);
    expect([await count('do_not_recreate.entry'), await count('do_not_recreate.feed_task')]).toEqual([3, 0]);
  });

  it('is fed by no period that ends', async () => {
    const id = await person('anne@example.fr');
    await db.owner.session.query(`update people.person set phase = 'treated', last_name = null, first_name = null where id = $1`, [id]);
    await db.owner.session.query(`update people.contact_details set phase = 'archived', email = null, phone = null where person_id = $1`, [id]);
    await keepDoNotRecreateList(db.owner, keys);
    expect(await count('do_not_recreate.entry')).toBe(0);
  });

  it('without its key lets an objection be recorded and wait, feeds nobody, and goes on when the key is back', async () => {
    const id = await person('anne@example.fr');
    await object(id);
    await keepDoNotRecreateList(db.owner, lost);
    expect([await count('do_not_recreate.entry'), await count('do_not_recreate.feed_task')]).toEqual([0, 1]);
    await expect(feedDoNotRecreate(db.engine.session, lost, id, 'erasure', '2023-03-10')).rejects.toThrow(DoNotRecreateKeyError);
    await keepDoNotRecreateList(db.owner, keys);
    expect([await count('do_not_recreate.entry'), await count('do_not_recreate.feed_task')]).toEqual([3, 0]);
  });
});
