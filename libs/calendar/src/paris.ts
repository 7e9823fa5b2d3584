import { Temporal } from 'temporal-polyfill';
import type { CalendarDate } from './period';

export const timeZone = 'Europe/Paris';

/** The calendar date in Paris of an instant (ISO 8601 with zone): periods never start on a UTC date. */
export const parisDate = (instant: string): CalendarDate =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();
