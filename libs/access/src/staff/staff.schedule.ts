import type { DomainSchedule } from '@oubli/personal-data';

const ofControl = { column: 'area', is: 'one-of', values: ['rights', 'retention'] } as const;
const journal = { legalReference: 'CNIL, recommandation journalisation, October 2021', confidence: 'S' } as const;

export const staffSchedule: DomainSchedule = {
  policies: [
    {
      code: 'staff-activity', recordType: 'staff-activity', title: 'Staff activity (RET-25)', rows: ['RET-25'], automatic: true,
      versions: [{ ...journal, body: { condition: { column: 'area', is: 'equal', value: 'other' }, startEvent: [{ clock: 'occurred' }], active: { period: 'P1Y' }, end: 'delete' } }],
    },
    {
      code: 'staff-activity-control', recordType: 'staff-activity', title: 'Staff activity on rights and retention (RET-25)', rows: ['RET-25'], automatic: true,
      versions: [{
        ...journal,
        body: { condition: { ...ofControl, values: [...ofControl.values] }, startEvent: [{ clock: 'occurred' }], active: { period: 'P1Y' }, archived: { period: 'P3Y' }, end: 'delete' },
      }],
    },
    {
      code: 'report-extract', recordType: 'report-extract', title: 'Report extracts with names (RET-27)', rows: ['RET-27'], automatic: true,
      versions: [{ legalReference: 'Art. 5(1)(e) GDPR', confidence: 'I', body: { startEvent: [{ clock: 'generated' }], active: { period: 'P30D' }, end: 'delete' } }],
    },
  ],
};
