import type { Company } from './company';
import type { Relation } from './relations';

/** Spreads a record over the ages that matter for its policy: each bucket is [youngest, oldest] in years. */
function age(company: Company, index: number, buckets: readonly (readonly [number, number])[]): number {
  const [low, high] = buckets[index % buckets.length] ?? [0, 1];
  return low + company.random.next() * (high - low);
}

export function addApplications(company: Company, relations: readonly Relation[]): void {
  const { faker, random } = company;
  relations.forEach(({ personId }, index) => {
    if (index % 2 !== 0) return;
    const years = age(company, index / 2, [[0.02, 0.2], [0.3, 4.5], [5.1, 9], [0.5, 4], [5.2, 10]]);
    const archived = (index / 2) % 5 >= 3;
    const pool = index % 8 === 0;
    const { content, sha256 } = company.file(`Application ${index}: ${faker.lorem.sentence()}`);
    const parts = archived
      ? { motivation: null, cv_name: null, cv: null, cv_sha256: null }
      : { motivation: faker.lorem.sentence(), cv_name: `application-${index}.txt`, cv: content, cv_sha256: sha256 };
    company.record('recruitment.application', company.ago(years + 0.1), {
      person_id: personId, position: faker.person.jobTitle(), stage: 'rejected', applied_on: company.ago(years + 0.1), decided_on: company.ago(years),
      criteria: random.pick(['experience in the sector', 'availability', 'mobility', 'required certificate']), decided_by: faker.person.fullName(), ...parts, pool_consent: pool,
    }, archived ? 'archived' : 'active');
  });
}

/** Jul-Jun until 2018, a short year, then calendar years: closing dates are never assumed. */
export function addFiscalYears(company: Company): void {
  for (let y = 2008; y < 2018; y += 1) company.add('calendar.fiscal_year', { label: `${y}/${y + 1}`, starts_on: `${y}-07-01`, ends_on: `${y + 1}-06-30` });
  company.add('calendar.fiscal_year', { label: '2018 (short)', starts_on: '2018-07-01', ends_on: '2018-12-31' });
  for (let y = 2019; y <= Number(company.asOf.slice(0, 4)) + 1; y += 1) company.add('calendar.fiscal_year', { label: `${y}`, starts_on: `${y}-01-01`, ends_on: `${y}-12-31` });
}

export function addInvoices(company: Company, relations: readonly Relation[]): void {
  const { faker, random } = company;
  relations.filter((r) => r.expert).slice(0, 1200 * company.scale).forEach(({ personId }, index) => {
    const years = age(company, index, [[0.1, 0.8], [2.2, 9], [12.1, 14], [2.5, 9.5], [12.1, 14.2]]);
    const archived = index % 5 >= 3;
    const issued = company.ago(years);
    const paid = index % 5 === 0 ? null : company.ago(Math.max(years - 0.1, 0));
    const amount = random.between(500, 9000);
    const { content, sha256 } = company.file(`Invoice ${index}`);
    const invoice = company.record('invoicing.invoice', issued, {
      person_id: personId, number: `F${String(index).padStart(5, '0')}`, issued_on: issued, due_on: company.ago(Math.max(years - 0.08, 0)), paid_on: paid, amount_excluding_tax: amount,
      vat: amount / 5, currency: 'EUR', party_name: faker.company.name(), party_siret: '00000001800010', party_address: faker.location.streetAddress(),
      lines: JSON.stringify([{ text: 'Days of assignment', quantity: '5', unitPrice: String(amount / 5) }]), document: content, document_sha256: sha256,
    }, archived ? 'archived' : 'active');
    if (paid !== null) company.event(personId, 'payment', paid, 'invoice', invoice);
  });
}

export function addExpenseClaims(company: Company, relations: readonly Relation[]): void {
  const { faker, random } = company;
  relations.filter((r) => r.expert).slice(0, 900 * company.scale).forEach(({ personId }, index) => {
    const years = age(company, index, [[0.1, 0.7], [2.2, 9], [12.1, 14], [2.5, 9.5], [12.1, 14.2]]);
    const archived = index % 5 >= 3;
    const booked = company.ago(years);
    const claim = company.record('invoicing.expense_claim', booked, {
      person_id: personId, established_on: company.ago(years + 0.05), booked_on: booked, reimbursed_on: index % 5 === 0 ? null : company.ago(Math.max(years - 0.1, 0)),
      amount: random.between(20, 900), purpose: random.pick(['train', 'hotel', 'meal']), comment: archived ? null : faker.lorem.words(4), social_contribution_evidence: index % 3 === 0,
    }, archived ? 'archived' : 'active');
    const { content, sha256 } = company.file(`Receipt ${index}`);
    company.add('invoicing.receipt', { claim_id: claim, file_name: `receipt-${index}.txt`, content, sha256 });
  });
}

export function addTrainings(company: Company, relations: readonly Relation[]): void {
  const { faker, random } = company;
  const sessions = Array.from({ length: 60 }, (_, i) => {
    const years = age(company, i, [[0.1, 0.9], [3, 5], [8, 10], [3.2, 5.2], [8, 12]]);
    const endsOn = company.ago(years);
    const id = company.add('training.session', { title: `Course ${i}`, starts_on: company.ago(years + 0.01), ends_on: endsOn, place: random.pick(['Paris', 'Lyon', 'Nantes']) });
    return { id, endsOn, archived: i % 5 >= 3 };
  });
  relations.slice(0, 1000 * company.scale).forEach(({ personId, index }) => {
    const session = sessions[index % sessions.length];
    if (!session) return;
    const { archived } = session;
    company.record('training.attendance', session.endsOn, {
      person_id: personId, session_id: session.id, session_ended_on: session.endsOn,
      participant_name: archived ? company.random.uuid().replaceAll('-', '') : faker.person.fullName(),
      participant_email: archived ? `u${company.random.uuid().replaceAll('-', '')}@example.invalid` : company.email(index), hours: random.between(3, 21),
      evaluation: archived ? null : faker.lorem.sentence(), supports_invoice: index % 7 === 0,
    }, archived ? 'archived' : 'active');
  });
}

export function addEngagementAndAccess(company: Company, relations: readonly Relation[]): void {
  const { faker, random } = company;
  relations.forEach(({ personId, index, collectedYears }) => {
    if (index % 3 === 0) {
      const years = age(company, index / 3, [[0.01, 0.2], [0.3, 2]]);
      company.record('engagement.survey_answer', company.ago(years), {
        person_id: personId, survey: 'Satisfaction', answered_on: company.ago(years), score: random.between(0, 10), comment: faker.lorem.sentence(),
      });
    }
    if (index % 2 === 1) {
      const years = age(company, (index - 1) / 2, [[0.01, 1.8], [2.1, 6]]);
      company.record('access.account', company.ago(Math.max(collectedYears, years + 0.1)), {
        person_id: personId, login: `login.${index}`, password_hash: `$argon2id$v=19$m=19456,t=2,p=1$demo$${random.uuid()}`, last_activity_on: company.ago(years), closed_on: null,
      });
    }
    if (index % 2 === 0) {
      const years = age(company, index / 2, [[0.01, 0.9], [1.1, 3]]);
      company.record('access.connection_log', company.ago(years), {
        person_id: personId, occurred_on: company.ago(years), ip: `192.0.2.${random.between(1, 254)}`, user_agent: faker.internet.userAgent(),
      });
    }
  });
}
