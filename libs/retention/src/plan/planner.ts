import type { Registry } from '@oubli/personal-data';
import type { Session } from '@oubli/database';
import type { Schedule } from '../policies/schedule';
import { type Asking, erasurePolicy, noVersion } from '../request/asking';
import { type KeptReason, type NoClockReason, type Plan, type Step, planDigest } from './plan';
import * as sql from './planner.sql';
import { type Rule, rulesOf } from './rule';
import { undeclaredColumns } from './undeclared.sql';
import { parseSignature, targetRank, verdictOf, type Target, type Verdict } from './verdict';

export interface Scope {
  readonly recordTypes?: readonly string[];
  readonly policies?: readonly string[];
  /** Plans what a wish for erasure leaves of a person's records, instead of what policies end. */
  readonly asking?: Asking;
}

/** A plan still bound to its transaction: the due ids wait in the temporary table `planned`. */
export interface OpenPlan {
  readonly plan: Plan;
  /** For each step, the rule and signature under which its records stand in `planned`. */
  readonly places: readonly { readonly rule: number; readonly signature: string; readonly step: number; readonly wave: number }[];
}

/** Rows of the schedule that no record type of this installation serves, by name (domain.md 2). */
export interface KnownGap {
  readonly recordType: string;
  readonly because: string;
}

/**
 * Makes the plan for today (Paris, by the database's clock). Must run inside a transaction of the engine's role.
 * @param lists false leaves out what is only listed beside the plan (kept, noClock, notGoverned): their count
 *   reads whole tables, the plan itself only what may be due
 * @throws Error naming an unknown record type or policy
 */
export async function makePlan(
  session: Session, registry: Registry, schedule: Schedule, scope: Scope, lists: boolean, gaps: readonly KnownGap[] = [],
): Promise<OpenPlan> {
  const asOf = (await session.query<{ day: string }>(sql.today))[0]?.day ?? '';
  const types = wantedTypes(registry, scope);
  checkPolicies(schedule, scope);
  await session.query(sql.planInMemory);
  await session.query(sql.createPlanned);
  const blocked = await undeclaredColumns(session, registry, types);
  const open = types.filter((type) => !blocked.some((b) => b.recordType === type));
  const rules = open.flatMap((type) => rulesOf(type, registry, schedule, asOf, scope.asking));
  const found: Found[] = [];
  for (const wave of [1, 2] as const) found.push(...(await collectWave(session, rules, wave, asOf, scope)));
  const steps = found.map((f, index) => stepOf(f, rules, index + 1));
  const publication = schedule.publications.filter((p) => p.effectiveFrom <= asOf).at(-1)?.id ?? null;
  const beside = lists ? await listBeside(session, rules, registry, open, asOf, gaps) : { kept: [], noClock: [], notGoverned: [] };
  const body = { asOf, publication, steps };
  return {
    plan: { ...body, digest: planDigest(body), ...beside, blocked },
    places: found.map((f, index) => ({ rule: f.rule, signature: f.signature, step: index + 1, wave: rules[f.rule]?.wave ?? 1 })),
  };
}

interface Found {
  readonly rule: number;
  readonly signature: string;
  readonly count: number;
  readonly idsDigest: string;
  readonly verdict: Verdict;
}

async function collectWave(session: Session, rules: readonly Rule[], wave: 1 | 2, asOf: string, scope: Scope): Promise<Found[]> {
  const numbered = rules.map((rule, number) => ({ rule, number })).filter(({ rule }) => rule.wave === wave);
  if (numbered.length === 0) return [];
  if (wave === 2) {
    await session.query(sql.indexPlanned);
    await session.query(sql.analyzePlanned);
  }
  for (const { rule, number } of numbered) {
    const statement = sql.collectDue(rule, number, asOf);
    await session.query(statement.text, statement.values);
  }
  const types = [...new Set(numbered.map(({ rule }) => rule.declaration.recordType))];
  const groups = await session.query<Omit<Found, 'verdict'> & { rank: number }>(sql.groupPlanned, [types]);
  const found = groups.map((group) => ({ ...group, verdict: verdictOfGroup(group, rules) }));
  const unwanted = found.filter((f) => scope.policies && !scope.policies.includes(f.verdict.decidedBy?.policy ?? ''));
  if (unwanted.length > 0) {
    await session.query(sql.forgetPlanned, [unwanted.map((f) => f.rule), unwanted.map((f) => f.signature)]);
  }
  return found.filter((f) => !unwanted.includes(f));
}

/** SQL and the pure rule must agree on the target: a difference is a defect, and nothing may be treated then. */
function verdictOfGroup(group: { rule: number; signature: string; rank: number }, rules: readonly Rule[]): Verdict {
  const rule = rules[group.rule];
  if (!rule) throw new Error('The plan names a rule that does not exist.');
  const verdict = verdictOf(rule, parseSignature(group.signature));
  if (targetRank[verdict.target] !== group.rank) {
    throw new Error(`The rule for ${rule.declaration.recordType} and its SQL disagree on ${group.signature}.`);
  }
  return verdict;
}

