import fc from 'fast-check';
import { shownTotal, smallestShown, suppressSmall } from './suppress';

const cells = (...counts: number[]) => counts.map((count, i) => ({ label: String(i), count }));
const counts = (...given: number[]): (number | null)[] => suppressSmall(cells(...given)).map((c) => c.count);

describe('small cells of a report', () => {
  it.each([
    ['shows what is large', [10, 20, 5], [10, 20, 5], 35],
    ['shows that there is nobody', [0, 10, 20], [0, 10, 20], 30],
    ['hides one small cell and the next smallest, which would tell it', [3, 10, 20], [null, null, 20], 33],
    ['hides two small cells that are five together', [3, 2, 20], [null, null, 20], 25],
    ['hides a third where two small ones are fewer than five', [1, 2, 20, 30], [null, null, null, 30], 53],
    ['hides even the total where there is nothing to hide behind', [0, 4], [0, null], null],
  ] as const)('%s', (_what, given, shown, total) => {
    expect(counts(...given)).toEqual(shown);
    expect(shownTotal(cells(...given), suppressSmall(cells(...given)))).toBe(total);
  });

  it('never lets anybody subtract her way to a count under five', () => {
    fc.assert(fc.property(fc.array(fc.nat(40), { maxLength: 12 }), (given) => {
      const row = cells(...given);
      const shown = suppressSmall(row);
      const total = shownTotal(row, shown);
      expect(shown.every(({ count }) => count === null || count === 0 || count >= smallestShown)).toBe(true);
      if (total === null) return;
      const hidden = shown.filter(({ count }) => count === null).length;
      const rest = total - shown.reduce((sum, { count }) => sum + (count ?? 0), 0);
      expect(hidden === 0 ? rest === 0 : hidden >= 2 && rest >= smallestShown).toBe(true);
    }));
  });
});
