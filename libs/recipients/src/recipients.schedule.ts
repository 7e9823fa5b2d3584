import type { DomainSchedule } from '@oubli/personal-data';

/** To whom something went is told as long as the person may ask (Art. 15(1)(c)) and the recipient must be told (Art. 19). */
export const recipientsSchedule: DomainSchedule = {
  policies: [{
    code: 'disclosure', recordType: 'disclosure', title: 'Disclosures to recipients (RET-38)', rows: ['RET-38'], automatic: true,
    versions: [{
      legalReference: 'Art. 15(1)(c) and 19 GDPR; C. civ. 2224', confidence: 'I',
      body: { startEvent: [{ clock: 'assignmentEnd' }, { clock: 'lastContact' }], active: { period: 'P1Y' }, archived: { period: 'P5Y' }, end: 'delete' },
    }],
  }],
};
