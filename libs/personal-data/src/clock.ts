import type { Condition } from './condition';

/**
 * A date a period can count from.
 * - `column`: a date of the record itself. Empty means "not happened yet", so the record is kept, unless
 *   `requiredWhen` says that the record's own state demands the date: then `collectedOn` stands in and the
 *   record is listed as `noClock`. A date in the future is implausible unless `mayBeFuture` (a planned end).
 * - `event`: the latest dated event of that kind of the record's first subject. An event not yet happened
 *   (date `infinity`, e.g. an assignment that runs) means that the clock has not started. No event at all:
 *   the clock contributes nothing to a maximum, and alone falls back to `collectedOn`, listed as `noClock`.
 */
export type ClockDeclaration =
  | { readonly column: string; readonly requiredWhen?: Condition | 'always'; readonly mayBeFuture?: boolean }
  | { readonly event: EventKind };

/** Kinds of dated events of a person: the only bridge between domains. */
export const eventKinds = [
  'assignment-end',
  'last-contact',
  'payment',
  'dispute-settled',
  'account-activity',
] as const;
export type EventKind = (typeof eventKinds)[number];
