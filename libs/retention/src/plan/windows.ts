import type { Publication, PublishedVersion } from '../policies/schedule';

/** The versions of one policy that reach records of a window: the base, and later ones that may only shorten. */
export interface EffectivePolicy {
  readonly policy: string;
  /** Null when the policy appeared only after the window: then the shorteners alone apply. */
  readonly base: PublishedVersion | null;
  readonly shorteners: readonly PublishedVersion[];
}

/** A stretch of collection dates under the same versions: from inclusive, to exclusive, null = open. */
export interface Window {
  readonly from: string | null;
  readonly to: string | null;
  readonly publication: Publication;
  readonly policies: readonly EffectivePolicy[];
}

/**
 * The windows of a record type, and which versions reach each (domain.md 3.9, R14).
 * A record follows the publication in force when it was collected; the first governs everything earlier.
 * Later ones reach it by law (mandatory-retroactive) or to shorten, unless their author opted out.
 * Neighbouring windows with the same versions are one. Publications must be in ascending order of date and
 * not later than the plan's date: a policy that is not in force yet shortens nothing.
 */
export function windowsOf(recordType: string, publications: readonly Publication[]): Window[] {
  return everyWindow(recordType, publications).filter((window) => window.policies.length > 0);
}

const unpublished: Publication = { id: '00000000-0000-0000-0000-000000000000', effectiveFrom: '-infinity', title: 'No publication', versions: [] };

/** The same, with the windows in which no policy governs the record type: every record lies in one of them. */
export function everyWindow(recordType: string, publications: readonly Publication[]): Window[] {
  const windows: Window[] = [];
  publications.forEach((publication, index) => {
    const from = index === 0 ? null : publication.effectiveFrom;
    const to = publications[index + 1]?.effectiveFrom ?? null;
    const policies = effectivePolicies(recordType, publication, publications.slice(index + 1));
    const last = windows.at(-1);
    if (last && fingerprint(last.policies) === fingerprint(policies)) {
      windows[windows.length - 1] = { ...last, to };
    } else {
      windows.push({ from, to, publication, policies });
    }
  });
  return windows.length > 0 ? windows : [{ from: null, to: null, publication: unpublished, policies: [] }];
}

function effectivePolicies(recordType: string, inForce: Publication, later: readonly Publication[]): EffectivePolicy[] {
  const names = new Set<string>();
  for (const publication of [inForce, ...later]) {
    for (const version of publication.versions) if (version.recordType === recordType) names.add(version.policy);
  }
  return [...names]
    .sort()
    .map((policy) => {
      let base = versionOf(inForce, policy);
      let shorteners: PublishedVersion[] = [];
      const excused = new Set<string>();
      for (const publication of later) {
        const version = versionOf(publication, policy);
        if (!version) continue;
        if (version.mandatoryRetroactive) {
          base = version;
          shorteners = [];
        } else if (version.optedOut) {
          // A version that opted out once does not shorten because it is published again unchanged.
          excused.add(version.id);
        } else if (!excused.has(version.id) && version.id !== base?.id && !shorteners.some((s) => s.id === version.id)) {
          shorteners.push(version);
        }
      }
      return { policy, base, shorteners };
    })
    .filter(({ base, shorteners }) => base !== null || shorteners.length > 0);
}

const versionOf = (publication: Publication, policy: string): PublishedVersion | null =>
  publication.versions.find((version) => version.policy === policy) ?? null;

const fingerprint = (policies: readonly EffectivePolicy[]): string =>
  JSON.stringify(policies.map((p) => [p.policy, p.base?.id, p.base?.mandatoryRetroactive, p.shorteners.map((s) => s.id)]));

/** Base first, then shorteners: the order of a policy's stages in a signature. */
export const versionsOf = (policy: EffectivePolicy): readonly PublishedVersion[] =>
  policy.base ? [policy.base, ...policy.shorteners] : policy.shorteners;
