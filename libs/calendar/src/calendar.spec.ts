import fc from 'fast-check';
import { actionAllowedFrom, cutoff, daysBefore, endOfCivilYear, endOfFiscalYear, isOver, lastDayKept, latest, parisDate, parsePeriod, parseTokenLifetime } from '.';
import { monthEnds, periods, shiftedYears, vectors } from './testing/calendar-cases';

const day = (n: number): string => new Date(Date.UTC(1990, 0, 1) + n * 86_400_000).toISOString().slice(0, 10);
const date = fc.integer({ min: 0, max: 22_000 }).map(day);
const period = fc
  .record({ years: fc.integer({ min: 0, max: 12 }), months: fc.integer({ min: 0, max: 30 }), days: fc.integer({ min: 0, max: 70 }) })
  .filter(({ years, months, days }) => years + months + days > 0)
  .map(({ years, months, days }) => `P${years}Y${months}M${days}D`);

describe('periods', () => {
  it.each([
    ['P2Y', 2, 0, 0], ['P13M', 0, 13, 0], ['P30D', 0, 0, 30], ['P1Y6M', 1, 6, 0], ['P0Y6M', 0, 6, 0], ['P1Y2M3D', 1, 2, 3],
  ])('reads %s', (text, years, months, days) => expect(parsePeriod(text)).toEqual({ years, months, days }));

  it.each([
    ['is empty', ''], ['has no number', 'P'], ['is zero', 'P0D'], ['is zero in every unit', 'P0Y0M0D'], ['is negative', '-P1Y'],
    ['has a negative part', 'P-1Y'], ['counts hours', 'PT1H'], ['mixes days and hours', 'P1DT1H'], ['counts weeks', 'P2W'],
    ['has a fraction', 'P1.5Y'], ['is out of order', 'P1M1Y'], ['is in small letters', 'p1y'], ['has blanks', ' P1Y'],
    ['has a second line', 'P1Y\n'], ['is longer than any law', 'P1000Y'],
  ])('refuses a period that %s', (_what, text) => expect(() => parsePeriod(text)).toThrow(/is not a period/));

  it.each([['PT1H', 3_600_000], ['PT24H', 86_400_000]])('reads the lifetime %s of a token', (text, ms) => expect(parseTokenLifetime(text)).toBe(ms));
  it.each(['PT0H', 'PT25H', 'PT', 'P1D', 'PT30M', '-PT1H', ''])('refuses the lifetime %s', (text) => {
    expect(() => parseTokenLifetime(text)).toThrow(/is not a lifetime/);
  });
});

describe('the last day kept', () => {
  it.each(vectors)('after %s and %s is %s, and the record may be treated from %s', (clock, text, until, from) => {
    expect(lastDayKept(clock, text)).toBe(until);
    expect(actionAllowedFrom(clock, text)).toBe(from);
    expect([isOver(clock, text, until), isOver(clock, text, from)]).toEqual([false, true]);
  });

  it('is counted once from the anchor, not month by month', () => {
    expect(lastDayKept(lastDayKept('2025-01-31', 'P1M'), 'P1M')).toBe('2025-03-28');
    expect(lastDayKept('2025-01-31', 'P2M')).toBe('2025-03-31');
  });

  it('does not turn years into days', () => {
    expect([lastDayKept('2023-03-01', 'P2Y'), lastDayKept('2023-03-01', 'P730D')]).toEqual(['2025-03-01', '2025-02-28']);
    expect([lastDayKept('2016-12-31', 'P10Y'), lastDayKept('2016-12-31', 'P3650D')]).toEqual(['2026-12-31', '2026-12-29']);
  });

  it('never comes for an event that has not happened', () => {
    expect([lastDayKept('infinity', 'P1D'), actionAllowedFrom('infinity', 'P1D'), isOver('infinity', 'P1D', '9999-12-31')]).toEqual(['infinity', 'infinity', false]);
  });

  it('past the year 9999 is refused as text and never over', () => {
    expect(() => lastDayKept('9999-12-31', 'P1Y')).toThrow(/past the year 9999/);
    expect(isOver('9999-12-31', 'P1Y', '2026-11-24')).toBe(false);
  });

  it.each(['2025-02-29', '2025-13-01', '31/01/2025', '2025-1-1', '2025-01-01T00:00', '0000-01-01', '-infinity', ''])('refuses the clock %s without repeating it', (text) => {
    expect(() => lastDayKept(text, 'P1Y')).toThrow(/^A date must (?:be written YYYY-MM-DD|exist in the calendar)\.$/);
  });
});

