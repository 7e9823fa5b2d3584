import { createHash } from 'node:crypto';
import { dictionary, describeTreatment, columnFacts, fakeOf, fitProblems, refusedByChecks, renderTreatment, tokenOf, treatmentKeys, writtenValues } from '@oubli/anonymization';
import { fakeDictionaries, type Treatment } from '@oubli/personal-data';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import * as fc from 'fast-check';

const key = Buffer.alloc(32, 5);
const keys = treatmentKeys(key);
const id = '0a0b0c0d-0000-4000-8000-000000000009';

describe('treatments in SQL', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await cloneDatabase([]);
  });
  afterAll(() => db.close());

  /** The new values of a column, computed by the generated expression. */
  async function treated(treatment: Treatment, type: string, values: readonly (string | number | null)[], column = { name: 'c', recordCode: 7 }, with_ = keys): Promise<(string | null)[]> {
    const bound: unknown[] = [values, id];
    const param = (value: unknown, cast?: string): string => `$${bound.push(value)}${cast ? `::${cast}` : ''}`;
    const { sql } = renderTreatment(treatment, { ...column, type }, { alias: 'r', id: 'r.id' }, param, with_);
    const rows = await db.owner.session.query<{ v: string | null }>(
      `select (${sql})::text as v from (select x.v::${type} as ${column.name}, $2::uuid as id, x.n from unnest($1::text[]) with ordinality as x (v, n)) r order by r.n`, bound);
    return rows.map((row) => row.v);
  }

  it('give the tokens of the reference, byte by byte', () =>
    fc.assert(fc.asyncProperty(fc.array(fc.string({ unit: 'binary', maxLength: 40 }).map((s) => s.replaceAll('\0', '')), { minLength: 1, maxLength: 20 }), async (values) => {
      for (const form of ['text', 'email'] as const) {
        expect(await treated({ kind: 'pseudonym', form }, 'text', values)).toEqual(values.map((v) => tokenOf(v, form, { name: 'c', recordCode: 7 }, key)));
      }
    }), { numRuns: 40 }));

  it('give the same value the same token in a column, another in another column, another under another key', async () => {
    const token = { kind: 'pseudonym', form: 'text' } as const;
    const [a, b] = await treated(token, 'text', ['zoe@example.fr', 'zoe@example.fr']);
    expect(a).toBe(b);
    const [other] = await treated(token, 'text', ['zoe@example.fr'], { name: 'd', recordCode: 7 });
    const [elsewhere] = await treated(token, 'text', ['zoe@example.fr'], { name: 'c', recordCode: 8 });
    const [rekeyed] = await treated(token, 'text', ['zoe@example.fr'], { name: 'c', recordCode: 7 }, treatmentKeys(Buffer.alloc(32, 6)));
    expect(new Set([a, other, elsewhere, rekeyed]).size).toBe(4);
  });

  it('give tokens from which a dictionary of every number of a range recovers nothing without the key', async () => {
    const numbers = Array.from({ length: 10_000 }, (_, i) => `+3363998${String(i).padStart(4, '0')}`);
    const tokens = new Set(await treated({ kind: 'pseudonym', form: 'text' }, 'text', numbers));
    expect(tokens.size).toBe(numbers.length);
    const guesses = numbers.flatMap((n) => ['md5', 'sha1', 'sha256'].map((h) => createHash(h).update(n).digest('hex').slice(0, 32)));
    const wrongKey = numbers.map((n) => tokenOf(n, 'text', { name: 'c', recordCode: 7 }, Buffer.alloc(32, 0)));
    expect([...guesses, ...wrongKey].filter((guess) => tokens.has(guess))).toEqual([]);
  });

  it.each(fakeDictionaries)('pick the reference’s word of %s, and never the row’s own', async (name) => {
    const values = ['Dupont', ...dictionary(name).slice(0, 50)];
    const column = { name: 'c', recordCode: 7 };
    const words = await treated({ kind: 'fake', dictionary: name }, 'text', values);
    expect(words).toEqual(values.map((v) => fakeOf(v, name, id, column, key)));
    expect(words.some((word, i) => word === values[i])).toBe(false);
    expect(dictionary(name).length).toBeGreaterThanOrEqual(90);
  });

  it('take fictitious telephone numbers only from the range reserved for fiction', () => {
    expect(dictionary('phone').every((number) => /^\+3319900\d{4}$/.test(number))).toBe(true);
  });

  it.each([
    ['date', 'year', '1955-04-12', '1955-01-01'], ['date', 'decade', '1955-04-12', '1950-01-01'], ['date', 'decade', '2000-12-31', '2000-01-01'],
    ['integer', 'decade', '1987', '1980'], ['smallint', 'decade', '1980', '1980'], ['integer', 'year', '1987', '1987'],
  ] as const)('generalise a %s to the %s: %s becomes %s', async (type, to, value, expected) => {
    expect(await treated({ kind: 'generalise', to }, type, [value])).toEqual([expected]);
  });

  it('keep null null', async () => {
    for (const treatment of [{ kind: 'pseudonym', form: 'text' }, { kind: 'fake', dictionary: 'city' }, { kind: 'erase' }] as const) {
      expect(await treated(treatment, 'text', [null])).toEqual([null]);
    }
    expect(await treated({ kind: 'erase', constant: 'gone' }, 'text', ['x'])).toEqual(['gone']);
  });
});

