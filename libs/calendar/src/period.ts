import { Temporal } from 'temporal-polyfill';
import { type CalendarDate, readDate, writeDate } from './date';

export interface Period {
  readonly years: number;
  readonly months: number;
  readonly days: number;
}

const periodPattern = /^P(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,5})D)?$/;

/**
 * Reads a retention period: years, months and days of ISO 8601, in that order, at least one above zero.
 * Weeks and hours are refused: a law never counts retention in them, and hours would bring the clock back in.
 * @throws RangeError naming what is wrong, never more than the text given
 */
export function parsePeriod(text: string): Period {
  const match = periodPattern.exec(text);
  const [years, months, days] = [match?.[1], match?.[2], match?.[3]].map((part) => Number(part ?? 0));
  if (!match || years === undefined || months === undefined || days === undefined || years + months + days === 0) {
    throw new RangeError(`${JSON.stringify(text.slice(0, 40))} is not a period in years, months or days, such as P5Y, P13M or P30D.`);
  }
  return { years, months, days };
}

const lifetimePattern = /^PT(\d{1,2})H$/;

/** Life of a secret or token (domain.md RET-19): whole hours, 24 at most. @returns milliseconds */
export function parseTokenLifetime(text: string): number {
  const hours = Number(lifetimePattern.exec(text)?.[1] ?? 0);
  if (hours < 1 || hours > 24) throw new RangeError(`${JSON.stringify(text.slice(0, 40))} is not a lifetime from PT1H to PT24H.`);
  return hours * 3_600_000;
}

/** Months first, clamped to the end of the month; then days. PostgreSQL adds an interval to a date in the same order. */
const lastDay = (clock: CalendarDate, period: string): Temporal.PlainDate =>
  readDate(clock).add(parsePeriod(period), { overflow: 'constrain' });

/**
 * The last day a record is kept: the clock plus the period, counted once from the clock, month ends clamped
 * (C. civ. 2228-2229: the day of the event does not count, the last day does). A clock at `infinity` stays there.
 * @throws RangeError when clock or period are malformed, or the day lies past 9999
 */
export function lastDayKept(clock: CalendarDate, period: string): CalendarDate {
  return clock === 'infinity' ? clock : writeDate(lastDay(clock, period));
}

/** The first day on which the record may be treated; `infinity` when the clock has not started. */
export function actionAllowedFrom(clock: CalendarDate, period: string): CalendarDate {
  return clock === 'infinity' ? clock : writeDate(lastDay(clock, period).add({ days: 1 }));
}

/** Has the period ended before `asOf` began? Never for a clock that has not started. */
export function isOver(clock: CalendarDate, period: string, asOf: CalendarDate): boolean {
  return clock !== 'infinity' && Temporal.PlainDate.compare(readDate(asOf), lastDay(clock, period)) > 0;
}

const earliest = Temporal.PlainDate.from('0001-01-01');

/**
 * The latest clock whose period is over on `asOf`: for an index condition on the bare clock. Days are taken back
 * before months, because adding them came last; and where the month of the last day kept ends, every clock that was
 * clamped to that end counts too. Periods that reach before the year 1 give its first day, a superset.
 */
export function cutoff(asOf: CalendarDate, period: string): CalendarDate {
  const { years, months, days } = parsePeriod(period);
  const lastDayOver = readDate(asOf).subtract({ days: days + 1 });
  const clock = lastDayOver.subtract({ years, months }, { overflow: 'constrain' });
  const clampsHere = lastDayOver.day === lastDayOver.daysInMonth;
  const latestClock = clampsHere ? clock.with({ day: clock.daysInMonth }) : clock;
  return writeDate(Temporal.PlainDate.compare(latestClock, earliest) < 0 ? earliest : latestClock);
}
