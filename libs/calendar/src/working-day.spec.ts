import { daysAfter, daysBetween } from './date';
import { frenchHolidays, isWorkingDay, sameOrNextWorkingDay } from './working-day';

describe('a working day in France', () => {
  it('is none of the eleven public holidays, the movable ones among them', () => {
    expect([...frenchHolidays(2026)].sort()).toEqual([
      '2026-01-01', '2026-04-06', '2026-05-01', '2026-05-08', '2026-05-14', '2026-05-25', '2026-07-14', '2026-08-15', '2026-11-01', '2026-11-11', '2026-12-25',
    ]);
  });

  it.each([
    ['a Friday', '2026-11-27', true],
    ['a Saturday', '2026-11-28', false],
    ['a Sunday', '2026-11-29', false],
    ['Easter Monday', '2027-03-29', false],
    ['Ascension Day', '2027-05-06', false],
    ['Whit Monday', '2027-05-17', false],
    ['Good Friday, a holiday in Alsace and Moselle only', '2027-03-26', true],
    ['the day after Christmas, likewise', '2028-12-26', true],
  ])('%s', (_what, day, works) => expect(isWorkingDay(day)).toBe(works));

  it.each([
    ['2026-05-01', '2026-05-04'],
    ['2027-12-25', '2027-12-27'],
    ['2026-04-04', '2026-04-07'],
    ['2027-01-01', '2027-01-04'],
    ['2026-11-27', '2026-11-27'],
  ])('a term that would end on %s ends on %s', (day, end) => expect(sameOrNextWorkingDay(day)).toBe(end));

  it('is at most four days away, on every day of a century: Ascension before Victory Day, as on 7 May 2043, and a weekend', () => {
    let longest = { day: '', rolled: 0 };
    for (let days = 0; days < 36_525; days += 1) {
      const day = daysAfter('2000-01-01', days);
      const end = sameOrNextWorkingDay(day);
      const rolled = daysBetween(day, end);
      if (rolled < 0 || !isWorkingDay(end) || Array.from({ length: rolled }, (_, i) => daysAfter(day, i)).some(isWorkingDay)) throw new Error(`A term that would end on ${day} ends on ${end}.`);
      if (rolled > longest.rolled) longest = { day, rolled };
    }
    expect(longest).toEqual({ day: '2043-05-07', rolled: 4 });
  });
});
