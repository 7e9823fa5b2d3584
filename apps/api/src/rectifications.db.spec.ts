import { randomUUID } from 'node:crypto';
import { registerRecipient } from '@oubli/recipients';
import { recordDeclarations } from '@oubli/retention';
import { KeysService } from '@oubli/access';
import { domainRegistry } from '@oubli/domains';
import { ApiWorld, type Client } from './testing/world';

interface Made {
  readonly id: string;
  readonly field: string;
  readonly who: string | null;
  readonly tasks: readonly { readonly id: string; readonly recipient: string; readonly doneOn: string | null; readonly who: string | null }[];
}

describe('rectification through the API', () => {
  let world: ApiWorld;
  let officer: Client;
  let erp: Client;
  let [personId, contactId, requestId] = ['', '', ''];
  const correct = (body: object) => officer.ask('POST', `/api/v1/requests/${requestId}/rectifications`, { body: { recordType: 'contact-details', recordId: contactId, field: 'city', value: 'Lyon', ...body } });

  beforeAll(async () => {
    world = await ApiWorld.create();
    await recordDeclarations(world.db.engine.session, domainRegistry);
    officer = await world.signedIn(['data-protection-officer']);
    const { key } = await world.app.get(KeysService, { strict: false }).create(
      { name: 'erp', scopes: ['records:read', 'records:write'], source: 'erp', origin: 'third-party', purposes: ['recruitment', 'assignments'], basis: 'contract', createdBy: null, expiresAt: null }, new Date());
    erp = world.client(key);
    const made = async (type: string, body: object): Promise<string> => ((await erp.ask('POST', `/api/v1/records/${type}`, { body })).body as { id: string }).id;
    personId = await made('person', { sourceId: 'p', values: { lastName: 'Durand', firstName: 'Anne' } });
    contactId = await made('contact-details', { sourceId: 'c', values: { personId, city: 'Nantes-old' } });
    const recipient = randomUUID();
    await registerRecipient(world.db.app.session, { id: recipient, name: 'Client A', category: 'client', country: 'FR', contactReference: null });
    await world.db.owner.session.query(`insert into recipients.disclosure (id, person_id, recipient_id, recipient_category, record_type, record_id, fields, purpose, basis, disclosed_on, collected_on, origin)
      values (gen_random_uuid(), $1, $2, 'client', 'contact-details', $3, array['city'], 'assignments', 'contract', '2026-01-05', '2026-01-05', 'derived')`, [personId, recipient, contactId]);
    requestId = ((await officer.ask('POST', '/api/v1/requests', { body: { kind: 'rectification', door: 'post', personId, contact: { name: 'Anne Durand' } } })).body as { id: string }).id;
  });
  afterAll(() => world.close());

  it('waits for the decision, is made, shows its values only when they are asked for, and lists the recipients to be told', async () => {
    expect(await correct({})).toMatchObject({ status: 409, body: { code: 'conflict' } });
    for (const move of [{ move: 'take' }, { move: 'decide', outcome: 'granted' }]) expect((await officer.ask('POST', `/api/v1/requests/${requestId}/moves`, { body: move })).status).toBe(200);
    const answer = await correct({});
    expect(answer).toMatchObject({ status: 201, body: { field: 'city', who: 'Test data-protection-officer', tasks: [{ recipient: 'Client A', doneOn: null }] } });
    const made = answer.body as Made;
    const listed = await officer.ask('GET', `/api/v1/requests/${requestId}/rectifications`);
    expect(JSON.stringify(listed.body)).not.toMatch(/Nantes|Lyon/);
    expect((await officer.ask('GET', `/api/v1/rectifications/${made.id}`)).body).toEqual({ id: made.id, before: 'Nantes-old', after: 'Lyon' });
    expect((await officer.ask('POST', `/api/v1/recipient-tasks/${made.tasks[0]?.id ?? ''}`, { body: { outcome: 'told' } })).status).toBe(204);
    expect((await officer.ask('POST', `/api/v1/recipient-tasks/${made.tasks[0]?.id ?? ''}`, { body: { outcome: 'told' } })).status).toBe(409);
    expect((await officer.ask('GET', `/api/v1/requests/${requestId}/rectifications`)).body).toMatchObject({ results: [{ tasks: [{ who: 'Test data-protection-officer', outcome: 'told' }] }] });
    const trail = await world.db.owner.session.query<{ action: string }>(`select action from access.staff_activity where action ~ '^(rectification|recipient)' order by action`);
    expect(trail.map((t) => t.action)).toEqual(['recipient.told', 'rectification.made', 'rectification.read']);
  });

  it('answers the source that brings the value before with a conflict of its own code, at every door', async () => {
    const batch = (city: string) => erp.ask('POST', '/api/v1/records/contact-details/batch', { body: { items: [{ sourceId: 'c', values: { personId, city } }] } });
    expect((await batch('Nantes-old')).body).toMatchObject({ results: [{ result: 'conflict', code: 'rectified', errors: [{ pointer: '/values/city' }] }] });
    expect(await erp.ask('PATCH', `/api/v1/records/contact-details/${contactId}`, { body: { values: { city: 'nantes-OLD' } } })).toMatchObject({ status: 409, body: { code: 'rectified', errors: [{ pointer: '/values/city' }] } });
    expect((await batch('Brest')).body).toMatchObject({ results: [{ result: 'updated' }] });
  });

  it.each([
    [{ recordType: 'no-such' }, 400, '/recordType'],
    [{ field: 'shoeSize' }, 400, '/field'],
    [{ field: 'email', value: 'no-mail' }, 400, '/value'],
    [{ value: 'Brest' }, 409, '/value'],
    [{ recordType: 'bank-details', field: 'holder' }, 422, '/recordType'],
  ])('refuses %j with %i and names the place', async (body, status, pointer) => {
    expect(await correct(body)).toMatchObject({ status, body: { errors: [{ pointer }] } });
  });

  it('is closed to whoever does not decide requests', async () => {
    const clerk = await world.signedIn(['recruiter']);
    expect((await clerk.ask('POST', `/api/v1/requests/${requestId}/rectifications`, { body: {} })).status).toBe(403);
    expect((await clerk.ask('GET', `/api/v1/rectifications/${randomUUID()}`)).status).toBe(403);
    const administrator = await world.signedIn(['administrator']);
    const [made] = await world.db.owner.session.query<{ id: string }>('select id::text as id from rights.rectification limit 1');
    expect((await administrator.ask('GET', `/api/v1/rectifications/${made?.id ?? ''}`)).status).toBe(403);
  });
});
