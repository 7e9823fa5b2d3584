import { tryCompany } from './trial';

/** How many companies of their own chance, and how many people each: 1 = 2,000. */
const companies = 200;
const small = 0.05;
const whole = 5;

describe('companies made up from seeds', () => {
  it(`${companies} small ones are each brought into line in one run: the oracle finds nothing, and nothing is due again`, async () => {
    const wrong: string[] = [];
    let due = 0;
    for (let seed = 1000; seed < 1000 + companies; seed += 1) {
      const verdict = await tryCompany(seed, small);
      due += verdict.due;
      if (verdict.violations.length > 0 || verdict.dueAgain !== 0) wrong.push(`seed ${seed}: ${verdict.violations.slice(0, 3).join('; ')}; due again ${verdict.dueAgain}`);
    }
    expect(wrong).toEqual([]);
    expect(due).toBeGreaterThan(companies * 100);
  }, 3_600_000);

  it('the whole demo company is too', async () => {
    const { rows, due, dueAgain, violations } = await tryCompany(20_261_124, whole);
    expect({ violations, dueAgain }).toEqual({ violations: [], dueAgain: 0 });
    expect(rows).toBeGreaterThan(120_000);
    expect(due).toBeGreaterThan(50_000);
  }, 900_000);
});
