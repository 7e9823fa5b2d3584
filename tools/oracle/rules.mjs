// What each record must have become, in plain SQL written from the reference schedule and the shipped policies, with
// PostgreSQL's own interval arithmetic and none of the project's functions. `r` is a row of the shadow snapshot, `t`
// the same row after the run, $day the date; a rule gives the last days of the active phase, of the whole period and
// of a floor that outlives it.
import { always, closing, collected, event, gone, inf, lastOf, max, plus, relation, usable } from './dates.mjs';
import { widerRules } from './wider-rules.mjs';

const decided = usable('r.decided_on', `(case when r.stage in ('rejected', 'retained') then ${collected} else ${inf} end)`);
const pooled = max(decided, lastOf('last-contact'));
const ended = `(case when r.ended_on is null then (case when r.status = 'ended' then ${collected} else ${inf} end) when r.ended_on < date '1970-01-02' then ${inf} else r.ended_on end)`;

const pseudonymousEmail = (column) => `(t.${column} is null or t.${column} ~ '^u[0-9a-f]{32}@example\\.invalid$')`;
const decade = (column) => `t.${column} is not distinct from date_trunc('decade', r.${column})::date`;

/**
 * type, code, table; `others`: further columns with persons; `names`: phases in which the record names its person;
 * `kinds`: events its clocks count from; `changes`: columns that may differ once the active phase is over, `sorted`:
 * how they must look then, `spoiled`: what a floor forbids; `children`: rows that leave with the record, or before it.
 */
