import { sqlMigration } from '@oubli/database';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import fc from 'fast-check';
import { findSocialSecurityNumber, socialSecurityNumberSql } from './social-security-number';
import { socialSecurityCases, spaced, withKey } from './social-security-number.cases';

const migration = sqlMigration(1764000200000, 'Detector', `
create schema people;
grant usage on schema people to {{app}};
${socialSecurityNumberSql}
create table people.note (text text not null constraint no_number check (not people.holds_social_security_number(text)));
grant select, insert, update on people.note to {{app}};`);

const digits = (length: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const mark = fc.constantFrom('', ' ', '  ', '.', '-', '/', '\u00a0', '\u202f', '\n', ' - ', '    ', 'x', ',');
const number = fc
  .tuple(fc.constantFrom(...'0123456789'), digits(2), digits(2), fc.oneof(digits(2), fc.constantFrom('2A', '2B', '2a', '2C')), digits(3), digits(3))
  .map((parts) => (/^[0-9]*(?:2[ABab])?[0-9]*$/.test(parts.join('')) ? withKey(parts.join('')) : `${parts.join('')}01`));
const text = fc.oneof(
  fc.tuple(fc.string({ unit: 'grapheme', maxLength: 4 }), number, mark, fc.string({ maxLength: 4 })).map(([before, n, m, after]) => `${before}${spaced(n, m)}${after}`),
  fc.tuple(fc.constantFrom('', '1', '12 ', 'é', 'a', '_', '-'), number, fc.constantFrom('', '7', ' 7', '.', 'é', 'z', '_')).map((parts) => parts.join('')),
  fc.tuple(number, mark, number).map((parts) => parts.join('')),
  fc.stringMatching(/^[0-9 ]{10,40}$/),
  fc.string({ unit: 'grapheme' }),
).filter((each) => !each.includes('\u0000') && each.isWellFormed());

describe('the detector of social-security numbers in SQL', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await cloneDatabase([migration]);
  });
  afterAll(() => db.close());

  const inSql = async (texts: readonly string[]): Promise<boolean[]> => {
    const rows = await db.owner.session.query<{ found: boolean }>(
      'select people.holds_social_security_number(t) as found from unnest($1::text[]) with ordinality as x (t, n) order by n', [texts]);
    return rows.map((row) => row.found);
  };

  it('answers every case as TypeScript does', async () => {
    expect(await inSql(socialSecurityCases.map(([, each]) => each))).toEqual(socialSecurityCases.map(([, , found]) => found));
  });

  it('answers 20,000 generated texts as TypeScript does', async () => {
    const texts = fc.sample(text, { numRuns: 20_000, seed: 7 });
    const [here, there] = [texts.map(findSocialSecurityNumber), await inSql(texts)];
    expect(texts.filter((_each, n) => here[n] !== there[n])).toEqual([]);
    expect(here.filter(Boolean).length).toBeGreaterThan(2000);
    expect(here.filter((found) => !found).length).toBeGreaterThan(2000);
  });

  it('says no to null', async () => {
    expect(await db.owner.session.query('select people.holds_social_security_number(null) as found')).toEqual([{ found: false }]);
  });

  it('lets a CHECK refuse the number under the application’s login', async () => {
    await db.app.session.query('insert into people.note values ($1)', ['06 12 34 56 78, no other number here']);
    await expect(db.app.session.query('insert into people.note values ($1)', [`nir ${spaced(withKey('2550175115001'))}`])).rejects.toMatchObject({ code: '23514', constraint: 'no_number' });
    await expect(db.app.session.query(`update people.note set text = text || $1`, [` ${withKey('2550175115001')}`])).rejects.toMatchObject({ code: '23514' });
  });

  it('is written into the query, so that an ordinary value costs no function call', async () => {
    const plan = await db.owner.session.query<{ 'QUERY PLAN': string }>('explain (verbose, costs off) select people.holds_social_security_number(text) from people.note');
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).not.toContain('holds_social_security_number');
  });
});
