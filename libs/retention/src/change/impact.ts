import type { TreatmentKeys } from '@oubli/anonymization';
import { versionBodySchema } from '@oubli/contracts';
import type { Session } from '@oubli/database';
import type { Registry } from '@oubli/personal-data';
import { forecast } from '../plan/forecast';
import { dueCount, type Plan } from '../plan/plan';
import { makePlan } from '../plan/planner';
import { type Sample, samplesOf } from '../plan/samples';
import type { Schedule } from '../policies/schedule';
import type { PolicyDraft } from './drafts';
import { inForceOn, type Reach, withDrafts } from './hypothesis';
import { isStricter } from './stricter';

/** What publishing a draft today would move. */
export interface Impact {
  readonly asOf: string;
  /** Due today by outcome, without the draft and with it. */
  readonly before: readonly { readonly becomes: string; readonly count: number }[];
  readonly after: readonly { readonly becomes: string; readonly count: number }[];
  readonly dueBefore: number;
  readonly dueAfter: number;
  /** Digest of the plan with the draft: who publishes says that she has seen it. */
  readonly digest: string;
  readonly months: readonly { readonly month: string; readonly before: number; readonly after: number }[];
  readonly stricter: boolean;
  /** The policy was never in force. */
  readonly first: boolean;
  readonly samples: readonly Sample[];
}

const byTarget = (plan: Plan): Impact['before'] => {
  const counts = new Map<string, number>();
  for (const step of plan.steps) counts.set(step.target, (counts.get(step.target) ?? 0) + step.count);
  return [...counts].map(([becomes, count]) => ({ becomes, count }));
};

const monthsAhead = 24;

/**
 * Plans the record type of a draft twice, without it and with it as if it were published today, and compares. Must run in a
 * transaction of the engine's role, and treats nothing.
 * @throws ZodError when the draft is not whole: ask `draftProblems` first
 */
export async function impactOf(
  session: Session, registry: Registry, schedule: Schedule, draft: PolicyDraft & Reach, keys: TreatmentKeys, detail: boolean,
): Promise<Impact> {
  const scope = { recordTypes: [draft.recordType] };
  const now = await makePlan(session, registry, schedule, scope, false);
  await session.query('drop table planned');
  const { asOf } = now.plan;
  const imagined = withDrafts(schedule, asOf, [draft]);
  const then = await makePlan(session, registry, imagined, scope, false);
  const samples = detail ? await samplesOf(session, registry, then, keys, 2) : [];
  const before = inForceOn(schedule, draft.policy, asOf);
  return {
    asOf, before: byTarget(now.plan), after: byTarget(then.plan), dueBefore: dueCount(now.plan), dueAfter: dueCount(then.plan), digest: then.plan.digest,
    months: detail ? await monthsOf(session, registry, schedule, imagined, draft.recordType) : [],
    stricter: before !== null && isStricter(versionBodySchema.parse(draft.body), before.body), first: before === null, samples,
  };
}

async function monthsOf(session: Session, registry: Registry, now: Schedule, then: Schedule, recordType: string): Promise<Impact['months']> {
  const before = new Map((await forecast(session, registry, now, [recordType], monthsAhead)).map((m) => [m.month, m.count]));
  const after = new Map((await forecast(session, registry, then, [recordType], monthsAhead)).map((m) => [m.month, m.count]));
  return [...new Set([...before.keys(), ...after.keys()])].sort().map((month) => ({ month, before: before.get(month) ?? 0, after: after.get(month) ?? 0 }));
}
