import { fieldKeysOf } from '@oubli/config';
import { migrate } from '@oubli/database';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import { peopleMigrations } from '../people.migration';
import { bankDetailsTable } from './account';
import { openField } from './sealed-field';

const keys = fieldKeysOf([1, Buffer.alloc(32, 7)]);
const passwords = { app: 'test-app', engine: 'test-engine', archive: 'test-archive' };
const iban = (n: number): string => `FR76ZZ99QX${String(n).padStart(17, '0')}`;

describe('bank details of an earlier version', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    const all = peopleMigrations(() => keys);
    db = await cloneDatabase(all.slice(0, -2));
    await db.owner.session.query(`insert into people.person (id, origin) select gen_random_uuid(), 'person' from generate_series(1, 2500)`);
    await db.owner.session.query(
      `insert into people.bank_details (id, person_id, holder, iban, bic, origin, phase)
       select gen_random_uuid(), id, 'h', case when n % 10 <> 0 then 'FR76ZZ99QX' || lpad(n::text, 17, '0') end, case when n % 3 = 0 then 'ZZZZFRPPXXX' end, 'person',
         case n % 3 when 0 then 'active' when 1 then 'archived' else 'treated' end from (select id, row_number() over () as n from people.person) p`);
    await migrate(db.url, all, passwords);
  });
  afterAll(() => db.close());

  it('are sealed, each in its row and in every phase', async () => {
    const rows = await db.owner.session.query<{ id: string; iban: Buffer | null; bic: Buffer | null; shown: string | null }>(
      'select id, iban_sealed as iban, bic_sealed as bic, account_shown as shown from people.bank_details');
    const opened = rows.flatMap((row) => (row.iban ? [openField(row.iban, { table: bankDetailsTable, column: 'iban_sealed', row: row.id }, keys)] : []));
    const expected = Array.from({ length: 2500 }, (_, i) => i + 1).filter((n) => n % 10 !== 0).map(iban);
    expect(opened.sort()).toEqual(expected.sort());
    expect(rows.every((row) => (row.iban === null) === (row.shown === null))).toBe(true);
    expect(rows.filter((row) => row.bic !== null)).toHaveLength(833);
  });

  it('stand nowhere in the clear any longer, not in the table’s file either', async () => {
    const [columns] = await db.owner.session.query<{ n: number }>(
      `select count(*)::int as n from information_schema.columns where table_schema = 'people' and table_name = 'bank_details' and column_name in ('iban', 'bic')`);
    expect(columns?.n).toBe(0);
    await db.owner.session.query('checkpoint');
    const [file] = await db.owner.session.query<{ clear: number; sealed: number }>(
      `select position('FR76ZZ99QX'::bytea in content) as clear, position(convert_to('FR•• ••••', 'UTF8') in content) as sealed
       from (select pg_read_binary_file(pg_relation_filepath('people.bank_details')) as content) f`);
    expect(file?.clear).toBe(0);
    expect(file?.sealed).toBeGreaterThan(0);
  });
});
