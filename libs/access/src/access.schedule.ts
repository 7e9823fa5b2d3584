import { type DomainSchedule, erase } from '@oubli/personal-data';
import { usageSchedule } from './usage/usage.schedule';
import { staffSchedule } from './staff/staff.schedule';
import { consoleSchedule } from './console/console.schedule';

export const accessSchedule: DomainSchedule = {
  policies: [
    {
      code: 'account', recordType: 'account', title: 'Inactive extranet accounts (RET-04)', rows: ['RET-04'], automatic: true,
      versions: [
        { legalReference: 'Art. 5(1)(e) GDPR', confidence: 'I', body: { startEvent: [{ clock: 'lastActivity' }], active: { period: 'P3Y' }, end: 'delete' } },
        {
          since: '2018-05-25', legalReference: 'CNIL, référentiel gestion commerciale 2022; SAN-2022-020', confidence: 'S',
          mandatoryRetroactive: { legalReference: 'Art. 5(1)(e) and 99(2) GDPR' },
          body: { startEvent: [{ clock: 'lastActivity' }], active: { period: 'P2Y' }, end: 'delete' },
        },
      ],
    },
    {
      code: 'connection-log', recordType: 'connection-log', title: 'Connection log (RET-17)', rows: ['RET-17'], automatic: true,
      versions: [{
        legalReference: 'CNIL, recommandation journalisation, October 2021', confidence: 'S',
        body: { startEvent: [{ clock: 'occurred' }], active: { period: 'P1Y' }, end: 'delete' },
      }],
    },
    {
      code: 'dispute-case', recordType: 'dispute-case', title: 'Disputes (RET-24)', rows: ['RET-24'], automatic: false,
      versions: [{
        legalReference: 'Art. 17(3)(e) GDPR; CPCE L111-4', confidence: 'G',
        body: { startEvent: [{ clock: 'settled' }], active: { period: 'P1Y', sorting: { columns: { notes: erase } } }, archived: { period: 'P10Y' }, end: 'delete' },
      }],
    },
    ...usageSchedule.policies,
    ...staffSchedule.policies,
    ...consoleSchedule.policies,
  ],
};
