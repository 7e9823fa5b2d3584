import { Temporal } from 'temporal-polyfill';

/** A calendar date `YYYY-MM-DD`, or `infinity`: an event that has not happened yet. */
export type CalendarDate = string;

const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * Reads a finite calendar date of the years 0001 to 9999.
 * @throws RangeError that does not repeat the text: a date may be a birthday
 */
export function readDate(date: CalendarDate): Temporal.PlainDate {
  const [, year, month, day] = (datePattern.exec(date) ?? []).map(Number);
  if (!year || month === undefined || day === undefined) throw new RangeError('A date must be written YYYY-MM-DD.');
  try {
    return new Temporal.PlainDate(year, month, day);
  } catch {
    throw new RangeError('A date must exist in the calendar.');
  }
}

/**
 * The date as text. Beyond 9999 texts no longer sort as dates do, so such a date never leaves this library.
 * @throws RangeError when the year has more than four digits
 */
export function writeDate(date: Temporal.PlainDate): CalendarDate {
  if (date.year > 9999) throw new RangeError('The period reaches past the year 9999.');
  return date.toString();
}

/** The latest of dates; `infinity` beats all, so that an event that has not happened keeps the record. */
export function latest(first: CalendarDate, ...others: CalendarDate[]): CalendarDate {
  return others.reduce((a, b) => (a === 'infinity' || b === 'infinity' ? 'infinity' : b > a ? b : a), first);
}

/** The date a number of days before. */
export const daysBefore = (date: CalendarDate, days: number): CalendarDate => writeDate(readDate(date).subtract({ days }));

/** The date a number of days after. */
export const daysAfter = (date: CalendarDate, days: number): CalendarDate => writeDate(readDate(date).add({ days }));

/** How many days from one date to another; negative when the other lies before. */
export const daysBetween = (from: CalendarDate, to: CalendarDate): number => readDate(from).until(readDate(to), { largestUnit: 'days' }).days;
