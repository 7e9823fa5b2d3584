import type { DomainSchedule, ShippedFloor, ShippedPolicy, ShippedStartEvent } from '@oubli/personal-data';

const fiscal = (clock: string): ShippedStartEvent => [{ clock, anchor: 'end-of-fiscal-year' }];

/** Accounting evidence: active until its fiscal year is closed, archived ten years from then. */
const evidence = (recordType: string, title: string, clock: string, rows: readonly string[], legalReference: string, confidence: 'S' | 'I'): ShippedPolicy => ({
  code: recordType, recordType, title: `${title} (${rows.join(', ')})`, rows, automatic: false,
  versions: [{ legalReference, confidence, body: { startEvent: fiscal(clock), active: { period: 'P1M' }, archived: { period: 'P10Y' }, end: 'delete' } }],
});

const commercialCode = (recordType: string, clock: string, columns: string[]): ShippedFloor => ({
  code: `accounts-${recordType}`, recordType, legalReference: 'C. com. L123-22', confidence: 'S', body: { startEvent: fiscal(clock), period: 'P10Y', columns },
});

const books = 'C. com. L123-22; LPF L102 B';

export const settlementSchedule: DomainSchedule = {
  policies: [
    evidence('received-invoice', 'Invoices received', 'invoiced', ['RET-06'], books, 'S'),
    evidence('credit-note', 'Credit notes', 'issued', ['RET-06'], books, 'S'),
    evidence('payment', 'Payments', 'paid', ['RET-06'], books, 'S'),
    evidence('fee-declaration', 'Fee declarations', 'yearEnded', ['RET-32'], 'CGI 240; LPF L82', 'I'),
  ],
  floors: [
    commercialCode('received-invoice', 'invoiced', ['number', 'invoicedOn', 'paidOn', 'amountExcludingTax', 'vat', 'supplierName', 'document', 'documentSha256']),
    commercialCode('credit-note', 'issued', ['invoiceId', 'number', 'issuedOn', 'amountExcludingTax', 'vat', 'partyName', 'reason']),
    commercialCode('payment', 'paid', ['paidOn', 'amount', 'direction', 'reference']),
  ],
};
