import { createHash } from 'node:crypto';
import { versionBodySchema } from '@oubli/contracts';
import { canonical } from '../plan/plan';
import type { Publication, PublishedVersion, Schedule } from '../policies/schedule';
import type { PolicyDraft } from './drafts';

/** How a publication lets a version reach what is held already. */
export interface Reach {
  readonly mandatoryRetroactive?: { readonly legalReference: string } | undefined;
  readonly optedOut?: { readonly reason: string } | undefined;
}

/**
 * A uuid that follows from what the draft says, so that the same draft gives the same digest of a plan. It has version 8
 * (RFC 9562), which no row of ours has.
 */
function draftId(draft: PolicyDraft): string {
  const hex = createHash('sha256').update(canonical({ policy: draft.policy, body: draft.body })).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * The schedule as it would be if drafts were published on a day: nothing is written. The publication takes over every version
 * of the one before it, as a real one does.
 * @param asOf the day; publications of later days stay where they are
 */
export function withDrafts(schedule: Schedule, asOf: string, drafts: readonly (PolicyDraft & Reach)[]): Schedule {
  const before = schedule.publications.filter((p) => p.effectiveFrom <= asOf);
  const latest = before.at(-1);
  const versions = drafts.map((draft): PublishedVersion => ({
    id: draftId(draft), policy: draft.policy, recordType: draft.recordType, number: 1 + highestNumber(schedule, draft.policy), body: versionBodySchema.parse(draft.body),
    legalReference: draft.legalReference, confidence: draft.confidence, mandatoryRetroactive: draft.mandatoryRetroactive !== undefined,
    retroactiveReference: draft.mandatoryRetroactive?.legalReference ?? null, optedOut: draft.optedOut !== undefined,
  }));
  const replaced = new Set(drafts.map((draft) => draft.policy));
  const publication: Publication = {
    id: 'draft', effectiveFrom: asOf, title: 'Draft', versions: [...(latest?.versions ?? []).filter((v) => !replaced.has(v.policy)), ...versions],
  };
  const kept = latest?.effectiveFrom === asOf ? before.slice(0, -1) : before;
  return { ...schedule, publications: [...kept, publication, ...schedule.publications.filter((p) => p.effectiveFrom > asOf)] };
}

const highestNumber = (schedule: Schedule, policy: string): number =>
  Math.max(0, ...schedule.publications.flatMap((p) => p.versions.filter((v) => v.policy === policy).map((v) => v.number)));

/** The version of a policy in force on a day, or null. */
export const inForceOn = (schedule: Schedule, policy: string, asOf: string): PublishedVersion | null =>
  schedule.publications.filter((p) => p.effectiveFrom <= asOf).at(-1)?.versions.find((v) => v.policy === policy) ?? null;
