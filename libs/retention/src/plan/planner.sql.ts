import { columnSql, conditionSql } from './condition.sql';
import { noClockSql, startSql, subjectSql, type ClockContext } from './clock.sql';
import { heldSql, quarantinedSql } from './hold.sql';
import { frozenSql } from '../request/asked.sql';
import { Parameters } from './parameters';
import { activeStart, candidatesSql, finalStart, recordSql, windowSql } from './record.sql';
import type { Rule } from './rule';
import { versionsOf } from './windows';

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** The due records of the plan being made; lives as long as the transaction. */
export const createPlanned = `create temporary table planned (
  record_type text not null, rule int not null, signature text not null, rank smallint not null,
  id uuid not null, tid tid not null, subject uuid not null, due_on date not null, excluded text
) on commit drop`;

/** A plan sorts its ids twice; with the server's own few megabytes both sorts of a large plan go to disk. For this transaction. */
export const planInMemory = `set local work_mem = '64MB'`;

export const indexPlanned = 'create index on planned (record_type, id)';
export const analyzePlanned = 'analyze planned';
export const today = 'select calendar.paris_date(now())::text as day';

/** Puts the due records of one rule into `planned`; held, restricted and set-aside ones are marked, not left out. */
export function collectDue(rule: Rule, ruleNumber: number, asOf: string): Statement {
  const parameters = new Parameters();
  const day = parameters.add(asOf, 'date');
  const { laterals, due } = recordSql(rule, day, parameters, rule.wave === 2);
  const { declaration } = rule;
  return {
    text: `insert into planned (record_type, rule, signature, rank, id, tid, subject, due_on, excluded)
    select '${declaration.recordType}', ${parameters.add(ruleNumber, 'int')}, s.signature, s.rank, r.id, r.ctid, ${subjectSql(declaration)}, s.due_on,
      case when ${heldSql(declaration)} then 'hold' when ${frozenSql(rule)} then 'restricted' when ${quarantinedSql(declaration, day)} then 'quarantine' end
    from ${declaration.table} r
    ${laterals}
    where ${candidatesSql(rule, asOf, day, parameters)}
      and ${windowSql(rule, parameters)}
      and ${due}`,
    values: parameters.values,
  };
}

/** One line for each combination that occurs, with the digest of its ids. */
export const groupPlanned = `select rule, signature, rank, count(*)::int as count,
    encode(sha256(string_agg(uuid_send(id), ''::bytea order by id)), 'hex') as "idsDigest"
  from planned where excluded is null and record_type = any($1) group by rule, signature, rank order by rule, signature collate "C"`;

export const excludedPlanned = `select record_type as "recordType", excluded as reason, count(*)::int as count, min(id::text) as example
  from planned where excluded is not null group by record_type, excluded order by 1, 2`;

/** Takes combinations out of the plan again: of policies that were not asked for, or that wait. */
export const forgetPlanned = `delete from planned p using unnest($1::int[], $2::text[]) as x (rule, signature)
  where p.rule = x.rule and p.signature = x.signature`;

/**
 * The manifest: batches of at most $5 ids in physical order, two lanes by the last byte of the first subject. One sort
 * serves the numbering and the order inside a batch, which only decides how fast a batch is.
 */
export const insertBatches = `insert into retention.batch (run, number, step, wave, lane, ids, places)
  select $1, row_number() over (order by wave, step, chunk, lane), step, wave, lane, ids, places
  from (
    select step, wave, lane, chunk, array_agg(id) as ids, array_agg(tid) as places
    from (
      select step, wave, lane, id, tid, (row_number() over (partition by wave, step, lane order by tid) - 1) / $5::int as chunk
      from (
        select x.step, x.wave, p.id, p.tid, get_byte(uuid_send(p.subject), 15) & 1 as lane
        from planned p join unnest($2::int[], $3::text[], $4::int[], $6::int[]) as x (rule, signature, step, wave) on x.rule = p.rule and x.signature = p.signature
        where p.excluded is null
      ) laned
    ) numbered
    group by step, wave, lane, chunk
  ) b`;

