import { decisions, packages } from './testing/packages-and-decisions';
import { Races, type Tally } from './testing/races';
import { edits, holds, restrictionsOfHers, restrictionsOfOthers } from './testing/writers';

describe('races of requests, a thousand', () => {
  let races: Races;
  beforeAll(async () => {
    races = await Races.create(1.1, 62);
  }, 600_000);
  afterAll(() => races.db.close());

  it.each<readonly [number, string, (races: Races, times: number) => Promise<Tally>]>([
    [260, 'holds that are placed and released', holds], [200, 'restrictions that others had placed', restrictionsOfOthers], [130, 'her own restriction, placed and lifted', restrictionsOfHers],
    [250, 'edits by the API', edits], [80, 'an access package that is being made', packages], [80, 'decisions that are taken back', decisions],
  ])('%i erasures against %s: none late, nothing lost, nothing that the ledger does not say', async (times, name, race) => {
    const begun = performance.now();
    const { wrong, writerFirst } = await race(races, times);
    process.stdout.write(`${times} erasures against ${name}: ${wrong.length} wrong, the writer first ${writerFirst} times, ${Math.round((performance.now() - begun) / 1000)} s\n`);
    expect(wrong).toEqual([]);
    expect(writerFirst).toBeGreaterThan(times / 20);
  }, 1_800_000);
});
