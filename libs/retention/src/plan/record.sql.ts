import { snakeCase, type Phase } from '@oubli/personal-data';
import type { PublishedVersion } from '../policies/schedule';
import type { StartEvent } from '@oubli/contracts';
import { type ClockContext, declaredClock, startSql, supersetSql } from './clock.sql';
import { columnSql, conditionSql } from './condition.sql';
import { cutoffParameter } from './cutoff';
import { askedCandidatesSql, askedOnSql, leftoversSql } from '../request/asked.sql';
import { erasedSql } from './erased.sql';
import { keeperSql } from './keeper.sql';
import type { Parameters } from './parameters';
import type { Asking } from '../request/asking';
import type { Rule } from './rule';
import { targetRank } from './verdict';
import { versionsOf } from './windows';

/** Rank of the phase a record is in, on the scale of `targetRank`. */
export const phaseRank: Readonly<Record<Phase, number>> = { active: 0, archived: 1, treated: 2 };

/** What is known about a record `r` of a rule: two laterals that give `s.signature`, `s.rank`, `s.due_on`. */
export interface RecordSql {
  readonly laterals: string;
  /** True when the record is to be treated today. */
  readonly due: string;
}

/** Start events of a version's two ends; the archived phase takes the active one's unless it has its own. */
export const activeStart = (v: PublishedVersion): StartEvent => v.body.active.startEvent ?? v.body.startEvent;
export const finalStart = (v: PublishedVersion): StartEvent => v.body.archived?.startEvent ?? v.body.startEvent;

/**
 * The rule for one record as SQL: first lateral `v` has for each version whether it matches and the last days of
 * its two phases, second lateral `s` the signature, the rank of the target and the day the treatment fell due.
 * The planner, the re-check inside a batch and `why` all use this expression, so that they cannot differ.
 */
export function recordSql(rule: Rule, asOf: string, parameters: Parameters, planned: boolean): RecordSql {
  const context: ClockContext = { registry: rule.registry, declaration: rule.declaration, parameters, asOf };
  const versions = rule.policies.map(versionsOf);
  const flat = versions.flat();
  const number = new Map(flat.map((v, i) => [v, i]));
  const v = flat.map((version, i) => versionLateral(version, i, context));
  const matched = (i: number, column: string): string => `case when v.m${i} then v.${column}${i} end`;
  const overPolicy = (column: string) => (policy: readonly PublishedVersion[]): string =>
    `least(${policy.map((version) => matched(number.get(version) ?? 0, column)).join(', ')})`;
  const activeUntil = `greatest(${versions.map(overPolicy('a')).join(', ')})`;
  const finalUntil = versions.length > 0 ? `greatest(${versions.map(overPolicy('f')).join(', ')})` : 'null::date';
  const keepers = rule.keepers.map((keeper) => keeperSql(keeper, rule, context, planned, finalUntil));
  const k = keepers.map(({ alive, until }, i) => `${alive} as k${i}, ${until} as k${i}u`);
  const stage = (i: number): string => `case when not v.m${i} then '-' when ${asOf} > v.f${i} then '2' when ${asOf} > v.a${i} then '1' else '0' end`;
  const signature = [
    ...versions.map((policy) => policy.map((version) => stage(number.get(version) ?? 0)).join(' || ')),
    keepers.length > 0 ? keepers.map((_, i) => `${rule.asking ? 'w' : 'v'}.k${i}::int::text`).join(' || ') : `''`,
  ].join(` || '|' || `);
  if (rule.asking) return askedRecordSql(rule, rule.asking, { context, v, k, signature });
  const wanted = `case when ${asOf} > ${finalUntil} then 3 when ${asOf} > ${activeUntil} then 1 else 0 end`;
  const caps = rule.keepers.map((keeper, i) => `case when v.k${i} then ${targetRank[keeper.cap]} else 3 end`);
  const lapsed = keepers.map((_, i) => `case when not v.k${i} then v.k${i}u end`);
  // What is archived or treated already waits for its end alone: `why` must not name a day that has passed.
  const ended = `greatest(${[finalUntil, ...lapsed].join(', ')})`;
  const laterals = `cross join lateral (select ${[...v, ...k].join(',\n      ')} offset 0) v
    cross join lateral (select ${signature} as signature,
      least(${[wanted, ...caps].join(', ')}) as rank, ${wanted} as wanted,
      ${rule.phase === 'active' ? `case when ${asOf} > ${finalUntil} then ${ended} else ${activeUntil} end` : ended} + 1 as due_on offset 0) s`;
  return { laterals, due: dueSql(rule) };
}

interface AskedParts {
  readonly context: ClockContext;
  readonly v: readonly string[];
  readonly k: readonly string[];
  readonly signature: string;
}

/**
 * The same for a record whose person asked for erasure: a third lateral `w` has the day she asked and what is kept all the
 * same, which depends on the last days in `v`. Everything is wanted gone; a keeper says how far it may go, and a record that
 * may go no further is due as long as it holds something that no keeper names.
 */
