import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import { sqlMigration } from './migration';

const table = sqlMigration(1764000000999, 'OneTable', `
create table public.thing (id int primary key, secret text);
grant select on public.thing to {{engine}};`);

describe('the logins of an installation', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await cloneDatabase([table]);
  });
  afterAll(() => db.close());

  it('are four, and each has only what was granted to it', async () => {
    await db.owner.session.query(`insert into public.thing values (1, 'x')`);
    expect(await db.engine.session.query('select id from public.thing')).toEqual([{ id: 1 }]);
    await expect(db.app.session.query('select id from public.thing')).rejects.toMatchObject({ code: '42501' });
    await expect(db.archive.session.query('select id from public.thing')).rejects.toMatchObject({ code: '42501' });
  });

  it('cannot become one another by SET ROLE', async () => {
    await expect(db.app.session.query(`set role "${db.rolePrefix}_engine"`)).rejects.toMatchObject({ code: '42501' });
  });

  it('read dates as text and large integers as numbers', async () => {
    const [row] = await db.engine.session.query(`select date '2024-02-29' as d, 'infinity'::date as i, 12345678901::bigint as n`);
    expect(row).toEqual({ d: '2024-02-29', i: 'infinity', n: 12345678901 });
  });

  it('roll a transaction back when the work throws', async () => {
    await expect(db.owner.transaction(async (session) => {
      await session.query(`insert into public.thing values (2, 'y')`);
      throw new Error('no');
    })).rejects.toThrow('no');
    expect(await db.owner.session.query('select 1 from public.thing where id = 2')).toEqual([]);
  });
});
