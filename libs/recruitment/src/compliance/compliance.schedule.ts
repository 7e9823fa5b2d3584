import { type DomainSchedule, erase, type ShippedPolicy } from '@oubli/personal-data';

/** What stays in the archive is that it was shown, its number and its days; the file itself was for the contract (RET-09). */
const shownOnly = { fileName: erase, content: erase, sha256: erase };

const vigilance = (recordType: string, title: string): ShippedPolicy => ({
  code: recordType, recordType, title: `${title} (RET-09)`, rows: ['RET-09'], automatic: false,
  versions: [{
    legalReference: 'C. trav. L8222-1, R8222-1, D8222-5; CSS L243-15, L244-3, L244-11', confidence: 'I',
    body: { startEvent: [{ clock: 'assignmentEnd', anchor: 'end-of-civil-year' }], active: { period: 'P1Y', startEvent: [{ clock: 'assignmentEnd' }] }, archived: { period: 'P5Y' }, end: 'delete' },
  }],
});

export const complianceSchedule: DomainSchedule = {
  policies: [
    vigilance('registration-proof', 'Registration proofs'),
    vigilance('vigilance-attestation', 'URSSAF vigilance attestations'),
    {
      code: 'insurance', recordType: 'insurance', title: 'Professional insurance (RET-10)', rows: ['RET-10'], automatic: false,
      versions: [{
        legalReference: 'C. civ. 2224', confidence: 'G',
        body: { startEvent: [{ clock: 'assignmentEnd' }], active: { period: 'P1Y', sorting: { columns: shownOnly } }, archived: { period: 'P5Y' }, end: 'delete' },
      }],
    },
  ],
};
