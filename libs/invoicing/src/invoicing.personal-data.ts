import {
  type AnyDeclaration, direct, erase, file, freeText, keep, partOfRecord, personalData, personLink, quasi, recordDate, referenceData, state, structure,
} from '@oubli/personal-data';
import { ExpenseClaim, FiscalYear, Invoice, Receipt } from './invoicing.entity';
import { settlementData } from './settlement/settlement.personal-data';

export const invoicingData: readonly AnyDeclaration[] = [
  personalData(Invoice, {
    recordType: 'invoice', code: 20, about: ['expert'], table: 'invoicing.invoice', purposes: ['invoicing'],
    subjects: ['personId'], phase: 'phase', collectedOn: 'collectedOn',
    clocks: { issued: { column: 'issuedOn' }, paid: { column: 'paidOn' } }, namesIdentity: ['active', 'archived', 'treated'],
    inUse: { while: { column: 'paidOn', is: 'null' } },
    integrity: [{ hash: 'documentSha256', file: 'document' }, { hash: 'issuedSha256', row: 'invoicing.issued_invoice' }],
    columns: {
      id: structure, personId: personLink, issuedSha256: structure, number: quasi('user.financial.amount', keep), issuedOn: recordDate, dueOn: recordDate, paidOn: recordDate,
      amountExcludingTax: quasi('user.financial.amount', keep), vat: quasi('user.financial.amount', keep), currency: state,
      partyName: direct('user.name', keep), partySiret: direct('user.organisation.identifier', keep), partyAddress: direct('user.contact.address', keep),
      lines: { ...freeText(keep) }, document: file(keep), documentSha256: file(keep), collectedOn: recordDate, origin: state, phase: state,
    },
  }),
  personalData(ExpenseClaim, {
    recordType: 'expense-claim', code: 21, about: ['expert'], table: 'invoicing.expense_claim', purposes: ['invoicing'],
    subjects: ['personId'], phase: 'phase', collectedOn: 'collectedOn',
    clocks: { booked: { column: 'bookedOn' }, established: { column: 'establishedOn' }, reimbursed: { column: 'reimbursedOn' } },
    namesIdentity: ['active', 'archived', 'treated'],
    inUse: { while: { column: 'reimbursedOn', is: 'null' } },
    columns: {
      id: structure, personId: personLink, establishedOn: recordDate, bookedOn: recordDate, reimbursedOn: recordDate,
      amount: quasi('user.financial.amount', keep), purpose: freeText(), comment: freeText(erase), socialContributionEvidence: state,
      collectedOn: recordDate, origin: state, phase: state,
    },
  }),
  partOfRecord(Receipt, {
    recordType: 'receipt', code: 22, table: 'invoicing.receipt', purposes: ['invoicing'],
    partOf: { recordType: 'expense-claim', via: 'claimId' }, integrity: [{ hash: 'sha256', file: 'content' }],
    columns: { id: structure, claimId: structure, fileName: file(), content: file(), sha256: file() },
  }),
  referenceData(FiscalYear, {
    recordType: 'fiscal-year', code: 60, table: 'calendar.fiscal_year', purposes: ['invoicing'], reference: true,
    because: 'Dates of the company’s accounts; no person.',
    columns: { id: structure, label: state, startsOn: recordDate, endsOn: recordDate },
  }),
  ...settlementData,
];