function stepOf(found: Found, rules: readonly Rule[], number: number): Step {
  const rule = rules[found.rule];
  const { verdict } = found;
  const asked = rule?.asking !== undefined;
  if (!rule || !(asked || verdict.decidedBy) || verdict.target === 'active') throw new Error('A step without a decision.');
  return {
    number,
    wave: rule.wave,
    recordType: rule.declaration.recordType,
    phase: rule.phase,
    target: verdict.target as Exclude<Target, 'active'>,
    window: { from: rule.window.from, to: rule.window.to, publication: rule.window.publication.id },
    policy: verdict.decidedBy?.policy ?? erasurePolicy,
    version: verdict.decidedBy?.id ?? noVersion,
    versionNumber: verdict.decidedBy?.number ?? 0,
    signature: found.signature,
    columns: verdict.columns,
    children: verdict.children,
    ...(verdict.childColumns && { childColumns: verdict.childColumns }),
    ...(asked && { asked: true as const }),
    keptBy: verdict.keptBy,
    count: found.count,
    idsDigest: found.idsDigest,
  };
}

function wantedTypes(registry: Registry, scope: Scope): string[] {
  const all = registry.roots.map((root) => root.recordType);
  if (!scope.recordTypes) return all;
  scope.recordTypes.forEach((type) => registry.root(type));
  return all.filter((type) => scope.recordTypes?.includes(type));
}

function checkPolicies(schedule: Schedule, scope: Scope): void {
  const known = new Set(schedule.publications.flatMap((p) => p.versions.map((v) => v.policy)));
  for (const policy of scope.policies ?? []) {
    if (!known.has(policy)) throw new Error(`Unknown policy ${JSON.stringify(policy)}; published: ${[...known].sort().join(', ')}.`);
  }
}

type Beside = Pick<Plan, 'kept' | 'noClock' | 'notGoverned'>;

async function listBeside(
  session: Session, rules: readonly Rule[], registry: Registry, types: readonly string[], asOf: string, gaps: readonly KnownGap[],
): Promise<Beside> {
  const kept = new Map<string, Plan['kept'][number]>();
  const noClock = new Map<string, Plan['noClock'][number]>();
  for (const row of await session.query<{ recordType: string; reason: KeptReason; count: number; example: string }>(sql.excludedPlanned)) {
    add(kept, row);
  }
  for (const rule of rules) {
    const { recordType } = rule.declaration;
    const statements = [
      { reason: rule.wave === 2 ? ('referenced' as const) : ('floor' as const), statement: rule.keepers.length > 0 ? sql.countKeptByFloor(rule, asOf) : null },
      { reason: 'later-event' as const, statement: rule.phase === 'treated' ? null : sql.countKeptByLaterEvent(rule, asOf) },
    ];
    for (const { reason, statement } of statements) {
      if (!statement) continue;
      const [row] = await session.query<{ count: number; example: string }>(statement.text, statement.values);
      if (row && row.count > 0) add(kept, { recordType, reason, ...row });
    }
    if (rule.phase === 'treated') continue;
    const statement = sql.listNoClock(rule, asOf);
    for (const row of await session.query<{ reason: NoClockReason; count: number; example: string }>(statement.text, statement.values)) {
      add(noClock, { recordType, ...row });
    }
  }
  return { kept: [...kept.values()], noClock: [...noClock.values()], notGoverned: [...(await listNotGoverned(session, rules, registry, types)), ...gaps.map((g) => ({ ...g, count: 0 }))] };
}

function add<R extends string, T extends { recordType: string; reason: R; count: number; example: string }>(into: Map<string, T>, row: T): void {
  const key = `${row.recordType} ${row.reason}`;
  const before = into.get(key);
  into.set(key, before ? { ...before, count: before.count + row.count } : row);
}

async function listNotGoverned(session: Session, rules: readonly Rule[], registry: Registry, types: readonly string[]): Promise<Plan['notGoverned'][number][]> {
  const rows: Plan['notGoverned'][number][] = [];
  for (const recordType of types) {
    const own = rules.filter((rule) => rule.declaration.recordType === recordType && rule.phase === 'active');
    const statement = own.length > 0 ? sql.countNotGoverned(own) : { text: sql.countAll(registry.root(recordType).table), values: [] };
    const count = (await session.query<{ count: number }>(statement.text, statement.values))[0]?.count ?? 0;
    if (own.length === 0) rows.push({ recordType, count, because: 'no policy' });
    else if (count > 0) rows.push({ recordType, count, because: 'no policy matches these records' });
  }
  return rows;
}
