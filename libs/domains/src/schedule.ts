import type { ShippedSchedule } from '@oubli/retention';

/**
 * The retention schedule an installation begins with (rows RET-01 to RET-24 of the French reference schedule that have
 * a record type today). Not legal advice: an administrator edits it; all confidences but S are to be confirmed by
 * counsel.
 */
const erase = { kind: 'erase' } as const;
const relation = [{ clock: 'assignmentEnd' }, { clock: 'lastContact' }];
const evidenceOnly = { motivation: erase, cv: erase, cvName: erase, cvSha256: erase };
const notPooled = { column: 'poolConsent', is: 'equal', value: false } as const;
const fiscal = (clock: string) => [{ clock, anchor: 'end-of-fiscal-year' as const }];

const policies: ShippedSchedule['policies'] = [
  { code: 'application', recordType: 'application', title: 'Applications (RET-01)', automatic: false },
  { code: 'application-pool', recordType: 'application', title: 'Applications in the talent pool (RET-02)', automatic: false },
  { code: 'expert-profile', recordType: 'expert-profile', title: 'Expert profiles (RET-03)', automatic: false },
  { code: 'contact-details', recordType: 'contact-details', title: 'Contact details (RET-03)', automatic: false },
  { code: 'person', recordType: 'person', title: 'Identity of persons (RET-03)', automatic: false },
  { code: 'account', recordType: 'account', title: 'Inactive extranet accounts (RET-04)', automatic: true },
  { code: 'assignment', recordType: 'assignment', title: 'Assignments (RET-05)', automatic: false },
  { code: 'invoice', recordType: 'invoice', title: 'Invoices (RET-06)', automatic: false },
  { code: 'expense-claim', recordType: 'expense-claim', title: 'Expense claims (RET-07)', automatic: false },
  { code: 'bank-details', recordType: 'bank-details', title: 'Bank details in force (RET-08)', automatic: false },
  { code: 'bank-details-superseded', recordType: 'bank-details', title: 'Superseded bank details (RET-08)', automatic: true },
  { code: 'attendance', recordType: 'attendance', title: 'Training attendance (RET-11)', automatic: false },
  { code: 'survey-answer', recordType: 'survey-answer', title: 'Survey answers (RET-12)', automatic: true },
  { code: 'connection-log', recordType: 'connection-log', title: 'Connection log (RET-17)', automatic: true },
  { code: 'dispute-case', recordType: 'dispute-case', title: 'Disputes (RET-24)', automatic: false },
];