/** Records of a type that match no policy of their window. */
export function countNotGoverned(rules: readonly Rule[]): Statement {
  const parameters = new Parameters();
  const [first] = rules;
  if (!first) throw new Error('No rule to count for.');
  const governed = rules.map((rule) => {
    const matches = rule.policies.flatMap(versionsOf).map((version) =>
      version.body.condition ? `coalesce(${conditionSql(version.body.condition, rule.declaration, parameters)}, false)` : 'true',
    );
    return `(${windowSql(rule, parameters)} and (${matches.join(' or ')}))`;
  });
  return {
    text: `select count(*)::int as count from ${first.declaration.table} r where not coalesce(${governed.join('\n    or ')}, false)`,
    values: parameters.values,
  };
}

export const countAll = (table: string): string => `select count(*)::int as count from ${table}`;

/** Records of a rule whose policy is over and which a floor or a reference keeps. */
export function countKeptByFloor(rule: Rule, asOf: string): Statement {
  const parameters = new Parameters();
  const day = parameters.add(asOf, 'date');
  const { laterals } = recordSql(rule, day, parameters, rule.wave === 2);
  return {
    text: `select count(*)::int as count, min(r.id::text) as example from ${rule.declaration.table} r
    ${laterals}
    where ${candidatesSql(rule, asOf, day, parameters)} and ${windowSql(rule, parameters)} and s.wanted > s.rank`,
    values: parameters.values,
  };
}

/** Records that one of their clocks alone would have ended, and a later event keeps. */
export function countKeptByLaterEvent(rule: Rule, asOf: string): Statement | null {
  const parameters = new Parameters();
  const context: ClockContext = { registry: rule.registry, declaration: rule.declaration, parameters, asOf: parameters.add(asOf, 'date') };
  const tests = rule.policies.flatMap(versionsOf).flatMap((version) => {
    const start = rule.phase === 'archived' ? finalStart(version) : activeStart(version);
    const period = rule.phase === 'archived' ? version.body.archived?.period : version.body.active.period;
    if (start.length < 2 || period === undefined) return [];
    const over = (event: typeof start): string =>
      `${context.asOf} > calendar.last_day_kept(${startSql(event, context)}, ${parameters.add(period, 'interval')})`;
    const matches = version.body.condition ? `${conditionSql(version.body.condition, rule.declaration, parameters)} and ` : '';
    return [`(${matches}(${start.map((one) => over([one])).join(' or ')}) and not ${over(start)})`];
  });
  if (tests.length === 0) return null;
  const phase = columnSql(rule.declaration.phase, rule.declaration);
  return {
    text: `select count(*)::int as count, min(r.id::text) as example from ${rule.declaration.table} r
    where ${phase} = '${rule.phase}' and ${windowSql(rule, parameters)} and (${tests.join(' or ')})`,
    values: parameters.values,
  };
}

/** Records of a rule without a trustworthy start, by reason. */
export function listNoClock(rule: Rule, asOf: string): Statement {
  const parameters = new Parameters();
  let day: string | null = null;
  // A start event of events alone never compares with the day, and a bind value nobody names is an error.
  const context: ClockContext = {
    registry: rule.registry, declaration: rule.declaration, parameters,
    get asOf() {
      return (day ??= parameters.add(asOf, 'date'));
    },
  };
  const reasons = rule.policies.flatMap(versionsOf).map((version) => {
    const reason = noClockSql(rule.phase === 'archived' ? finalStart(version) : activeStart(version), context);
    return version.body.condition ? `case when ${conditionSql(version.body.condition, rule.declaration, parameters)} then ${reason} end` : reason;
  });
  const phase = columnSql(rule.declaration.phase, rule.declaration);
  return {
    text: `select x.reason, count(*)::int as count, min(r.id::text) as example from ${rule.declaration.table} r
    cross join lateral (select coalesce(${reasons.join(', ')}) as reason) x
    where ${phase} = '${rule.phase}' and ${windowSql(rule, parameters)} and x.reason is not null group by x.reason order by x.reason`,
    values: parameters.values,
  };
}
