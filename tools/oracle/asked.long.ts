import { AskedWorld } from './asked-world';

describe('the oracle of erasures, of 5,000 people and more', () => {
  let world: AskedWorld;
  beforeAll(async () => {
    world = await AskedWorld.create(2.8);
  }, 900_000);
  afterAll(() => world.db.close());

  it('agrees with every field of preview and letter', async () => {
    const begun = performance.now();
    const found = await world.differences(world.people.slice(0, 5000));
    process.stdout.write(`5000 previews and letters, ${found.length} differences, ${Math.round((performance.now() - begun) / 1000)} s\n`);
    expect(found).toEqual([]);
  }, 7_200_000);

  it('finds in the database what it expects of everybody', async () => {
    for (const wish of world.wishes.slice(0, 100)) await world.carryOut(wish);
    const due = await world.carryOutAll();
    const found = await world.audit();
    process.stdout.write(`${world.people.length} people, ${world.wishes.length} wishes, ${due} records due, ${found.length} differences\n`);
    expect(found).toEqual([]);
  }, 3_600_000);
});
