import { lastDayKept } from '@oubli/calendar';
import type { VersionBody } from '@oubli/contracts';
import { canonical } from '../plan/plan';

const from = '2001-01-01';
const shorter = (next: string, before: string): boolean => lastDayKept(from, next) < lastDayKept(from, before);
const wholeOf = (body: VersionBody): string => body.archived?.period ?? body.active.period;

/** Is the new condition the old one and something more? Then it reaches fewer records. */
function narrows(next: VersionBody['condition'], before: VersionBody['condition']): boolean {
  if (canonical(next ?? null) === canonical(before ?? null) || before === undefined) return true;
  return next !== undefined && 'all' in next && next.all.some((part) => canonical(part) === canonical(before));
}

/**
 * Does a version forget more, or earlier, than the one in force? A shorter period, a condition that may reach more records,
 * another start event, a column or part that leaves at a sorting and did not: all of these need a second person. What cannot
 * be compared counts as stricter.
 */
export function isStricter(next: VersionBody, before: VersionBody): boolean {
  const start = (body: VersionBody): string => canonical([body.startEvent, body.active.startEvent ?? null, body.archived?.startEvent ?? null]);
  const { columns, children } = next.active.sorting;
  const sortsMore =
    Object.entries(columns).some(([name, treatment]) => treatment.kind !== 'keep' && canonical(treatment) !== canonical(before.active.sorting.columns[name] ?? null)) ||
    Object.entries(children).some(([name, what]) => what === 'delete' && before.active.sorting.children[name] !== 'delete');
  return shorter(next.active.period, before.active.period) || shorter(wholeOf(next), wholeOf(before)) || !narrows(next.condition, before.condition) || start(next) !== start(before) || sortsMore;
}
