import { type DomainSchedule, erase } from '@oubli/personal-data';
import { relationEnd } from '@oubli/people';
import { complianceSchedule } from './compliance/compliance.schedule';
import { candidacySchedule } from './candidacy/candidacy.schedule';

const evidenceOnly = { motivation: erase, cv: erase, cvName: erase, cvSha256: erase };
const notPooled = { column: 'poolConsent', is: 'equal', value: false } as const;

export const recruitmentSchedule: DomainSchedule = {
  policies: [
    {
      code: 'application', recordType: 'application', title: 'Applications (RET-01)', rows: ['RET-01'], automatic: false,
      versions: [
        {
          legalReference: 'C. civ. 2224', confidence: 'S~',
          body: { condition: notPooled, startEvent: [{ clock: 'decision' }], active: { period: 'P2Y', sorting: { columns: evidenceOnly } }, archived: { period: 'P5Y' }, end: 'delete' },
        },
        {
          since: '2024-03-01', legalReference: 'CNIL recruitment guide, 30 January 2023; C. civ. 2224', confidence: 'S~',
          body: { condition: notPooled, startEvent: [{ clock: 'decision' }], active: { period: 'P3M', sorting: { columns: evidenceOnly } }, archived: { period: 'P5Y' }, end: 'delete' },
        },
      ],
    },
    {
      code: 'application-pool', recordType: 'application', title: 'Applications in the talent pool (RET-02)', rows: ['RET-02'], automatic: false,
      versions: [{
        legalReference: 'CNIL recruitment guide, 30 January 2023 (two years after the last contact)', confidence: 'S',
        body: {
          condition: { not: notPooled }, startEvent: [{ clock: 'decision' }],
          active: { period: 'P2Y', startEvent: [{ clock: 'decision' }, { clock: 'lastContact' }], sorting: { columns: evidenceOnly } },
          archived: { period: 'P5Y' }, end: 'delete',
        },
      }],
    },
    {
      code: 'expert-profile', recordType: 'expert-profile', title: 'Expert profiles (RET-03)', rows: ['RET-03'], automatic: false,
      versions: [{
        legalReference: 'Art. 5(1)(e) GDPR; C. civ. 2224; C. com. L110-4', confidence: 'S',
        body: {
          startEvent: relationEnd,
          active: {
            period: 'P2Y',
            sorting: {
              columns: { summary: erase, availability: erase, skills: erase, hourlyRate: erase, careerStartedOn: { kind: 'generalise', to: 'decade' } },
              children: { 'cv-file': 'delete' },
            },
          },
          archived: { period: 'P5Y' }, end: 'delete',
        },
      }],
    },
    {
      code: 'assignment', recordType: 'assignment', title: 'Assignments (RET-05)', rows: ['RET-05'], automatic: false,
      versions: [
        {
          legalReference: 'C. com. L110-4', confidence: 'S',
          body: { startEvent: [{ clock: 'contractEnd' }], active: { period: 'P1Y', sorting: { columns: { notes: erase } } }, archived: { period: 'P8Y' }, end: 'delete' },
        },
        {
          since: '2018-05-25', legalReference: 'C. com. L110-4; C. civ. 2224', confidence: 'S',
          optedOut: { reason: 'Framework contracts signed before 25 May 2018 name eight years for claims between the parties.' },
          body: { startEvent: [{ clock: 'contractEnd' }], active: { period: 'P1Y', sorting: { columns: { notes: erase } } }, archived: { period: 'P5Y' }, end: 'delete' },
        },
      ],
    },
    ...complianceSchedule.policies,
    ...candidacySchedule.policies,
  ],
};