describe('fitness', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await cloneDatabase([]);
    await db.owner.session.query(`
      create table public.parent (id int primary key);
      create table public.shapes (
        id uuid primary key, free text, short varchar(20), mail varchar(60), needed text not null, login text unique, color text check (color in ('red', 'blue')),
        born date, year int, small smallint, amount numeric, flag boolean not null, parent int references public.parent (id), twice text generated always as (upper(free)) stored,
        raw bytea, doc jsonb, code char(8), happened timestamptz, level text not null check (length(level) > 3))`);
  });
  afterAll(() => db.close());

  const erase: Treatment = { kind: 'erase' };
  const token: Treatment = { kind: 'pseudonym', form: 'text' };
  const mail: Treatment = { kind: 'pseudonym', form: 'email' };
  const word: Treatment = { kind: 'fake', dictionary: 'last-name' };
  const decade: Treatment = { kind: 'generalise', to: 'decade' };
  const to = (constant: string | number | boolean): Treatment => ({ kind: 'erase', constant });
  const cases: readonly (readonly [string, Treatment, boolean])[] = [
    ['free', erase, true], ['free', token, true], ['free', mail, true], ['free', word, true], ['free', decade, false], ['short', token, false], ['mail', mail, true], ['mail', token, true],
    ['needed', erase, false], ['needed', to('-'), true], ['needed', token, true], ['login', token, true], ['login', word, false], ['login', to('x'), false], ['login', erase, true],
    ['color', erase, true], ['color', to('green'), false], ['color', to('red'), true], ['born', decade, true], ['born', token, false], ['born', erase, true], ['year', decade, true],
    ['small', decade, true], ['amount', decade, false], ['amount', to(0), true], ['flag', to(false), true], ['flag', erase, false], ['parent', erase, false], ['twice', erase, false],
    ['raw', erase, true], ['raw', token, false], ['doc', erase, true], ['doc', word, false], ['code', token, false], ['happened', decade, false], ['level', to('ab'), false], ['level', to('abcd'), true], ['amount', to('zero'), false],
  ];

  it.each(cases)('of %s for %j: %s, and what fits really works in the database', async (column, treatment, expected) => {
    const facts = (await columnFacts(db.owner.session, 'public.shapes')).get(column);
    if (!facts) throw new Error('No such column.');
    const problems = fitProblems(treatment, facts);
    if (problems.length === 0) problems.push(...(await refusedByChecks(db.owner.session, facts, treatment.kind === 'erase' && treatment.constant === undefined ? [null] : writtenValues(treatment))));
    expect({ fits: problems.length === 0 }).toEqual({ fits: expected });
    if (!expected) return;
    await db.owner.transaction(async (s) => {
      await s.query('delete from public.shapes');
      await s.query(`insert into public.shapes (id, free, short, mail, needed, login, color, born, year, small, amount, flag, raw, doc, code, happened, level)
        select gen_random_uuid(), 'Zoé', 'z', 'z@example.fr', 'n', 'l' || n, 'red', '1955-04-12', 1955, 1955, 12, true, '\\x00', '{}', 'c', now(), 'high' from generate_series(1, 2) n`);
      const bound: unknown[] = [];
      const { sql } = renderTreatment(treatment, { name: column, type: facts.type, recordCode: 7 }, { alias: 'r', id: 'r.id' }, (v, cast) => `$${bound.push(v)}${cast ? `::${cast}` : ''}`, keys);
      await s.query(`update public.shapes r set ${column} = ${sql}`, bound);
    });
  });

  it('never calls anything anonymous', () => {
    const treatments: Treatment[] = [erase, token, mail, word, decade, to('x'), { kind: 'keep' }];
    expect(treatments.map(describeTreatment).join(' ')).not.toMatch(/anonym/i);
  });
});
