import type { Company, DemoTable, Row } from './company';
import type { Relation } from './relations';

/** One age group of a record type: years since its clock started (null: it has not), and whether it is archived already. */
interface Group {
  readonly years: readonly [number, number] | null;
  readonly archived?: boolean;
}

interface OwnClock {
  readonly table: DemoTable;
  /** One relation in so many gets a record. */
  readonly oneIn: number;
  readonly groups: readonly Group[];
  /** @param on day on which the clock started, null when it has not */
  readonly row: (on: string | null, archived: boolean, index: number) => Row;
}

const rolling = (limit: number): readonly Group[] => [{ years: [0.01, limit * 0.9] }, { years: [limit * 1.1, limit * 3] }];
/** Active, due, archived, archived and due. */
const twoPhases = (active: number, whole: number): readonly Group[] => [
  { years: [0.01, active * 0.9] }, { years: [active * 1.1, whole * 0.95] }, { years: [active * 1.1, whole * 0.95], archived: true }, { years: [whole * 1.1, whole * 1.4], archived: true },
];
const accounting: readonly Group[] = [{ years: [0.01, 0.05] }, { years: [2.2, 9] }, { years: [2.5, 9.5], archived: true }, { years: [12.1, 14], archived: true }];

/** Records whose clock is a date of their own. */
export function addOwnClockRecords(company: Company, relations: readonly Relation[]): void {
  for (const kind of ownClocks(company)) {
    relations.filter((r) => r.index % kind.oneIn === 0).forEach(({ personId }, i) => {
      const group = kind.groups[i % kind.groups.length];
      if (!group) return;
      const years = group.years === null ? null : group.years[0] + company.random.next() * (group.years[1] - group.years[0]);
      const on = years === null ? null : company.ago(years);
      const archived = group.archived ?? false;
      company.record(kind.table, company.ago((years ?? 0) + 0.1), { person_id: personId, ...kind.row(on, archived, i) }, archived ? 'archived' : 'active');
    });
  }
}

function ownClocks(company: Company): readonly OwnClock[] {
  return [...businessClocks(company), ...engagementClocks(company), ...accessClocks(company)];
}

function businessClocks(company: Company): readonly OwnClock[] {
  const { faker, random } = company;
  const clients = Array.from({ length: 40 }, () => company.add('people.client', { name: faker.company.name(), siren: null }));
  const sessions = company.rows.get('training.session') ?? [];
  const amount = (): Row => ({ amount_excluding_tax: random.between(200, 9000), vat: random.between(40, 1800) });
  return [
    {
      table: 'people.client_contact', oneIn: 4, groups: [{ years: null }, ...twoPhases(3, 5)],
      row: (on, archived, i) => ({
        client_id: clients[i % clients.length] ?? '', job_title: faker.person.jobTitle(), email: archived ? null : company.email(i), phone: archived ? null : company.phone(),
        notes: archived ? null : `Prefers to be called by ${faker.person.firstName()} ${faker.person.lastName()}.`, relation_ended_on: on,
      }),
    },
    { table: 'invoicing.received_invoice', oneIn: 5, groups: accounting, row: (on, _archived, i) => {
      const { content, sha256 } = company.file(`Invoice received ${i}`);
      return { number: `R${i}`, invoiced_on: on, paid_on: on, ...amount(), supplier_name: faker.person.fullName(), document: content, document_sha256: sha256 };
    } },
    { table: 'invoicing.credit_note', oneIn: 6, groups: accounting, row: (on, _archived, i) => ({ invoice_id: null, number: `A${i}`, issued_on: on, ...amount(), party_name: faker.company.name(), reason: 'Day not worked' }) },
    { table: 'invoicing.payment', oneIn: 3, groups: accounting, row: (on, _archived, i) => ({ paid_on: on, amount: random.between(200, 9000), direction: i % 2 === 0 ? 'sent' : 'received', reference: `Transfer ${i}` }) },
    { table: 'invoicing.fee_declaration', oneIn: 6, groups: accounting, row: (on) => ({ year_ended_on: on, filed_on: null, amount: random.between(2400, 30_000), beneficiary_name: faker.person.fullName(), beneficiary_siret: null }) },
    {
      table: 'training.certificate', oneIn: 5, groups: [{ years: [0.01, 0.9] }, { years: [3, 5] }, { years: [3.2, 4.8], archived: true }, { years: [8, 12], archived: true }],
      row: (on, archived, i) => {
        const { content, sha256 } = company.file(`Certificate ${i}`);
        return { session_id: String(sessions[i % sessions.length]?.['id'] ?? ''), session_ended_on: on, ...(archived ? { file_name: null, content: null, sha256: null } : { file_name: `certificate-${i}.txt`, content, sha256 }) };
      },
    },
  ];
}

