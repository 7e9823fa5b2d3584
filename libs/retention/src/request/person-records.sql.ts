import { type Registry, snakeCase } from '@oubli/personal-data';
import { subjectSql } from '../plan/clock.sql';
import { columnSql } from '../plan/condition.sql';
import { heldSql } from '../plan/hold.sql';
import { Parameters } from '../plan/parameters';
import type { Statement } from '../plan/planner.sql';
import { recordSql, windowSql } from '../plan/record.sql';
import type { Rule } from '../plan/rule';
import { frozenSql } from './asked.sql';

export const personExists = (registry: Registry): string => `select 1 from ${registry.person.table} where id = $1`;

/** Record types and phases of which the person $1 is a subject, in the order of the registry, herself last. */
export function typesAbout(registry: Registry): string {
  const roots = [...registry.roots.filter((root) => root !== registry.person), registry.person];
  return roots
    .map((root, i) => `select ${i} as place, '${root.recordType}' as "recordType", r.${snakeCase(root.phase)} as phase from ${root.table} r
      where ${root.subjects.map((s) => `r.${snakeCase(s)} = $1::uuid`).join(' or ')} group by r.${snakeCase(root.phase)}`)
    .join('\n  union all ')
    .concat('\n  order by 1, 3');
}

/** The records of a rule of which a person is a subject, with what decides about each; `about`: she is the first. */
export function recordsAbout(rule: Rule, asOf: string, person: string): Statement {
  const parameters = new Parameters();
  const { laterals } = recordSql(rule, parameters.add(asOf, 'date'), parameters, rule.wave === 2);
  const { declaration } = rule;
  const wanted = parameters.add(person, 'uuid');
  return {
    text: `select r.id::text as id, ${subjectSql(declaration)} = ${wanted} as about, to_jsonb(v) || to_jsonb(w) as facts, s.signature,
      ${heldSql(declaration)} as held, ${frozenSql(rule)} as frozen
    from ${declaration.table} r ${laterals}
    where (${declaration.subjects.map((s) => `${columnSql(s, declaration)} = ${wanted}`).join(' or ')})
      and ${columnSql(declaration.phase, declaration)} = '${rule.phase}' and ${windowSql(rule, parameters)} order by r.id`,
    values: parameters.values,
  };
}
