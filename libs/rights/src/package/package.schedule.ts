import type { ShippedPolicy } from '@oubli/personal-data';

const minimal = { legalReference: 'Art. 5(1)(c) and (e) GDPR', confidence: 'I' } as const;

/** RET-36: thirty days from the day it was made available; one that nobody finished, from the day it was begun. */
export const packagePolicies: readonly ShippedPolicy[] = [
  {
    code: 'access-package', recordType: 'access-package', title: 'Access and portability packages (RET-36)', rows: ['RET-36'], automatic: true,
    versions: [{ ...minimal, body: { condition: { column: 'state', is: 'equal', value: 'made' }, startEvent: [{ clock: 'made' }], active: { period: 'P30D' }, end: 'delete' } }],
  },
  {
    code: 'access-package-waiting', recordType: 'access-package', title: 'Packages that nobody finished (RET-36)', rows: ['RET-36'], automatic: true,
    versions: [{ ...minimal, body: { condition: { column: 'state', is: 'equal', value: 'waits' }, startEvent: [{ clock: 'begun' }], active: { period: 'P30D' }, end: 'delete' } }],
  },
];
