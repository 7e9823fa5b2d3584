import getJoursFeries from '@socialgouv/jours-feries';
import { Temporal } from 'temporal-polyfill';
import { type CalendarDate, readDate, writeDate } from './date';

const noon = 12 * 3_600_000;

/**
 * Public holidays of metropolitan France in a year (C. trav. L3133-1). The list's source writes local midnights and adds days
 * of 24 hours, which a change of the clock moves by one: twelve hours later it is that day in every zone.
 */
export const frenchHolidays = (year: number): ReadonlySet<CalendarDate> =>
  new Set(Object.values(getJoursFeries(year)).map((midnight) => {
    const day = new Date(midnight.getTime() + noon);
    return writeDate(new Temporal.PlainDate(day.getFullYear(), day.getMonth() + 1, day.getDate()));
  }));

/** Neither Saturday, nor Sunday, nor a public holiday (Reg. (EEC, Euratom) 1182/71, art. 2). @throws RangeError for what is no date */
export function isWorkingDay(date: CalendarDate): boolean {
  const day = readDate(date);
  return day.dayOfWeek <= 5 && !frenchHolidays(day.year).has(date);
}

/** The date, or the first working day after it: where a term ends that would end on none (Reg. 1182/71, art. 3(4)). */
export function sameOrNextWorkingDay(date: CalendarDate): CalendarDate {
  let day = readDate(date);
  while (!isWorkingDay(writeDate(day))) day = day.add({ days: 1 });
  return writeDate(day);
}
