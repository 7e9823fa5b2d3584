import type { DomainSchedule, ShippedConfidence, ShippedPolicy } from '@oubli/personal-data';

const rolling = (recordType: string, title: string, row: string, clock: string, period: string, legalReference: string, confidence: ShippedConfidence): ShippedPolicy => ({
  code: recordType, recordType, title: `${title} (${row})`, rows: [row], automatic: true,
  versions: [{ legalReference, confidence, body: { startEvent: [{ clock }], active: { period }, end: 'delete' } }],
});

const journal = 'CNIL, recommandation journalisation, October 2021';

export const usageSchedule: DomainSchedule = {
  policies: [
    rolling('account-session', 'Sessions', 'RET-17', 'started', 'P1Y', journal, 'S'),
    rolling('usage-event', 'Usage events', 'RET-17', 'occurred', 'P6M', journal, 'S'),
    rolling('device-log', 'Device and address log', 'RET-20', 'occurred', 'P6M', journal, 'S'),
    rolling('tracker-choice', 'Choices about trackers', 'RET-21', 'chosen', 'P6M', 'LIL 82; CNIL, cookies, 2020', 'S~'),
  ],
};
