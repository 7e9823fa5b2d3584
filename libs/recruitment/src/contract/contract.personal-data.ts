import { type AnyDeclaration, direct, freeText, keep, partOfRecord, quasi, recordDate, structure } from '@oubli/personal-data';
import { Amendment, AssignmentOrder, AttestationWaiver, TimeSheet } from './contract.entity';

const part = {
  purposes: ['assignments', 'invoicing'], partOf: { recordType: 'assignment', via: 'assignmentId' },
} as const;

export const contractData: readonly AnyDeclaration[] = [
  partOfRecord(AssignmentOrder, {
    recordType: 'assignment-order', code: 16, table: 'recruitment.assignment_order', ...part, evidence: ['amountExcludingTax', 'orderedBy'],
    columns: {
      id: structure, assignmentId: structure, number: structure, orderedOn: recordDate, amountExcludingTax: quasi('user.financial.amount', keep), orderedBy: direct('user.name'),
    },
  }),
  partOfRecord(TimeSheet, {
    recordType: 'time-sheet', code: 17, table: 'recruitment.time_sheet', ...part, evidence: ['hours'],
    columns: { id: structure, assignmentId: structure, workedOn: recordDate, hours: quasi('user.work.history', keep), comment: freeText() },
  }),
  partOfRecord(Amendment, {
    recordType: 'amendment', code: 18, table: 'recruitment.amendment', ...part, evidence: ['subject'],
    columns: { id: structure, assignmentId: structure, signedOn: recordDate, newEndOn: recordDate, subject: freeText() },
  }),
  partOfRecord(AttestationWaiver, {
    recordType: 'attestation-waiver', code: 19, table: 'recruitment.attestation_waiver', ...part, purposes: ['compliance'], evidence: ['author', 'reason'],
    columns: { id: structure, assignmentId: structure, author: direct('user.name', keep), reason: freeText(keep), givenOn: recordDate },
  }),
];
