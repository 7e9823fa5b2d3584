import { randomUUID } from 'node:crypto';
import { appoint, writeEntity } from '@oubli/company';
import { registerRecipient } from '@oubli/recipients';
import { type Actor, endRecipientTask, moveRequest, registerRequest, type RightsRequest } from '@oubli/rights';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import { allMigrations } from '../migrations';
import { tellUnconfirmed } from './escalate';
import { listTelling, recipientsOf, tellOf } from './tell';
import { tellOfRestriction } from './tell-restriction';

const officer: Actor = { mover: 'officer', id: randomUUID() };
const settings = { url: 'https://oubli.example' };

describe('recipients of what is erased or restricted', () => {
  let db: TestDatabase;
  let person: string;
  let request: RightsRequest;
  beforeEach(async () => {
    db = await cloneDatabase(allMigrations);
    person = randomUUID();
    await sql(`insert into people.person (id, last_name, collected_on, origin) values ($1, 'Zibeline', '2024-01-01', 'person')`, person);
    request = await db.app.transaction((s) => registerRequest(s, { kind: 'erasure', door: 'form', language: 'fr', personId: person, contact: { name: 'Zibeline', email: 'zibeline@example.org' }, actorId: null }));
  });
  afterEach(() => db.close());

  const sql = <R = Record<string, unknown>>(text: string, ...values: unknown[]): Promise<R[]> => db.owner.session.query<R>(text, values);
  const recipient = async (name: string, given: readonly { readonly type?: string; readonly reference?: string; readonly whom?: string }[], noticeEmail: string | null = null): Promise<string> => {
    const id = randomUUID();
    await registerRecipient(db.app.session, { id, name, category: 'client', country: 'FR', noticeEmail });
    for (const { type = 'person', reference = null, whom = person } of given) {
      await sql(`insert into recipients.disclosure (id, person_id, recipient_id, recipient_category, record_type, record_id, fields, purpose, basis, disclosed_on, their_reference, collected_on, origin)
        values (gen_random_uuid(), $1, $2, 'client', $3, $1, '{lastName}', 'assignments', 'contract', '2026-01-01', $4, '2026-01-01', 'derived')`, whom, id, type, reference);
    }
    return id;
  };
  const tell = (recordTypes?: readonly string[]): Promise<number> => db.engine.transaction((s) => tellOf(s, request, 'erasure', { personId: person, ...(recordTypes && { recordTypes }) }));
  const listed = () => listTelling(db.app.session, request.id);
  const mails = (kind: string): Promise<{ address: string; subject: string; body: string }[]> => sql(`select address, subject, body from outbox.message where kind = $1 order by created_at, address`, kind);
  const account = async (): Promise<void> => {
    const id = randomUUID();
    await sql(`insert into people.person (id, last_name, collected_on, origin) values ($1, 'Account', '2024-01-01', 'person')`, id);
    await sql(`insert into access.console_user (id, person_id, email, roles, language, collected_on, origin) values (gen_random_uuid(), $1, 'officer@example.org', '{data-protection-officer}', 'en', '2024-01-01', 'person')`, id);
  };

  it('are told once each, whoever was given hers and nobody else, of the record types that are erased', async () => {
    const other = randomUUID();
    await sql(`insert into people.person (id, last_name, collected_on, origin) values ($1, 'Other', '2024-01-01', 'person')`, other);
    await recipient('Both', [{ reference: 'A' }, { type: 'contact-details', reference: 'A' }]);
    await recipient('Contact Only', [{ type: 'contact-details' }]);
    await recipient('Of Another', [{ whom: other }]);
    await recipient('Nobody', []);
    expect(await tell(['person'])).toBe(1);
    expect((await listed()).map((t) => t.recipient)).toEqual(['Both']);
    expect(await tell()).toBe(1);
    expect(await tell()).toBe(0);
    expect((await listed()).map(({ recipient: name, theirReferences, channel, state }) => ({ name, theirReferences, channel, state }))).toEqual([
      { name: 'Both', theirReferences: ['A'], channel: null, state: null }, { name: 'Contact Only', theirReferences: [], channel: null, state: null },
    ]);
    expect(await recipientsOf(db.app.session, {})).toEqual([]);
  });

  it('are told by e-mail where they gave an address, with references and never a value, and what the mail server said is kept', async () => {
    await writeEntity(db.owner.session, 'controller', { name: 'EXPERCONNECT', legalForm: 'SARL', capital: '55 166 €', registerCity: 'Paris', registerNumber: '48760376300037', siret: null, vatNumber: null, activityCode: null, street: '30 avenue Franklin D. Roosevelt', postcode: '75008', city: 'Paris' }, null);
    await appoint(db.owner.session, 'protection-officer', { name: null, capacity: null, email: 'dpo@example.org', phone: null }, '2020-01-01');
    await recipient('Mailed', [{ reference: 'C-4711' }], 'rgpd@client.example');
    await recipient('Without Reference', [{}], 'dpo@other.example');
    await tell();
    const [first, second] = (await mails('recipient.told')).sort((a, b) => a.address.localeCompare(b.address));
    expect(first).toMatchObject({ address: 'dpo@other.example' });
    expect(first?.body).toContain('We have no reference of yours');
    expect(second?.body).toMatch(/Votre référence : C-4711[\s\S]*Your reference: C-4711[\s\S]*EXPERCONNECT/);
    expect(second?.body).toContain('dpo@example.org');
    expect(`${first?.body ?? ''}${second?.body ?? ''}${second?.subject ?? ''}`).not.toMatch(/zibeline/i);
    expect((await listed()).map((t) => [t.channel, t.state])).toEqual([['e-mail', 'waiting'], ['e-mail', 'waiting']]);
    await sql(`update outbox.message set state = 'sent', attempts = 2, reply_code = 250, ended_at = now() where address = 'rgpd@client.example'`);
    await sql(`update outbox.message set state = 'refused', attempts = 1, reply_code = 550, ended_at = now() where address = 'dpo@other.example'`);
    await tellUnconfirmed(db.engine, settings);
    expect((await listed()).map((t) => [t.recipient, t.state, t.lastStatus, t.attempts])).toEqual([['Mailed', 'delivered', 250, 2], ['Without Reference', 'failed', 550, 1]]);
  });

  it('keep the answer to the person from nothing: it leaves while every task is open, and who did not confirm stays listed', async () => {
    await recipient('Silent', [{}]);
    await tell();
    for (const move of ['take', 'decide', 'answer'] as const) await db.app.transaction((s) => moveRequest(s, request.id, move, officer, move === 'decide' ? 'granted' : undefined));
    expect((await listed()).map((t) => [t.recipient, t.doneOn])).toEqual([['Silent', null]]);
    const [task] = await listed();
    await endRecipientTask(db.app.session, task?.id ?? '', task?.openedOn ?? '', 'confirmed', officer);
    expect((await listed()).map((t) => [t.outcome, t.doneBy])).toEqual([['confirmed', officer.id]]);
  });

  it('that confirm nothing for two weeks, or whom no message reaches, are told to the protection officers, once', async () => {
    await recipient('Silent', [{}]);
    await recipient('Unreachable', [{}], 'gone@client.example');
    await recipient('Patient', [{}]);
    await tell();
    await sql(`update rights.recipient_task t set opened_on = opened_on - 14 from recipients.recipient r where r.id = t.recipient_id and r.name = 'Silent'`);
    await sql(`update rights.recipient_task t set opened_on = opened_on - 13 from recipients.recipient r where r.id = t.recipient_id and r.name = 'Patient'`);
    await sql(`update outbox.message set state = 'refused', reply_code = 550, ended_at = now()`);
    expect(await tellUnconfirmed(db.engine, settings)).toBe(0);
    await account();
    expect((await Promise.all([tellUnconfirmed(db.engine, settings), tellUnconfirmed(db.engine, settings)])).sort()).toEqual([0, 2]);
    const [mail, ...others] = await mails('recipient.unconfirmed');
    expect(others).toEqual([]);
    expect(mail?.address).toBe('officer@example.org');
    expect(mail?.body).toMatch(/Silent/);
    expect(mail?.body).toContain(`https://oubli.example/requests/${request.id}`);
    expect(mail?.body).not.toMatch(/Patient|zibeline/i);
    expect((await listed()).map((t) => [t.recipient, t.escalatedOn !== null])).toEqual([['Patient', false], ['Silent', true], ['Unreachable', true]]);
    await sql(`update rights.recipient_task set opened_on = opened_on - 1 where escalated_on is null`);
    expect(await tellUnconfirmed(db.engine, settings)).toBe(1);
  });

  it('are told of a restriction that a request asked for, and of none that it did not', async () => {
    await recipient('Told', [{}]);
    const restrict = (requestReference?: string, personId = person): Promise<number> => db.app.transaction((s) => tellOfRestriction(s, { personId, requestReference }));
    expect(await restrict()).toBe(0);
    expect(await restrict('a letter of 3 May')).toBe(0);
    expect(await restrict(request.number, randomUUID())).toBe(0);
    expect(await restrict(request.number)).toBe(1);
    expect((await listed()).map((t) => t.reason)).toEqual(['restriction']);
  });
});
