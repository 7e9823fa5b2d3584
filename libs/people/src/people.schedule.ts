import { type DomainSchedule, erase } from '@oubli/personal-data';
import { relationEnd } from './relation';
import { businessSchedule } from './business/business.schedule';

const contestation = 'CMF L133-24 (thirteen months to contest a payment)';

export const peopleSchedule: DomainSchedule = {
  policies: [
    {
      code: 'person', recordType: 'person', title: 'Identity of persons (RET-03)', rows: ['RET-03'], automatic: false,
      versions: [{ legalReference: 'Art. 5(1)(e) GDPR', confidence: 'I', body: { startEvent: [{ clock: 'collected' }], active: { period: 'P2Y' }, end: 'delete' } }],
    },
    {
      code: 'contact-details', recordType: 'contact-details', title: 'Contact details (RET-03)', rows: ['RET-03'], automatic: false,
      versions: [{
        legalReference: 'Art. 5(1)(e) GDPR; C. civ. 2224', confidence: 'S',
        body: {
          startEvent: relationEnd,
          active: {
            period: 'P2Y',
            sorting: { columns: { email: { kind: 'pseudonym', form: 'email' }, phone: { kind: 'fake', dictionary: 'phone' }, street: erase, postcode: erase } },
          },
          archived: { period: 'P5Y' }, end: 'delete',
        },
      }],
    },
    {
      code: 'bank-details', recordType: 'bank-details', title: 'Bank details in force (RET-08)', rows: ['RET-08'], automatic: false,
      versions: [{
        legalReference: contestation, confidence: 'G',
        body: { condition: { column: 'supersededOn', is: 'null' }, startEvent: [{ clock: 'payment' }, ...relationEnd], active: { period: 'P13M' }, end: 'delete' },
      }],
    },
    {
      code: 'bank-details-superseded', recordType: 'bank-details', title: 'Superseded bank details (RET-08)', rows: ['RET-08'], automatic: true,
      versions: [{
        legalReference: contestation, confidence: 'G',
        body: { condition: { column: 'supersededOn', is: 'not-null' }, startEvent: [{ clock: 'superseded' }], active: { period: 'P13M' }, end: 'delete' },
      }],
    },
    ...businessSchedule.policies,
  ],
};
