import { fieldKeysOf } from '@oubli/config';
import { AccessService } from '@oubli/access';
import { InvoicingService, SettlementService } from '@oubli/invoicing';
import { AlreadyThereError, BusinessService, EventsService, IdentifierError, PeopleService, RecordGoneError } from '@oubli/people';
import { AttestationMissingError, CandidacyService, ComplianceService, ContractService, RecruitmentService } from '@oubli/recruitment';
import { endExpiredParts, installSchedule, loadSchedule, placeHold, recordDeclarations, why } from '@oubli/retention';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import { TrainingService } from '@oubli/training';
import { allEntities, allMigrations } from './migrations';
import { domainRegistry } from './registry';
import { shippedSchedule } from './schedule';

const fieldKeys = fieldKeysOf([1, Buffer.alloc(32, 7)]);
const hash = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA';
const collected = { collectedOn: '2026-01-05', origin: 'person' } as const;
const expert = { lastName: 'Lefèvre', firstName: 'Anne', ...collected };

describe('what the owner of a record decides about its keeping', () => {
  let db: TestDatabase;
  let people: PeopleService;
  let business: BusinessService;
  let recruitment: RecruitmentService;
  let candidacy: CandidacyService;
  let compliance: ComplianceService;
  let contract: ContractService;
  let access: AccessService;
  let invoicing: InvoicingService;
  let settlement: SettlementService;
  let training: TrainingService;
  beforeAll(async () => {
    db = await cloneDatabase(allMigrations);
    await recordDeclarations(db.engine.session, domainRegistry);
    await installSchedule(db.owner.session, domainRegistry, shippedSchedule);
    const source = await db.dataSource(allEntities);
    const events = new EventsService();
    people = new PeopleService(source, events, () => fieldKeys);
    business = new BusinessService(source);
    recruitment = new RecruitmentService(source, events);
    candidacy = new CandidacyService(source, events);
    compliance = new ComplianceService(source);
    contract = new ContractService(source, events);
    access = new AccessService(source, events);
    invoicing = new InvoicingService(source, events);
    settlement = new SettlementService(source);
    training = new TrainingService(source);
  });
  afterAll(() => db.close());

  const rows = (text: string, ...values: unknown[]): Promise<Record<string, unknown>[]> => db.owner.session.query(text, values);
  const dueOn = async (type: string, id: string): Promise<string | null> =>
    (await db.engine.transaction(async (s) => why(s, domainRegistry, await loadSchedule(s), type, id))).dueOn;
  const assignment = async (): Promise<{ personId: string; id: string }> => {
    const personId = await people.register(expert);
    return { personId, id: await recruitment.startAssignment({ personId, title: 'Audit', clientName: 'Exemple SA', startedOn: '2026-01-10', ...collected }) };
  };
  const order = (amountExcludingTax: string, orderedOn = '2026-02-01') => ({ number: 'B1', orderedOn, amountExcludingTax });
  const count = (text: string, ...values: unknown[]): Promise<number> => rows(text, ...values).then((found) => found.length);

  it.each([
    ['takes an order of 4,999.99 EUR without an attestation', ['4999.99'], null, true],
    ['refuses an order of 5,000 EUR without one', ['5000'], null, false],
    ['refuses the order that makes the sum 5,000 EUR', ['3000.00', '2000.00'], null, false],
    ['takes it on the first day of the attestation', ['5000'], '2026-02-01', true],
    ['takes it on the last day of its six months', ['5000'], '2025-08-01', true],
    ['refuses it the day after', ['5000'], '2025-07-31', false],
  ] as const)('%s', async (_says, amounts, validFrom, taken) => {
    const { personId, id } = await assignment();
    if (validFrom !== null) await compliance.recordAttestation({ personId, reference: 'N1', validFrom, ...collected });
    const placed = (async () => {
      for (const amount of amounts) await compliance.placeOrder(id, order(amount));
    })();
    if (taken) await expect(placed).resolves.toBeUndefined();
    else await expect(placed).rejects.toBeInstanceOf(AttestationMissingError);
    expect(await rows('select 1 from recruitment.assignment_order where assignment_id = $1', id)).toHaveLength(taken ? amounts.length : amounts.length - 1);
  });

  it('takes an order under a waiver only with author and reason, and keeps both with the assignment', async () => {
    const { id } = await assignment();
    await expect(compliance.placeOrder(id, order('9000'), { author: 'Direction', reason: ' ' })).rejects.toBeInstanceOf(AttestationMissingError);
    await compliance.placeOrder(id, order('9000'), { author: 'Direction', reason: 'Request seen' });
    expect(await rows('select author, reason from recruitment.attestation_waiver where assignment_id = $1', id)).toEqual([{ author: 'Direction', reason: 'Request seen' }]);
  });

  it.each<readonly [string, (of: { personId: string; id: string }) => Promise<unknown>, RegExp]>([
    ['an order of less than nothing', ({ id }) => compliance.placeOrder(id, order('-5.50')), /assignment_order_amount/],
    ['a day of 25 hours', ({ id }) => contract.bookHours(id, { workedOn: '2026-02-01', hours: '25', comment: 'zibeline' }), /time_sheet_hours/],
    ['an amendment signed on no day', ({ id }) => contract.amend(id, { signedOn: '2026-02-30', subject: 'zibeline' }), /signedOn: is not a day/],
    ['an order on no assignment', ({ id }) => compliance.placeOrder(`${id}0`, order('1')), /assignmentId: is not a uuid/],
    ['a pool consent withdrawn before it was given', async ({ personId }) => {
      await candidacy.consentToPool({ personId, givenOn: '2026-02-15', textVersion: 'zibeline', means: 'form', ...collected });
      await candidacy.withdrawFromPool(personId, '2026-02-14');
    }, /pool_consent/],
  ])('refuses %s, naming the place and repeating nothing', async (_what, attempt, message) => {
    const error = await attempt(await assignment()).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(IdentifierError);
    expect(String(error)).toMatch(message);
    expect(JSON.stringify(error) + String(error)).not.toContain('zibeline');
  });

  it('lists an expert at work for a reminder a month before her attestation ends, and not before', async () => {
    const { personId } = await assignment();
    await compliance.recordAttestation({ personId, reference: 'N1', validFrom: '2026-01-15', ...collected });
    const listed = async (asOf: string): Promise<boolean> => (await compliance.expertsToRemind(asOf)).some((e) => e.personId === personId);
    expect([await listed('2026-06-14'), await listed('2026-06-15')]).toEqual([false, true]);
  });

  it('counts from the decision when a pool consent is withdrawn, not from the withdrawal', async () => {
    const personId = await people.register(expert);
    const id = await recruitment.apply({ personId, position: 'Adviser', appliedOn: '2026-01-05', ...collected });
    await recruitment.decide(id, { stage: 'rejected', decidedOn: '2026-02-10', criteria: 'mobility', decidedBy: 'Recruitment' });
    await candidacy.consentToPool({ personId, givenOn: '2026-02-15', textVersion: '2', means: 'form', ...collected });
    expect(await dueOn('application', id)).toBe('2028-02-16');
    await candidacy.withdrawFromPool(personId, '2026-11-01');
    expect(await dueOn('application', id)).toBe('2026-05-11');
  });

  it('makes a profile of a retained application, whose unused parts leave', async () => {
    const personId = await people.register(expert);
    const id = await recruitment.apply({ personId, position: 'Adviser', appliedOn: '2026-01-05', motivation: 'A letter.', cv: { name: 'cv.txt', content: Buffer.from('cv') }, ...collected });
    const profile = await candidacy.retain(id, { decidedOn: '2026-02-10', criteria: 'experience', decidedBy: 'Recruitment', skills: 'Boilers' });
    expect(await rows('select stage, motivation, cv, cv_name from recruitment.application where id = $1', id)).toEqual([{ stage: 'retained', motivation: null, cv: null, cv_name: null }]);
    expect(await rows('select file_name from recruitment.cv_file where profile_id = $1', profile)).toEqual([{ file_name: 'cv.txt' }]);
  });

  it('restarts the relationship’s periods and no document’s when an expert returns', async () => {
    const { personId, id } = await assignment();
    const profile = await recruitment.openProfile({ personId, skills: 'Boilers', ...collected });
    await recruitment.endAssignment(id, '2026-03-01');
    expect([await dueOn('expert-profile', profile), await dueOn('assignment', id)]).toEqual(['2028-03-02', '2027-03-02']);
    await recruitment.startAssignment({ personId, title: 'Audit', clientName: 'Exemple SA', startedOn: '2026-06-01', ...collected });
    expect([await dueOn('expert-profile', profile), await dueOn('assignment', id)]).toEqual([null, '2027-03-02']);
  });

  it('moves the end of a contract with its amendment, and of the relation with it', async () => {
    const { personId, id } = await assignment();
    const profile = await recruitment.openProfile({ personId, skills: 'Boilers', ...collected });
    await recruitment.endAssignment(id, '2026-03-01');
    await contract.amend(id, { signedOn: '2026-02-20', newEndOn: '2026-04-01', subject: 'A month more' });
    expect([await dueOn('assignment', id), await dueOn('expert-profile', profile)]).toEqual(['2027-04-02', '2028-04-02']);
  });

  it('corrects an issued invoice by a credit note and nothing else, the owner’s login included', async () => {
    const personId = await people.register(expert);
    const invoiceId = await invoicing.issueInvoice({ personId, number: 'F9', issuedOn: '2026-02-01', amountExcludingTax: '1000.00', vat: '200.00', partyName: 'Exemple SA', lines: [], ...collected });
    await expect(rows('update invoicing.invoice set amount_excluding_tax = 1 where id = $1', invoiceId)).rejects.toMatchObject({ code: '55000' });
    const note = { invoiceId, number: 'A1', issuedOn: '2026-03-01', amountExcludingTax: '100.00', vat: '20.00', reason: 'A day not worked' };
    const id = await settlement.creditInvoice(note);
    await expect(settlement.creditInvoice(note)).rejects.toBeInstanceOf(AlreadyThereError);
    await expect(rows('update invoicing.credit_note set reason = null where id = $1', id)).rejects.toMatchObject({ code: '55000' });
  });

  it('lets the least proof of a training outlive the attendance, once', async () => {
    const personId = await people.register(expert);
    const sessionId = await training.openSession({ title: 'Safety', startsOn: '2026-02-01', endsOn: '2026-02-02', place: 'Paris' });
    for (let i = 0; i < 2; i += 1) await training.recordAttendance({ personId, sessionId, participantName: 'Anne Lefèvre', hours: '7', ...collected });
    expect(await rows('select subject, trained_on from training.training_proof where person_id = $1', personId)).toEqual([{ subject: 'Safety', trained_on: '2026-02-02' }]);
  });

  it('closes a leaver’s account on the day, credentials and tokens gone', async () => {
    const personId = await people.register(expert);
    const id = await access.openAccount({ personId, login: 'leaver', passwordHash: hash, ...collected });
    await access.issueResetToken(id, new Date());
    await access.closeAccount(id, '2026-02-10');
    expect(await rows('select closed_on, password_hash from access.account where id = $1', id)).toEqual([{ closed_on: '2026-02-10', password_hash: null }]);
    expect(await count('select 1 from access.reset_token where account_id = $1', id)).toBe(0);
  });

  it('takes a reset token once within its hour, and ends it by itself after that unless a hold or the kill switch says no', async () => {
    const personId = await people.register(expert);
    const id = await access.openAccount({ personId, login: 'forgot', passwordHash: hash, ...collected });
    const issued = new Date(Date.now() - 3_600_001);
    const late = await access.issueResetToken(id, issued);
    await expect(access.resetPassword(late, hash, new Date())).rejects.toBeInstanceOf(IdentifierError);
    const hold = await placeHold(db.app, db.engine.session, domainRegistry, Buffer.alloc(32, 1), { scope: { personId }, reason: 'dispute', author: 'counsel', reviewOn: '2027-01-01' });
    await endExpiredParts(db.engine, domainRegistry);
    expect(await count('select 1 from access.reset_token where account_id = $1', id)).toBe(1);
    await rows('update retention.hold set released_at = now() where id = $1', hold.id);
    await rows('insert into retention.policy_gate (policy) values (null)');
    await endExpiredParts(db.engine, domainRegistry);
    expect(await count('select 1 from access.reset_token where account_id = $1', id)).toBe(1);
    await rows('delete from retention.policy_gate where policy is null');
    await endExpiredParts(db.engine, domainRegistry);
    expect(await count('select 1 from access.reset_token where account_id = $1', id)).toBe(0);
    const good = await access.issueResetToken(id, new Date());
    await access.resetPassword(good, hash, new Date());
    await expect(access.resetPassword(good, hash, new Date())).rejects.toBeInstanceOf(IdentifierError);
  });

  it('counts what was looked at on a day without knowing who looked', async () => {
    const personId = await people.register(expert);
    await rows(`insert into access.usage_event (id, person_id, occurred_on, page, collected_on, origin) select gen_random_uuid(), $1, '2026-02-01', '/home', '2026-02-01', 'derived' from generate_series(1, 3)`, personId);
    expect(await rows(`select day, page, views from access.usage_count where day = '2026-02-01'`)).toEqual([{ day: '2026-02-01', page: '/home', views: 3 }]);
  });

  it('begins the period of a client’s contacts when the relation ends, and takes it back when the client returns', async () => {
    const clientId = await business.addClient({ name: 'Exemple SA', siren: '000 000 018' });
    const [first, second] = [await people.register(expert), await people.register(expert)];
    const contact = await business.addContact({ personId: first, clientId, email: 'Anne@Exemple.fr ', phone: '01 99 00 12 34', ...collected });
    await business.addContact({ personId: second, clientId, ...collected });
    expect(await business.endRelation(clientId, '2026-06-30')).toBe(2);
    expect(await rows('select email, phone, relation_ended_on from people.client_contact where id = $1', contact)).toEqual([{ email: 'Anne@exemple.fr', phone: '+33199001234', relation_ended_on: '2026-06-30' }]);
    expect(await business.endRelation(clientId, '2026-07-31')).toBe(0);
    expect(await business.resumeRelation(clientId)).toBe(2);
    expect(await business.endRelation(clientId, '2026-08-31')).toBe(2);
    await rows(`update people.client_contact set phase = 'archived' where id = $1`, contact);
    expect(await business.resumeRelation(clientId)).toBe(1);
    expect(await rows('select relation_ended_on from people.client_contact where id = $1', contact)).toEqual([{ relation_ended_on: '2026-08-31' }]);
    await expect(business.addClient({ name: 'Exemple bis', siren: '000000018' })).rejects.toBeInstanceOf(AlreadyThereError);
    await expect(business.addContact({ personId: first, clientId, email: 'zoe canari', ...collected })).rejects.toThrow(/^client-contact\.email: (?!.*canari)/);
  });

  it('keeps a prospect and a registration as they were given, and says when a check comes too late', async () => {
    const personId = await people.register(expert);
    const prospect = await business.addProspect({ personId, companyName: 'Exemple SARL', interest: 'Audit', ...collected });
    expect(await rows('select company_name, email from people.prospect where id = $1', prospect)).toEqual([{ company_name: 'Exemple SARL', email: null }]);
    const registration = await business.register({ personId, siret: '000 000 018 00010', registeredOn: '2020-01-01', ...collected });
    await business.recordCheck(registration, '2026-02-01', 'confirmed');
    expect(await rows('select siret, result, checked_on from people.business_registration where id = $1', registration)).toEqual([{ siret: '00000001800010', result: 'confirmed', checked_on: '2026-02-01' }]);
    await expect(business.register({ personId, siret: '11122233344455', ...collected })).rejects.toThrow('business-registration.siret: has a wrong check digit.');
    await rows(`update people.business_registration set phase = 'archived' where id = $1`, registration);
    await expect(business.recordCheck(registration, '2026-03-01', 'refused')).rejects.toBeInstanceOf(RecordGoneError);
  });
});