describe('the cutoff of an index condition', () => {
  it.each([
    ['2026-03-01', 'P2Y', '2024-02-29'], ['2025-03-01', 'P1M', '2025-01-31'], ['2025-03-02', 'P1M', '2025-02-01'], ['2026-11-24', 'P3M', '2026-08-23'],
    ['2026-11-24', 'P30D', '2026-10-24'], ['2023-05-01', 'P1M61D', '2023-01-31'], ['2026-11-24', 'P999Y9999M99999D', '0001-01-01'],
  ])('on %s after %s is %s', (asOf, text, expected) => expect(cutoff(asOf, text)).toBe(expected));

  it('admits exactly the clocks whose period is over', () => {
    fc.assert(fc.property(date, period, fc.integer({ min: -40, max: 40 }), (asOf, text, offset) => {
      const clock = daysBefore(cutoff(asOf, text), offset);
      expect(clock <= cutoff(asOf, text)).toBe(isOver(clock, text, asOf));
    }), { numRuns: 3000 });
  });

  it('loses no month end of two leap years and the years between', () => {
    const wrong = monthEnds.filter((clock) => clock >= '2020' && clock < '2029').flatMap((clock) => periods.filter((text) =>
      clock > cutoff(actionAllowedFrom(clock, text), text) || clock <= cutoff(lastDayKept(clock, text), text)).map((text) => [clock, text]));
    expect(wrong).toEqual([]);
  });
});

describe('anchors', () => {
  it.each([['2026-03-10', '2026-12-31'], ['2026-12-31', '2026-12-31'], ['2024-02-29', '2024-12-31'], ['infinity', 'infinity']])(
    'the civil year of %s ends on %s', (of, end) => expect(endOfCivilYear(of)).toBe(end));

  it.each([
    ['2024-07-01', '2025-06-30'], ['2025-06-30', '2025-06-30'], ['2025-07-01', '2025-12-31'], ['2026-02-28', '2026-12-31'],
    ['2024-06-30', null], ['2027-01-01', null], ['infinity', 'infinity'],
  ])('the fiscal year of %s ends on %s', (of, end) => expect(endOfFiscalYear(of, shiftedYears)).toBe(end));

  it.each([
    [['2024-01-01'], '2024-01-01'], [['2024-01-01', '2025-06-30', '2023-12-31'], '2025-06-30'], [['2024-01-01', 'infinity'], 'infinity'], [['infinity', '2024-01-01'], 'infinity'],
  ])('the latest of %j is %s', ([first = '', ...others], expected) => expect(latest(first, ...others)).toBe(expected));

  it.each([
    ['2025-12-31T23:30:00Z', '2026-01-01'], ['2025-12-31 23:30:00+00', '2026-01-01'], ['2025-12-31T22:59:59.999999Z', '2025-12-31'], ['2025-05-31T22:30:00Z', '2025-06-01'],
    ['2026-03-29T00:59:59Z', '2026-03-29'], ['2026-10-25T22:59:59Z', '2026-10-25'], ['2026-10-25T23:00:00Z', '2026-10-26'], ['infinity', 'infinity'],
  ])('the instant %s falls on %s in Paris', (instant, expected) => expect(parisDate(instant)).toBe(expected));

  it('an instant without offset is refused', () => expect(() => parisDate('2025-12-31T23:30:00')).toThrow(/with its offset/));
});
