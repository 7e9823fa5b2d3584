import { type DomainSchedule, erase } from '@oubli/personal-data';
import { relationEnd } from '@oubli/people';

export const certificateSchedule: DomainSchedule = {
  policies: [
    {
      code: 'certificate', recordType: 'certificate', title: 'Training certificates (RET-11)', rows: ['RET-11'], automatic: false,
      versions: [{
        legalReference: 'C. trav. L6353-1, L6362-1', confidence: 'G',
        body: {
          startEvent: [{ clock: 'sessionEnd', anchor: 'end-of-fiscal-year' }],
          active: { period: 'P1Y', sorting: { columns: { fileName: erase, content: erase, sha256: erase } } }, archived: { period: 'P5Y' }, end: 'delete',
        },
      }],
    },
    {
      code: 'training-proof', recordType: 'training-proof', title: 'Proof of having been trained (RET-11)', rows: ['RET-11'], automatic: false,
      versions: [{
        legalReference: 'C. trav. L6353-1; C. civ. 2224', confidence: 'G',
        body: { startEvent: relationEnd, active: { period: 'P2Y' }, archived: { period: 'P5Y' }, end: 'delete' },
      }],
    },
  ],
};
