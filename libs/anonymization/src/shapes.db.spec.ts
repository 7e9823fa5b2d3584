import {
  alignedDictionary, alignedFakeOf, bandOf, columnFacts, type ColumnFacts, departmentOf, departments, dictionary, fakeOf, fitProblems, jsonWithout, refusedByChecks, regionOf,
  renderTreatment, tokenOf, treatmentKeys, writtenValues,
} from '@oubli/anonymization';
import { alignedFake, band, dateGrains, erase, eraseTo, fake, type FakeDictionary, fakeDictionaries, generalise, type JsonPart, jsonParts, pseudonym, type Treatment } from '@oubli/personal-data';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import * as fc from 'fast-check';

const key = Buffer.alloc(32, 5);
const keys = treatmentKeys(key);
const id = '0a0b0c0d-0000-4000-8000-000000000009';
const recordCode = 7;

/** One column of each shape a table may have; `open` ones take whatever their type holds. */
const shapes = `
  create extension if not exists citext;
  create type public.colour as enum ('red', 'blue');
  create domain public.postcode as text check (value ~ '^[0-9]{5}$');
  create domain public.present as text not null;
  create table public.parent (id int primary key);
  create table public.shapes (
    id uuid primary key, words text, wide varchar(120), fixed char(60), folded citext, narrow varchar(12), needed text not null, login text unique,
    listed text check (listed in ('red', 'blue')), long text check (length(long) > 40), day date, needed_day date not null, only_day date unique, past date check (past > '1900-01-01'),
    moment timestamptz, year int, needed_year int not null, small smallint, big bigint, amount numeric, real_amount double precision, only_year int unique,
    yes boolean, tags text[], days date[], doc jsonb, old_doc json, docs jsonb[], raw bytea, colour public.colour, zip public.postcode, there public.present, ip inet, gone uuid,
    parent int references public.parent (id), twice text generated always as (upper(words)) stored, number int generated always as identity)`;

const dayOf = fc.date({ min: new Date('0001-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }).map((d) => d.toISOString().slice(0, 10));
const textOf = fc.string({ unit: 'grapheme', maxLength: 12 }).map((s) => s.replaceAll('\0', ''));
const postcodeOf = fc.oneof(fc.nat(99_999).map((n) => String(n).padStart(5, '0')), fc.constantFrom('20000', '20199', '20200', '20600', '97100', '98800', 'F-7500', '7500', ''), textOf);
const jsonOf: fc.Arbitrary<unknown> = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof({ depthSize: 'small' }, fc.constant(null), fc.boolean(), fc.integer(), fc.constantFrom('x', 'a', ''), fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('json'), { maxKeys: 3 }).map((o) => ({ ...o }))),
})).json;

type Value = string | null;
const years = (day: string): number => Number(day.slice(0, 4));

