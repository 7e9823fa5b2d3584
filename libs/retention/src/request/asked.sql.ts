import { type ChildDeclaration, type RootDeclaration, type Row, snakeCase } from '@oubli/personal-data';
import { type ClockContext, rawClockSql, subjectSql } from '../plan/clock.sql';
import { columnSql, conditionSql } from '../plan/condition.sql';
import type { Rule, RuleKeeper } from '../plan/rule';
import { erasedSql } from '../plan/erased.sql';
import { restrictedSql } from '../restriction/restriction.sql';
import type { Asking } from './asking';
import { keepsWhole, personalColumns, surplus } from './asked-keepers';

const openWish = (recordType: string, alias: string): string =>
  `${alias}.ended_on is null and (${alias}.record_types is null or '${recordType}' = any(${alias}.record_types))`;

/**
 * The day on which erasure of the record `r` was asked for, or null. It is for the first subject to ask: a record is about her,
 * and only names the others. A wish reaches what was collected until its day; an unknown day, or one that has yet to come, does not
 * let a record escape.
 */
export function askedOnSql(asking: Asking, context: ClockContext): string {
  const { declaration, asOf, parameters } = context;
  const { recordType } = declaration;
  const subject = subjectSql(declaration);
  const collected = columnSql(declaration.collectedOn, declaration);
  const recorded = `(select min(w.asked_on) from retention.erasure_wish w where w.person_id = ${subject} and ${openWish(recordType, 'w')}
      and (${collected} is null or ${collected} <= w.asked_on or ${collected} > ${asOf}))`;
  if (asking.kind === 'recorded' || (asking.recordTypes !== null && !asking.recordTypes.includes(recordType))) return recorded;
  return `coalesce(${recorded}, case when ${subject} = ${parameters.add(asking.person, 'uuid')} then ${asOf} end)`;
}

/** The records a plan of erasure looks at: those of the person who asks, or of all whose wish is open. */
export function askedCandidatesSql(asking: Asking, context: ClockContext): string {
  const subject = subjectSql(context.declaration);
  if (asking.person !== null) return `${subject} = ${context.parameters.add(asking.person, 'uuid')}`;
  return `${subject} in (select w.person_id from retention.erasure_wish w where ${openWish(context.declaration.recordType, 'w')})`;
}

/** Whether another subject of the record `r` has not asked for erasure herself. */
export function sharedSql(declaration: RootDeclaration<Row>): string {
  const others = declaration.subjects.slice(1).map((subject) => `r.${snakeCase(subject)}`);
  const silent = others.map((other) => `(${other} is not null and ${other} <> ${subjectSql(declaration)}
        and not exists (select 1 from retention.erasure_wish o where o.person_id = ${other} and ${openWish(declaration.recordType, 'o')}))`);
  return silent.length > 0 ? `(${silent.join('\n      or ')})` : 'false';
}

/** @param finalUntil last day of the record's policies; null where none matches, so that nothing ends it */
export function askedKeeperSql(keeper: RuleKeeper, context: ClockContext, finalUntil: string): { readonly alive: string; readonly until: string } {
  const { declaration, asOf } = context;
  if (keeper.kind === 'in-use') return { alive: `coalesce(${inUseSql(context)}, false)`, until: 'null::date' };
  if (keeper.kind === 'shared') return { alive: `(coalesce(${asOf} <= ${finalUntil}, true) and ${sharedSql(declaration)})`, until: finalUntil };
  const until = ownEndSql(context) ?? finalUntil;
  const when = declaration.evidence?.when;
  const matches = when ? ` and coalesce(${conditionSql(when, declaration, context.parameters)}, false)` : '';
  return { alive: `(coalesce(${asOf} <= ${until}, true)${matches})`, until };
}

/** Evidence with an end of its own: a clock that has not started, or an event that never happened, keeps nothing. */
function ownEndSql(context: ClockContext): string | null {
  const until = context.declaration.evidence?.until;
  if (!until) return null;
  return `calendar.last_day_kept(coalesce(nullif(${rawClockSql(until.clock, context)}, 'infinity'::date), '-infinity'::date), ${context.parameters.add(until.period, 'interval')})`;
}

function inUseSql(context: ClockContext): string {
  const { declaration, registry, parameters } = context;
  const { inUse } = declaration;
  const own = inUse?.while ? [conditionSql(inUse.while, declaration, parameters)] : [];
  const served = (inUse?.servedBy ?? []).map((business) => {
    const other = registry.root(business.recordType);
    return `${subjectSql(declaration)} in (select ${subjectSql(other)} from ${other.table} r
        where ${columnSql(other.phase, other)} = 'active' and ${conditionSql(business.while, other, parameters)})`;
  });
  return `(${[...own, ...served].join('\n      or ')})`;
}

/**
 * Whether the record `r` still holds what no living keeper names: a value of the person in a column, a child that has to
 * go, or a value in a child that stays.
 * @param alive the SQL of each keeper, in the order of the rule
 */
export function leftoversSql(rule: Rule, alive: readonly string[]): string {
  const kept = (name: string): string => {
    const naming = rule.keepers.flatMap((keeper, i) => (keeper.columns === '*' || keeper.columns.includes(name) ? [alive[i] ?? 'false'] : []));
    return naming.length > 0 ? `(${naming.join(' or ')})` : 'false';
  };
  const own = personalColumns(rule.declaration.columns).map((property) => {
    const declared = rule.declaration.columns[property];
    return `(${columnSql(property, rule.declaration)} is distinct from ${erasedSql(declared?.treatment)} and not ${kept(property)})`;
  });
  const children = rule.children.flatMap((child) => {
    const row = (test: string): string => `exists (select 1 from ${child.table} c where c.${snakeCase(child.partOf.via)} = r.id${test})`;
    const gone = `(${row('')} and not ${kept(child.recordType)})`;
    const values = holdsMore(child);
    return values === null ? [gone] : [gone, `(${row(` and (${values})`)} and not ${keptWholeSql(rule, child, alive)})`];
  });
  const tests = [...own, ...children];
  return tests.length > 0 ? `(${tests.join('\n        or ')})` : 'false';
}

/** Values of a child that stays as evidence which are none; null where it is no evidence, or all of it is. */
export function holdsMore(child: ChildDeclaration<Row>): string | null {
  const values = surplus(child).map((property) => `c.${snakeCase(property)} is distinct from ${erasedSql(child.columns[property]?.treatment)}`);
  return values.length > 0 ? values.join(' or ') : null;
}

/** A floor, or what is in use, keeps a child as it is; evidence keeps the columns it names. */
const keptWholeSql = (rule: Rule, child: ChildDeclaration<Row>, alive: readonly string[]): string => {
  const whole = rule.keepers.flatMap((keeper, i) => (keepsWhole(keeper, child.recordType) ? [alive[i] ?? 'false'] : []));
  return whole.length > 0 ? `(${whole.join(' or ')})` : 'false';
};

/**
 * Whether Art. 18 GDPR forbids to touch the record: a restriction of any of its subjects. Her own wish to be erased lifts hers
 * (Art. 18(2): her consent); one of another subject stands.
 */
export function frozenSql({ asking, declaration }: Rule): string {
  if (!asking) return restrictedSql(declaration);
  const subjects = declaration.subjects.slice(1);
  return subjects.length > 0 ? restrictedSql({ ...declaration, subjects }) : 'false';
}