const versions: ShippedSchedule['versions'] = [
  {
    key: 'application-2012', policy: 'application', legalReference: 'C. civ. 2224', confidence: 'S~',
    body: { condition: notPooled, startEvent: [{ clock: 'decision' }], active: { period: 'P2Y', sorting: { columns: evidenceOnly } }, archived: { period: 'P5Y' }, end: 'delete' },
  },
  {
    key: 'application-2024', policy: 'application', legalReference: 'CNIL recruitment guide, 30 January 2023; C. civ. 2224', confidence: 'S~',
    body: { condition: notPooled, startEvent: [{ clock: 'decision' }], active: { period: 'P3M', sorting: { columns: evidenceOnly } }, archived: { period: 'P5Y' }, end: 'delete' },
  },
  {
    key: 'application-pool', policy: 'application-pool', legalReference: 'CNIL recruitment guide, 30 January 2023 (two years after the last contact)', confidence: 'S',
    body: {
      condition: { not: notPooled }, startEvent: [{ clock: 'decision' }],
      active: { period: 'P2Y', startEvent: [{ clock: 'decision' }, { clock: 'lastContact' }], sorting: { columns: evidenceOnly } },
      archived: { period: 'P5Y' }, end: 'delete',
    },
  },
  {
    key: 'expert-profile', policy: 'expert-profile', legalReference: 'Art. 5(1)(e) GDPR; C. civ. 2224; C. com. L110-4', confidence: 'S',
    body: {
      startEvent: relation,
      active: {
        period: 'P2Y',
        sorting: {
          columns: { summary: erase, availability: erase, skills: erase, hourlyRate: erase, careerStartedOn: { kind: 'generalise', to: 'decade' } },
          children: { 'cv-file': 'delete' },
        },
      },
      archived: { period: 'P5Y' }, end: 'delete',
    },
  },
  {
    key: 'contact-details', policy: 'contact-details', legalReference: 'Art. 5(1)(e) GDPR; C. civ. 2224', confidence: 'S',
    body: {
      startEvent: relation,
      active: {
        period: 'P2Y',
        sorting: { columns: { email: { kind: 'pseudonym', form: 'email' }, phone: { kind: 'fake', dictionary: 'phone' }, street: erase, postcode: erase } },
      },
      archived: { period: 'P5Y' }, end: 'delete',
    },
  },
  {
    key: 'person', policy: 'person', legalReference: 'Art. 5(1)(e) GDPR', confidence: 'I',
    body: { startEvent: [{ clock: 'collected' }], active: { period: 'P2Y' }, end: 'delete' },
  },
  {
    key: 'account-2012', policy: 'account', legalReference: 'Art. 5(1)(e) GDPR', confidence: 'I',
    body: { startEvent: [{ clock: 'lastActivity' }], active: { period: 'P3Y' }, end: 'delete' },
  },
  {
    key: 'account-2018', policy: 'account', legalReference: 'CNIL, référentiel gestion commerciale 2022; SAN-2022-020', confidence: 'S',
    body: { startEvent: [{ clock: 'lastActivity' }], active: { period: 'P2Y' }, end: 'delete' },
  },
  {
    key: 'assignment-2012', policy: 'assignment', legalReference: 'C. com. L110-4', confidence: 'S',
    body: { startEvent: [{ clock: 'contractEnd' }], active: { period: 'P1Y', sorting: { columns: { notes: erase } } }, archived: { period: 'P8Y' }, end: 'delete' },
  },
  {
    key: 'assignment-2018', policy: 'assignment', legalReference: 'C. com. L110-4; C. civ. 2224', confidence: 'S',
    body: { startEvent: [{ clock: 'contractEnd' }], active: { period: 'P1Y', sorting: { columns: { notes: erase } } }, archived: { period: 'P5Y' }, end: 'delete' },
  },
  {
    key: 'invoice', policy: 'invoice', legalReference: 'C. com. L123-22; LPF L102 B; CGI ann. III 96 I', confidence: 'S',
    body: {
      startEvent: fiscal('issued'), active: { period: 'P1M', startEvent: [{ clock: 'paid' }, ...fiscal('issued')] },
      archived: { period: 'P10Y' }, end: 'delete',
    },
  },
  {
    key: 'expense-claim', policy: 'expense-claim', legalReference: 'C. com. L123-22; CSS L243-16', confidence: 'S',
    body: {
      startEvent: fiscal('booked'), active: { period: 'P1M', startEvent: [{ clock: 'reimbursed' }, ...fiscal('booked')], sorting: { columns: { comment: erase } } },
      archived: { period: 'P10Y' }, end: 'delete',
    },
  },
  {
    key: 'bank-details', policy: 'bank-details', legalReference: 'CMF L133-24 (thirteen months to contest a payment)', confidence: 'G',
    body: {
      condition: { column: 'supersededOn', is: 'null' }, startEvent: [{ clock: 'payment' }, ...relation], active: { period: 'P13M' }, end: 'delete',
    },
  },
  {
    key: 'bank-details-superseded', policy: 'bank-details-superseded', legalReference: 'CMF L133-24 (thirteen months to contest a payment)', confidence: 'G',
    body: { condition: { column: 'supersededOn', is: 'not-null' }, startEvent: [{ clock: 'superseded' }], active: { period: 'P13M' }, end: 'delete' },
  },
  {
    key: 'attendance', policy: 'attendance', legalReference: 'C. trav. L6353-1, L6362-1', confidence: 'G',
    body: {
      startEvent: fiscal('sessionEnd'),
      active: {
        period: 'P1Y',
        sorting: { columns: { participantName: { kind: 'pseudonym', form: 'text' }, participantEmail: { kind: 'pseudonym', form: 'email' }, evaluation: erase } },
      },
      archived: { period: 'P5Y' }, end: 'delete',
    },
  },
  {
    key: 'survey-answer-2012', policy: 'survey-answer', legalReference: 'Art. 5(1)(e) GDPR', confidence: 'I',
    body: { startEvent: [{ clock: 'answered' }], active: { period: 'P12M' }, end: 'delete' },
  },
  {
    key: 'survey-answer-2024', policy: 'survey-answer', legalReference: 'Art. 5(1)(e) GDPR; SAN-2023-006', confidence: 'I',
    body: { startEvent: [{ clock: 'answered' }], active: { period: 'P3M' }, end: 'delete' },
  },
  {
    key: 'connection-log', policy: 'connection-log', legalReference: 'CNIL, recommandation journalisation, October 2021', confidence: 'S',
    body: { startEvent: [{ clock: 'occurred' }], active: { period: 'P1Y' }, end: 'delete' },
  },
  {
    key: 'dispute-case', policy: 'dispute-case', legalReference: 'Art. 17(3)(e) GDPR; CPCE L111-4', confidence: 'G',
    body: { startEvent: [{ clock: 'settled' }], active: { period: 'P1Y', sorting: { columns: { notes: erase } } }, archived: { period: 'P10Y' }, end: 'delete' },
  },
];

