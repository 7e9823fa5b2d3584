// What each record must have become, in plain SQL written from the reference schedule and the shipped policies, with
// PostgreSQL's own interval arithmetic and none of the project's functions. `r` is a row of the shadow snapshot, $day
// the date; each rule gives the last days of the active phase and of the whole period, and of a floor if there is one.
const inf = `date 'infinity'`;
const plus = (date, period) => `(case when ${date} = ${inf} then ${inf} else (${date} + interval '${period}')::date end)`;
const usable = (column, missing = inf) => `(case when ${column} is null then ${missing} when ${column} < date '1970-01-02' or ${column} > $day then ${inf} else ${column} end)`;
const closing = (date) => `(case when ${date} = ${inf} then ${inf} else coalesce((select y.ends_on from calendar.fiscal_year y where ${date} between y.starts_on and y.ends_on), ${inf}) end)`;
const event = (...kinds) => `coalesce((select max(e.occurred_on) from shadow.people_dated_event e where e.person_id = r.person_id and e.cancelled_at is null and e.kind in (${kinds.map((k) => `'${k}'`).join(', ')})), r.collected_on, ${inf})`;
const collected = `coalesce(r.collected_on, ${inf})`;
const max = (...dates) => `greatest(${dates.join(', ')})`;

const decided = usable('r.decided_on', `(case when r.stage in ('rejected', 'retained') then ${collected} else ${inf} end)`);
const pooled = max(decided, `coalesce((select max(e.occurred_on) from shadow.people_dated_event e where e.person_id = r.person_id and e.cancelled_at is null and e.kind = 'last-contact'), date '-infinity')`);
const relation = event('assignment-end', 'last-contact');
const ended = `(case when r.ended_on is null then (case when r.status = 'ended' then ${collected} else ${inf} end) when r.ended_on < date '1970-01-02' then ${inf} else r.ended_on end)`;
const always = (column) => usable(column, collected);

export const rules = [
  { type: 'application', code: 10, table: 'recruitment.application', active: `case when r.pool_consent then ${plus(pooled, '2 years')} else ${plus(decided, '3 months')} end`, final: plus(decided, '5 years'), names: ['active', 'archived'], sorted: 'motivation is null and cv is null' },
  { type: 'expert-profile', code: 11, table: 'recruitment.expert_profile', active: plus(relation, '2 years'), final: plus(relation, '5 years'), names: ['active', 'archived'], children: [{ code: 12, table: 'recruitment.cv_file', via: 'profile_id' }], sorted: 'summary is null and skills is null' },
  { type: 'contact-details', code: 2, table: 'people.contact_details', active: plus(relation, '2 years'), final: plus(relation, '5 years'), names: ['active'], sorted: `(email is null or email ~ '^u[0-9a-f]{32}@example\\.invalid$') and street is null and (phone is null or phone like '+3319900%')` },
  { type: 'bank-details', code: 3, table: 'people.bank_details', active: `case when r.superseded_on is null then ${plus(event('payment', 'assignment-end', 'last-contact'), '13 months')} else ${plus(usable('r.superseded_on'), '13 months')} end`, names: ['active'] },
  { type: 'assignment', code: 13, table: 'recruitment.assignment', others: ['client_contact_id'], active: plus(ended, '1 year'), final: `case when r.collected_on >= date '2018-05-25' then ${plus(ended, '5 years')} else ${plus(ended, '8 years')} end`, names: ['active', 'archived'], sorted: 'notes is null' },
  { type: 'invoice', code: 20, table: 'invoicing.invoice', active: plus(max(usable('r.paid_on'), closing(usable('r.issued_on'))), '1 month'), final: plus(closing(usable('r.issued_on')), '10 years'), names: ['active', 'archived', 'treated'] },
  { type: 'expense-claim', code: 21, table: 'invoicing.expense_claim', active: plus(max(usable('r.reimbursed_on'), closing(usable('r.booked_on'))), '1 month'), final: plus(closing(usable('r.booked_on')), '10 years'), floor: `case when r.social_contribution_evidence then ${plus(usable('r.established_on'), '6 years')} end`, names: ['active', 'archived', 'treated'], children: [{ code: 22, table: 'invoicing.receipt', via: 'claim_id' }], sorted: 'comment is null' },
  { type: 'attendance', code: 31, table: 'training.attendance', active: plus(closing(always('r.session_ended_on')), '1 year'), final: plus(closing(always('r.session_ended_on')), '5 years'), floor: `case when r.supports_invoice then ${plus(closing(always('r.session_ended_on')), '10 years')} end`, names: ['active'], sorted: `evaluation is null and (supports_invoice or participant_name ~ '^[0-9a-f]{32}$')` },
  { type: 'survey-answer', code: 40, table: 'engagement.survey_answer', active: plus(always('r.answered_on'), '3 months'), names: ['active'] },
  { type: 'account', code: 50, table: 'access.account', active: plus(usable('r.last_activity_on', `(case when r.closed_on is not null then ${collected} else ${inf} end)`), '2 years'), names: ['active'] },
  { type: 'connection-log', code: 51, table: 'access.connection_log', active: plus(always('r.occurred_on'), '1 year'), names: ['active'] },
  { type: 'dispute-case', code: 52, table: 'access.dispute_case', active: plus(usable('r.settled_on'), '1 year'), final: plus(usable('r.settled_on'), '10 years'), names: ['active', 'archived'], sorted: 'notes is null' },
];

export const person = { type: 'person', code: 1, table: 'people.person', children: [{ code: 4, table: 'people.dated_event', via: 'person_id' }] };
export const shadowOf = (table) => `shadow.${table.replace('.', '_')}`;

const rank = (phase) => `(case ${phase} when 'active' then 0 when 'archived' then 1 when 'treated' then 2 else 3 end)`;

/** Expected and actual rank of every record of the snapshot: id, subject, before, expected, after, held. */
export function outcomeSql(rule) {
  const held = ['person_id', ...(rule.others ?? [])].map((s) => `h.person_id = r.${s}`).join(' or ');
  return `select r.id, r.person_id, ${rank('r.phase')} as before, ${rank('t.phase')} as after,
      exists (select 1 from shadow.retention_hold h where h.released_at is null and (h.person_id is null or ${held}) and (h.record_type is null or h.record_type = '${rule.type}') and (h.record_id is null or h.record_id = r.id)) as held,
      case when $day > x.final then case when $day <= coalesce(x.floor, date '-infinity') then 2 else 3 end when $day > x.active then 1 else 0 end as expected
    from ${shadowOf(rule.table)} r left join ${rule.table} t on t.id = r.id
    cross join lateral (select a.active, greatest(a.active, a.final) as final, a.floor from (select ${rule.active} as active, ${rule.final ?? 'null::date'} as final, ${rule.floor ?? 'null::date'} as floor) a) x`;
}
