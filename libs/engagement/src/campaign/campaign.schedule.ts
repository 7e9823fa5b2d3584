import { type DomainSchedule, erase } from '@oubli/personal-data';

export const campaignSchedule: DomainSchedule = {
  policies: [
    {
      code: 'campaign-message', recordType: 'campaign-message', title: 'Campaign messages and delivery (RET-28)', rows: ['RET-28'], automatic: true,
      versions: [{
        legalReference: 'CNIL, référentiel gestion commerciale 2022', confidence: 'G',
        body: { startEvent: [{ clock: 'sent' }], active: { period: 'P1Y', sorting: { columns: { body: erase } } }, archived: { period: 'P3Y' }, end: 'delete' },
      }],
    },
  ],
};
