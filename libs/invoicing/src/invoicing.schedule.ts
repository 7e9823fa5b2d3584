import { type DomainSchedule, erase, type ShippedStartEvent } from '@oubli/personal-data';
import { settlementSchedule } from './settlement/settlement.schedule';

const fiscal = (clock: string): ShippedStartEvent => [{ clock, anchor: 'end-of-fiscal-year' }];
const accounting = ['number', 'issuedOn', 'dueOn', 'paidOn', 'amountExcludingTax', 'vat', 'currency', 'partyName', 'partySiret', 'partyAddress', 'lines', 'document', 'documentSha256'];

export const invoicingSchedule: DomainSchedule = {
  policies: [
    {
      code: 'invoice', recordType: 'invoice', title: 'Invoices (RET-06)', rows: ['RET-06'], automatic: false,
      versions: [{
        legalReference: 'C. com. L123-22; LPF L102 B; CGI ann. III 96 I', confidence: 'S',
        body: {
          startEvent: fiscal('issued'), active: { period: 'P1M', startEvent: [{ clock: 'paid' }, ...fiscal('issued')] },
          archived: { period: 'P10Y' }, end: 'delete',
        },
      }],
    },
    {
      code: 'expense-claim', recordType: 'expense-claim', title: 'Expense claims (RET-07)', rows: ['RET-07'], automatic: false,
      versions: [{
        legalReference: 'C. com. L123-22; CSS L243-16', confidence: 'S',
        body: {
          startEvent: fiscal('booked'), active: { period: 'P1M', startEvent: [{ clock: 'reimbursed' }, ...fiscal('booked')], sorting: { columns: { comment: erase } } },
          archived: { period: 'P10Y' }, end: 'delete',
        },
      }],
    },
    ...settlementSchedule.policies,
  ],
  floors: [
    ...(settlementSchedule.floors ?? []),
    {
      code: 'accounts-invoice', recordType: 'invoice', legalReference: 'C. com. L123-22', confidence: 'S',
      body: { startEvent: fiscal('issued'), period: 'P10Y', columns: accounting },
    },
    {
      code: 'tax-invoice', recordType: 'invoice', legalReference: 'LPF L102 B', confidence: 'S',
      body: { startEvent: [{ clock: 'issued' }], period: 'P6Y', columns: accounting },
    },
    {
      code: 'accounts-expense-claim', recordType: 'expense-claim', legalReference: 'C. com. L123-22', confidence: 'S',
      body: { startEvent: fiscal('booked'), period: 'P10Y', columns: ['establishedOn', 'bookedOn', 'reimbursedOn', 'amount', 'purpose', 'receipt'] },
    },
    {
      code: 'social-expense-claim', recordType: 'expense-claim', legalReference: 'CSS L243-16', confidence: 'S',
      body: {
        condition: { column: 'socialContributionEvidence', is: 'equal', value: true },
        startEvent: [{ clock: 'established' }], period: 'P6Y', columns: ['establishedOn', 'amount', 'purpose', 'receipt'],
      },
    },
  ],
};
