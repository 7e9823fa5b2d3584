import { ApiWorld, type Client } from './testing/world';

const controller = {
  name: 'EXPERCONNECT', legalForm: 'SARL', capital: '55 166 €', registerCity: 'Paris', registerNumber: '48760376300037', siret: null, vatNumber: null, activityCode: null,
  street: '30 avenue Franklin D. Roosevelt', postcode: '75008', city: 'Paris',
};
const manager = { office: 'representative', name: 'Claire Fontanel', capacity: 'manager', email: null, phone: null, validFrom: '2012-01-01' };

describe('the company through the API', () => {
  let world: ApiWorld;
  let officer: Client;
  beforeAll(async () => {
    world = await ApiWorld.create();
    officer = await world.signedIn(['data-protection-officer']);
  });
  afterAll(() => world.close());

  it('accepts fourteen digits as register number, and says each time it is read that nine are expected', async () => {
    const written = await officer.ask('PUT', '/api/v1/company/entities/controller', { body: controller });
    expect(written).toMatchObject({ status: 200, body: { capital: '55166.00', siren: '487603763', warnings: [{ field: 'registerNumber', rule: 'register-expects-siren' }] } });
    expect((await officer.ask('GET', '/api/v1/company')).body).toMatchObject({ controller: { registerNumber: '48760376300037', warnings: [{ rule: 'register-expects-siren' }] }, host: null, authority: { complaintsUrl: 'https://www.cnil.fr/fr/plaintes' } });
  });

  it('wants If-Match for what is there, and refuses a stale one', async () => {
    expect((await officer.ask('PUT', '/api/v1/company/entities/controller', { body: controller })).status).toBe(428);
    const { etag } = (await officer.ask('GET', '/api/v1/company')).body['controller'] as { etag: string };
    expect((await officer.ask('PUT', '/api/v1/company/entities/controller', { body: controller, headers: { 'If-Match': `"${etag}"` } })).status).toBe(200);
    expect((await officer.ask('PUT', '/api/v1/company/entities/controller', { body: controller, headers: { 'If-Match': `"${etag}"` } })).status).toBe(412);
  });

  it('names the field of a number that is not right, and repeats none', async () => {
    const answer = await officer.ask('PUT', '/api/v1/company/entities/host', { body: { ...controller, registerNumber: '42476141900046', siret: '48760376300037' } });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '/registerNumber', detail: 'has a wrong check digit' }] } });
    expect(JSON.stringify(answer.body)).not.toContain('42476141900046');
  });

  it('appoints a successor from a day on, refuses two at once, and writes both into the trail', async () => {
    const first = await officer.ask('POST', '/api/v1/company/offices', { body: manager });
    expect(first.status).toBe(201);
    expect((await officer.ask('POST', '/api/v1/company/offices', { body: { ...manager, name: 'Marc Delorme', validFrom: '2021-07-01' } })).status).toBe(201);
    expect(await officer.ask('POST', '/api/v1/company/offices', { body: { ...manager, validFrom: '2015-01-01' } })).toMatchObject({ status: 409, body: { errors: [{ pointer: '/validFrom' }] } });
    const { id } = first.body as { id: string };
    expect((await officer.ask('PUT', `/api/v1/company/offices/${id}`, { body: { name: 'Claire Fontanel', capacity: 'manager', email: null, phone: null, validTo: '2021-05-31' } })).body).toMatchObject({ validTo: '2021-05-31' });
    const acts = await world.db.owner.session.query<{ action: string }>(`select distinct action from access.staff_activity where about_type = 'company' order by action`);
    expect(acts.map((a) => a.action)).toEqual(['company.controller-written', 'company.representative-appointed', 'company.representative-corrected']);
  });

  it('takes no address for complaints that is not https', async () => {
    const authority = { name: 'CNIL', address: 'Paris', website: 'https://www.cnil.fr', complaintsUrl: 'http://www.cnil.fr' };
    expect(await officer.ask('PUT', '/api/v1/company/authority', { body: authority })).toMatchObject({ status: 400, body: { errors: [{ pointer: '/complaintsUrl' }] } });
    expect((await officer.ask('PUT', '/api/v1/company/authority', { body: { ...authority, complaintsUrl: 'https://www.cnil.fr/fr/plaintes' } })).status).toBe(200);
  });
});
