import { type DomainSchedule, erase } from '@oubli/personal-data';

export const businessSchedule: DomainSchedule = {
  policies: [
    {
      code: 'client-contact', recordType: 'client-contact', title: 'Contact persons of clients (RET-14)', rows: ['RET-14'], automatic: false,
      versions: [{
        legalReference: 'CNIL, référentiel gestion commerciale 2022; C. com. L110-4', confidence: 'S',
        body: {
          startEvent: [{ clock: 'relationEnded' }],
          active: { period: 'P3Y', sorting: { columns: { email: erase, phone: erase, notes: erase } } }, archived: { period: 'P5Y' }, end: 'delete',
        },
      }],
    },
    {
      code: 'prospect', recordType: 'prospect', title: 'Prospects (RET-13)', rows: ['RET-13'], automatic: false,
      versions: [{
        legalReference: 'CNIL, référentiel gestion commerciale 2022 (three years after the last contact)', confidence: 'S',
        body: { startEvent: [{ clock: 'collected' }, { clock: 'lastContact' }], active: { period: 'P3Y' }, end: 'delete' },
      }],
    },
    {
      code: 'business-registration', recordType: 'business-registration', title: 'Business registrations, SIRET (RET-09)', rows: ['RET-09'], automatic: false,
      versions: [{
        legalReference: 'C. trav. L8222-1, D8222-5; CSS L243-15, L244-3, L244-11', confidence: 'I',
        body: {
          startEvent: [{ clock: 'assignmentEnd', anchor: 'end-of-civil-year' }],
          active: { period: 'P1Y', startEvent: [{ clock: 'assignmentEnd' }] }, archived: { period: 'P5Y' }, end: 'delete',
        },
      }],
    },
  ],
};
