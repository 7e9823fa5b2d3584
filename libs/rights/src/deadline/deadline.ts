import { type CalendarDate, daysAfter, daysBetween, lastDayKept, sameOrNextWorkingDay } from '@oubli/calendar';

/** What moves the day by which a request must be answered. */
export interface DeadlineFacts {
  /** Day of arrival; that day does not count (Reg. 1182/71, art. 3(1)). */
  readonly receivedOn: CalendarDate;
  /** A question of identity, asked on reasonable doubt; `givenOn` null while the answer is awaited. */
  readonly identity?: { readonly askedOn: CalendarDate; readonly givenOn: CalendarDate | null };
  /** The person was told in time, with reasons, that the answer takes up to three months. */
  readonly extended?: boolean;
}

export interface Deadline {
  /** The term itself: same-numbered day, or the last of the month. What one works towards. */
  readonly target: CalendarDate;
  /** The same, moved to the next working day where it falls on none. After it the answer is late. */
  readonly legal: CalendarDate;
}

const terms = { first: 'P1M', extended: 'P3M' } as const;

/**
 * Days a question of identity stops the term: from the day it was sent to the day it was answered (décret 2019-536, art. 77);
 * once, however often somebody asks. While it is unanswered, until `asOf`.
 */
export function suspendedDays({ identity }: DeadlineFacts, asOf: CalendarDate): number {
  if (!identity) return 0;
  return Math.max(0, daysBetween(identity.askedOn, identity.givenOn ?? asOf));
}

/**
 * By when a request must be answered: a month from its receipt, three when it was extended (Art. 12(3) GDPR), counted by
 * Reg. (EEC, Euratom) 1182/71, longer by the days it was suspended.
 * @param asOf today in Paris; matters only while a question of identity is unanswered
 * @throws RangeError for what is no date
 */
export function answerDeadline(facts: DeadlineFacts, asOf: CalendarDate): Deadline {
  const target = daysAfter(lastDayKept(facts.receivedOn, facts.extended ? terms.extended : terms.first), suspendedDays(facts, asOf));
  return { target, legal: sameOrNextWorkingDay(target) };
}

/** May the term still be extended? The person must be told before the first term has ended (Art. 12(3) GDPR), and once only. */
export const mayExtend = (facts: DeadlineFacts, asOf: CalendarDate): boolean =>
  !facts.extended && asOf <= answerDeadline(facts, asOf).legal;

/** Does a question of identity still stop the term? Once only, and not when it has ended already. */
export const maySuspend = (facts: DeadlineFacts, asOf: CalendarDate): boolean =>
  facts.identity === undefined && asOf <= answerDeadline(facts, asOf).legal;

export type Urgency = 'late' | 'soon' | 'in-time';

/** How a request stands: late the day after the legal date, soon from so many days before it on. */
export function urgencyOf(legal: CalendarDate, asOf: CalendarDate, soonDays: number): Urgency {
  const left = daysBetween(asOf, legal);
  return left < 0 ? 'late' : left <= soonDays ? 'soon' : 'in-time';
}