describe('every treatment on every shape of column it accepts', () => {
  let db: TestDatabase;
  let facts: ReadonlyMap<string, ColumnFacts>;
  beforeAll(async () => {
    db = await cloneDatabase([]);
    await db.owner.session.query(shapes);
    facts = await columnFacts(db.owner.session, 'public.shapes');
  });
  afterAll(() => db.close());

  const fact = (column: string): ColumnFacts => {
    const found = facts.get(column);
    if (!found) throw new Error('No such column.');
    return found;
  };
  async function treated(treatment: Treatment, column: string, values: readonly Value[]): Promise<Value[]> {
    const { type } = fact(column);
    const bound: unknown[] = [values, id];
    const param = (value: unknown, cast?: string): string => `$${bound.push(value)}${cast ? `::${cast}` : ''}`;
    const { sql } = renderTreatment(treatment, { name: column, type, recordCode }, { alias: 'r', id: 'r.id' }, param, keys);
    const rows = await db.owner.session.query<{ v: Value }>(
      `select (${sql})::text as v from (select x.v::${type} as "${column}", $2::uuid as id, x.n from unnest($1::text[]) with ordinality as x (v, n)) r order by r.n`, bound);
    return rows.map((row) => row.v);
  }
  const problems = async (treatment: Treatment, column: string): Promise<string[]> => {
    const found = fitProblems(treatment, fact(column));
    if (found.length > 0) return found;
    return refusedByChecks(db.owner.session, fact(column), treatment.kind === 'erase' && treatment.constant === undefined ? [null] : writtenValues(treatment));
  };

  /** Values of a column, what becomes of each, and whether a second treatment changes nothing. */
  interface Accepted {
    readonly treatment: Treatment;
    readonly columns: readonly string[];
    readonly values: fc.Arbitrary<string>;
    readonly becomes: (value: string, column: string) => Value;
    readonly stable?: true;
  }
  const texts = ['words', 'wide', 'folded', 'needed'];
  const quarter = (day: string): string => `${day.slice(0, 5)}${String(Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, '0')}-01`;
  const decade = (year: number): string => `${String(Math.max(Math.floor(year / 10) * 10, 1)).padStart(4, '0')}-01-01`;
  const grains: Readonly<Record<(typeof dateGrains)[number], (day: string) => string>> = {
    month: (day) => `${day.slice(0, 8).slice(0, 7)}-01`, quarter, year: (day) => `${day.slice(0, 4)}-01-01`, decade: (day) => decade(years(day)),
  };
  const limited = { width: 10, top: 80, bottom: 20 };
  const parts: readonly JsonPart[] = [{ path: ['a'] }, { path: ['b', 'c'], to: 'x' }, { path: ['c', '*', 'a'] }, { path: ['*', 'b'] }, { path: ['c', '*', '*'], to: 0 }];
  const written = (json: unknown): string => JSON.stringify(json);
  const accepted: readonly Accepted[] = [
    { treatment: erase, columns: ['words', 'wide', 'fixed', 'folded', 'narrow', 'login', 'listed', 'long'], values: textOf, becomes: () => null, stable: true },
    { treatment: erase, columns: ['day', 'only_day', 'past'], values: dayOf, becomes: () => null, stable: true },
    { treatment: erase, columns: ['doc', 'old_doc'], values: jsonOf.map(written), becomes: () => null, stable: true },
    { treatment: erase, columns: ['tags', 'days', 'docs'], values: fc.constant('{}'), becomes: () => null, stable: true },
    { treatment: erase, columns: ['colour'], values: fc.constantFrom('red', 'blue'), becomes: () => null, stable: true },
    { treatment: eraseTo('-'), columns: texts, values: textOf, becomes: () => '-', stable: true },
    { treatment: eraseTo(7), columns: ['year', 'small', 'big', 'needed_year'], values: fc.nat(9999).map(String), becomes: () => '7', stable: true },
    { treatment: eraseTo(false), columns: ['yes'], values: fc.constantFrom('true', 'false'), becomes: () => 'false', stable: true },
    ...(['text', 'email'] as const).map((form): Accepted => ({
      treatment: pseudonym(form), columns: [...texts, 'login'], values: textOf, becomes: (value, column) => tokenOf(value, form, { name: column, recordCode }, key),
    })),
    ...fakeDictionaries.map((name): Accepted => ({
      treatment: fake(name), columns: ['words', 'wide', 'needed'], values: fc.oneof(textOf, fc.constantFrom(...dictionary(name))), becomes: (value, column) => fakeOf(value, name, id, { name: column, recordCode }, key),
    })),
    ...fakeDictionaries.map((name): Accepted => ({
      treatment: alignedFake(name), columns: [...texts], values: textOf, becomes: () => alignedFakeOf(name, id, recordCode, key), stable: true,
    })),
    ...dateGrains.map((to): Accepted => ({ treatment: generalise(to), columns: ['day', 'needed_day', 'past'], values: dayOf.filter((day) => years(day) > 9), becomes: grains[to], stable: true })),
    { treatment: generalise('decade'), columns: ['year', 'small', 'big'], values: fc.nat(9999).map(String), becomes: (v) => String(Math.floor(Number(v) / 10) * 10), stable: true },
    { treatment: generalise('department'), columns: ['words', 'wide', 'folded', 'narrow'], values: postcodeOf.filter((v) => v.length <= 12), becomes: departmentOf },
    { treatment: generalise('region'), columns: ['words', 'wide', 'folded'], values: postcodeOf, becomes: (v) => regionOf.get(departmentOf(v) ?? '') ?? null },
    { treatment: band(10, { top: 80, bottom: 20 }), columns: ['year', 'small', 'big', 'amount', 'needed_year'], values: fc.integer({ min: -200, max: 300 }).map(String), becomes: (v) => String(bandOf(Number(v), { kind: 'band', ...limited })), stable: true },
    { treatment: band(2.5), columns: ['amount'], values: fc.integer({ min: -4000, max: 4000 }).map((n) => String(n / 4)), becomes: (v) => String(bandOf(Number(v), { kind: 'band', width: 2.5 })), stable: true },
    {
      treatment: band(10, { top: 2000, bottom: 1940 }), columns: ['day', 'needed_day', 'past'], values: dayOf,
      becomes: (day) => `${String(bandOf(years(day), { kind: 'band', width: 10, top: 2000, bottom: 1940 })).padStart(4, '0')}-01-01`, stable: true,
    },
    { treatment: jsonParts(...parts), columns: ['doc', 'old_doc'], values: jsonOf.map(written), becomes: (v) => written(jsonWithout(JSON.parse(v), parts)), stable: true },
  ];
  const same = (column: string, value: Value): unknown => (value !== null && ['doc', 'old_doc'].includes(column) ? JSON.parse(value) : ['amount'].includes(column) && value !== null ? Number(value) : value);

  it.each(accepted.flatMap((a) => a.columns.map((column) => [JSON.stringify(a.treatment).slice(0, 90), column, a] as const)))('%s on %s is what the reference says, keeps null null, and where it should be is the same the second time',
    async (_name, column, { treatment, values, becomes, stable }) => {
      expect(await problems(treatment, column)).toEqual([]);
      await fc.assert(fc.asyncProperty(fc.array(values, { minLength: 1, maxLength: 30 }), async (given) => {
        const after = await treated(treatment, column, given);
        expect(after.map((v) => same(column, v))).toEqual(given.map((v) => same(column, becomes(v, column))));
        if (stable) expect(await treated(treatment, column, after)).toEqual(after);
      }), { numRuns: 12 });
      if (treatment.kind !== 'erase') expect(await treated(treatment, column, [null])).toEqual([null]);
    });

  const noBand = { kind: 'band', width: 10 } as const;
  const refused: readonly (readonly [string, Treatment, RegExp])[] = [
    ['needed', erase, /may not be null, so it needs a constant/], ['needed_day', erase, /may not be null/], ['there', erase, /may not be null/], ['number', erase, /links rows/],
    ['parent', erase, /links rows/], ['twice', erase, /computes it from other columns/], ['login', eraseTo('x'), /unique, and a constant would stand in many rows/], ['listed', eraseTo('green'), /CHECK/],
    ['listed', fake('city'), /CHECK/], ['listed', pseudonym('text'), /CHECK/], ['long', pseudonym('text'), /CHECK/], ['long', fake('first-name'), /CHECK/], ['narrow', pseudonym('text'), /holds 12 characters and 32 are written/],
    ['narrow', pseudonym('email'), /holds 12 characters and 49/], ['narrow', fake('full-name'), /holds 12 characters/], ['narrow', generalise('region'), /holds 12 characters and 26/], ['narrow', eraseTo('a text that is too long'), /holds 12 characters/],
    ['needed', generalise('department'), /what is no postcode becomes null/], ['login', fake('last-name'), /unique, and words repeat/], ['login', generalise('region'), /unique, and generalised values repeat/],
    ['only_day', generalise('year'), /unique/], ['only_year', band(10), /unique, and bands repeat/], ['words', generalise('year'), /only dates and years have a year/], ['year', generalise('quarter'), /only dates have a quarter/],
    ['moment', generalise('month'), /only dates have a month/], ['year', generalise('department'), /only a postcode has a department/], ['words', band(10), /only numbers and dates have bands/],
    ['small', band(10, { top: 40_000 }), /whole numbers that fit into smallint/], ['year', band(0.5), /whole numbers/], ['day', band(10, { bottom: -5 }), /are years/], ['real_amount', band(10), /only numbers and dates/],
    ['year', eraseTo('zero'), /not of type integer/], ['small', eraseTo(70_000), /not of type smallint/], ['year', eraseTo(1.5), /not of type integer/], ['yes', eraseTo(0), /not of type boolean/], ['words', eraseTo(7), /not of type text/],
    ['tags', fake('city'), /the column is text\[\]/], ['tags', pseudonym('text'), /the column is text\[\]/], ['tags', eraseTo('x'), /not of type text\[\]/], ['days', generalise('year'), /the column is date\[\]/],
    ['docs', jsonParts({ path: ['a'] }), /only JSON has parts, the column is jsonb\[\]/], ['words', jsonParts({ path: ['a'] }), /only JSON has parts/], ['doc', fake('city'), /the column is jsonb/], ['doc', pseudonym('email'), /the column is jsonb/], ['doc', eraseTo('x'), /not of type jsonb/],
    ['raw', pseudonym('text'), /the column is bytea/], ['raw', fake('city'), /the column is bytea/], ['raw', generalise('year'), /the column is bytea/], ['raw', jsonParts({ path: ['a'] }), /the column is bytea/],
    ['colour', pseudonym('text'), /the column is colour/], ['colour', fake('city'), /the column is colour/], ['colour', eraseTo('red'), /not of type colour/], ['zip', fake('postcode'), /the column is postcode/], ['zip', generalise('region'), /the column is postcode/],
    ['ip', pseudonym('text'), /the column is inet/], ['gone', pseudonym('text'), /the column is uuid/], ['yes', noBand, /only numbers and dates/], ['day', pseudonym('text'), /the column is date/],
  ];
  it.each(refused.map(([column, treatment, because]) => [column, JSON.stringify(treatment), treatment, because] as const))('refuses on %s the treatment %s, in plain words', async (column, _name, treatment, because) => {
    const found = await problems(treatment, column);
    expect(found.length).toBeGreaterThan(0);
    expect(found.join(' ')).toMatch(because);
  });
});

