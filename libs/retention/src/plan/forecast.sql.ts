import { columnSql } from './condition.sql';
import { restrictedSql } from '../restriction/restriction.sql';
import { heldSql } from './hold.sql';
import { Parameters } from './parameters';
import type { Statement } from './planner.sql';
import { recordSql, windowSql } from './record.sql';
import type { Rule } from './rule';

/** The records of a rule whose next end lies in a range of days, both inclusive; what is restricted is in no list and no report. `asOf` decides how far each has come today. */
function fallingDue(rule: Rule, asOf: string, from: string, to: string, parameters: Parameters): string {
  const day = parameters.add(asOf, 'date');
  const { laterals } = recordSql(rule, day, parameters, false);
  return `from ${rule.declaration.table} r
    ${laterals}
    where ${columnSql(rule.declaration.phase, rule.declaration)} = '${rule.phase}' and ${windowSql(rule, parameters)} and not ${restrictedSql(rule.declaration)}
      and s.due_on between ${parameters.add(from, 'date')} and ${parameters.add(to, 'date')}`;
}

/** How many fall due in each month. */
export function countByMonth(rule: Rule, asOf: string, from: string, to: string): Statement {
  const parameters = new Parameters();
  const rows = fallingDue(rule, asOf, from, to, parameters);
  return { text: `select to_char(s.due_on, 'YYYY-MM') as month, count(*)::int as count ${rows} group by 1 order by 1`, values: parameters.values };
}

/** Which fall due, in the order of their days; after a place in that order. */
export function listByDay(rule: Rule, asOf: string, from: string, to: string, after: { readonly dueOn: string; readonly id: string } | null, limit: number): Statement {
  const parameters = new Parameters();
  const rows = fallingDue(rule, asOf, from, to, parameters);
  const later = after === null ? '' : `and (s.due_on, r.id) > (${parameters.add(after.dueOn, 'date')}, ${parameters.add(after.id, 'uuid')})`;
  return {
    text: `select r.id::text as id, s.due_on::text as "dueOn", ${heldSql(rule.declaration)} as held ${rows} ${later} order by s.due_on, r.id limit ${parameters.add(limit, 'int')}`,
    values: parameters.values,
  };
}

/** The next end of each of some records, with its phase as the rule finds it; `infinity` where the clock has not started. */
export function listEnds(rule: Rule, asOf: string, ids: readonly string[]): Statement {
  const parameters = new Parameters();
  const day = parameters.add(asOf, 'date');
  const { laterals } = recordSql(rule, day, parameters, false);
  return {
    text: `select r.id::text as id, s.due_on as "endsOn", ${heldSql(rule.declaration)} as held from ${rule.declaration.table} r ${laterals}
      where ${columnSql(rule.declaration.phase, rule.declaration)} = '${rule.phase}' and ${windowSql(rule, parameters)} and r.id = any(${parameters.add([...ids], 'uuid[]')})`,
    values: parameters.values,
  };
}
