import type { DomainSchedule } from '@oubli/personal-data';
import { packagePolicies } from './package/package.schedule';

/**
 * RET-23. A file cannot rest before it is closed; a year later who asked, what she wrote and what was noted leave, which is
 * more than a pseudonym would do: nothing ever needs to lead back from it. What was decided and answered stays to the end.
 */
export const rightsSchedule: DomainSchedule = {
  policies: [...packagePolicies, {
    code: 'rights-request', recordType: 'rights-request', title: 'Requests of persons (RET-23)', rows: ['RET-23'], automatic: true,
    versions: [{
      legalReference: 'Art. 5(2) GDPR; C. civ. 2224', confidence: 'G',
      body: {
        startEvent: [{ clock: 'closed' }],
        active: { period: 'P1Y', sorting: { children: { 'request-contact': 'delete', 'request-note': 'delete' } } },
        archived: { period: 'P5Y', startEvent: [{ clock: 'answered' }] },
        end: 'delete',
      },
    }],
  }],
};
