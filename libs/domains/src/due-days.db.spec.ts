import { randomUUID } from 'node:crypto';
import { installSchedule, loadSchedule, recordDeclarations, why } from '@oubli/retention';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import { allMigrations } from './migrations';
import { domainRegistry } from './registry';
import { shippedSchedule } from './schedule';

type Row = Readonly<Record<string, string | number | boolean | null>>;
type Events = Readonly<Partial<Record<'assignment-end' | 'last-contact' | 'payment', string>>>;

/** What is written, and the first days on which the active phase and the whole period are over, by hand from the reference schedule. */
interface Case {
  readonly type: string;
  readonly says: string;
  readonly row?: Row;
  readonly events?: Events;
  readonly collectedOn?: string;
  readonly active: string | null;
  readonly whole?: string;
}

const related: Events = { 'assignment-end': '2024-03-10', 'last-contact': '2023-01-01' };
const contract: Events = { 'assignment-end': '2026-03-10' };
const validity = { valid_from: '2025-10-01', valid_to: '2026-04-01' };
const recipient = randomUUID();
const money = { amount_excluding_tax: 100, vat: 20 };

const cases: readonly Case[] = [
  { type: 'application', says: 'three months after the decision, evidence five years', row: { stage: 'rejected', decided_on: '2024-03-10' }, collectedOn: '2024-03-05', active: '2024-06-11', whole: '2029-03-11' },
  { type: 'expert-profile', says: 'two years after the relation, evidence five', events: related, active: '2026-03-11', whole: '2029-03-11' },
  { type: 'contact-details', says: 'two years after the relation, archived five', events: related, active: '2026-03-11', whole: '2029-03-11' },
  { type: 'bank-details', says: 'thirteen months after the last payment', events: { payment: '2024-03-10', 'last-contact': '2020-01-01' }, active: '2025-04-11' },
  { type: 'bank-details', says: 'thirteen months after a new one replaced it, whatever was paid since', row: { superseded_on: '2024-01-31' }, events: { payment: '2026-03-10' }, active: '2025-03-01' },
  { type: 'assignment', says: 'a year after the contract, archived five', row: { status: 'ended', ended_on: '2024-03-10' }, active: '2025-03-11', whole: '2029-03-11' },
  { type: 'invoice', says: 'a month after paid and closed, ten years from the close', row: { number: 'F1', issued_on: '2024-07-01', paid_on: '2024-08-01', ...money, party_name: 'A', lines: '[]' }, active: '2025-02-01', whole: '2035-01-01' },
  { type: 'expense-claim', says: 'a month after reimbursed and closed, ten years from the close', row: { booked_on: '2024-07-01', reimbursed_on: '2024-08-01', amount: 10 }, active: '2025-02-01', whole: '2035-01-01' },
  { type: 'survey-answer', says: 'three months after the answer', row: { survey: 'S', answered_on: '2026-08-31' }, active: '2026-12-01' },
  { type: 'account', says: 'two years after the last activity', row: { last_activity_on: '2024-02-29' }, active: '2026-03-01' },
  { type: 'connection-log', says: 'a year after the connection', row: { occurred_on: '2025-12-01' }, active: '2026-12-02' },
  { type: 'dispute-case', says: 'a year after the settlement, title ten years', row: { opened_on: '2023-01-01', settled_on: '2024-03-10' }, active: '2025-03-11', whole: '2034-03-11' },
  { type: 'client-contact', says: 'three years after the client left, evidence five', row: { relation_ended_on: '2024-03-10' }, active: '2027-03-11', whole: '2029-03-11' },
  { type: 'client-contact', says: 'never while the client stays', row: { relation_ended_on: null }, active: null },
  { type: 'prospect', says: 'three years after the last contact from the person', events: { 'last-contact': '2024-05-01' }, active: '2027-05-02' },
  { type: 'prospect', says: 'three years after collection where no contact came', active: '2027-03-06' },
  { type: 'business-registration', says: 'five years from the close of the contract’s civil year', row: { result: 'confirmed' }, events: contract, active: '2027-03-11', whole: '2032-01-01' },
  { type: 'business-registration', says: 'where there never was a contract, five years from the close of the civil year of collection', row: { result: 'confirmed' }, active: '2025-03-06', whole: '2030-01-01' },
  { type: 'registration-proof', says: 'five years from the close of the contract’s civil year', row: validity, events: contract, active: '2027-03-11', whole: '2032-01-01' },
  { type: 'vigilance-attestation', says: 'five years from the close of the contract’s civil year', row: validity, events: contract, active: '2027-03-11', whole: '2032-01-01' },
  { type: 'vigilance-attestation', says: 'never while the assignment runs', row: validity, events: { 'assignment-end': 'infinity' }, active: null },
  { type: 'insurance', says: 'five years from the end of the contract', row: validity, events: contract, active: '2027-03-11', whole: '2031-03-11' },
  { type: 'pool-consent', says: 'five years after the withdrawal', row: { given_on: '2020-01-01', withdrawn_on: '2024-02-29', text_version: '1', means: 'form' }, active: '2029-03-01' },
  { type: 'pool-consent', says: 'five years after the last contact while it stands', row: { given_on: '2020-01-01', text_version: '1', means: 'form' }, events: { 'last-contact': '2024-03-10' }, active: '2029-03-11' },
  { type: 'appointment', says: 'never, for no policy governs it', row: { held_on: '2020-01-01' }, active: null },
  { type: 'received-invoice', says: 'ten years from the close of its fiscal year', row: { number: 'R1', invoiced_on: '2024-07-01', ...money, supplier_name: 'A' }, active: '2025-02-01', whole: '2035-01-01' },
  { type: 'credit-note', says: 'ten years from the close of its fiscal year', row: { number: 'C1', issued_on: '2024-07-01', ...money, party_name: 'A' }, active: '2025-02-01', whole: '2035-01-01' },
  { type: 'payment', says: 'ten years from the close of its fiscal year', row: { paid_on: '2024-07-01', amount: 120, direction: 'sent' }, active: '2025-02-01', whole: '2035-01-01' },
  { type: 'fee-declaration', says: 'ten years from the close of the year of payment', row: { year_ended_on: '2024-12-31', amount: 3000, beneficiary_name: 'A' }, active: '2025-02-01', whole: '2035-01-01' },
  { type: 'certificate', says: 'a year after the session’s fiscal year, archived five', row: { session_ended_on: '2024-03-10' }, active: '2026-01-01', whole: '2030-01-01' },
  { type: 'attendance', says: 'a year after the session’s fiscal year, archived five', row: { session_ended_on: '2024-03-10', participant_name: 'A', hours: 7 }, active: '2026-01-01', whole: '2030-01-01' },
  { type: 'training-proof', says: 'five years after the relation', row: { subject: 'S', trained_on: '2020-01-01' }, events: related, active: '2026-03-11', whole: '2029-03-11' },
  { type: 'campaign-message', says: 'a year after sending, proof three', row: { channel: 'e-mail', sent_on: '2025-08-31', outcome: 'sent' }, active: '2026-09-01', whole: '2028-09-01' },
  { type: 'consent', says: 'five years after the withdrawal', row: { purpose: 'campaigns', channel: 'sms', text_version: '1', means: 'form', given_on: '2020-01-01', last_used_on: '2021-01-01', withdrawn_on: '2024-03-10' }, active: '2029-03-11' },
  { type: 'consent', says: 'five years after its last use', row: { purpose: 'campaigns', channel: 'sms', text_version: '1', means: 'form', given_on: '2020-01-01', last_used_on: '2025-01-31' }, active: '2030-02-01' },
  { type: 'consent', says: 'five years after it was given where it was never used', row: { purpose: 'campaigns', channel: 'sms', text_version: '1', means: 'form', given_on: '2024-03-10' }, active: '2029-03-11' },
  { type: 'objection', says: 'three years after the objection', row: { purpose: 'campaigns', channel: 'sms', objected_on: '2022-03-10' }, active: '2025-03-11' },
  { type: 'objection', says: 'three years after the relation where that ended later', row: { purpose: 'campaigns', channel: 'sms', objected_on: '2022-03-10' }, events: related, active: '2027-03-11' },
  { type: 'notice-shown', says: 'a year after the relation, archived five', row: { notice_version: '3', place: 'form', shown_on: '2020-01-01' }, events: related, active: '2025-03-11', whole: '2029-03-11' },
  { type: 'account-session', says: 'a year after it began', row: { started_on: '2025-12-01' }, active: '2026-12-02' },
  { type: 'usage-event', says: 'six months after it happened', row: { occurred_on: '2025-08-31', page: '/home' }, active: '2026-03-01' },
  { type: 'device-log', says: 'six months after it happened', row: { occurred_on: '2025-08-31' }, active: '2026-03-01' },
  { type: 'tracker-choice', says: 'six months after the choice', row: { chosen_on: '2025-08-31', accepted: false }, active: '2026-03-01' },
  { type: 'staff-activity', says: 'a year after the act', row: { occurred_on: '2025-03-10', area: 'other', action: 'read' }, active: '2026-03-11' },
  { type: 'staff-activity', says: 'a year, and three in the archive, where it is about rights', row: { occurred_on: '2025-03-10', area: 'rights', action: 'read' }, active: '2026-03-11', whole: '2028-03-11' },
  { type: 'user', says: 'a year after the account was closed', row: { email: 'a@example.org', roles: '{recruiter}', closed_on: '2025-03-10' }, active: '2026-03-11' },
  { type: 'rights-request', says: 'a year after it was closed, five from the final answer', row: { kind: 'erasure', door: 'form', language: 'fr', received_on: '2024-03-05', registered_on: '2024-03-05', due_target: '2024-04-05', due_legal: '2024-04-05', state: 'closed', outcome: 'granted', answered_on: '2024-03-10', closed_on: '2024-06-10' }, active: '2025-06-11', whole: '2029-03-11' },
  { type: 'rights-request', says: 'never while it is open', row: { kind: 'erasure', door: 'form', language: 'fr', received_on: '2024-03-05', registered_on: '2024-03-05', due_target: '2024-04-05', due_legal: '2024-04-05' }, active: null },
  { type: 'disclosure', says: 'a year after the relation, archived five', row: { recipient_id: recipient, recipient_category: 'client', record_type: 'person', record_id: recipient, fields: '{lastName}', purpose: 'assignments', basis: 'contract', disclosed_on: '2020-01-01' }, events: related, active: '2025-03-11', whole: '2029-03-11' },
  { type: 'access-package', says: 'thirty days after it was made available', row: { kind: 'access', language: 'fr', state: 'made', begun_on: '2026-01-01', made_on: '2026-10-01' }, active: '2026-11-01' },
  { type: 'access-package', says: 'thirty days after it was begun where nobody finished it', row: { kind: 'access', language: 'fr', state: 'waits', begun_on: '2026-10-01' }, active: '2026-11-01' },
  { type: 'report-extract', says: 'thirty days after it was drawn', row: { generated_on: '2026-10-01', title: 'R' }, active: '2026-11-01' },
];

