import { tryCompany } from './trial';

describe('a company made up from any seed', () => {
  it.each([1, 2, 3])('number %i, of 100 people, is brought into line in one run: the oracle finds nothing, and nothing is due again', async (seed) => {
    const { due, dueAgain, violations } = await tryCompany(seed, 0.05);
    expect(violations).toEqual([]);
    expect(dueAgain).toBe(0);
    expect(due).toBeGreaterThan(100);
  }, 120_000);
});