export const rules = [
  {
    type: 'application', code: 10, table: 'recruitment.application', names: ['active', 'archived'], kinds: ['last-contact'],
    active: `case when r.pool_consent then ${plus(pooled, '2 years')} else ${plus(decided, '3 months')} end`, final: plus(decided, '5 years'),
    changes: ['motivation', 'cv', 'cv_name', 'cv_sha256'], sorted: gone('motivation', 'cv', 'cv_name', 'cv_sha256'),
  },
  {
    type: 'expert-profile', code: 11, table: 'recruitment.expert_profile', names: ['active', 'archived'], kinds: ['assignment-end', 'last-contact'],
    active: plus(relation, '2 years'), final: plus(relation, '5 years'), children: [{ code: 12, table: 'recruitment.cv_file', via: 'profile_id', leaves: true }],
    changes: ['summary', 'availability', 'skills', 'hourly_rate', 'career_started_on'],
    sorted: `${gone('summary', 'availability', 'skills', 'hourly_rate')} and ${decade('career_started_on')}`,
  },
  {
    type: 'contact-details', code: 2, table: 'people.contact_details', names: ['active'], kinds: ['assignment-end', 'last-contact'],
    active: plus(relation, '2 years'), final: plus(relation, '5 years'),
    changes: ['email', 'phone', 'street', 'postcode'], sorted: `${pseudonymousEmail('email')} and (t.phone is null or t.phone like '+3319900%') and ${gone('street', 'postcode')}`,
  },
  {
    type: 'bank-details', code: 3, table: 'people.bank_details', names: ['active'], kinds: ['assignment-end', 'last-contact', 'payment'],
    active: `case when r.superseded_on is null then ${plus(event('payment', 'assignment-end', 'last-contact'), '13 months')} else ${plus(usable('r.superseded_on'), '13 months')} end`,
  },
  {
    type: 'assignment', code: 13, table: 'recruitment.assignment', others: ['client_contact_id'], names: ['active', 'archived'],
    children: [
      { code: 16, table: 'recruitment.assignment_order', via: 'assignment_id' }, { code: 17, table: 'recruitment.time_sheet', via: 'assignment_id' },
      { code: 18, table: 'recruitment.amendment', via: 'assignment_id' }, { code: 19, table: 'recruitment.attestation_waiver', via: 'assignment_id' },
    ],
    active: plus(ended, '1 year'), final: `case when r.collected_on >= date '2018-05-25' then ${plus(ended, '5 years')} else ${plus(ended, '8 years')} end`,
    changes: ['notes'], sorted: gone('notes'),
  },
  {
    type: 'invoice', code: 20, table: 'invoicing.invoice', names: ['active', 'archived', 'treated'],
    active: plus(max(usable('r.paid_on'), closing(usable('r.issued_on'))), '1 month'), final: plus(closing(usable('r.issued_on')), '10 years'),
  },
  {
    type: 'expense-claim', code: 21, table: 'invoicing.expense_claim', names: ['active', 'archived', 'treated'],
    active: plus(max(usable('r.reimbursed_on'), closing(usable('r.booked_on'))), '1 month'), final: plus(closing(usable('r.booked_on')), '10 years'),
    floor: `case when r.social_contribution_evidence then ${plus(usable('r.established_on'), '6 years')} end`,
    changes: ['comment'], sorted: gone('comment'), children: [{ code: 22, table: 'invoicing.receipt', via: 'claim_id' }],
  },
  {
    type: 'attendance', code: 31, table: 'training.attendance', names: ['active'],
    active: plus(closing(always('r.session_ended_on')), '1 year'), final: plus(closing(always('r.session_ended_on')), '5 years'),
    floor: `case when r.supports_invoice then ${plus(closing(always('r.session_ended_on')), '10 years')} end`,
    changes: ['participant_name', 'participant_email', 'evaluation'],
    sorted: `${gone('evaluation')} and ${pseudonymousEmail('participant_email')} and (t.supports_invoice or t.participant_name ~ '^[0-9a-f]{32}$')`,
    spoiled: 'r.supports_invoice and t.participant_name is distinct from r.participant_name',
  },
  { type: 'survey-answer', code: 40, table: 'engagement.survey_answer', names: ['active'], active: plus(always('r.answered_on'), '3 months') },
  { type: 'account', code: 50, table: 'access.account', names: ['active'], active: plus(usable('r.last_activity_on', `(case when r.closed_on is not null then ${collected} else ${inf} end)`), '2 years') },
  { type: 'connection-log', code: 51, table: 'access.connection_log', names: ['active'], active: plus(always('r.occurred_on'), '1 year') },
  {
    type: 'dispute-case', code: 52, table: 'access.dispute_case', names: ['active', 'archived'],
    active: plus(usable('r.settled_on'), '1 year'), final: plus(usable('r.settled_on'), '10 years'), changes: ['notes'], sorted: gone('notes'),
  },
  ...widerRules,
];

const subjectsOf = (rule) => rule.subjects ?? ['person_id', ...(rule.others ?? [])];
const namedBy = (rule, phases) => `exists (select 1 from ${rule.table} c where (${subjectsOf(rule).map((s) => `c.${s} = r.id`).join(' or ')})${phases ? ` and c.phase in (${phases.map((p) => `'${p}'`).join(', ')})` : ''})`;
const any = (tests) => `(${tests.join(' or ')})`;

/** Of the person `r`, after the run: an active record names her, any record names her, any row refers to her. */
export const claims = {
  active: any(rules.filter((rule) => rule.names.includes('active')).map((rule) => namedBy(rule, ['active']))),
  named: any(rules.filter((rule) => rule.names.length > 0).map((rule) => namedBy(rule, rule.names))),
  referred: any(rules.map((rule) => namedBy(rule))),
};

export const identity = ['last_name', 'birth_name', 'first_name', 'birth_date', 'search_key'];

/** The person comes last: how far she goes depends on what is left of her records. */
export const person = {
  type: 'person', code: 1, table: 'people.person', subjects: ['id'], active: plus(usable('r.collected_on'), '2 years'),
  farthest: `case when ${claims.active} then 0 when ${claims.named} then 1 when ${claims.referred} then 2 else 3 end`,
  changes: identity, sorted: `(t.phase <> 'treated' or (${gone(...identity)}))`, children: [{ code: 4, table: 'people.dated_event', via: 'person_id' }],
};

