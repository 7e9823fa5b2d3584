import type { FiscalYear } from '../anchor';

/** Clock, period, last day kept, first day of action: month ends, leap days and the anchored dates of the shipped schedule. */
export const vectors: readonly (readonly [string, string, string, string])[] = [
  ['2024-02-29', 'P2Y', '2026-02-28', '2026-03-01'],
  ['2024-02-29', 'P4Y', '2028-02-29', '2028-03-01'],
  ['2025-01-31', 'P1M', '2025-02-28', '2025-03-01'],
  ['2025-01-31', 'P2M', '2025-03-31', '2025-04-01'],
  ['2023-03-01', 'P2Y', '2025-03-01', '2025-03-02'],
  ['2023-03-01', 'P730D', '2025-02-28', '2025-03-01'],
  ['2025-06-30', 'P10Y', '2035-06-30', '2035-07-01'],
  ['2026-12-31', 'P10Y', '2036-12-31', '2037-01-01'],
  ['2026-12-31', 'P5Y', '2031-12-31', '2032-01-01'],
  ['2025-06-30', 'P3Y', '2028-06-30', '2028-07-01'],
  ['2025-08-31', 'P6M', '2026-02-28', '2026-03-01'],
  ['2026-03-28', 'P1D', '2026-03-29', '2026-03-30'],
  ['2026-10-24', 'P1D', '2026-10-25', '2026-10-26'],
  ['2024-01-31', 'P1M1D', '2024-03-01', '2024-03-02'],
];

/** The periods of the schedule, and the mixed form. */
export const periods = ['P1D', 'P30D', 'P35D', 'P1M', 'P3M', 'P6M', 'P13M', 'P1Y6M', 'P2Y', 'P5Y', 'P10Y'] as const;

const written = (year: number, month: number, day: number): string => `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** The last three days of every month 1990..2040. */
export const monthEnds: readonly string[] = Array.from({ length: 51 * 12 }, (_, index) => {
  const [year, month] = [1990 + Math.floor(index / 12), (index % 12) + 1];
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return [length - 2, length - 1, length].map((day) => written(year, month, day));
}).flat();

/** A company that moved its closing day from 30 June to 31 December, with a short year between. */
export const shiftedYears: readonly FiscalYear[] = [
  { startsOn: '2024-07-01', endsOn: '2025-06-30' },
  { startsOn: '2025-07-01', endsOn: '2025-12-31' },
  { startsOn: '2026-01-01', endsOn: '2026-12-31' },
];
