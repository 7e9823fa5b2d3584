import { fieldKeysOf } from '@oubli/config';
import { AccessService } from '@oubli/access';
import { EngagementService } from '@oubli/engagement';
import { InvoicingService } from '@oubli/invoicing';
import { AlreadyThereError, EventsService, IdentifierError, PeopleService, RecordGoneError, SocialSecurityNumberError } from '@oubli/people';
import { RecruitmentService } from '@oubli/recruitment';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import { TrainingService } from '@oubli/training';
import { allEntities, allMigrations } from './migrations';

const fieldKeys = fieldKeysOf([1, Buffer.alloc(32, 7)]);
const hash = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA';
const person = { lastName: 'Lefèvre', firstName: 'Anne', collectedOn: '2026-01-05', origin: 'person' } as const;
const collected = { collectedOn: '2026-01-05', origin: 'person' } as const;
const nobody = '00000000-0000-4000-8000-00000000dead';

describe('the services of the domains', () => {
  let db: TestDatabase;
  let people: PeopleService;
  let recruitment: RecruitmentService;
  let invoicing: InvoicingService;
  let training: TrainingService;
  let engagement: EngagementService;
  let access: AccessService;
  beforeAll(async () => {
    db = await cloneDatabase(allMigrations);
    const source = await db.dataSource(allEntities);
    const events = new EventsService();
    people = new PeopleService(source, events, () => fieldKeys);
    recruitment = new RecruitmentService(source, events);
    invoicing = new InvoicingService(source, events);
    training = new TrainingService(source);
    engagement = new EngagementService(source, events);
    access = new AccessService(source, events);
  });
  afterAll(() => db.close());

  const row = async (text: string, ...values: unknown[]): Promise<Record<string, unknown> | undefined> => (await db.owner.session.query(text, values))[0];
  const clock = async (personId: string, kind: string): Promise<unknown> =>
    (await row('select last_on::text as on from people.person_clock where person_id = $1 and kind = $2', personId, kind))?.['on'];
  const invoice = (personId: string, number: string) => ({
    personId, number, issuedOn: '2026-02-01', amountExcludingTax: '1000.00', vat: '200.00', partyName: 'Exemple SA', partySiret: '000 000 018 00010',
    lines: [{ text: 'Days of assignment', quantity: '5', unitPrice: '200.00' }], ...collected,
  });

  it('register a person under a search key without accents', async () => {
    const id = await people.register({ ...person, birthName: 'Œuvray' });
    expect(await row('select search_key, phase from people.person where id = $1', id)).toEqual({ search_key: 'lefevre oeuvray anne', phase: 'active' });
  });

  it('keep one bank account in force and date the one before', async () => {
    const id = await people.register(person);
    const account = { holder: 'Anne Lefèvre', ...collected };
    await people.changeBankDetails(id, { ...account, iban: 'FR14 2004 1010 0505 0001 3M02 606' });
    await people.changeBankDetails(id, { ...account, iban: 'FR1420041010050500013M02606', collectedOn: '2026-03-01' });
    const rows = await db.owner.session.query('select id, account_shown, superseded_on from people.bank_details where person_id = $1 order by superseded_on', [id]);
    expect(rows).toMatchObject([{ account_shown: 'FR•• •••• 2606', superseded_on: '2026-03-01' }, { account_shown: 'FR•• •••• 2606', superseded_on: null }]);
    expect(await people.openAccount(String(rows[1]?.['id']))).toEqual({ iban: 'FR1420041010050500013M02606', bic: null });
  });

  it('keep no account in the clear, and open none that was copied to another row', async () => {
    const id = await people.register(person);
    const first = await people.changeBankDetails(id, { holder: 'Anne Lefèvre', ...collected, iban: 'FR1420041010050500013M02606', bic: 'PSSTFRPPXXX' });
    const second = await people.changeBankDetails(id, { holder: 'Anne Lefèvre', ...collected, iban: 'FR1420041010050500013M02606' });
    const [clear] = await db.owner.session.query<{ text: string }>('select string_agg(b::text, chr(10)) as text from people.bank_details b where person_id = $1', [id]);
    expect(clear?.text).not.toMatch(/20041010|PSSTFRPP/);
    const both = await db.owner.session.query<{ sealed: Buffer }>('select iban_sealed as sealed from people.bank_details where person_id = $1', [id]);
    expect(both[0]?.sealed.equals(both[1]?.sealed ?? Buffer.alloc(0))).toBe(false);
    await db.owner.session.query('update people.bank_details set iban_sealed = (select iban_sealed from people.bank_details where id = $1) where id = $2', [first, second]);
    await expect(people.openAccount(second)).rejects.toThrow('people.bank_details.iban_sealed does not open: it was changed, moved, or sealed under another key.');
    expect(await people.openAccount(first)).toEqual({ iban: 'FR1420041010050500013M02606', bic: 'PSSTFRPPXXX' });
  });

  it('let an assignment run until it ends, and follow a corrected end', async () => {
    const personId = await people.register(person);
    const id = await recruitment.startAssignment({ personId, title: 'Audit', clientName: 'Exemple SA', startedOn: '2026-01-10', ...collected });
    expect(await clock(personId, 'assignment-end')).toBe('infinity');
    await recruitment.endAssignment(id, '2026-06-30');
    await recruitment.endAssignment(id, '2026-05-31');
    expect(await clock(personId, 'assignment-end')).toBe('2026-05-31');
    expect(await row('select status, ended_on from recruitment.assignment where id = $1', id)).toEqual({ status: 'ended', ended_on: '2026-05-31' });
  });

  it('take an application with its CV and hash, and its decision with the evidence', async () => {
    const personId = await people.register(person);
    const id = await recruitment.apply({ personId, position: 'Auditor', appliedOn: '2026-01-05', cv: { name: 'cv.txt', content: Buffer.from('abc') }, ...collected });
    await recruitment.decide(id, { stage: 'rejected', decidedOn: '2026-02-01', criteria: 'mobility', decidedBy: 'Recruitment' });
    expect(await row(`select stage, decided_on, encode(cv_sha256, 'hex') as hash from recruitment.application where id = $1`, id)).toEqual({
      stage: 'rejected', decided_on: '2026-02-01', hash: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    });
    expect(await clock(personId, 'last-contact')).toBe('2026-01-05');
  });

  it('open a profile with its CV as a row of its own', async () => {
    const personId = await people.register(person);
    const id = await recruitment.openProfile({ personId, skills: 'Boilers', hourlyRate: '95.50', cv: { name: 'cv.txt', mediaType: 'text/plain', content: Buffer.from('abc') }, ...collected });
    expect(await row('select file_name, length(sha256) as bytes from recruitment.cv_file where profile_id = $1', id)).toEqual({ file_name: 'cv.txt', bytes: 32 });
    expect(await clock(personId, 'assignment-end')).toBe('-infinity');
  });

  it('issue an invoice once, that nobody changes but for its payment', async () => {
    const personId = await people.register(person);
    const id = await invoicing.issueInvoice(invoice(personId, 'F-1'));
    await expect(invoicing.issueInvoice(invoice(personId, 'F-1'))).rejects.toThrow(AlreadyThereError);
    await invoicing.recordPayment(id, '2026-03-15');
    await invoicing.recordPayment(id, '2026-03-01');
    expect(await clock(personId, 'payment')).toBe('2026-03-01');
    for (const login of [db.app, db.owner]) {
      await expect(login.session.query('update invoicing.invoice set vat = 1 where id = $1', [id])).rejects.toMatchObject({ code: '55000' });
    }
    expect(await row('select party_siret, paid_on from invoicing.invoice where id = $1', id)).toEqual({ party_siret: '00000001800010', paid_on: '2026-03-01' });
  });

  it('book an expense claim with receipts, attendance with its clock, and a survey answer as a contact', async () => {
    const personId = await people.register(person);
    await invoicing.openFiscalYear('2026', '2026-01-01', '2026-12-31');
    const claim = await invoicing.bookExpenseClaim({
      personId, establishedOn: '2026-01-01', bookedOn: '2026-01-31', amount: '84.20', purpose: 'train', receipts: [{ name: 'ticket.txt', content: Buffer.from('abc') }], ...collected,
    });
    expect(await row('select count(*)::int as n from invoicing.receipt where claim_id = $1', claim)).toEqual({ n: 1 });
    const sessionId = await training.openSession({ title: 'Safety', startsOn: '2026-04-01', endsOn: '2026-04-03', place: 'Lyon' });
    const attendance = await training.recordAttendance({ personId, sessionId, participantName: 'Anne Lefèvre', participantEmail: 'anne@Example.FR', hours: '21', ...collected });
    expect(await row('select session_ended_on, participant_email from training.attendance where id = $1', attendance)).toEqual({ session_ended_on: '2026-04-03', participant_email: 'anne@example.fr' });
    await engagement.recordAnswer({ personId, survey: 'Satisfaction', answeredOn: '2026-04-10', score: 9, ...collected });
    expect(await clock(personId, 'last-contact')).toBe('2026-04-10');
  });

  it('keep an account’s last activity when an older one arrives late', async () => {
    const personId = await people.register(person);
    const id = await access.openAccount({ personId, login: 'anne', passwordHash: hash, ...collected });
    await access.recordActivity(id, '2026-05-01', '192.0.2.7', 'Firefox');
    await access.recordActivity(id, '2026-04-01', '2001:db8::1', 'Firefox');
    expect(await row('select last_activity_on from access.account where id = $1', id)).toEqual({ last_activity_on: '2026-05-01' });
    expect(await clock(personId, 'account-activity')).toBe('2026-05-01');
    await expect(access.openAccount({ personId, login: 'anne', passwordHash: hash, ...collected })).rejects.toThrow(AlreadyThereError);
  });

  it('hold a person while her dispute is open, and again when it is opened anew', async () => {
    const personId = await people.register(person);
    const holds = async (): Promise<unknown> => (await row('select count(*)::int as n from retention.hold where person_id = $1 and released_at is null', personId))?.['n'];
    const id = await access.openDispute({ personId, openedOn: '2026-01-15', subject: 'Payment', ...collected });
    expect(await holds()).toBe(1);
    await access.settleDispute(id, '2026-03-01');
    await access.settleDispute(id, '2026-02-28');
    expect([await holds(), await clock(personId, 'dispute-settled')]).toEqual([0, '2026-02-28']);
    await db.app.session.query('update access.dispute_case set settled_on = null where id = $1', [id]);
    expect(await holds()).toBe(1);
    const other = await people.register(person);
    await db.app.session.query('update access.dispute_case set person_id = $2 where id = $1', [id, other]);
    expect([await holds(), await row('select person_id from retention.hold where case_id = $1 and released_at is null', id)]).toEqual([0, { person_id: other }]);
  });

  const bad: readonly (readonly [string, string, (personId: string) => Promise<unknown>])[] = [
    ['contact-details.email', 'durand(at)example.fr', (id) => people.addContactDetails(id, { email: 'durand(at)example.fr', ...collected })],
    ['an IBAN', 'FR8420041010050500013M02607', (id) => people.changeBankDetails(id, { holder: 'x', iban: 'FR8420041010050500013M02607', ...collected })],
    ['a date', '2026-02-30', (id) => people.recordContact(id, '2026-02-30')],
    ['a SIRET', '11122233344455', (id) => invoicing.issueInvoice({ ...invoice(id, 'F-9'), partySiret: '11122233344455' })],
    ['an amount', '12,50', (id) => invoicing.issueInvoice({ ...invoice(id, 'F-9'), vat: '12,50' })],
    ['a score', '11', (personId) => engagement.recordAnswer({ personId, survey: 's', answeredOn: '2026-01-01', score: 11, ...collected })],
    ['a password', 'secret42', (personId) => access.openAccount({ personId, login: 'x', passwordHash: 'secret42', ...collected })],
    ['a person id', 'Durand', () => people.recordContact('Durand', '2026-01-01')],
  ];
  it.each(bad)('refuse %s that is wrong, without repeating it', async (_what, value, write) => {
    const error: unknown = await write(await people.register(person)).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(IdentifierError);
    expect(JSON.stringify(error) + String(error)).not.toContain(value);
  });

  const everyWrite: readonly (readonly [string, (personId: string) => Promise<unknown>])[] = [
    ['contact details', (id) => people.addContactDetails(id, { city: 'Paris', ...collected })],
    ['bank details', (id) => people.changeBankDetails(id, { holder: 'x', iban: 'FR1420041010050500013M02606', ...collected })],
    ['a contact', (id) => people.recordContact(id, '2026-01-01')],
    ['an application', (personId) => recruitment.apply({ personId, position: 'x', appliedOn: '2026-01-01', ...collected })],
    ['a profile', (personId) => recruitment.openProfile({ personId, skills: 'x', ...collected })],
    ['an assignment', (personId) => recruitment.startAssignment({ personId, title: 'x', clientName: 'y', startedOn: '2026-01-01', ...collected })],
    ['an invoice', (personId) => invoicing.issueInvoice(invoice(personId, 'F-8'))],
    ['an expense claim', (personId) => invoicing.bookExpenseClaim({ personId, establishedOn: '2026-01-01', bookedOn: '2026-01-01', amount: '1', purpose: 'x', receipts: [], ...collected })],
    ['an answer', (personId) => engagement.recordAnswer({ personId, survey: 's', answeredOn: '2026-01-01', ...collected })],
    ['an account', (personId) => access.openAccount({ personId, login: 'late', passwordHash: hash, ...collected })],
    ['a dispute', (personId) => access.openDispute({ personId, openedOn: '2026-01-01', subject: 'x', ...collected })],
  ];
  it.each(everyWrite)('answer that the person is gone when %s is written for one who is hidden or was never there', async (_what, write) => {
    const hidden = await people.register(person);
    await db.owner.session.query(`update people.person set phase = 'treated' where id = $1`, [hidden]);
    for (const id of [hidden, nobody]) await expect(write(id)).rejects.toThrow(RecordGoneError);
  });

  it('answer that a record is gone when it is archived or was never there', async () => {
    const personId = await people.register(person);
    const id = await recruitment.apply({ personId, position: 'x', appliedOn: '2026-01-01', ...collected });
    await db.owner.session.query(`update recruitment.application set phase = 'archived' where id = $1`, [id]);
    for (const gone of [id, nobody]) {
      await expect(recruitment.decide(gone, { stage: 'rejected', decidedOn: '2026-01-01', criteria: 'x', decidedBy: 'y' })).rejects.toThrow(RecordGoneError);
      await expect(recruitment.endAssignment(gone, '2026-01-01')).rejects.toThrow(RecordGoneError);
      await expect(invoicing.recordPayment(gone, '2026-01-01')).rejects.toThrow(RecordGoneError);
      await expect(access.settleDispute(gone, '2026-01-01')).rejects.toThrow(RecordGoneError);
      await expect(access.recordActivity(gone, '2026-01-01', '192.0.2.1', 'x')).rejects.toThrow(RecordGoneError);
    }
  });

  it('refuse a social-security number in nested text, naming the place only', async () => {
    const personId = await people.register(person);
    const number = `2550175115001${String(97n - (2550175115001n % 97n)).padStart(2, '0')}`;
    const lines = [{ text: `for ${number}`, quantity: '1', unitPrice: '1' }];
    const error: unknown = await invoicing.issueInvoice({ ...invoice(personId, 'F-7'), lines }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(SocialSecurityNumberError);
    expect(String(error)).toContain('invoice.lines[0].text');
    expect(String(error)).not.toContain(number);
  });
});
