import type { DomainSchedule } from '@oubli/personal-data';
import { campaignSchedule } from './campaign/campaign.schedule';
import { consentSchedule } from './consent/consent.schedule';

export const engagementSchedule: DomainSchedule = {
  policies: [
    {
      code: 'survey-answer', recordType: 'survey-answer', title: 'Survey answers (RET-12)', rows: ['RET-12'], automatic: true,
      versions: [
        { legalReference: 'Art. 5(1)(e) GDPR', confidence: 'I', body: { startEvent: [{ clock: 'answered' }], active: { period: 'P12M' }, end: 'delete' } },
        {
          since: '2024-03-01', legalReference: 'Art. 5(1)(e) GDPR; SAN-2023-006', confidence: 'I',
          body: { startEvent: [{ clock: 'answered' }], active: { period: 'P3M' }, end: 'delete' },
        },
      ],
    },
    ...campaignSchedule.policies,
    ...consentSchedule.policies,
  ],
};
