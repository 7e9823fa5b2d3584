import { type DomainSchedule, erase, type ShippedStartEvent } from '@oubli/personal-data';
import { certificateSchedule } from './certificate/certificate.schedule';

const sessionEnd: ShippedStartEvent = [{ clock: 'sessionEnd', anchor: 'end-of-fiscal-year' }];

export const trainingSchedule: DomainSchedule = {
  policies: [
    {
      code: 'attendance', recordType: 'attendance', title: 'Training attendance (RET-11)', rows: ['RET-11'], automatic: false,
      versions: [{
        legalReference: 'C. trav. L6353-1, L6362-1', confidence: 'G',
        body: {
          startEvent: sessionEnd,
          active: {
            period: 'P1Y',
            sorting: { columns: { participantName: { kind: 'pseudonym', form: 'text' }, participantEmail: { kind: 'pseudonym', form: 'email' }, evaluation: erase } },
          },
          archived: { period: 'P5Y' }, end: 'delete',
        },
      }],
    },
    ...certificateSchedule.policies,
  ],
  floors: [
    {
      code: 'accounts-attendance', recordType: 'attendance', legalReference: 'C. com. L123-22 (attendance that supports an invoice)', confidence: 'G',
      body: {
        condition: { column: 'supportsInvoice', is: 'equal', value: true },
        startEvent: sessionEnd, period: 'P10Y', columns: ['sessionEndedOn', 'participantName', 'hours', 'supportsInvoice'],
      },
    },
  ],
};
