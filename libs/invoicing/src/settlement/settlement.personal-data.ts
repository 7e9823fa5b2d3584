import { type AnyDeclaration, direct, file, freeText, keep, personalData, quasi, recordDate, state, structure } from '@oubli/personal-data';
import { personRecord, personRecordColumns } from '@oubli/people';
import { CreditNote, FeeDeclaration, Payment, ReceivedInvoice } from './settlement.entity';

const accounting = { purposes: ['invoicing'], ...personRecord, namesIdentity: ['active', 'archived', 'treated'] } as const;
const amount = quasi('user.financial.amount', keep);

export const settlementData: readonly AnyDeclaration[] = [
  personalData(ReceivedInvoice, {
    recordType: 'received-invoice', code: 23, about: ['expert'], table: 'invoicing.received_invoice', ...accounting,
    clocks: { invoiced: { column: 'invoicedOn' }, paid: { column: 'paidOn' } },
    inUse: { while: { column: 'paidOn', is: 'null' } },
    integrity: [{ hash: 'documentSha256', file: 'document' }],
    columns: {
      ...personRecordColumns, number: structure, invoicedOn: recordDate, paidOn: recordDate, amountExcludingTax: amount, vat: amount,
      supplierName: direct('user.name', keep), document: file(keep), documentSha256: file(keep),
    },
  }),
  personalData(CreditNote, {
    recordType: 'credit-note', code: 24, about: ['expert'], table: 'invoicing.credit_note', ...accounting, clocks: { issued: { column: 'issuedOn' } },
    integrity: [{ hash: 'issuedSha256', row: 'invoicing.issued_credit_note' }],
    columns: {
      ...personRecordColumns, issuedSha256: structure, invoiceId: structure, number: structure, issuedOn: recordDate, amountExcludingTax: amount, vat: amount,
      partyName: direct('user.name', keep), reason: freeText(keep),
    },
  }),
  personalData(Payment, {
    recordType: 'payment', code: 25, about: ['expert'], table: 'invoicing.payment', ...accounting, clocks: { paid: { column: 'paidOn' } },
    columns: { ...personRecordColumns, paidOn: recordDate, amount, direction: state, reference: freeText(keep) },
  }),
  personalData(FeeDeclaration, {
    recordType: 'fee-declaration', code: 26, about: ['expert'], table: 'invoicing.fee_declaration', ...accounting,
    clocks: { yearEnded: { column: 'yearEndedOn', mayBeFuture: true }, filed: { column: 'filedOn' } },
    inUse: { while: { column: 'filedOn', is: 'null' } },
    evidence: { exemption: 'legal-duty', columns: ['amount', 'beneficiaryName', 'beneficiarySiret'] },
    columns: {
      ...personRecordColumns, yearEndedOn: recordDate, filedOn: recordDate, amount, beneficiaryName: direct('user.name', keep),
      beneficiarySiret: direct('user.organisation.identifier', keep),
    },
  }),
];