describe('aligned fakes', () => {
  it('are one invented person at one place, in every dictionary', () => {
    const words = (name: FakeDictionary): readonly string[] => alignedDictionary(name);
    const letters = (name: string): string => name.normalize('NFD').replace(/[^a-z]/gi, '').toLowerCase();
    for (let n = 0; n < 400; n += 1) {
      const [first, last] = [words('first-name')[n] ?? '', words('last-name')[n] ?? ''];
      expect(words('full-name')[n]).toBe(`${first} ${last}`);
      expect(words('email')[n]).toBe(`${letters(first)}.${letters(last)}.${n}@example.invalid`);
      expect(words('postcode')[n]).toMatch(/^[0-9]{5}$/);
    }
    expect(new Set(fakeDictionaries.map((name) => words(name).length))).toEqual(new Set([400]));
    const places = new Map(words('city').map((city, n) => [city, words('postcode')[n]]));
    expect([places.get('Nice'), places.get('Le Havre'), places.get('Nancy')]).toEqual(['06000', '76600', '54000']);
    expect(words('city').every((city, n) => places.get(city) === words('postcode')[n])).toBe(true);
  });
});

describe('departments and regions', () => {
  it('are the 96 of the mainland and Corsica, five overseas departments and six collectivities, in 18 regions and one group', () => {
    expect(departments.filter((code) => code.length === 2)).toHaveLength(96);
    expect(departments).toHaveLength(96 + 5 + 6);
    expect(new Set(regionOf.values()).size).toBe(19);
    expect([...Array(95).keys()].map((n) => String(n + 1).padStart(2, '0')).filter((code) => code !== '20' && !regionOf.has(code))).toEqual([]);
  });

  it.each([
    ['75008', '75', 'Île-de-France'], ['20000', '2A', 'Corse'], ['20200', '2B', 'Corse'], ['20620', '2B', 'Corse'], ['01000', '01', 'Auvergne-Rhône-Alpes'], ['97400', '974', 'La Réunion'],
    ['98800', '988', 'Collectivités d’outre-mer'], ['00100', null, null], ['96000', null, null], ['7500', null, null], ['F-75008', null, null],
  ])('of %s are %s and %s', (postcode, department, region) => {
    expect([departmentOf(postcode), regionOf.get(departmentOf(postcode) ?? '') ?? null]).toEqual([department, region]);
  });
});