export const governed = [...rules, person];
export const children = governed.flatMap((rule) => (rule.children ?? []).map((child) => ({ ...child, root: rule })));
export const shadowOf = (table) => `shadow.${table.replace('.', '_')}`;

/** True when one of the rows of `holds` protects the row `r`. A day of collection that is unknown is in every range. */
export const heldBy = (holds, rule) => `exists (select 1 from ${holds} h
  where (h.person_id is null or ${subjectsOf(rule).map((s) => `h.person_id = r.${s}`).join(' or ')})
    and (h.record_type is null or h.record_type = '${rule.type}') and (h.record_id is null or h.record_id = r.id)
    and (r.collected_on is null or r.collected_on between coalesce(h.collected_from, date '-infinity') and coalesce(h.collected_to, ${inf})))`;

/** Files by which a person's rights are served: no restriction of hers reaches them. */
const beyondRestriction = new Set(['rights-request', 'access-package', 'disclosure']);
/** True when one of the rows of `restrictions` (Art. 18 GDPR) is of somebody the row `r` is about: it is stored then, and nothing else. */
export const restrictedBy = (restrictions, rule) => (beyondRestriction.has(rule.type) ? 'false' : `exists (select 1 from ${restrictions} x
  where (${subjectsOf(rule).map((s) => `x.person_id = r.${s}`).join(' or ')}) and (x.record_type is null or x.record_type = '${rule.type}'))`);

const rank = (phase) => `(case ${phase} when 'active' then 0 when 'archived' then 1 when 'treated' then 2 else 3 end)`;

/**
 * Each record of the snapshot: ranks of its phase before, after and as expected (0 active, 1 archived, 2 treated,
 * 3 gone), whether a hold or a restriction kept it all the time (`held`, `restricted`) or some of it (`maybe`), the first day on which it might come
 * where it is, and whether the row is another (`changed`), lost what it had to keep (`spoiled`), kept what had to go.
 * `offset 0` keeps the planner from writing each date out wherever it is used.
 */
export function outcomeSql(rule) {
  const may = `array[${['phase', ...(rule.changes ?? [])].map((c) => `'${c}'`).join(', ')}]`;
  return `select r.id, '${rule.type}' as type, ${rule.code} as code, r.${subjectsOf(rule)[0]} as person_id, ${rank('r.phase')} as before, ${rank('t.phase')} as after,
      ${heldBy('shadow.hold_firm', rule)} as held, ${restrictedBy('shadow.restriction_firm', rule)} as restricted,
      (${heldBy('shadow.hold_any', rule)} or ${restrictedBy('shadow.restriction_any', rule)}) as maybe,
      case when $day > x.final then ${rule.farthest ?? `case when $day <= coalesce(x.floor, date '-infinity') then 2 else 3 end`} when $day > x.active then 1 else 0 end as expected,
      case ${rank('t.phase')} when 0 then null when 1 then x.${rule.farthest ? 'final' : 'active'} when 2 then x.final else greatest(x.final, x.floor) end + 1 as due_on,
      to_jsonb(t) is distinct from to_jsonb(r) as changed,
      case when t.phase <> r.phase then to_jsonb(t) - ${may} is distinct from to_jsonb(r) - ${may} or coalesce(${rule.spoiled ?? 'false'}, false) end as spoiled,
      coalesce(${rule.sorted ?? 'true'}, false) as sorted
    from ${shadowOf(rule.table)} r left join ${rule.table} t on t.id = r.id
    cross join lateral (select a.active, greatest(a.active, a.final) as final, a.floor
      from (select ${rule.active} as active, ${rule.final ?? 'null::date'} as final, ${rule.floor ?? 'null::date'} as floor offset 0) a offset 0) x`;
}
