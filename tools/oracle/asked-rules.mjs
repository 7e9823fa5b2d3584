// What a person's wish to be erased leaves of each record, read from the reference schedule and Art. 17(1) and (3) GDPR by
// whoever wrote this file, and from nothing of the project: `r` is a row of the snapshot, $day the day.
import { closing, inf, lastOf, plus, usable } from './dates.mjs';

const pays = (table, unpaid) => `exists (select 1 from ${table} b where b.person_id = r.person_id and b.phase = 'active' and b.${unpaid} is null)`;
/** Money that is owed one way or the other: whoever is to be paid or reminded has to be reached. */
const unsettled = `(${pays('shadow.invoicing_invoice', 'paid_on')} or ${pays('shadow.invoicing_received_invoice', 'paid_on')} or ${pays('shadow.invoicing_expense_claim', 'reimbursed_on')})`;
const file = ['file_name', 'content', 'sha256'];
const paper = ['reference', ...file];
const books = (columns, date) => [{ columns, until: plus(closing(usable(date)), '10 years') }];

/**
 * Of each record type: `loses`: columns with a value of the person, which go unless something keeps them (`blank`: what stands
 * there then, where it is not null); `proves`: of these, what is evidence (absent: the record is none), `provesWhen`, `provesUntil`
 * (absent: the end of the record's own period); `used`: it is still needed while it is active; `laws`: what the law keeps and
 * until when; `parts`: rows that belong to it, `proves` as above.
 */