const unchanged = [
  'application-pool', 'expert-profile', 'contact-details', 'person', 'invoice', 'expense-claim', 'bank-details', 'bank-details-superseded', 'attendance',
  'connection-log', 'dispute-case',
].map((key) => ({ key }));

/** Days on which the demo company's privacy policy changed. */
export const publicationDays = { first: '2012-01-01', second: '2018-05-25', third: '2024-03-01' } as const;

const publications: ShippedSchedule['publications'] = [
  {
    effectiveFrom: publicationDays.first, title: 'First privacy policy', reason: 'first', explanation: 'The company writes its periods down.',
    versions: [...unchanged, ...['application-2012', 'account-2012', 'assignment-2012', 'survey-answer-2012'].map((key) => ({ key }))],
  },
  {
    effectiveFrom: publicationDays.second, title: 'Privacy policy under the GDPR', reason: 'legal', explanation: 'Regulation (EU) 2016/679 applies from 25 May 2018.',
    versions: [
      ...unchanged, { key: 'application-2012' }, { key: 'survey-answer-2012' },
      { key: 'account-2018', mandatoryRetroactive: { legalReference: 'Art. 5(1)(e) and 99(2) GDPR' } },
      { key: 'assignment-2018', optedOut: { reason: 'Framework contracts signed before 25 May 2018 name eight years for claims between the parties.' } },
    ],
  },
  {
    effectiveFrom: publicationDays.third, title: 'Privacy policy after the CNIL recruitment guide', reason: 'regulatory',
    explanation: 'CNIL recruitment guide of 30 January 2023 and decision SAN-2023-006 on questionnaires.',
    versions: [...unchanged, ...['application-2024', 'account-2018', 'assignment-2018', 'survey-answer-2024'].map((key) => ({ key }))],
  },
];

const accounting = ['number', 'issuedOn', 'dueOn', 'paidOn', 'amountExcludingTax', 'vat', 'currency', 'partyName', 'partySiret', 'partyAddress', 'lines', 'document', 'documentSha256'];

const floors: ShippedSchedule['floors'] = [
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
  {
    code: 'accounts-attendance', recordType: 'attendance', legalReference: 'C. com. L123-22 (attendance that supports an invoice)', confidence: 'G',
    body: {
      condition: { column: 'supportsInvoice', is: 'equal', value: true },
      startEvent: fiscal('sessionEnd'), period: 'P10Y', columns: ['sessionEndedOn', 'participantName', 'hours', 'supportsInvoice'],
    },
  },
];

export const shippedSchedule: ShippedSchedule = { policies, versions, publications, floors };
