import type { DomainSchedule } from '@oubli/personal-data';

/** The reference schedule has no row for accounts of staff: an account that is closed explains who acted, for a year as the activity does. */
export const consoleSchedule: DomainSchedule = {
  policies: [{
    code: 'user', recordType: 'user', title: 'Closed accounts of the console', rows: [], automatic: true,
    versions: [{ legalReference: 'Art. 5(1)(e) GDPR; CNIL, recommandation journalisation, October 2021', confidence: 'I', body: { startEvent: [{ clock: 'closed' }], active: { period: 'P1Y' }, end: 'delete' } }],
  }],
};
