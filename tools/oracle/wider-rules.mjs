// The rest of the company's record types, in the form that rules.mjs explains.
import { always, closing, event, gone, lastOf, max, plus, relation, usable } from './dates.mjs';

const contract = event('assignment-end');
const civilYear = (date) => `(case when ${date} = date 'infinity' then ${date} else make_date(extract(year from ${date})::int, 12, 31) end)`;
const evidence = (column, period) => plus(closing(usable(column)), period);

const compliance = (type, code, table) => ({
  type, code, table, names: ['active', 'archived'], kinds: ['assignment-end'], active: plus(contract, '1 year'), final: plus(civilYear(contract), '5 years'),
});
const accounting = (type, code, table, column) => ({
  type, code, table, names: ['active', 'archived', 'treated'], active: evidence(column, '1 month'), final: evidence(column, '10 years'),
});
const rolling = (type, code, table, column, period) => ({ type, code, table, names: ['active'], active: plus(always(column), period) });

export const widerRules = [
  {
    type: 'client-contact', code: 7, table: 'people.client_contact', names: ['active', 'archived'],
    active: plus(usable('r.relation_ended_on'), '3 years'), final: plus(usable('r.relation_ended_on'), '5 years'),
    changes: ['email', 'phone', 'notes'], sorted: gone('email', 'phone', 'notes'),
  },
  { type: 'prospect', code: 8, table: 'people.prospect', names: ['active'], kinds: ['last-contact'], active: plus(max(always('r.collected_on'), lastOf('last-contact')), '3 years') },
  compliance('business-registration', 9, 'people.business_registration'),
  compliance('registration-proof', 110, 'recruitment.registration_proof'),
  compliance('vigilance-attestation', 111, 'recruitment.vigilance_attestation'),
  {
    ...compliance('insurance', 112, 'recruitment.insurance'), final: plus(contract, '5 years'),
    changes: ['file_name', 'content', 'sha256'], sorted: gone('file_name', 'content', 'sha256'),
  },
  {
    type: 'pool-consent', code: 14, table: 'recruitment.pool_consent', names: ['active'], kinds: ['last-contact'],
    active: `case when r.withdrawn_on is null then ${plus(max(usable('r.given_on'), lastOf('last-contact')), '5 years')} else ${plus(usable('r.withdrawn_on'), '5 years')} end`,
  },
  { type: 'appointment', code: 15, table: 'recruitment.appointment', names: ['active'], active: `date 'infinity'` },
  accounting('received-invoice', 23, 'invoicing.received_invoice', 'r.invoiced_on'),
  accounting('credit-note', 24, 'invoicing.credit_note', 'r.issued_on'),
  accounting('payment', 25, 'invoicing.payment', 'r.paid_on'),
  {
    type: 'fee-declaration', code: 26, table: 'invoicing.fee_declaration', names: ['active', 'archived', 'treated'],
    active: plus(closing('r.year_ended_on'), '1 month'), final: plus(closing('r.year_ended_on'), '10 years'),
  },
  {
    type: 'certificate', code: 32, table: 'training.certificate', names: ['active', 'archived'],
    active: plus(closing(always('r.session_ended_on')), '1 year'), final: plus(closing(always('r.session_ended_on')), '5 years'),
    changes: ['file_name', 'content', 'sha256'], sorted: gone('file_name', 'content', 'sha256'),
  },
  {
    type: 'training-proof', code: 33, table: 'training.training_proof', names: ['active', 'archived'], kinds: ['assignment-end', 'last-contact'],
    active: plus(relation, '2 years'), final: plus(relation, '5 years'),
  },
  {
    type: 'campaign-message', code: 43, table: 'engagement.campaign_message', names: ['active', 'archived'],
    active: `case when r.sent_on is null and r.outcome = 'queued' then date 'infinity' else ${plus(always('r.sent_on'), '1 year')} end`,
    final: `case when r.sent_on is null and r.outcome = 'queued' then date 'infinity' else ${plus(always('r.sent_on'), '3 years')} end`,
    changes: ['body'], sorted: gone('body'),
  },
  {
    type: 'consent', code: 44, table: 'engagement.consent', names: ['active'],
    active: plus(`(case when r.withdrawn_on is not null then ${usable('r.withdrawn_on')} when r.last_used_on is not null then ${usable('r.last_used_on')} else ${usable('r.given_on')} end)`, '5 years'),
  },
  {
    type: 'objection', code: 45, table: 'engagement.objection', names: ['active'], kinds: ['assignment-end', 'last-contact'],
    active: plus(max(usable('r.objected_on'), lastOf('assignment-end', 'last-contact')), '3 years'),
  },
  {
    type: 'notice-shown', code: 46, table: 'engagement.notice_shown', names: ['active'], kinds: ['assignment-end', 'last-contact'],
    active: plus(relation, '1 year'), final: plus(relation, '5 years'),
  },
  {
    type: 'disclosure', code: 221, table: 'recipients.disclosure', names: ['active'], kinds: ['assignment-end', 'last-contact'],
    active: plus(relation, '1 year'), final: plus(relation, '5 years'),
  },
  rolling('account-session', 53, 'access.account_session', 'r.started_on', '1 year'),
  rolling('usage-event', 54, 'access.usage_event', 'r.occurred_on', '6 months'),
  rolling('device-log', 56, 'access.device_log', 'r.occurred_on', '6 months'),
  rolling('tracker-choice', 57, 'access.tracker_choice', 'r.chosen_on', '6 months'),
  {
    type: 'staff-activity', code: 58, table: 'access.staff_activity', names: ['active', 'archived'],
    active: plus(always('r.occurred_on'), '1 year'), final: `case when r.area in ('rights', 'retention') then ${plus(always('r.occurred_on'), '3 years')} else ${plus(always('r.occurred_on'), '1 year')} end`,
  },
  { type: 'user', code: 62, table: 'access.console_user', names: ['active'], active: plus(usable('r.closed_on'), '1 year') },
  {
    type: 'rights-request', code: 150, table: 'rights.request', names: [],
    active: plus(usable('r.closed_on'), '1 year'), final: `greatest(${plus(usable('r.closed_on'), '1 year')}, ${plus(usable('r.answered_on'), '5 years')})`,
    children: [
      { code: 151, table: 'rights.request_contact', via: 'request_id', leaves: true }, { code: 154, table: 'rights.request_note', via: 'request_id', leaves: true },
      { code: 152, table: 'rights.request_event', via: 'request_id' }, { code: 153, table: 'rights.request_document', via: 'request_id' },
      { code: 226, table: 'rights.rectification', via: 'request_id' }, { code: 227, table: 'rights.recipient_task', via: 'request_id' }, { code: 159, table: 'rights.recipient_message', via: 'request_id' }, { code: 229, table: 'rights.forwarding', via: 'request_id' },
      { code: 157, table: 'rights.opendsr_request', via: 'request_id' }, { code: 158, table: 'rights.opendsr_callback', via: 'request_id' },
    ],
  },
  { ...rolling('report-extract', 59, 'access.report_extract', 'r.generated_on', '30 days'), children: [{ code: 222, table: 'access.report_extract_part', via: 'extract_id' }] },
  {
    ...rolling('access-package', 223, 'packages.package', 'coalesce(r.made_on, r.begun_on)', '30 days'),
    children: [{ code: 224, table: 'packages.redaction', via: 'package_id' }, { code: 225, table: 'packages.part', via: 'package_id' }],
  },
];