function engagementClocks(company: Company): readonly OwnClock[] {
  const { faker, random } = company;
  const campaigns = ['Spring letter', 'New services'].map((title) => company.add('engagement.campaign', { title, channel: 'e-mail' }));
  company.add('engagement.survey', { title: 'Satisfaction', opens_on: company.ago(5), closes_on: null });
  const proof = { purpose: 'campaigns', channel: 'e-mail', text_version: '3', means: 'form' } as const;
  return [
    {
      table: 'engagement.campaign_message', oneIn: 3, groups: twoPhases(1, 3),
      row: (on, archived, i) => ({ campaign_id: campaigns[i % campaigns.length] ?? '', channel: 'e-mail', address: company.email(i), sent_on: on, delivered_on: on, outcome: 'delivered', body: archived ? null : faker.lorem.sentence() }),
    },
    { table: 'engagement.consent', oneIn: 4, groups: rolling(5), row: (on) => ({ ...proof, given_on: on, last_used_on: null, withdrawn_on: null }) },
    { table: 'recruitment.pool_consent', oneIn: 5, groups: rolling(5), row: (on) => ({ given_on: company.ago(16), withdrawn_on: on, text_version: '2', means: random.pick(['form', 'e-mail']) }) },
    { table: 'recruitment.appointment', oneIn: 8, groups: rolling(2), row: (on) => ({ held_on: on, place: random.pick(['Paris', 'Lyon']), subject: 'First meeting', notes: `Came with ${faker.person.fullName()}.` }) },
  ];
}

function accessClocks(company: Company): readonly OwnClock[] {
  const { faker, random } = company;
  const areas = ['other', 'other', 'rights', 'rights'] as const;
  return [
    { table: 'access.account_session', oneIn: 3, groups: rolling(1), row: (on) => ({ started_on: on, ended_at: null }) },
    { table: 'access.usage_event', oneIn: 2, groups: rolling(0.5), row: (on) => ({ occurred_on: on, page: random.pick(['/home', '/assignments', '/invoices', '/profile']) }) },
    { table: 'access.device_log', oneIn: 3, groups: rolling(0.5), row: (on) => ({ occurred_on: on, ip: `192.0.2.${random.between(1, 254)}`, device: faker.internet.userAgent() }) },
    { table: 'access.tracker_choice', oneIn: 5, groups: rolling(0.5), row: (on, _archived, i) => ({ chosen_on: on, accepted: i % 3 === 0 }) },
    {
      table: 'access.staff_activity', oneIn: 5, groups: twoPhases(1, 3),
      row: (on, archived, i) => ({ occurred_on: on, area: archived ? 'rights' : (areas[i % areas.length] ?? 'other'), action: 'read', about_type: 'person', about_id: null }),
    },
    {
      table: 'access.console_user', oneIn: 12, groups: rolling(1),
      row: (on, _archived, i) => ({ display_name: faker.person.fullName(), email: `former.${i}@example.fr`, roles: ['recruiter'], language: 'fr', closed_on: on }),
    },
    {
      table: 'access.report_extract', oneIn: 12, groups: rolling(0.08),
      row: (on) => ({ generated_on: on, title: 'Experts by sector', records: 1 }),
    },
  ];
}

