import { cutoff, daysBefore } from '@oubli/calendar';
import type { Company } from './company';
import type { Relation } from './relations';

/** What everyday data looks like when it is difficult, one of each at least. */
export function addHardCases(company: Company, relations: readonly Relation[]): void {
  addDisputes(company, relations);
  addDates(company, relations);
  addLastDays(company, relations);
  addCouples(company);
  addReturningExpert(company);
}

/** Settled long ago (archived, due and kept), settled lately, and open: an open one holds its person. */
function addDisputes(company: Company, relations: readonly Relation[]): void {
  const ages = [null, 0.4, 2, 11, 4, 11.5] as const;
  relations.filter((r) => r.index % 6 === 5).slice(0, 330 * company.scale).forEach(({ personId }, i) => {
    const settled = ages[i % ages.length] ?? null;
    const archived = i % ages.length >= 4;
    company.record('access.dispute_case', company.ago((settled ?? 0) + 1), {
      person_id: personId, opened_on: company.ago((settled ?? 0) + 0.9), settled_on: settled === null ? null : company.ago(settled),
      subject: 'Payment of an assignment', notes: archived ? null : 'Letter received, answered by counsel.',
    }, archived ? 'archived' : 'active');
  });
}

/** Month ends, leap days, missing, future and empty dates. */
function addDates(company: Company, relations: readonly Relation[]): void {
  const nextYear = `${Number(company.asOf.slice(0, 4)) + 1}-01-15`;
  const decided = ['2024-02-29', '2020-02-29', '2019-01-31', '2021-08-31', null, null, nextYear, '1970-01-01', '1900-01-01'];
  decided.forEach((decidedOn, i) => {
    const relation = relations[1900 + i];
    if (!relation) return;
    company.record('recruitment.application', i === 5 ? null : company.ago(3), {
      person_id: relation.personId, position: 'Adviser', stage: 'rejected', applied_on: null, decided_on: decidedOn, criteria: 'experience in the sector',
      decided_by: 'Recruitment', motivation: 'A letter.', cv_name: null, cv: null, cv_sha256: null, pool_consent: false,
    });
  });
  const open = relations[1910];
  if (open) {
    company.record('recruitment.application', company.ago(1), {
      person_id: open.personId, position: 'Auditor', stage: 'open', applied_on: company.ago(1), decided_on: null, criteria: null, decided_by: null, motivation: 'A letter.',
      cv_name: null, cv: null, cv_sha256: null, pool_consent: false,
    });
  }
}

/** A line of the connection log that ended yesterday, and one of the day after it, which has its last day today. */
function addLastDays(company: Company, relations: readonly Relation[]): void {
  const ended = cutoff(company.asOf, 'P1Y');
  [ended, daysBefore(ended, -1)].forEach((occurredOn, i) => {
    const relation = relations[1920 + i];
    if (!relation) return;
    company.record('access.connection_log', occurredOn, { person_id: relation.personId, occurred_on: occurredOn, ip: `198.51.100.${i + 1}`, user_agent: i === 0 ? 'ended yesterday' : 'last day today' });
  });
}

/** Two people with one telephone and one bank account: forgetting one leaves the other as she was. */
function addCouples(company: Company): void {
  for (let i = 0; i < 5; i += 1) {
    const phone = company.phone();
    const iban = company.iban();
    [6, 0.3].forEach((lastContactYears, partner) => {
      const personId = company.person(company.ago(8));
      company.event(personId, 'last-contact', company.ago(lastContactYears), 'person', personId);
      company.record('people.contact_details', company.ago(8), {
        person_id: personId, email: `couple.${i}.${partner}@example.com`, phone, street: '3 rue des Lilas', postcode: '75020', city: 'Paris',
      });
      company.record('people.bank_details', company.ago(8), { person_id: personId, holder: 'Compte joint', iban, bic: 'ZZZZFRPPXXX', superseded_on: null });
    });
  }
}

/** Left nine years ago, came back this year: the relation goes on, the old contract's own period does not. */
function addReturningExpert(company: Company): void {
  const personId = company.person(company.ago(12));
  company.event(personId, 'assignment-end', company.ago(9), 'assignment', null);
  company.event(personId, 'assignment-end', 'infinity', 'assignment', null);
  company.event(personId, 'last-contact', company.ago(0.2), 'person', personId);
  company.record('recruitment.expert_profile', company.ago(12), {
    person_id: personId, skills: 'Boiler design', availability: 'from March', hourly_rate: 95, summary: 'Came back after nine years.', career_started_on: '1979-09-01',
  });
  company.record('recruitment.assignment', company.ago(12), {
    person_id: personId, client_contact_id: null, title: 'Audit', client_name: 'Exemple SA', started_on: company.ago(10), ended_on: company.ago(9), day_rate: 500, status: 'ended', notes: 'Old contract.',
  });
  company.record('recruitment.assignment', company.ago(0.3), {
    person_id: personId, client_contact_id: null, title: 'Audit', client_name: 'Exemple SA', started_on: company.ago(0.2), ended_on: null, day_rate: 650, status: 'running', notes: 'New contract.',
  });
}
