import { fieldKeysOf } from '@oubli/config';
import type { Session } from '@oubli/database';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import { peopleMigrations } from '../people.migration';
import { bankDetailsTable, sealAccount } from './account';
import { resealColumns, type SealedColumn } from './reseal';
import { openField } from './sealed-field';

const old = fieldKeysOf([1, Buffer.alloc(32, 7)]);
const turned = fieldKeysOf([1, Buffer.alloc(32, 7)], [2, Buffer.alloc(32, 8)]);
const newOnly = fieldKeysOf([2, Buffer.alloc(32, 8)]);
const columns: readonly SealedColumn[] = [{ table: bankDetailsTable, column: 'iban_sealed' }, { table: bankDetailsTable, column: 'bic_sealed' }];
const person = '00000000-0000-4000-8000-000000000001';
const iban = (n: number): string => `FR76ZZ99QX${String(n).padStart(17, '0')}`;
const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const count = 450;

describe('sealing anew under a turned key', () => {
  let db: TestDatabase;
  beforeEach(async () => {
    db = await cloneDatabase(peopleMigrations(() => old));
    await db.owner.session.query(`insert into people.person (id, last_name, collected_on, origin) values ($1, 'Durand', '2020-01-01', 'person')`, [person]);
    const rows = Array.from({ length: count }, (_, i) => ({ id: idOf(i + 1), ...sealAccount(idOf(i + 1), { iban: iban(i + 1), bic: (i + 1) % 3 === 0 ? 'ZZZZFRPPXXX' : null }, old) }));
    await db.owner.session.query(
      `insert into people.bank_details (id, person_id, iban_sealed, bic_sealed, account_shown, superseded_on, collected_on, origin, phase)
       select id, $1, iban, bic, shown, '2026-01-01', '2020-01-01', 'person', case when n % 2 = 0 then 'active' else 'archived' end
       from unnest($2::uuid[], $3::bytea[], $4::bytea[], $5::text[]) with ordinality u(id, iban, bic, shown, n)`,
      [person, rows.map((r) => r.id), rows.map((r) => r.ibanSealed), rows.map((r) => r.bicSealed), rows.map((r) => r.accountShown)]);
  });
  afterEach(() => db.close());

  /** What opens under the new key alone. */
  const opened = async (): Promise<string[]> => {
    const rows = await db.owner.session.query<{ id: string; iban: Buffer }>('select id::text as id, iban_sealed as iban from people.bank_details order by id');
    return rows.map((row) => openField(row.iban, { table: bankDetailsTable, column: 'iban_sealed', row: row.id }, newOnly));
  };
  const every = Array.from({ length: count }, (_, i) => iban(i + 1));

  it('reaches every value in every phase, and finds nothing to do the second time', async () => {
    expect(await resealColumns(db.engine.session, columns, turned)).toEqual({ resealed: count + count / 3, overtaken: 0, unopened: 0 });
    expect(await opened()).toEqual(every);
    expect(await resealColumns(db.engine.session, columns, turned)).toEqual({ resealed: 0, overtaken: 0, unopened: 0 });
  });

  it('goes on where it was when its connection is killed in the middle', async () => {
    let writes = 0;
    const killed = db.engine.transaction.bind(db.engine);
    await expect(killed(async (session) => {
      const [{ pid } = { pid: 0 }] = await session.query<{ pid: number }>('select pg_backend_pid() as pid');
      // Each statement stands alone, as the job's do.
      await session.query('commit');
      const dying: Session = {
        query: async (text, values) => {
          if (text.startsWith('update') && ++writes === 300) await db.owner.session.query('select pg_terminate_backend($1)', [pid]);
          return session.query(text, values);
        },
      };
      await resealColumns(dying, columns, turned);
    })).rejects.toThrow();
    const [half] = await db.owner.session.query<{ n: number }>('select count(*)::int as n from people.bank_details where get_byte(iban_sealed, 2) = 2');
    expect(half?.n).toBe(299);
    expect(await resealColumns(db.engine.session, columns, turned)).toEqual({ resealed: count + count / 3 - 299, overtaken: 0, unopened: 0 });
    expect(await opened()).toEqual(every);
  });

  it('never writes over an account that was changed meanwhile', async () => {
    const changed = sealAccount(idOf(5), { iban: 'FR1420041010050500013M02606', bic: null }, turned);
    const meddling: Session = {
      query: async (text, values) => {
        if (text.startsWith('update') && values?.[0] === idOf(5)) await db.owner.session.query('update people.bank_details set iban_sealed = $2 where id = $1', [idOf(5), changed.ibanSealed]);
        return db.engine.session.query(text, values);
      },
    };
    expect(await resealColumns(meddling, columns, turned)).toMatchObject({ overtaken: 1 });
    expect((await opened())[4]).toBe('FR1420041010050500013M02606');
  });

  it('leaves what does not open as it is, and says how many', async () => {
    const before = await db.owner.session.query('select id, iban_sealed from people.bank_details order by id');
    expect(await resealColumns(db.engine.session, columns, newOnly)).toEqual({ resealed: 0, overtaken: 0, unopened: count + count / 3 });
    expect(await db.owner.session.query('select id, iban_sealed from people.bank_details order by id')).toEqual(before);
  });
});
