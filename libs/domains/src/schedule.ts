import { accessSchedule } from '@oubli/access';
import { engagementSchedule } from '@oubli/engagement';
import { invoicingSchedule } from '@oubli/invoicing';
import { peopleSchedule } from '@oubli/people';
import type { DomainSchedule, ShippedPolicy, ShippedVersion } from '@oubli/personal-data';
import { recipientsSchedule } from '@oubli/recipients';
import { recruitmentSchedule } from '@oubli/recruitment';
import type { ShippedSchedule } from '@oubli/retention';
import { rightsSchedule } from '@oubli/rights';
import { trainingSchedule } from '@oubli/training';

/** What each domain keeps and for how long: the one list a new domain adds a line to. */
export const domainSchedules: readonly DomainSchedule[] = [
  peopleSchedule, recruitmentSchedule, invoicingSchedule, trainingSchedule, engagementSchedule, accessSchedule,
  rightsSchedule,
  recipientsSchedule,
];

/** Days on which the demo company's privacy policy changed. */
export const publicationDays = { first: '2012-01-01', second: '2018-05-25', third: '2024-03-01' } as const;

type Publication = Omit<ShippedSchedule['publications'][number], 'versions'>;

const publications: readonly Publication[] = [
  { effectiveFrom: publicationDays.first, title: 'First privacy policy', reason: 'first', explanation: 'The company writes its periods down.' },
  {
    effectiveFrom: publicationDays.second, title: 'Privacy policy under the GDPR', reason: 'legal',
    explanation: 'Regulation (EU) 2016/679 applies from 25 May 2018.',
  },
  {
    effectiveFrom: publicationDays.third, title: 'Privacy policy after the CNIL recruitment guide', reason: 'regulatory',
    explanation: 'CNIL recruitment guide of 30 January 2023 and decision SAN-2023-006 on questionnaires.',
  },
];

const sinceOf = (version: ShippedVersion): string => version.since ?? publicationDays.first;
const keyOf = (policy: ShippedPolicy, version: ShippedVersion): string => `${policy.code} of ${sinceOf(version)}`;

/**
 * Puts the domains' policies into dated publications: each publishes, of every policy, the latest version that had
 * come by its day. What a version is flagged with counts in the publication that brings it.
 * @throws Error naming a version whose day is no publication's
 */
export function composeSchedule(schedules: readonly DomainSchedule[]): ShippedSchedule {
  const policies = schedules.flatMap((s) => s.policies);
  const versions = policies.flatMap((policy) => policy.versions.map((version) => ({ policy, version, key: keyOf(policy, version) })));
  for (const { version, key } of versions) {
    if (!publications.some((p) => p.effectiveFrom === sinceOf(version))) throw new Error(`No publication brings ${key}.`);
  }
  return {
    policies: policies.map(({ code, recordType, title, automatic }) => ({ code, recordType, title, automatic })),
    versions: versions.map(({ policy, version: { legalReference, confidence, body }, key }) => ({ key, policy: policy.code, legalReference, confidence, body })),
    publications: publications.map((publication) => ({
      ...publication,
      versions: policies.flatMap((policy) => {
        const current = policy.versions.filter((v) => sinceOf(v) <= publication.effectiveFrom).at(-1);
        if (!current) return [];
        const key = keyOf(policy, current);
        if (sinceOf(current) !== publication.effectiveFrom) return [{ key }];
        const { mandatoryRetroactive, optedOut } = current;
        return [{ key, ...(mandatoryRetroactive && { mandatoryRetroactive }), ...(optedOut && { optedOut }) }];
      }),
    })),
    floors: schedules.flatMap((s) => s.floors ?? []),
  };
}

/**
 * The retention schedule an installation begins with. Not legal advice: an administrator edits it; all confidences but
 * S are to be confirmed by counsel.
 */
export const shippedSchedule: ShippedSchedule = composeSchedule(domainSchedules);
