import { Temporal } from 'temporal-polyfill';
import { type CalendarDate, writeDate } from './date';

export const timeZone = 'Europe/Paris';

/**
 * The calendar date in Paris of an instant (ISO 8601 with its offset, `T` or a blank between date and time, as
 * PostgreSQL prints it): periods never start on a UTC date. `infinity` stays `infinity`.
 * @throws RangeError for a text without offset, which it does not repeat
 */
export function parisDate(instant: string): CalendarDate {
  if (instant === 'infinity') return instant;
  let read: Temporal.Instant;
  try {
    read = Temporal.Instant.from(instant);
  } catch {
    throw new RangeError('An instant must be written in ISO 8601 with its offset.');
  }
  return writeDate(read.toZonedDateTimeISO(timeZone).toPlainDate());
}
