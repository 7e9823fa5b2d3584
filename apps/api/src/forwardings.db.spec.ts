import { ApiWorld, type Client } from './testing/world';

describe('a request about what a client decides', () => {
  let world: ApiWorld;
  let officer: Client;
  let client = '';
  let bank = '';
  const sql = <R = Record<string, unknown>>(text: string, ...values: unknown[]): Promise<R[]> => world.db.owner.session.query<R>(text, values);
  const filed = async (contact: object, personId?: string): Promise<{ id: string; number: string }> =>
    (await officer.ask('POST', '/api/v1/requests', { body: { kind: 'access', door: 'post', language: 'en', contact, ...(personId && { personId }) } })).body as { id: string; number: string };
  const forward = (id: string, more: object = {}, who = officer) => who.ask('POST', `/api/v1/requests/${id}/forwardings`, { body: { recipientId: client, recordTypes: ['assignment', 'appointment'], language: 'fr', ...more } });
  const registered = async (name: string, category: string): Promise<string> => ((await officer.ask('POST', '/api/v1/recipients', { body: { name, category, country: 'FR' } })).body as { id: string }).id;

  beforeAll(async () => {
    world = await ApiWorld.create();
    officer = await world.signedIn(['data-protection-officer']);
    client = await registered('Client Exemple', 'client');
    bank = await registered('Banque Exemple', 'bank');
  });
  afterAll(() => world.close());

  it('has no letter, and stays where it is, until somebody writes the company down', async () => {
    const { id } = await filed({ name: 'Nobody', address: '1 rue Exemple' });
    expect((await forward(id)).body).toMatchObject({ code: 'conflict' });
    expect((await officer.ask('GET', `/api/v1/requests/${id}`)).body).toMatchObject({ state: 'received' });
    const entity = { name: 'Exemple Conseil', legalForm: 'SARL', capital: '1000', registerCity: 'Paris', registerNumber: '000000018', siret: null, vatNumber: null, activityCode: null, street: '1 rue de la Fiction', postcode: '75001', city: 'Paris' };
    expect((await officer.ask('PUT', '/api/v1/company/entities/controller', { body: entity })).status).toBe(200);
  });

  it('passes a request on to the client that is the controller, with who asks and which data, and tells the person', async () => {
    const [person] = await sql<{ id: string }>(`insert into people.person (id, last_name, collected_on, origin) values (gen_random_uuid(), 'Delorme', '2026-01-05', 'person') returning id::text as id`);
    const { id, number } = await filed({ name: 'Claire Delorme', email: 'claire@example.fr', words: 'What does the client hold?' }, person?.id);
    const answer = await forward(id, { email: 'dpo@client.example' });
    expect([answer.status, answer.body]).toEqual([201, { id: expect.any(String) as unknown }]);

    const request = (await officer.ask('GET', `/api/v1/requests/${id}`)).body as { state: string; outcome: string; timeline: { kind: string }[]; documents: { id: string; kind: string; sentBy: string | null }[] };
    expect(request).toMatchObject({ state: 'forwarded', outcome: 'forwarded' });
    expect(request.timeline.map((event) => event.kind)).toContain('forwarded');
    expect(request.documents.filter((d) => d.kind === 'forwarding').map((d) => d.sentBy)).toEqual(['mail', 'mail']);
    expect((await officer.ask('GET', `/api/v1/requests/${id}/forwardings`)).body).toMatchObject({ results: [{ recipient: 'Client Exemple', recordTypes: ['assignment', 'appointment'] }] });

    const sent = await sql<{ address: string; body: string; language: string }>(`select address, body, language from outbox.message where about_id = $1 and kind = 'request.forwarding' order by address`, id);
    expect(sent.map((m) => [m.address, m.language])).toEqual([['claire@example.fr', 'en'], ['dpo@client.example', 'fr']]);
    expect(sent[0]?.body).toContain('Client Exemple');
    expect(sent[1]?.body).toMatch(new RegExp(`${number}[^]*missions, rendez-vous[^]*Claire Delorme[^]*claire@example\\.fr[^]*What does the client hold`));
    // What stays in the file names nobody: her contact leaves before it.
    const kept = await sql<{ text: string }>(`select convert_from(content, 'UTF8') as text from rights.request_document where request_id = $1`, id);
    expect(kept.map((d) => d.text).join('\n')).not.toMatch(/Delorme|claire@/);
    expect(await sql('select record_type, fields, purpose, basis from recipients.disclosure where person_id = $1', person?.id)).toEqual([{ record_type: 'rights-request', fields: ['name', 'email', 'words'], purpose: 'rights-and-disputes', basis: 'legal-obligation' }]);
  });

  it('leaves letters without a mailbox to be posted, and never mails the client’s to the person', async () => {
    const { id } = await filed({ name: 'Paul Petit', email: 'paul@example.fr' });
    expect((await forward(id)).status).toBe(201);
    const { documents } = (await officer.ask('GET', `/api/v1/requests/${id}`)).body as { documents: { id: string; kind: string; language: string; sentBy: string | null }[] };
    const toClient = documents.find((d) => d.language === 'fr');
    expect(toClient?.sentBy).toBeNull();
    expect((await officer.ask('POST', `/api/v1/request-documents/${toClient?.id ?? ''}/sending`, { body: { by: 'mail' } })).status).toBeGreaterThanOrEqual(400);
    expect(await sql(`select 1 from outbox.message where about_id = $1 and address <> 'paul@example.fr'`, id)).toEqual([]);
  });

  it.each<[string, () => object, number]>([
    ['to who is no client', () => ({ recipientId: bank }), 409],
    ['about no data', () => ({ recordTypes: [] }), 400],
    ['about data that nobody declared', () => ({ recordTypes: ['shoe'] }), 400],
  ])('is not passed on %s', async (_what, more, status) => {
    const { id } = await filed({ name: 'A', address: 'B' });
    expect((await forward(id, more())).status).toBe(status);
    expect((await officer.ask('GET', `/api/v1/requests/${id}`)).body).toMatchObject({ state: 'received' });
  });

  it('is passed on once, and by nobody who does not decide', async () => {
    const { id } = await filed({ name: 'A', address: 'B' });
    expect((await forward(id, {}, await world.signedIn(['recruiter']))).status).toBe(403);
    expect((await forward(id)).status).toBe(201);
    expect((await forward(id)).status).toBe(409);
    expect((await officer.ask('POST', `/api/v1/requests/${id}/moves`, { body: { move: 'forward' } })).status).toBe(400);
  });
});
