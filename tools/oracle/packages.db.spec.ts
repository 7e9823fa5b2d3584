import { domainRegistry } from '@oubli/domains';
import { type Judged, PackagesWorld, type Told } from './packages-world';

describe('the oracle of packages', () => {
  let world: PackagesWorld;
  beforeAll(async () => {
    world = await PackagesWorld.create(0.06);
  }, 120_000);
  afterAll(() => world.db.close());

  it('finds in packages of access every field that is held, with its value, apart from what a human took out', async () => {
    const { found, fields, redactions } = await world.differences(world.people.slice(0, 25), 'access');
    expect(found).toEqual([]);
    expect(fields).toBeGreaterThan(2000);
    expect(redactions).toBeGreaterThan(20);
  }, 240_000);

  describe('made to judge a package that is wrong', () => {
    let judged: Judged;
    beforeAll(async () => {
      for (const person of world.people.slice(50)) {
        judged = await world.make(person, 'access');
        if (judged.redacted.size > 0 && judged.told.some(({ parts }) => parts)) return;
      }
    }, 120_000);

    const copy = (): Told[] => structuredClone(judged.told);
    const field = (told: Told[], which: (field: Told['fields'][number]) => boolean): Told['fields'][number] => {
      const found = told.flatMap((one) => one.fields).find(which);
      if (!found) throw new Error('No such field to spoil.');
      return found;
    };
    it.each<readonly [string, (told: Told[]) => void, RegExp]>([
      ['without a record', (told) => void told.pop(), /^held and not told: [a-z-]+\/[0-9a-f-]+$/],
      ['without a part', (told) => void told.find(({ parts }) => parts)?.parts?.pop(), /^held and not told/],
      ['without a field', (told) => void told[0]?.fields.pop(), /^held and not told: .*\./],
      ['with another value', (told) => { field(told, ({ name }) => name === 'origin').value = 'elsewhere'; }, /^told otherwise/],
      ['with a record of somebody else', (told) => void told.push({ record: 'person/00000000-0000-4000-8000-000000000000', fields: [] }), /^told and not held/],
      ['that shows what was to be taken out', (told) => { field(told, ({ redacted }) => redacted === true).redacted = false; }, /^not redacted/],
      ['that takes out what nobody decided', (told) => { field(told, ({ redacted, value }) => redacted === undefined && value !== null).redacted = true; }, /^redacted without/],
    ])('%s, it says so', (_name, spoil, says) => {
      const told = copy();
      spoil(told);
      expect(world.judge({ ...judged, told }).some((line) => says.test(line))).toBe(true);
    });

    it('of which the declaration forgot a column, it says so', async () => {
      const columns = domainRegistry.person.columns as Record<string, unknown>;
      const { firstName } = columns;
      delete columns['firstName'];
      try {
        expect(world.judge(await world.make(world.people[0] ?? '', 'access'))).toContainEqual(expect.stringMatching(/^held and not told: person\/.*\.firstName$/));
      } finally {
        columns['firstName'] = firstName;
      }
    }, 60_000);
  });
});
