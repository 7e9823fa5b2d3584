import { type CalendarDate, readDate } from './date';

export interface FiscalYear {
  readonly startsOn: CalendarDate;
  readonly endsOn: CalendarDate;
}

/** 31 December of the date's year; `infinity` stays `infinity`. */
export const endOfCivilYear = (date: CalendarDate): CalendarDate =>
  date === 'infinity' ? date : readDate(date).with({ month: 12, day: 31 }).toString();

/** Closing day of the fiscal year that contains the date; null when no year of the table does (never assume 31 December). */
export function endOfFiscalYear(date: CalendarDate, years: readonly FiscalYear[]): CalendarDate | null {
  if (date === 'infinity') return date;
  return years.find((year) => year.startsOn <= date && date <= year.endsOn)?.endsOn ?? null;
}
