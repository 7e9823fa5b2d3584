import { type CalendarDate, daysBetween } from '@oubli/calendar';
import type { Deadline } from './deadline';

/** `near`: so many days are left to the target. `target-passed`: it lies behind, and the legal date does not. `late`: that does too. */
export const alarmSteps = ['near', 'target-passed', 'late'] as const;
export type AlarmStep = (typeof alarmSteps)[number];

/** Something about a term that somebody is told once. */
export interface DeadlineAlarm {
  readonly step: AlarmStep;
  /** Of `near` the threshold that was reached; 0 otherwise. */
  readonly days: number;
}

/**
 * Which alarms a term has reached, mildest first. A target that is also the legal date is passed by being late.
 * @param thresholds days before the target, in any order
 * @param asOf today in Paris
 */
export function alarmsReached({ target, legal }: Deadline, thresholds: readonly number[], asOf: CalendarDate): readonly DeadlineAlarm[] {
  const left = daysBetween(asOf, target);
  const near = [...new Set(thresholds)].sort((a, b) => b - a).filter((days) => left <= days);
  return [
    ...near.map((days) => ({ step: 'near' as const, days })),
    ...(left < 0 && target !== legal ? [{ step: 'target-passed' as const, days: 0 }] : []),
    ...(daysBetween(asOf, legal) < 0 ? [{ step: 'late' as const, days: 0 }] : []),
  ];
}
