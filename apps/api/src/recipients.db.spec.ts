import { randomUUID } from 'node:crypto';
import { registerRecipient } from '@oubli/recipients';
import { recordDeclarations } from '@oubli/retention';
import { domainRegistry } from '@oubli/domains';
import { ApiWorld, type Client } from './testing/world';

describe('telling recipients through the API', () => {
  let world: ApiWorld;
  let officer: Client;
  const [person, recipient] = [randomUUID(), randomUUID()];
  let request = { id: '', number: '' };
  let reviewOn = '';
  const endpoint = (method: 'PUT' | 'POST' | 'DELETE', more = '', body: object = {}) => officer.ask(method, `/api/v1/recipients/${recipient}/endpoint${more}`, method === 'DELETE' ? {} : { body });
  const tasks = async () => (await officer.ask('GET', `/api/v1/requests/${request.id}/recipient-tasks`)).body as { unconfirmed: number; results: { id: string; state: string | null }[] };

  beforeAll(async () => {
    world = await ApiWorld.create();
    await recordDeclarations(world.db.engine.session, domainRegistry);
    officer = await world.signedIn(['data-protection-officer']);
    const { session } = world.db.owner;
    await session.query(`insert into people.person (id, last_name, search_key, collected_on, origin) values ($1, 'Zibeline', 'zibeline', '2024-01-01', 'person')`, [person]);
    await registerRecipient(world.db.app.session, { id: recipient, name: 'Client A', category: 'client', country: 'FR' });
    await session.query(`insert into recipients.disclosure (id, person_id, recipient_id, recipient_category, record_type, record_id, fields, purpose, basis, disclosed_on, their_reference, collected_on, origin)
      values (gen_random_uuid(), $1, $2, 'client', 'person', $1, '{lastName}', 'assignments', 'contract', '2026-01-05', 'C-4711', '2026-01-05', 'derived')`, [person, recipient]);
    request = (await officer.ask('POST', '/api/v1/requests', { body: { kind: 'restriction', door: 'post', personId: person, contact: { name: 'Anne Zibeline' } } })).body as typeof request;
    [{ day: reviewOn = '' } = {}] = await session.query<{ day: string }>('select (calendar.paris_date(now()) + 60)::text as day');
  });
  afterAll(() => world.close());

  it('opens an endpoint on the public internet over https only, and says its secret once', async () => {
    for (const [url, detail] of [['http://hooks.example/x', 'https'], ['https://name:word@hooks.example/x', 'password'], ['hooks.example', 'no address']] as const) {
      expect(await endpoint('PUT', '', { url })).toMatchObject({ status: 400, body: { errors: [{ pointer: '/url', detail: expect.stringContaining(detail) as string }] } });
    }
    expect(await endpoint('POST', '/secret')).toMatchObject({ status: 404 });
    const opened = (await endpoint('PUT', '', { url: 'https://hooks.example/x' })).body as { secret: string };
    expect(opened.secret).toMatch(/^whsec_/);
    const turned = (await endpoint('POST', '/secret')).body as { secret: string };
    expect(turned.secret).not.toBe(opened.secret);
    const listed = await officer.ask('GET', '/api/v1/recipients');
    expect(listed.body).toMatchObject({ results: [{ id: recipient, endpointUrl: 'https://hooks.example/x', endpointDisabledOn: null }] });
    expect(JSON.stringify(listed.body)).not.toMatch(/whsec_|ealed/);
    expect(await officer.ask('PUT', `/api/v1/recipients/${randomUUID()}/endpoint`, { body: { url: 'https://hooks.example/x' } })).toMatchObject({ status: 410 });
    const clerk = await world.signedIn(['recruiter']);
    expect(await clerk.ask('PUT', `/api/v1/recipients/${recipient}/endpoint`, { body: { url: 'https://hooks.example/x' } })).toMatchObject({ status: 403 });
  });

  it('lists who is to be told of a restriction that a request asked for, until somebody writes down that she confirmed', async () => {
    expect(await tasks()).toEqual({ results: [], unconfirmed: 0 });
    expect((await officer.ask('POST', '/api/v1/restrictions', { body: { personId: person, ground: 'accuracy-contested', reason: 'The dates are disputed', reviewOn, requestReference: request.number } })).status).toBe(201);
    const { results: [task], unconfirmed } = await tasks();
    expect(unconfirmed).toBe(1);
    expect(task).toMatchObject({ recipient: 'Client A', reason: 'restriction', theirReferences: ['C-4711'], channel: 'webhook', state: 'waiting', attempts: 0, outcome: null });
    expect(await officer.ask('POST', `/api/v1/recipient-tasks/${task?.id ?? ''}/send-again`, { body: {} })).toMatchObject({ status: 404 });
    await world.db.owner.session.query(`update rights.recipient_message set state = 'failed', attempts = 10, ended_at = now()`);
    expect(await officer.ask('POST', `/api/v1/recipient-tasks/${task?.id ?? ''}/send-again`, { body: {} })).toMatchObject({ status: 204 });
    expect((await tasks()).results).toMatchObject([{ state: 'waiting', attempts: 0 }]);
    expect((await officer.ask('POST', `/api/v1/recipient-tasks/${task?.id ?? ''}`, { body: { outcome: 'confirmed' } })).status).toBe(204);
    expect(await tasks()).toMatchObject({ unconfirmed: 0, results: [{ outcome: 'confirmed', who: 'Test data-protection-officer', state: 'cancelled' }] });
    expect(await endpoint('DELETE')).toMatchObject({ status: 204 });
    expect(await endpoint('DELETE')).toMatchObject({ status: 404 });
  });
});