function askedRecordSql(rule: Rule, asking: Asking, { context, v, k, signature }: AskedParts): RecordSql {
  const alive = rule.keepers.map((_, i) => `w.k${i}`);
  const caps = rule.keepers.map((keeper, i) => `case when ${alive[i]} then ${targetRank[keeper.cap]} else 3 end`);
  const lapsed = rule.keepers.map((_, i) => `case when not ${alive[i]} and w.k${i}u < ${context.asOf} then w.k${i}u end`);
  const rank = `least(${['3', ...caps].join(', ')})`;
  const laterals = `cross join lateral (select ${v.length > 0 ? v.join(',\n      ') : 'true as ungoverned'} offset 0) v
    cross join lateral (select ${[`${askedOnSql(asking, context)} as asked_on`, ...k].join(',\n      ')} offset 0) w
    cross join lateral (select case when w.asked_on is null then '-' else 'asked|' || ${signature} end as signature,
      ${rank} as rank, 3 as wanted, greatest(w.asked_on, ${lapsed.length > 0 ? `greatest(${lapsed.join(', ')}) + 1` : 'null'}) as due_on offset 0) s`;
  const here = phaseRank[rule.phase];
  return { laterals, due: `(w.asked_on is not null and (s.rank > ${here} or (s.rank = ${here} and ${leftoversSql(rule, alive)})))` };
}

function versionLateral(version: PublishedVersion, i: number, context: ClockContext): string {
  const { parameters } = context;
  const { body } = version;
  const matches = body.condition ? `coalesce(${conditionSql(body.condition, context.declaration, parameters)}, false)` : 'true';
  const until = (start: StartEvent, period: string): string => `calendar.last_day_kept(${startSql(start, context)}, ${parameters.add(period, 'interval')})`;
  const active = until(activeStart(version), body.active.period);
  const final = body.archived ? `greatest(${active}, ${until(finalStart(version), body.archived.period)})` : active;
  return `${matches} as m${i}, ${active} as a${i}, ${final} as f${i}`;
}

/** Due: the target lies beyond the phase; or a floor has let go of columns that are still there. */
function dueSql(rule: Rule): string {
  const beyond = `s.rank > ${phaseRank[rule.phase]}`;
  if (rule.phase !== 'treated') return beyond;
  const left = releasedColumns(rule);
  return left.length > 0 ? `(${beyond} or (s.rank = 2 and (${left.join(' or ')})))` : beyond;
}

/** For a treated record: columns that hold a value although no live floor names them. */
function releasedColumns(rule: Rule): string[] {
  return Object.entries(rule.declaration.columns).flatMap(([property, column]) => {
    const { treatment } = column;
    if (treatment.kind !== 'erase') return [];
    const naming = rule.keepers.flatMap((keeper, i) => (keeper.columns === '*' || keeper.columns.includes(property) ? [`v.k${i}`] : []));
    if (naming.length === 0) return [];
    const name = columnSql(property, rule.declaration);
    return [`(${name} is distinct from ${erasedSql(treatment)} and not (${naming.join(' or ')}))`];
  });
}

/** Collected inside the window; an unknown day belongs to the first publication. */
export function windowSql(rule: Rule, parameters: Parameters): string {
  const collected = columnSql(rule.declaration.collectedOn, rule.declaration);
  const { from, to } = rule.window;
  const parts = [
    ...(from === null ? [] : [`${collected} >= ${parameters.add(from, 'date')}`]),
    ...(to === null ? [] : [from === null ? `(${collected} < ${parameters.add(to, 'date')} or ${collected} is null)` : `${collected} < ${parameters.add(to, 'date')}`]),
  ];
  return parts.length > 0 ? parts.join(' and ') : 'true';
}

/** The indexed superset of the records that may be due: one alternative for each version. */
export function candidatesSql(rule: Rule, asOf: string, asOfPlaceholder: string, parameters: Parameters): string {
  const context: ClockContext = { registry: rule.registry, declaration: rule.declaration, parameters, asOf: asOfPlaceholder };
  const phase = `r.${snakeCase(rule.declaration.phase)} = '${rule.phase}'`;
  if (rule.asking) return `${phase} and ${askedCandidatesSql(rule.asking, context)}`;
  if (rule.phase === 'treated') return treatedCandidatesSql(rule, asOf, phase, context);
  const alternatives = rule.policies.flatMap(versionsOf).map((version) => {
    const ends = rule.phase === 'active' || !version.body.archived;
    const start = ends ? activeStart(version) : finalStart(version);
    const period = ends ? version.body.active.period : (version.body.archived?.period ?? version.body.active.period);
    return supersetSql(start, cutoffParameter(asOf, period, parameters), context);
  });
  return `${phase} and (${[...new Set(alternatives)].join('\n      or ')})`;
}

/**
 * A treated record is kept by a floor, so it falls due when one of them ends: found by the floors' own columns. Where
 * that cannot be (references, clocks from events, a floor that was closed) all treated records are looked at.
 */
function treatedCandidatesSql(rule: Rule, asOf: string, phase: string, context: ClockContext): string {
  const floors = rule.keepers.flatMap((keeper) => (keeper.kind === 'floor' ? [keeper.floor] : []));
  const own = floors.every(({ body }) => body.startEvent.every(({ clock }) => 'column' in declaredClock(clock, rule.declaration)));
  if (rule.floorClosed || floors.length === 0 || floors.length < rule.keepers.length || !own) return phase;
  const ended = floors.map(({ body }) => supersetSql(body.startEvent, cutoffParameter(asOf, body.period, context.parameters), context));
  return `${phase} and (${ended.join('\n      or ')})`;
}
