import { type ClockDeclaration, type Condition, type EventKind, type Registry, type RootDeclaration, type Row, snakeCase } from '@oubli/personal-data';
import type { Anchor, StartEvent } from '@oubli/contracts';
import { columnSql, conditionSql } from './condition.sql';
import type { Parameters } from './parameters';

/** What the expressions below are generated for. `asOf` is a placeholder of type date. */
export interface ClockContext {
  readonly registry: Registry;
  readonly declaration: RootDeclaration<Row>;
  readonly parameters: Parameters;
  readonly asOf: string;
}

/** Older dates are an empty field of some other system (1900, 1970), not a date of this company. */
export const earliestPlausible = '1970-01-02';

const implausible = (column: string, clock: { mayBeFuture?: boolean }, context: ClockContext): string =>
  `(${column} < date '${earliestPlausible}'${clock.mayBeFuture ? '' : ` or ${column} > ${context.asOf}`})`;

/** `r.person_id`: the first subject; the record itself where nobody known is its subject. */
export function subjectSql(declaration: RootDeclaration<Row>): string {
  const subject = columnSql(declaration.subjects[0] ?? 'id', declaration);
  return declaration.mayBeAboutNobodyKnown ? `coalesce(${subject}, r.id)` : subject;
}

/**
 * The date of one clock: 'infinity' when it has not started or cannot be trusted, '-infinity' when the person
 * has no such event (it then adds nothing to a maximum).
 */
export function rawClockSql(name: string, context: ClockContext): string {
  const clock = declaredClock(name, context.declaration);
  if ('event' in clock) return eventSql(clock.event, context);
  const column = columnSql(clock.column, context.declaration);
  const collected = columnSql(context.declaration.collectedOn, context.declaration);
  const missing = clock.requiredWhen
    ? `case when ${requiredSql(clock.requiredWhen, context)} then coalesce(${collected}, 'infinity'::date) else 'infinity'::date end`
    : `'infinity'::date`;
  return `case when ${column} is null then ${missing} when ${implausible(column, clock, context)} then 'infinity'::date else ${column} end`;
}

const requiredSql = (when: Condition | 'always', context: ClockContext): string =>
  when === 'always' ? 'true' : conditionSql(when, context.declaration, context.parameters);

const eventSql = (event: EventKind, { registry, declaration }: ClockContext): string =>
  `coalesce((select k.last_on from ${registry.clockTable} k where k.person_id = ${subjectSql(declaration)} and k.kind = '${event}'), '-infinity'::date)`;

/** The declared clock of that name. @throws Error naming the clock and those that exist */
export function declaredClock(name: string, declaration: RootDeclaration<Row>): ClockDeclaration {
  const clock = declaration.clocks[name];
  if (!clock || !Object.hasOwn(declaration.clocks, name)) {
    throw new Error(`${declaration.recordType} has no clock ${JSON.stringify(name)}; declared: ${Object.keys(declaration.clocks).join(', ')}.`);
  }
  return clock;
}

/** SQL of an anchored date; a date outside every fiscal year cannot start a period. */
const anchored: Readonly<Record<Anchor, (date: string) => string>> = {
  day: (date) => date,
  'end-of-civil-year': (date) => `calendar.end_of_civil_year(${date})`,
  'end-of-fiscal-year': (date) => `coalesce(calendar.end_of_fiscal_year(${date}), 'infinity'::date)`,
};

/**
 * The start of the period: the latest of the clocks, each anchored. A person without any of the events
 * falls back to the day of collection, anchored as the events would have been; without that either, the record is kept.
 */
export function startSql(start: StartEvent, context: ClockContext): string {
  const collected = columnSql(context.declaration.collectedOn, context.declaration);
  const dates = start.map(({ clock, anchor }) => anchored[anchor](rawClockSql(clock, context)));
  const latest = greatestSql(dates);
  const onlyEvents = start.every(({ clock }) => 'event' in declaredClock(clock, context.declaration));
  if (!onlyEvents) return latest;
  const fallback = greatestSql([...new Set(start.map(({ anchor }) => anchored[anchor](collected)))]);
  return `coalesce(nullif(${latest}, '-infinity'::date), ${fallback}, 'infinity'::date)`;
}

const greatestSql = (dates: readonly string[]): string => (dates.length === 1 ? (dates[0] ?? '') : `greatest(${dates.join(', ')})`);

/**
 * A condition every record satisfies whose period (from `start`) may be over: the bare column or the person's
 * latest event against a cutoff, so that an index finds them. Wider than the rule, never narrower.
 */
export function supersetSql(start: StartEvent, cutoff: string, context: ClockContext): string {
  const { registry, declaration } = context;
  const parts = start.map(({ clock: name }) => {
    const clock = declaredClock(name, declaration);
    if ('event' in clock) {
      return `${subjectSql(declaration)} in (select k.person_id from ${registry.clockTable} k where k.kind = '${clock.event}' and k.last_on <= ${cutoff})`;
    }
    const column = columnSql(clock.column, declaration);
    const collected = columnSql(declaration.collectedOn, declaration);
    return clock.requiredWhen ? `(${column} <= ${cutoff} or (${column} is null and ${collected} <= ${cutoff}))` : `${column} <= ${cutoff}`;
  });
  return `(${parts.join(' and ')})`;
}

/** Why a start event cannot be trusted, or null: for the list of records without a clock. */
export function noClockSql(start: StartEvent, context: ClockContext): string {
  const { declaration } = context;
  const collected = columnSql(declaration.collectedOn, declaration);
  const missing = `case when ${collected} is null then 'no-date-at-all' else 'missing' end`;
  const cases: string[] = [];
  const events: string[] = [];
  for (const { clock: name, anchor } of start) {
    const clock = declaredClock(name, declaration);
    if ('event' in clock) {
      events.push(eventSql(clock.event, context));
      continue;
    }
    const column = columnSql(clock.column, declaration);
    if (clock.requiredWhen) {
      cases.push(`when ${column} is null and ${requiredSql(clock.requiredWhen, context)} then ${missing}`);
    }
    cases.push(`when ${implausible(column, clock, context)} then 'implausible'`);
    if (anchor === 'end-of-fiscal-year') {
      cases.push(`when ${column} is not null and calendar.end_of_fiscal_year(${column}) is null then 'no-fiscal-year'`);
    }
  }
  if (events.length === start.length) cases.push(`when greatest(${events.join(', ')}) = '-infinity'::date then ${missing}`);
  return cases.length > 0 ? `case ${cases.join(' ')} end` : 'null::text';
}

/** Start events that need `person_clock`. */
export const usesEvents = (declaration: RootDeclaration<Row>): boolean => Object.values(declaration.clocks).some((c) => 'event' in c);

export const clockColumn = (clock: ClockDeclaration): string | null => ('column' in clock ? snakeCase(clock.column) : null);
