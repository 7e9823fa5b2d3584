import { fieldKeysOf } from '@oubli/config';
import { isReference, snakeCase } from '@oubli/personal-data';
import { acceptAlarm, checkIntegrity, openAlarms } from '@oubli/retention';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import { seedDemo } from './demo/seed';
import { allMigrations } from './migrations';
import { domainRegistry } from './registry';

const checked = domainRegistry.declarations.flatMap((declaration) =>
  isReference(declaration) ? [] : (declaration.integrity ?? []).map((check) => ({ name: `${declaration.recordType} ${snakeCase(check.hash)}`, declaration, check })));

describe('the integrity of stored files and issued documents', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await cloneDatabase(allMigrations);
    await seedDemo(db.owner.session, { asOf: '2026-11-24', seed: 1, scale: 0.1, fieldKeys: fieldKeysOf([1, Buffer.alloc(32, 7)]) });
  }, 60_000);
  afterAll(() => db.close());

  /** As somebody with the disk in hand would: no trigger sees it. */
  const behindItsBack = (text: string, values: unknown[] = []): Promise<void> =>
    db.owner.transaction(async (session) => {
      await session.query('set local session_replication_role = replica');
      await session.query(text, values);
    });
  const check = () => checkIntegrity(db.engine, domainRegistry);
  const alarms = async (): Promise<string[]> => (await openAlarms(db.engine.session)).map((a) => `${a.recordType}/${a.recordId} ${a.place}`);
  const trail = async (): Promise<string[]> =>
    (await db.owner.session.query<{ kind: string }>('select kind from retention.activity order by occurred_at, kind')).map((row) => row.kind);

  it('is watched wherever a hash stands beside what it is of', async () => {
    const hashes = await db.owner.session.query<{ place: string }>(
      `select table_schema || '.' || table_name || '.' || column_name as place from information_schema.columns
       where column_name ~ 'sha256$' and column_name not in ('token_sha256', 'key_sha256', 'request_sha256', 'wrong_sha256') and table_schema not in ('ledger', 'retention') order by 1`);
    expect(checked.map(({ declaration, check: c }) => `${declaration.table}.${snakeCase(c.hash)}`).sort()).toEqual(hashes.map((row) => row.place));
  });

  it('is whole in the demo company, and each kind of document is there to be compared', async () => {
    const { compared, damaged } = await check();
    expect(damaged).toBe(0);
    expect(compared).toBeGreaterThan(500);
    expect(await alarms()).toEqual([]);
  });

  afterEach(() => db.owner.session.query('drop table if exists public.before'));

  it.each(checked)('raises an alarm for one turned bit of $name, once, and ends it when the byte is back', async ({ declaration, check: c }) => {
    const column = 'file' in c ? snakeCase(c.file) : 'party_name';
    const [row] = await db.owner.session.query<{ id: string }>(`select id::text as id from ${declaration.table} where ${column} is not null order by id offset 3 limit 1`);
    const id = row?.id ?? '';
    await db.owner.session.query(`create table public.before as select * from ${declaration.table} where id = '${id}'`);
    const turned = 'file' in c ? `set_bit(${column}, 5, 1 - get_bit(${column}, 5))` : `${column} || ' '`;
    await behindItsBack(`update ${declaration.table} set ${column} = ${turned} where id = $1`, [id]);
    const already = (await trail()).length;
    expect(await check()).toMatchObject({ damaged: 1, raised: 1 });
    expect(await check()).toMatchObject({ damaged: 1, raised: 0 });
    expect(await alarms()).toEqual([`${declaration.recordType}/${id} ${snakeCase(c.hash)}`]);
    await behindItsBack(`update ${declaration.table} t set ${column} = b.${column} from public.before b where b.id = t.id`);
    expect(await check()).toMatchObject({ damaged: 0 });
    expect(await alarms()).toEqual([]);
    expect((await trail()).slice(already)).toEqual(['integrity-alarm', 'integrity-restored']);
  });

  it('is silent about a damage that somebody accepted with a reason, and tells who', async () => {
    const [row] = await db.owner.session.query<{ id: string }>('select id::text as id from invoicing.receipt where content is not null limit 1');
    const alarm = { recordType: 'receipt', recordId: row?.id ?? '', place: 'sha256' };
    await behindItsBack(`update invoicing.receipt set content = 'x' where id = $1`, [alarm.recordId]);
    await check();
    await acceptAlarm(db.engine.session, alarm, { reason: 'The original is lost.', author: 'DPO' });
    expect(await check()).toMatchObject({ damaged: 1, raised: 0 });
    expect(await alarms()).toEqual([]);
    await expect(acceptAlarm(db.engine.session, alarm, { reason: 'again', author: 'DPO' })).rejects.toThrow(`There is no open alarm for receipt/${alarm.recordId} at sha256. Nothing was changed.`);
    const [answer] = await db.owner.session.query(`select reason, author from retention.activity where kind = 'integrity-accepted'`);
    expect(answer).toEqual({ reason: 'The original is lost.', author: 'DPO' });
    await behindItsBack('delete from invoicing.receipt where id = $1', [alarm.recordId]);
    await check();
    expect((await trail()).at(-1)).toBe('integrity-gone');
  });

  it('counts a hash without file, and a file without hash, as damage', async () => {
    await behindItsBack(`update recruitment.cv_file set sha256 = null where id = (select min(id::text)::uuid from recruitment.cv_file where content is not null)`);
    await behindItsBack(`update recruitment.cv_file set content = null where id = (select max(id::text)::uuid from recruitment.cv_file where content is not null)`);
    expect(await check()).toMatchObject({ damaged: 2, raised: 2 });
  });

  it('is not restored by the engine treating a damaged invoice', async () => {
    await behindItsBack(`update invoicing.invoice set party_name = 'Forged' where id = (select id from invoicing.invoice order by id limit 1)`);
    await db.engine.session.query(`update invoicing.invoice set party_address = null`);
    const { damaged } = await check();
    expect(damaged).toBe(3);
  });
});
