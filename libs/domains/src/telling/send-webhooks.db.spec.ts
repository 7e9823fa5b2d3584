import { randomBytes, randomUUID } from 'node:crypto';
import { fieldKeysOf } from '@oubli/config';
import { mostTries, registerRecipient } from '@oubli/recipients';
import { endRecipientTask, registerRequest } from '@oubli/rights';
import { cloneDatabase, Receiver, says, type TestDatabase } from '@oubli/testing';
import { Webhook } from 'standardwebhooks';
import { allMigrations } from '../migrations';
import { closeEndpoint, openEndpoint, turnEndpointSecret } from './endpoints';
import { type Sender, sendOneWebhook, sendWebhooks } from './send-webhooks';
import { listTelling, tellOf } from './tell';

const keys = fieldKeysOf([1, Buffer.alloc(32, 7)]);

describe('telling recipients by webhook', () => {
  let db: TestDatabase;
  let receiver: Receiver;
  let host: string;
  let sender: Sender;
  let requestId: string;
  let personId: string;
  let recipientId: string;

  beforeEach(async () => {
    db = await cloneDatabase(allMigrations);
    receiver = new Receiver();
    host = await receiver.listen();
    sender = { engine: db.engine, fieldKeys: () => keys, guard: { allowed: [host], patience: 1500, mostBytes: 1000, resolve: () => Promise.resolve(['127.0.0.1']) }, now: () => new Date(), jitter: () => 0, leaseSeconds: 60 };
    [personId, recipientId] = [randomUUID(), randomUUID()];
    await sql(`insert into people.person (id, last_name, collected_on, origin) values ($1, 'Zibeline', '2024-01-01', 'person')`, personId);
    ({ id: requestId } = await db.app.transaction((s) => registerRequest(s, { kind: 'erasure', door: 'form', language: 'fr', personId, contact: { name: 'Zibeline', email: 'zibeline@example.org' }, actorId: null })));
    await recipient(recipientId, 'Exemple Conseil', ['C-4711', 'C-12', 'C-4711']);
  });
  afterEach(async () => {
    await receiver.close();
    await db.close();
  });

  const sql = <R = Record<string, unknown>>(text: string, ...values: unknown[]): Promise<R[]> => db.owner.session.query<R>(text, values);
  async function recipient(id: string, name: string, references: readonly (string | null)[]): Promise<void> {
    await registerRecipient(db.app.session, { id, name, category: 'client', country: 'FR' });
    for (const reference of references) {
      await sql(`insert into recipients.disclosure (id, person_id, recipient_id, recipient_category, record_type, record_id, fields, purpose, basis, disclosed_on, their_reference, collected_on, origin, phase)
        values (gen_random_uuid(), $1, $2, 'client', 'person', $1, '{lastName}', 'assignments', 'contract', '2026-01-01', $3, '2026-01-01', 'derived', $4)`, personId, id, reference, reference === 'C-12' ? 'archived' : 'active');
    }
  }
  const open = (path = '/hook'): Promise<string> => openEndpoint(db.app, recipientId, `http://${host}${path}`, keys, randomBytes);
  const tell = (): Promise<number> => db.engine.transaction((s) => tellOf(s, { id: requestId, number: 'D-1' }, 'erasure', { personId }));
  const listed = async () => (await listTelling(db.app.session, requestId))[0];
  /** Makes the next try due, whatever the pause, and ends the lease of a sender that is gone. */
  const due = (): Promise<unknown> => sql(`update rights.recipient_message set not_before = now(), leased_until = null where state = 'waiting'`);
  const pauseOf = async (): Promise<number> => (await sql<{ s: number }>(`select round(extract(epoch from not_before - last_tried_at))::int as s from rights.recipient_message`))[0]?.s ?? -1;

  it('sends one message a recipient, thin and signed, with its own references of every phase, and keeps the receipt', async () => {
    const secret = await open();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(await tell()).toBe(1);
    expect(await tell()).toBe(0);
    expect(await sendWebhooks(sender)).toEqual({ delivered: 1, later: 0, failed: 0, gone: 0 });
    const [message, ...others] = receiver.received;
    expect(others).toEqual([]);
    const task = await listed();
    expect(task).toMatchObject({ recipient: 'Exemple Conseil', reason: 'erasure', theirReferences: ['C-12', 'C-4711'], state: 'delivered', attempts: 1, lastStatus: 204, lastFailure: null, doneOn: null });
    expect(task?.messageId).toBe(message?.id);
    const body = new Webhook(secret).verify(message?.body ?? '', message?.headers as Record<string, string>) as { timestamp: string };
    expect(body).toEqual({ type: 'person.erased', timestamp: body.timestamp, data: { task: task?.id, request: requestId, references: ['C-12', 'C-4711'] } });
    expect(`${message?.body ?? ''}${JSON.stringify(message?.headers)}`).not.toMatch(/zibeline/i);
    expect(() => new Webhook(`whsec_${Buffer.alloc(32).toString('base64')}`).verify(message?.body ?? '', message?.headers as Record<string, string>)).toThrow();
    expect(await sendOneWebhook(sender)).toBe('nothing');
  });

  it('keeps its secrets sealed, and signs with two for as long as the one before is good', async () => {
    const first = await open();
    const second = await turnEndpointSecret(db.app, recipientId, keys, randomBytes);
    await tell();
    await sendWebhooks(sender);
    const [message] = receiver.received;
    expect(String(message?.headers['webhook-signature']).split(' ')).toHaveLength(2);
    for (const secret of [first, second]) expect(() => new Webhook(secret).verify(message?.body ?? '', message?.headers as Record<string, string>)).not.toThrow();
    const [row] = await sql<{ dump: string }>(`select e::text as dump from recipients.endpoint e`);
    for (const secret of [first, second]) expect(row?.dump).not.toContain(Buffer.from(secret).toString('hex'));
    await sql(`update recipients.endpoint set former_until = now() - interval '1 second'`);
    await sql(`update rights.recipient_message set state = 'waiting', ended_at = null, not_before = now()`);
    await sendWebhooks(sender);
    expect(String(receiver.received[1]?.headers['webhook-signature']).split(' ')).toHaveLength(1);
    expect(receiver.received[1]?.id).toBe(message?.id);
    await expect(turnEndpointSecret(db.app, randomUUID(), keys, randomBytes)).rejects.toMatchObject({ code: 'no-endpoint' });
  });

  it.each([
    ['fails', says(500), { lastStatus: 500 }, 5],
    ['redirects', says(301, { Location: 'http://127.0.0.1:1/inside' }), { lastStatus: 301 }, 5],
    ['asks to be left alone', says(429, { 'Retry-After': '90' }), { lastStatus: 429 }, 90],
    ['hangs', () => undefined, { lastStatus: null, lastFailure: 'too-slow' }, 5],
    ['hangs up', (response: { destroy(): void }) => void response.destroy(), { lastStatus: null, lastFailure: 'no-connection' }, 5],
  ])('tries again later where a recipient %s, and follows it nowhere', async (_what, answer, state, pause) => {
    receiver.answer = answer as Receiver['answer'];
    await open();
    await tell();
    expect(await sendOneWebhook(sender)).toBe('later');
    expect(await listed()).toMatchObject({ state: 'waiting', attempts: 1, ...state });
    expect(Math.abs((await pauseOf()) - pause)).toBeLessThanOrEqual(3);
    expect(await sendOneWebhook(sender)).toBe('nothing');
    receiver.answer = says(200);
    await due();
    expect(await sendOneWebhook(sender)).toBe('delivered');
    expect(new Set(receiver.received.map((r) => r.id)).size).toBe(1);
    expect(new Set(receiver.received.map((r) => r.body)).size).toBe(1);
  });

  it('gives up after ten tries, says so, and has another round when somebody asks', async () => {
    receiver.answer = says(503);
    await open();
    await tell();
    for (let n = 1; n < mostTries; n += 1) {
      expect(await sendOneWebhook(sender)).toBe('later');
      await due();
    }
    expect(await sendOneWebhook(sender)).toBe('failed');
    expect(await listed()).toMatchObject({ state: 'failed', attempts: mostTries, doneOn: null });
    receiver.answer = says(200);
    await open('/new');
    expect(await sendOneWebhook(sender)).toBe('delivered');
    expect(new Set(receiver.received.map((r) => r.id)).size).toBe(1);
  });

  it('ends an endpoint that answers 410, with everything that waits for it, until it has another', async () => {
    receiver.answer = says(410);
    await open();
    await tell();
    await db.engine.transaction((s) => tellOf(s, { id: requestId, number: 'D-1' }, 'restriction', { personId }));
    expect(await sendOneWebhook(sender)).toBe('gone');
    expect((await listTelling(db.app.session, requestId)).map((t) => t.state)).toEqual(['gone', 'gone']);
    expect(await sql('select disabled_because as because from recipients.endpoint')).toEqual([{ because: 'gone' }]);
    expect(await sendOneWebhook(sender)).toBe('nothing');
    receiver.answer = says(204);
    await open('/elsewhere');
    expect(await sendWebhooks(sender)).toMatchObject({ delivered: 2 });
    expect(await listed()).toMatchObject({ state: 'delivered', lastStatus: 204 });
  });

  it.each(['127.0.0.1', '10.0.0.7', '169.254.169.254', '::1', '::ffff:127.0.0.1'])('reaches no inside address: a name that leads to %s is tried again, and nothing is sent', async (address) => {
    await openEndpoint(db.app, recipientId, 'https://hooks.example/oubli', keys, randomBytes);
    await tell();
    const guard = { ...sender.guard, resolve: () => Promise.resolve(['93.184.215.14', address]) };
    expect(await sendOneWebhook({ ...sender, guard })).toBe('later');
    expect(await listed()).toMatchObject({ state: 'waiting', attempts: 1, lastFailure: 'inside-address' });
    expect(receiver.received).toEqual([]);
  });

  it('is not answered twice over by a recipient that answers when the sender has given up: late is later, and the copy has the same id', async () => {
    const late: (() => void)[] = [];
    receiver.answer = (response) => void late.push(() => says(200)(response));
    await open();
    await tell();
    expect(await sendOneWebhook({ ...sender, guard: { ...sender.guard, patience: 300 } })).toBe('later');
    late.forEach((answer) => answer());
    receiver.answer = says(200);
    await due();
    expect(await sendOneWebhook(sender)).toBe('delivered');
    expect(receiver.received.map((r) => r.id)).toEqual([receiver.received[0]?.id, receiver.received[0]?.id]);
  });

  it('is sent by several senders side by side, each message by one', async () => {
    await open();
    await tell();
    await sql(`insert into rights.recipient_task (request_id, recipient_id, reason, rectification_id, opened_on) select $1, $2, 'rectification', gen_random_uuid(), calendar.paris_date(now()) from generate_series(1, 39)`, requestId, recipientId);
    await sql(`insert into rights.recipient_message (request_id, task_id, channel) select request_id, id, 'webhook' from rights.recipient_task on conflict do nothing`);
    const sent = await Promise.all([1, 2, 3, 4].map(() => sendWebhooks(sender)));
    expect(sent.reduce((sum, s) => sum + s.delivered, 0)).toBe(40);
    expect(new Set(receiver.received.map((r) => r.id)).size).toBe(40);
    expect(receiver.received).toHaveLength(40);
  });

  it('leaves a message to the next sender when one died, not before its lease is over, and a receipt that comes late changes nothing', async () => {
    await open();
    await tell();
    const dying: Sender = { ...sender, engine: { session: { query: (text, values) => (text.includes('set state = $2') ? Promise.reject(new Error('killed')) : db.engine.session.query(text, values)) } } as Sender['engine'] };
    await expect(sendOneWebhook(dying)).rejects.toThrow('killed');
    expect(await sendOneWebhook(sender)).toBe('nothing');
    await sql(`update rights.recipient_message set leased_until = now()`);
    expect(await sendOneWebhook(sender)).toBe('delivered');
    expect(receiver.received).toHaveLength(2);
    expect(new Set(receiver.received.map((r) => r.id)).size).toBe(1);
  });

  it('sends nothing more once somebody told the recipient by hand, or its endpoint was taken away', async () => {
    await open();
    await tell();
    const task = await listed();
    const [day] = await sql<{ day: string }>('select calendar.paris_date(now())::text as day');
    await endRecipientTask(db.app.session, task?.id ?? '', day?.day ?? '', 'confirmed', { mover: 'officer', id: randomUUID() });
    expect(await listed()).toMatchObject({ state: 'cancelled', outcome: 'confirmed' });
    await db.engine.transaction((s) => tellOf(s, { id: requestId, number: 'D-1' }, 'restriction', { personId }));
    expect(await closeEndpoint(db.app, recipientId)).toBe(true);
    expect(await sendOneWebhook(sender)).toBe('gone');
    expect(await sendOneWebhook(sender)).toBe('nothing');
    expect(receiver.received).toEqual([]);
    expect((await listTelling(db.app.session, requestId)).find((t) => t.reason === 'restriction')).toMatchObject({ state: 'gone', lastFailure: 'no-endpoint', outcome: null });
  });
});
