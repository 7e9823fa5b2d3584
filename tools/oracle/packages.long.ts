import { PackagesWorld } from './packages-world';

describe('the oracle of packages, of 500 people', () => {
  let world: PackagesWorld;
  beforeAll(async () => {
    world = await PackagesWorld.create(0.5);
  }, 300_000);
  afterAll(() => world.db.close());

  it('finds 0 differences in their packages of access', async () => {
    const { found, fields, redactions } = await world.differences(world.people.slice(0, 500), 'access');
    process.stdout.write(`500 packages: ${fields} fields, ${redactions} redactions, ${found.length} differences\n`);
    expect(found).toEqual([]);
  }, 3_600_000);
});
