import { Temporal } from 'temporal-polyfill';

/** A calendar date `YYYY-MM-DD`, or `infinity`: an event that has not happened yet. */
export type CalendarDate = string;

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

/**
 * The last day a record is kept: the clock plus the period, counted once from the clock, month ends clamped
 * (C. civ. 2228-2229: the day of the event does not count, the last day does).
 */
export function lastDayKept(clock: CalendarDate, period: string): CalendarDate {
  if (clock === 'infinity') return clock;
  return Temporal.PlainDate.from(clock).add(parsePeriod(period), { overflow: 'constrain' }).toString();
}

/** The first day on which the record may be treated. */
export function actionAllowedFrom(clock: CalendarDate, period: string): CalendarDate {
  const last = lastDayKept(clock, period);
  return last === 'infinity' ? last : Temporal.PlainDate.from(last).add({ days: 1 }).toString();
}

/** Has the period ended before `asOf` began? */
export const isOver = (clock: CalendarDate, period: string, asOf: CalendarDate): boolean => {
  const last = lastDayKept(clock, period);
  return last !== 'infinity' && asOf > last;
};

/**
 * A date that no clock whose period is over on `asOf` exceeds: for an index condition on the bare clock. Wider than
 * the rule by the days that clamping can take from a month (three), never narrower.
 */
export function cutoff(asOf: CalendarDate, period: string): CalendarDate {
  return Temporal.PlainDate.from(asOf).subtract(parsePeriod(period), { overflow: 'constrain' }).add({ days: 3 }).toString();
}

/** The latest of dates; `infinity` beats all. */
export const latest = (first: CalendarDate, ...others: CalendarDate[]): CalendarDate =>
  others.reduce((a, b) => (a === 'infinity' || b === 'infinity' ? 'infinity' : b > a ? b : a), first);
