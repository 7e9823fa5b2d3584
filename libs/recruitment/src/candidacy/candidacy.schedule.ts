import type { DomainSchedule } from '@oubli/personal-data';

const withdrawn = { column: 'withdrawnOn', is: 'not-null' } as const;
const proof = { legalReference: 'Art. 7(1) GDPR; C. civ. 2224', confidence: 'G' } as const;

/** Appointments have no row in the reference schedule and ship without a policy, which preview and doctor say. */
export const candidacySchedule: DomainSchedule = {
  policies: [
    {
      code: 'pool-consent-withdrawn', recordType: 'pool-consent', title: 'Withdrawn consents to the talent pool (RET-15)', rows: ['RET-15'], automatic: false,
      versions: [{ ...proof, body: { condition: withdrawn, startEvent: [{ clock: 'withdrawn' }], active: { period: 'P5Y' }, end: 'delete' } }],
    },
    {
      code: 'pool-consent', recordType: 'pool-consent', title: 'Consents to the talent pool (RET-15)', rows: ['RET-15'], automatic: false,
      versions: [{ ...proof, body: { condition: { not: withdrawn }, startEvent: [{ clock: 'given' }, { clock: 'lastContact' }], active: { period: 'P5Y' }, end: 'delete' } }],
    },
  ],
};
