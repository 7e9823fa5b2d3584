import type { Session } from '@oubli/database';
import type { Registry } from '@oubli/personal-data';
import type { Step } from '../plan/plan';
import { type Rule, rulesOf } from '../plan/rule';
import type { Schedule } from '../policies/schedule';
import { RetentionError } from '../retention-error';
import * as sql from './run.sql';

/** What a run was planned with, read back from its row: a later publication does not change it half-way. */
export interface RunMaterial {
  readonly runId: string;
  readonly asOf: string;
  readonly steps: readonly Step[];
  readonly schedule: Schedule;
  /** The wish that a run of an erasure carries out; its steps' ledger entries name it. */
  readonly wish: string | null;
}

interface RunRow {
  readonly asOf: string;
  readonly wish: string | null;
  readonly plan: { readonly steps: readonly Step[] };
  readonly schedule: Omit<Schedule, 'automatic'> & { readonly automatic: readonly string[] };
}

/** @throws RetentionError `unknown-run` */
export async function loadMaterial(session: Session, runId: string): Promise<RunMaterial> {
  const [row] = await session.query<RunRow>(sql.loadRun, [runId]);
  if (!row) throw new RetentionError('unknown-run', `There is no run ${runId}.`);
  const { automatic, ...schedule } = row.schedule;
  return { runId, asOf: row.asOf, steps: row.plan.steps, wish: row.wish, schedule: { ...schedule, automatic: new Set(automatic) } };
}

/** The rule a step was made from. */
export function ruleOfStep(step: Step, registry: Registry, material: RunMaterial): Rule {
  const rule = rulesOf(step.recordType, registry, material.schedule, material.asOf, step.asked ? { kind: 'recorded', person: null } : undefined).find(
    (r) => r.phase === step.phase && r.window.from === step.window.from && r.window.to === step.window.to,
  );
  if (!rule) throw new Error(`The rule for ${step.recordType} cannot be found again.`);
  return rule;
}