export const asked = {
  'contact-details': { loses: ['email', 'phone', 'street', 'postcode', 'city'], used: unsettled },
  'bank-details': {
    loses: ['holder', 'iban_sealed', 'bic_sealed', 'account_shown'], proves: ['holder', 'iban_sealed', 'bic_sealed', 'account_shown'],
    provesUntil: `(case when ${lastOf('payment')} in ('infinity', '-infinity') then date '-infinity' else (${lastOf('payment')} + interval '13 months')::date end)`, used: unsettled,
  },
  'client-contact': { loses: ['job_title', 'email', 'phone', 'notes'], proves: ['job_title'] },
  'prospect': { loses: ['company_name', 'email', 'phone', 'interest'] },
  'business-registration': { loses: ['siret', 'activity_code'], proves: ['siret'] },
  'application': {
    loses: ['position', 'criteria', 'decided_by', 'motivation', 'cv_name', 'cv', 'cv_sha256'], proves: ['position', 'criteria', 'decided_by'], provesWhen: `r.stage in ('rejected', 'retained')`,
  },
  'expert-profile': { loses: ['skills', 'availability', 'hourly_rate', 'summary', 'career_started_on'], parts: [{ type: 'cv-file', table: 'recruitment.cv_file', via: 'profile_id', loses: file }] },
  'assignment': {
    loses: ['title', 'client_name', 'day_rate', 'notes'], proves: ['title', 'client_name', 'day_rate'], used: `r.status = 'running'`,
    parts: [
      { type: 'assignment-order', table: 'recruitment.assignment_order', via: 'assignment_id', loses: ['amount_excluding_tax', 'ordered_by'], proves: ['amount_excluding_tax', 'ordered_by'] },
      { type: 'time-sheet', table: 'recruitment.time_sheet', via: 'assignment_id', loses: ['hours', 'comment'], proves: ['hours'] },
      { type: 'amendment', table: 'recruitment.amendment', via: 'assignment_id', loses: ['subject'], proves: ['subject'] },
      { type: 'attestation-waiver', table: 'recruitment.attestation_waiver', via: 'assignment_id', loses: ['author', 'reason'], proves: ['author', 'reason'] },
    ],
  },
  'registration-proof': { loses: paper, proves: paper },
  'vigilance-attestation': { loses: paper, proves: paper },
  'insurance': { loses: paper, proves: ['reference'] },
  'pool-consent': { loses: [], proves: [] },
  'appointment': { loses: ['place', 'subject', 'notes'] },
  'invoice': {
    loses: ['number', 'amount_excluding_tax', 'vat', 'party_name', 'party_siret', 'party_address', 'lines', 'document', 'document_sha256'], used: 'r.paid_on is null',
    laws: ['10 years', '6 years'].map((period, i) => ({
      columns: ['number', 'amount_excluding_tax', 'vat', 'party_name', 'party_siret', 'party_address', 'lines', 'document', 'document_sha256'],
      until: plus(i === 0 ? closing(usable('r.issued_on')) : usable('r.issued_on'), period),
    })),
  },
  'expense-claim': {
    loses: ['amount', 'purpose', 'comment'], used: 'r.reimbursed_on is null',
    laws: [
      { columns: ['amount', 'purpose', 'receipt'], until: plus(closing(usable('r.booked_on')), '10 years') },
      { columns: ['amount', 'purpose', 'receipt'], until: plus(usable('r.established_on'), '6 years'), when: 'r.social_contribution_evidence' },
    ],
    parts: [{ type: 'receipt', table: 'invoicing.receipt', via: 'claim_id', loses: file }],
  },
  'received-invoice': {
    loses: ['amount_excluding_tax', 'vat', 'supplier_name', 'document', 'document_sha256'], used: 'r.paid_on is null',
    laws: books(['amount_excluding_tax', 'vat', 'supplier_name', 'document', 'document_sha256'], 'r.invoiced_on'),
  },
  'credit-note': { loses: ['amount_excluding_tax', 'vat', 'party_name', 'reason'], laws: books(['amount_excluding_tax', 'vat', 'party_name', 'reason'], 'r.issued_on') },
  'payment': { loses: ['amount', 'reference'], laws: books(['amount', 'reference'], 'r.paid_on') },
  'fee-declaration': { loses: ['amount', 'beneficiary_name', 'beneficiary_siret'], proves: ['amount', 'beneficiary_name', 'beneficiary_siret'], used: 'r.filed_on is null' },
  'attendance': {
    loses: ['participant_name', 'participant_email', 'evaluation'], proves: [],
    laws: [{ columns: ['participant_name'], until: plus(closing(usable('r.session_ended_on', `coalesce(r.collected_on, ${inf})`)), '10 years'), when: 'r.supports_invoice' }],
  },
  'certificate': { loses: file, proves: [] },
  'training-proof': { loses: ['subject'], proves: ['subject'] },
  'survey-answer': { loses: ['score', 'comment'] },
  'campaign-message': { loses: ['address', 'body'] },
  'consent': { loses: [], proves: [] },
  'objection': { loses: [], proves: [] },
  'notice-shown': { loses: [], proves: [] },
  'account': { loses: ['login', 'password_hash'], parts: [{ type: 'reset-token', table: 'access.reset_token', via: 'account_id', loses: ['token_sha256'] }] },
  'connection-log': { loses: ['ip', 'user_agent'] },
  'dispute-case': { loses: ['subject', 'notes'], proves: ['subject', 'notes'] },
  'account-session': { loses: [] },
  'usage-event': { loses: ['page'], blank: { page: '(erased)' } },
  'device-log': { loses: ['ip', 'device'] },
  'tracker-choice': { loses: [] },
  'staff-activity': { loses: ['action'], blank: { action: '(erased)' }, proves: ['action'] },
  'report-extract': { loses: ['reason'], parts: [{ type: 'report-extract-part', table: 'access.report_extract_part', via: 'extract_id', loses: ['content', 'sha256'] }] },
  'user': {
    loses: ['display_name', 'email', 'password_hash', 'totp_secret_sealed'], proves: ['display_name'], used: 'r.closed_on is null',
    parts: [
      { type: 'console-session', table: 'access.console_session', via: 'user_id', loses: ['token_sha256', 'device'] },
      { type: 'console-token', table: 'access.console_token', via: 'user_id', loses: ['token_sha256'] },
      { type: 'recovery-code', table: 'access.recovery_code', via: 'user_id', loses: ['token_sha256'] },
    ],
  },
  'access-package': {
    loses: [], parts: [
      { type: 'package-redaction', table: 'packages.redaction', via: 'package_id', loses: [] }, { type: 'package-part', table: 'packages.part', via: 'package_id', loses: ['sealed'] },
    ],
  },
  'disclosure': { loses: ['their_reference'], proves: ['their_reference'] },
  /** Her own row: what still names her decides (`asked.mjs`). */
  'person': {
    loses: ['last_name', 'birth_name', 'first_name', 'birth_date', 'search_key'],
    parts: [
      ['dated-event', 'people.dated_event'], ['notice-task', 'people.notice_task'], ['return-task', 'do_not_recreate.return_task'], ['feed-task', 'do_not_recreate.feed_task'], ['corrected-field', 'rights.corrected_field'],
      // It holds a value of hers, and asks somebody to look at a name that is gone: no tombstone keeps it.
      ['accuracy-task', 'rights.accuracy_task', ['brought_sealed']],
    ].map(([type, table, loses = []]) => ({ type, table, via: 'person_id', loses })),
  },
};

/** Files by which rights are served, or their limits kept: a restriction does not reach them, nor a wish the first. */
export const beyondRestriction = new Set(['rights-request', 'access-package', 'disclosure']);
export const beyondWishes = new Set(['rights-request']);
