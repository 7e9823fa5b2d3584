import { daysAfter } from '@oubli/calendar';
import fc from 'fast-check';
import { alarmsReached } from './alarm';

/** Friday the first of May is a holiday: the term rolls to Monday. */
const rolled = { target: '2026-05-01', legal: '2026-05-04' };
const said = (asOf: string, deadline = rolled, thresholds: readonly number[] = [3, 10]): string[] => alarmsReached(deadline, thresholds, asOf).map(({ step, days }) => (step === 'near' ? `near ${days}` : step));

describe('the alarms of a term', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['are silent eleven days before the target', '2026-04-20', []],
    ['begin at the first threshold', '2026-04-21', ['near 10']],
    ['do not come again the day after', '2026-04-22', ['near 10']],
    ['reach the second threshold', '2026-04-28', ['near 10', 'near 3']],
    ['count the day of the target as one that is left', '2026-05-01', ['near 10', 'near 3']],
    ['tell that the target has passed where the legal date has not', '2026-05-02', ['near 10', 'near 3', 'target-passed']],
    ['are not those of a late answer on the legal date itself', '2026-05-04', ['near 10', 'near 3', 'target-passed']],
    ['end with being late', '2026-05-05', ['near 10', 'near 3', 'target-passed', 'late']],
  ])('%s', (_what, asOf, steps) => expect(said(asOf)).toEqual(steps));

  it('know no passed target where it is the legal date', () => {
    expect(said('2026-05-05', { target: '2026-05-04', legal: '2026-05-04' })).toEqual(['near 10', 'near 3', 'late']);
  });

  it('take thresholds in any order, each once, and none at all', () => {
    expect(said('2026-04-30', rolled, [3, 10, 3])).toEqual(['near 10', 'near 3']);
    expect([said('2026-04-30', rolled, []), said('2026-05-05', rolled, [])]).toEqual([[], ['target-passed', 'late']]);
  });

  it('never leave again once they were reached', () => {
    fc.assert(fc.property(fc.integer({ min: -60, max: 60 }), fc.integer({ min: 0, max: 3 }), fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 4 }), (offset, roll, thresholds) => {
      const asOf = '2026-05-01';
      const target = daysAfter(asOf, offset);
      const deadline = { target, legal: daysAfter(target, roll) };
      const [today, tomorrow] = [asOf, daysAfter(asOf, 1)].map((day) => JSON.stringify(alarmsReached(deadline, thresholds, day)).slice(0, -1));
      expect((tomorrow ?? '').startsWith(today ?? '-')).toBe(true);
    }));
  });
});
