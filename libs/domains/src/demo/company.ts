import { createHash } from 'node:crypto';
import { base, en, Faker, fr } from '@faker-js/faker';
import { daysBefore } from '@oubli/calendar';
import { searchKey } from '@oubli/people';
import { Random } from './random';

export type Row = Record<string, string | number | boolean | null | readonly string[]>;

/** Tables of the demo company in an order that satisfies the foreign keys. */
export const demoTables = [
  'people.person', 'people.contact_details', 'people.bank_details', 'calendar.fiscal_year', 'recruitment.application', 'recruitment.expert_profile',
  'recruitment.cv_file', 'recruitment.assignment', 'invoicing.invoice', 'invoicing.expense_claim', 'invoicing.receipt', 'training.session',
  'training.attendance', 'engagement.survey_answer', 'access.account', 'access.connection_log', 'people.client', 'people.client_contact', 'people.prospect', 'people.business_registration',
  'recruitment.assignment_order', 'recruitment.time_sheet', 'recruitment.amendment', 'recruitment.attestation_waiver', 'recruitment.registration_proof',
  'recruitment.vigilance_attestation', 'recruitment.insurance', 'recruitment.pool_consent', 'recruitment.appointment', 'invoicing.received_invoice',
  'invoicing.credit_note', 'invoicing.payment', 'invoicing.fee_declaration', 'training.certificate', 'training.training_proof', 'engagement.survey',
  'engagement.campaign', 'engagement.campaign_message', 'engagement.consent', 'engagement.objection', 'engagement.notice_shown', 'access.account_session',
  'access.usage_event', 'access.device_log', 'access.tracker_choice', 'access.staff_activity', 'access.report_extract', 'access.report_extract_part', 'recipients.recipient', 'recipients.disclosure', 'packages.package', 'access.console_user', 'people.dated_event', 'access.dispute_case',
  'rights.request', 'rights.request_contact', 'rights.request_event', 'rights.request_document', 'rights.request_note',
] as const;
export type DemoTable = (typeof demoTables)[number];

/** Days in a year, near enough to lay out the past; what is exact is written as a date. */
export const year = 365.25;

/** What the builders of the demo share: the growing tables, chance, words, and the day everything is relative to. */
export class Company {
  readonly rows = new Map<DemoTable, Row[]>(demoTables.map((table) => [table, []]));
  readonly random: Random;
  readonly faker: Faker;
  readonly people: string[] = [];

  constructor(
    readonly asOf: string,
    seed: number,
    /** How many times the smallest company, of 2,000 people. */
    readonly scale: number,
  ) {
    this.random = new Random(seed);
    this.faker = new Faker({ locale: [fr, en, base] });
    this.faker.seed(seed);
  }

  /** The date some years before asOf. */
  ago(years: number): string {
    return daysBefore(this.asOf, Math.round(years * year));
  }

  add(table: DemoTable, row: Row): string {
    const id = this.random.uuid();
    this.rows.get(table)?.push({ id, ...row });
    return id;
  }

  /** A governed row: collection, origin and phase come with it. */
  record(table: DemoTable, collectedOn: string | null, row: Row, phase: 'active' | 'archived' = 'active'): string {
    return this.add(table, { ...row, collected_on: collectedOn, origin: 'person', phase });
  }

  person(collectedOn: string): string {
    const lastName = this.faker.person.lastName();
    const firstName = this.faker.person.firstName();
    const birthDate = `${this.random.between(1944, 1966)}-${String(this.random.between(1, 12)).padStart(2, '0')}-${String(this.random.between(1, 28)).padStart(2, '0')}`;
    const birthName = this.random.next() < 0.2 ? this.faker.person.lastName() : null;
    const id = this.record('people.person', collectedOn, {
      last_name: lastName, birth_name: birthName, first_name: firstName, birth_date: birthDate, search_key: searchKey(lastName, birthName, firstName),
    });
    this.people.push(id);
    return id;
  }

  event(personId: string, kind: string, occurredOn: string, sourceType: string, sourceId: string | null): void {
    this.add('people.dated_event', { person_id: personId, kind, occurred_on: occurredOn, source_type: sourceType, source_id: sourceId });
  }

  /** A number of the range reserved for fiction. */
  phone(): string {
    return `+3363998${String(this.random.between(0, 9999)).padStart(4, '0')}`;
  }

  email(index: number): string {
    return `personne.${index}@example.fr`;
  }

  /** An IBAN with right keys at a bank that does not exist (code 99999). */
  iban(): string {
    const bank = '99999';
    const branch = String(this.random.between(0, 99_999)).padStart(5, '0');
    const account = String(this.random.between(0, 99_999_999_999)).padStart(11, '0');
    const key = 97n - ((89n * BigInt(bank) + 15n * BigInt(branch) + 3n * BigInt(account)) % 97n);
    const bban = `${bank}${branch}${account}${String(key).padStart(2, '0')}`;
    const check = 98n - (BigInt(`${bban}152700`) % 97n);
    return `FR${String(check).padStart(2, '0')}${bban}`;
  }

  /** A small file and its content hash, as PostgreSQL reads bytea. */
  file(words: string): { content: string; sha256: string } {
    const bytes = Buffer.from(words, 'utf8');
    return { content: `\\x${bytes.toString('hex')}`, sha256: `\\x${createHash('sha256').update(bytes).digest('hex')}` };
  }
}
