import type { Command } from 'commander';
import { knownGaps } from '@oubli/domains';
import { dueCount, loadSchedule, makePlan, type Plan, type Scope, why } from '@oubli/retention';
import type { Runtime } from '../../runtime';
import { print, recordAddress, table } from '../io';
import { whyText } from '../why-text';
import { collect, command, type Json, withRuntime } from '../program';

export interface ScopeOptions extends Json {
  readonly recordType?: string[];
  readonly policy?: string[];
}

export const scopeOf = ({ recordType, policy }: ScopeOptions): Scope => ({
  ...(recordType ? { recordTypes: recordType } : {}), ...(policy ? { policies: policy } : {}),
});

export const previewPlan = ({ logins, context }: Runtime, scope: Scope): Promise<Plan> =>
  logins.engine.transaction(async (session) => (await makePlan(session, context.registry, await loadSchedule(session), scope, true, knownGaps)).plan);

/** What the command prints: counts and digests, no personal value. */
export function previewDocument(plan: Plan): Record<string, unknown> {
  const byPolicy = plan.steps.map(({ policy, versionNumber, recordType, phase, target, count, keptBy }) => ({ policy, version: versionNumber, recordType, phase, becomes: target, count, keptBy }));
  return { asOf: plan.asOf, due: dueCount(plan), digest: plan.digest, byPolicy, kept: plan.kept, noClock: plan.noClock, notGoverned: plan.notGoverned, blocked: plan.blocked };
}

export function previewText(plan: Plan): string {
  const lines = [`As of ${plan.asOf} (Paris), ${dueCount(plan)} records are due.`, ''];
  if (plan.steps.length > 0) {
    const grouped = new Map<string, (string | number)[]>();
    for (const s of plan.steps) {
      const key = `${s.recordType} ${s.policy} ${s.phase} ${s.target}`;
      const row = grouped.get(key) ?? [s.recordType, s.policy, s.phase, s.target, 0];
      row[4] = Number(row[4]) + s.count;
      grouped.set(key, row);
    }
    lines.push(table(['record type', 'policy', 'from', 'becomes', 'records'], [...grouped.values()]), '');
  }
  if (plan.kept.length > 0) lines.push('Kept although a period has ended:', table(['record type', 'because of', 'records'], plan.kept.map((k) => [k.recordType, k.reason, k.count])), '');
  if (plan.noClock.length > 0) lines.push('Without a date that can be trusted:', table(['record type', 'problem', 'records', 'for example'], plan.noClock.map((k) => [k.recordType, k.reason, k.count, `${k.recordType}/${k.example}`])), '');
  for (const { recordType, columns } of plan.blocked) lines.push(`Left alone: ${recordType} has columns nobody declared: ${columns.join(', ')}`);
  if (plan.notGoverned.length > 0) lines.push(`Not governed: ${plan.notGoverned.map((n) => `${n.recordType}${n.count > 0 ? ` (${n.count})` : ''}`).join(', ')}`);
  lines.push(`Digest ${plan.digest}`);
  return lines.join('\n');
}

export function addPreviewCommands(program: Command): void {
  command(program, 'preview', 'Shows what a run would do today, and treats nothing.', ['preview', 'preview --record-type application --json', 'preview --policy invoice'])
    .option('--record-type <type>', 'only this record type (repeatable)', collect)
    .option('--policy <policy>', 'only what this policy decides (repeatable)', collect)
    .action((options: ScopeOptions) => withRuntime(async (runtime) => {
      const plan = await previewPlan(runtime, scopeOf(options));
      print(options, previewDocument(plan), () => previewText(plan));
    }));

  command(program, 'why <record>', 'Tells why a record is still here, field by field.', ['why invoice/0a0b0c0d-0000-4000-8000-000000000001'])
    .action((record: string, options: Json) => withRuntime(async ({ logins, context }) => {
      const { recordType, recordId } = recordAddress(record);
      const trace = await why(logins.engine.session, context.registry, await loadSchedule(logins.engine.session), recordType, recordId);
      print(options, trace, () => whyText(trace));
    }));
}
