import { type RootDeclaration, type Row, snakeCase } from '@oubli/personal-data';
import { type ClockContext, startSql } from './clock.sql';
import { conditionSql } from './condition.sql';
import { askedKeeperSql } from '../request/asked.sql';
import type { Rule, RuleKeeper } from './rule';

/** What a keeper contributes: is it alive, and (for a floor) the last day it keeps. */
export interface KeeperSql {
  readonly alive: string;
  readonly until: string;
}

/**
 * @param planned true while planning: records that this plan is about to move count as moved (temporary table `planned`)
 * @param finalUntil last day of the record's policies, for what is kept until then
 */
export function keeperSql(keeper: RuleKeeper, rule: Rule, context: ClockContext, planned: boolean, finalUntil: string): KeeperSql {
  if (keeper.kind === 'reference') return { alive: referenceSql(keeper.reference, rule, planned), until: 'null::date' };
  if (keeper.kind !== 'floor') return askedKeeperSql(keeper, context, finalUntil);
  const { body } = keeper.floor;
  const until = `calendar.last_day_kept(${startSql(body.startEvent, context)}, ${context.parameters.add(body.period, 'interval')})`;
  if (!body.condition) return { alive: `(${context.asOf} <= ${until})`, until };
  const matches = conditionSql(body.condition, context.declaration, context.parameters);
  return { alive: `coalesce(${matches} and ${context.asOf} <= ${until}, false)`, until: `case when ${matches} then ${until} end` };
}

const afterPlan = { archived: 1, treated: 2 } as const;

function referenceSql(reference: 'claimed-active' | 'claimed' | 'referenced', rule: Rule, planned: boolean): string {
  const tests = rule.registry.roots
    .filter((root) => root !== rule.registry.person)
    .flatMap((root) => root.subjects.map((subject) => referenceTest(reference, root, snakeCase(subject), planned)))
    .filter((test): test is string => test !== null);
  return tests.length > 0 ? `(${tests.join('\n      or ')})` : 'false';
}

function referenceTest(
  reference: 'claimed-active' | 'claimed' | 'referenced',
  root: RootDeclaration<Row>,
  subject: string,
  planned: boolean,
): string | null {
  const phase = `t.${snakeCase(root.phase)}`;
  const moving = (target: string): string =>
    `exists (select 1 from planned d where d.record_type = '${root.recordType}' and d.id = t.id and d.excluded is null and ${target})`;
  const from = `select 1 from ${root.table} t where t.${subject} = r.id`;
  if (reference === 'referenced') return `exists (${from}${planned ? ` and not ${moving('d.rank = 3')}` : ''})`;
  if (reference === 'claimed-active') {
    if (!root.namesIdentity.includes('active')) return null;
    return `exists (${from} and ${phase} = 'active'${planned ? ` and not ${moving('true')}` : ''})`;
  }
  if (root.namesIdentity.length === 0) return null;
  const naming = root.namesIdentity.map((p) => `'${p}'`).join(', ');
  if (!planned) return `exists (${from} and ${phase} in (${naming}))`;
  const becoming = Object.entries(afterPlan).filter(([p]) => root.namesIdentity.includes(p as keyof typeof afterPlan)).map(([, rank]) => rank);
  const stillNamed = becoming.length > 0 ? ` or ${moving(`d.rank in (${becoming.join(', ')})`)}` : '';
  return `exists (${from} and ((${phase} in (${naming}) and not ${moving('true')})${stillNamed}))`;
}

