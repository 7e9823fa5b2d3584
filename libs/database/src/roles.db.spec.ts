import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import { migrate } from './migrate';
import { sqlMigration } from './migration';
import { roleKinds, roleName } from './roles';

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

  describe('of an owner without CREATEROLE', () => {
    const owner = 'plain_owner';
    const database = 'plain_database';
    const passwords = { app: 'a', engine: 'b', archive: 'c' };
    const url = (): string => {
      const of = new URL(db.url);
      Object.assign(of, { username: owner, password: 'plain', pathname: `/${database}` });
      return of.toString();
    };
    beforeEach(async () => {
      await db.owner.session.query(`create role ${owner} login password 'plain'`);
      await db.owner.session.query(`create database ${database} owner ${owner}`);
    });
    afterEach(async () => {
      await db.owner.session.query(`drop database ${database} with (force)`);
      for (const kind of roleKinds) await db.owner.session.query(`drop role if exists ${roleName(database, kind)}`);
      await db.owner.session.query(`drop role ${owner}`);
    });

    it('are asked for in one line, and nothing is left half-made', async () => {
      await expect(migrate(url(), [table], passwords)).rejects.toThrow(/^The owner's login may not create the role plain_database_app: grant it CREATEROLE, or have somebody create plain_database_app, plain_database_engine, plain_database_archive as logins with the passwords of secrets\.json/);
      await expect(migrate(url(), [table], passwords)).rejects.toThrow('CREATEROLE');
    });

    it('are used as they are when somebody has created them', async () => {
      for (const kind of roleKinds) await db.owner.session.query(`create role ${roleName(database, kind)} login noinherit password '${passwords[kind]}'`);
      expect(await migrate(url(), [table], passwords)).toMatchObject({ created: true, applied: ['OneTable1764000000999'] });
    });
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
