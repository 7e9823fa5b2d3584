import type { DomainSchedule } from '@oubli/personal-data';
import { relationEnd } from '@oubli/people';

const withdrawn = { column: 'withdrawnOn', is: 'not-null' } as const;
const used = { column: 'lastUsedOn', is: 'not-null' } as const;
const proof = { legalReference: 'Art. 7(1) GDPR; C. civ. 2224', confidence: 'G' } as const;

export const consentSchedule: DomainSchedule = {
  policies: [
    {
      code: 'consent-withdrawn', recordType: 'consent', title: 'Withdrawn consents (RET-15)', rows: ['RET-15'], automatic: false,
      versions: [{ ...proof, body: { condition: withdrawn, startEvent: [{ clock: 'withdrawn' }], active: { period: 'P5Y' }, end: 'delete' } }],
    },
    {
      code: 'consent-used', recordType: 'consent', title: 'Consents in use (RET-15)', rows: ['RET-15'], automatic: false,
      versions: [{ ...proof, body: { condition: { all: [{ not: withdrawn }, used] }, startEvent: [{ clock: 'lastUsed' }], active: { period: 'P5Y' }, end: 'delete' } }],
    },
    {
      code: 'consent-unused', recordType: 'consent', title: 'Consents never used (RET-15)', rows: ['RET-15'], automatic: false,
      versions: [{ ...proof, body: { condition: { all: [{ not: withdrawn }, { not: used }] }, startEvent: [{ clock: 'given' }], active: { period: 'P5Y' }, end: 'delete' } }],
    },
    {
      // An objector who is still known must not be written to: her objection stays while the relation does, and three years at least.
      code: 'objection', recordType: 'objection', title: 'Objections (RET-16)', rows: ['RET-16'], automatic: false,
      versions: [{
        legalReference: 'Art. 21(3) GDPR', confidence: 'G',
        body: { startEvent: [{ clock: 'objected' }, ...relationEnd], active: { period: 'P3Y' }, end: 'delete' },
      }],
    },
    {
      code: 'notice-shown', recordType: 'notice-shown', title: 'Notices shown (RET-33)', rows: ['RET-33'], automatic: false,
      versions: [{
        legalReference: 'Art. 5(2) and 13 GDPR; C. civ. 2224', confidence: 'G',
        body: { startEvent: relationEnd, active: { period: 'P1Y' }, archived: { period: 'P5Y' }, end: 'delete' },
      }],
    },
  ],
};