describe('the day a record falls due', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await cloneDatabase(allMigrations);
    await recordDeclarations(db.engine.session, domainRegistry);
    await installSchedule(db.owner.session, domainRegistry, shippedSchedule);
    await db.owner.session.query(
      `insert into calendar.fiscal_year (id, label, starts_on, ends_on) select gen_random_uuid(), y::text, make_date(y, 1, 1), make_date(y, 12, 31) from generate_series(2020, 2026) y`);
    await db.owner.session.query(`insert into recipients.recipient (id, name, category, country, registered_on) values ($1, 'R', 'client', 'FR', '2020-01-01')`, [recipient]);
  });
  afterAll(() => db.close());

  /** Rows that other tables refer to, made once for each record. */
  const parents = async (): Promise<Record<string, string>> => {
    const [client, campaign, session] = [randomUUID(), randomUUID(), randomUUID()];
    await db.owner.session.query(`insert into people.client (id, name) values ($1, 'C')`, [client]);
    await db.owner.session.query(`insert into engagement.campaign (id, title, channel) values ($1, 'C', 'e-mail')`, [campaign]);
    await db.owner.session.query(`insert into training.session (id, title, starts_on, ends_on, place) values ($1, 'T', '2024-03-10', '2024-03-10', 'Paris')`, [session]);
    return { 'client-contact': client, 'campaign-message': campaign, certificate: session, attendance: session };
  };
  const linkColumn: Readonly<Record<string, string>> = { 'client-contact': 'client_id', 'campaign-message': 'campaign_id', certificate: 'session_id', attendance: 'session_id' };

  const dueOn = async ({ type, row, events, collectedOn }: Case, phase: string): Promise<string | null> => {
    const person = randomUUID();
    const id = randomUUID();
    const declaration = domainRegistry.root(type);
    await db.owner.session.query(`insert into people.person (id, last_name, collected_on, origin) values ($1, 'Durand', '2010-01-01', 'person')`, [person]);
    for (const [kind, day] of Object.entries(events ?? {})) {
      await db.owner.session.query(`insert into people.dated_event (id, person_id, kind, occurred_on, source_type) values (gen_random_uuid(), $1, $2, $3, 'test')`, [person, kind, day]);
    }
    const column = linkColumn[type];
    const link = column === undefined ? {} : { [column]: (await parents())[type] ?? '' };
    const full = { id, person_id: person, collected_on: collectedOn ?? '2024-03-05', origin: 'person', phase, ...link, ...row };
    const names = Object.keys(full).map((name) => `"${name}"`).join(', ');
    await db.owner.session.query(`insert into ${declaration.table} (${names}) select ${names} from jsonb_populate_record(null::${declaration.table}, $1::jsonb)`,
      [JSON.stringify(typeof row?.['lines'] === 'string' ? { ...full, lines: [] } : full)]);
    return (await db.engine.transaction(async (s) => why(s, domainRegistry, await loadSchedule(s), type, id))).dueOn;
  };

  it.each(cases.map((c) => [c.type, c.says, c] as const))('%s: %s', async (_type, _says, one) => {
    expect(await dueOn(one, 'active')).toBe(one.active);
    if (one.whole !== undefined) expect(await dueOn(one, 'archived')).toBe(one.whole);
  });

  it('is tested for every record type', () => {
    const tested = new Set(cases.map((c) => c.type));
    expect(domainRegistry.roots.map((r) => r.recordType).filter((type) => type !== 'person' && !tested.has(type))).toEqual([]);
  });
});
