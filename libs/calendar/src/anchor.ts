import { Temporal } from 'temporal-polyfill';
import type { CalendarDate } from './period';

export interface FiscalYear {
  readonly startsOn: CalendarDate;
  readonly endsOn: CalendarDate;
}

/** 31 December of the date's year. */
export const endOfCivilYear = (date: CalendarDate): CalendarDate => (date === 'infinity' ? date : `${date.slice(0, -6)}-12-31`);

/** Closing day of the fiscal year that contains the date; null when no year of the table does (never assume 31 December). */
export function endOfFiscalYear(date: CalendarDate, years: readonly FiscalYear[]): CalendarDate | null {
  if (date === 'infinity') return date;
  return years.find((year) => year.startsOn <= date && date <= year.endsOn)?.endsOn ?? null;
}

/** The date a number of days before. */
export const daysBefore = (date: CalendarDate, days: number): CalendarDate => Temporal.PlainDate.from(date).subtract({ days }).toString();