/** Records whose periods count from what happens between the person and the company. */
export function addRelationRecords(company: Company, relations: readonly Relation[]): void {
  const { random } = company;
  for (const { personId, index, collectedYears, archived, expert } of relations) {
    const collected = company.ago(collectedYears);
    const phase = archived ? 'archived' : 'active';
    const add = (table: DemoTable, row: Row): void => void company.record(table, collected, { person_id: personId, ...row }, phase);
    add('engagement.notice_shown', { notice_version: random.pick(['1', '2', '3']), place: 'registration form', shown_on: collected });
    if (!archived && index % 4 === 1) add('engagement.objection', { purpose: 'campaigns', channel: random.pick(['sms', 'e-mail']), objected_on: collected });
    if (!archived && index % 3 === 1) add('people.prospect', { company_name: company.faker.company.name(), email: company.email(index), phone: company.phone(), interest: 'An audit' });
    if (!expert) continue;
    add('training.training_proof', { subject: 'Safety on site', trained_on: collected });
    add('people.business_registration', { siret: '00000001800010', activity_code: '70.22Z', registered_on: null, checked_on: collected, result: 'confirmed' });
    if (index % 2 === 0) addCompliance(company, index, archived, add);
  }
}

function addCompliance(company: Company, index: number, archived: boolean, add: (table: DemoTable, row: Row) => void): void {
  const validFrom = company.ago(company.random.next() * 0.8);
  const { content, sha256 } = company.file(`Document ${index}`);
  const document = { reference: `N${index}`, valid_from: validFrom, valid_to: null, file_name: `document-${index}.txt`, content, sha256 };
  add('recruitment.registration_proof', document);
  add('recruitment.vigilance_attestation', document);
  add('recruitment.insurance', archived ? { ...document, file_name: null, content: null, sha256: null } : document);
}

/** The files of report extracts: they leave with them. */
export function addExtractParts(company: Company): void {
  (company.rows.get('access.report_extract') ?? []).forEach((extract, i) => {
    company.add('access.report_extract_part', { extract_id: String(extract['id']), number: 1, ...company.file(`Extract ${i}: ${company.faker.person.fullName()}`) });
  });
}

/** Packages that persons were given. */
export function addPackages(company: Company, relations: readonly Relation[]): void {
  relations.filter(({ archived, index }) => !archived && index % 8 === 3).forEach(({ personId }, i) => {
    const on = company.ago(i % 2 === 0 ? 0.2 : 0.02);
    company.record('packages.package', on, { person_id: personId, kind: i % 3 === 0 ? 'portability' : 'access', language: 'fr', state: 'made', begun_on: on, made_on: on });
  });
}

/** What clients and the bank were told of experts. */
export function addDisclosures(company: Company, relations: readonly Relation[]): void {
  const registered = company.ago(6);
  const recipient = (name: string, category: string): string => company.add('recipients.recipient', { name, category, country: 'FR', contact_reference: null, registered_on: registered, ended_on: null });
  const client = { recipient_id: recipient('Exemple Conseil', 'client'), recipient_category: 'client', record_type: 'expert-profile', fields: ['sector', 'skills'], purpose: 'assignments', basis: 'contract' };
  const bank = { recipient_id: recipient('Banque Exemple', 'bank'), recipient_category: 'bank', record_type: 'bank-details', fields: ['holder', 'accountShown'], purpose: 'invoicing', basis: 'contract' };
  for (const { personId, index, collectedYears, archived, expert } of relations) {
    if (!expert || index % 2 !== 0) continue;
    const collected = company.ago(collectedYears);
    company.record('recipients.disclosure', collected, {
      person_id: personId, record_id: company.random.uuid(), ...(index % 4 === 0 ? bank : client), disclosed_on: collected, their_reference: `E${index}`,
    }, archived ? 'archived' : 'active');
  }
}

/** Orders, time sheets, amendments and waivers of assignments: they leave with them. */
export function addAssignmentParts(company: Company): void {
  const { random } = company;
  (company.rows.get('recruitment.assignment') ?? []).forEach((assignment, i) => {
    const part = { assignment_id: String(assignment['id']) };
    const day = String(assignment['started_on']);
    company.add('recruitment.assignment_order', { ...part, number: `B${i}`, ordered_on: day, amount_excluding_tax: random.between(900, 20_000), ordered_by: company.faker.person.fullName() });
    company.add('recruitment.time_sheet', { ...part, worked_on: day, hours: 7, comment: null });
    if (i % 5 === 0) company.add('recruitment.amendment', { ...part, signed_on: day, new_end_on: null, subject: 'Five more days' });
    if (i % 25 === 0) company.add('recruitment.attestation_waiver', { ...part, author: 'Direction', reason: 'Attestation asked for, receipt of the request seen', given_on: day });
  });
}
