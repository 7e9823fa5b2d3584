import { KeysService } from '@oubli/access';
import { ApiWorld, type Client } from './testing/world';

interface Refusal {
  readonly code: string;
  readonly errors?: readonly { readonly pointer: string }[];
}
interface State {
  readonly id: string;
  readonly purpose: string;
  readonly category: string;
  readonly recordType: string | null;
  readonly basis: string | null;
  readonly when: string;
  readonly author: string | null;
  readonly uses: readonly { readonly recordType: string; readonly policies: readonly string[] }[];
}

describe('the register of purposes decides', () => {
  let world: ApiWorld;
  let officer: Client;
  let today = '';
  const tomorrow = () => day(1);
  const day = async (days: number) => (await world.db.owner.session.query<{ day: string }>('select (calendar.paris_date(now()) + $1::int)::text as day', [days]))[0]?.day ?? '';
  const keyOf = async (source: string, purposes: readonly string[], origin: 'import' | 'person' = 'import'): Promise<Client> =>
    world.client((await world.app.get(KeysService, { strict: false }).create({ name: source, scopes: ['records:read', 'records:write', 'events:write', 'people:read'], source, origin, purposes, basis: 'contract', createdBy: null, expiresAt: null }, new Date())).key);
  const stated = (more: object) => ({ category: 'candidate', recordType: null, basis: 'consent', validFrom: today, basisInPolicy: null, legalReference: 'Art. 6(1)(a) GDPR', confidence: 'G', balancingNote: null, exemption: null, exemptionReason: null, reason: 'A test', ...more });
  const state = (more: object, who = officer) => who.ask('POST', '/api/v1/purpose-register/states', { body: stated(more) });
  const create = async (client: Client, type: string, values: object) => client.ask('POST', `/api/v1/records/${type}`, { body: { values } });
  const made = async (client: Client, type: string, values: object): Promise<string> => {
    const answer = await create(client, type, values);
    expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
    return (answer.body as { id: string }).id;
  };

  beforeAll(async () => {
    world = await ApiWorld.create();
    today = await day(0);
    officer = await world.signedIn(['data-protection-officer']);
  });
  afterAll(() => world.close());

  it('begins with a basis for everything declared, each with what it is used for and what ends that', async () => {
    const { states } = (await officer.ask('GET', '/api/v1/purpose-register')).body as { states: State[] };
    expect(states.find((s) => s.purpose === 'recruitment' && s.category === 'candidate' && s.recordType === null)).toMatchObject({
      basis: 'legitimate-interest', when: 'in-force', author: null, uses: expect.arrayContaining([{ recordType: 'application', policies: expect.arrayContaining([expect.any(String)]) as unknown }]) as unknown,
    });
    const { gaps } = (await officer.ask('GET', '/api/v1/purpose-register/gaps')).body as { gaps: { kind: string }[] };
    expect(gaps.filter((gap) => gap.kind === 'no-state' || gap.kind === 'unused')).toEqual([]);
    expect(gaps.some((gap) => gap.kind === 'no-balancing-note')).toBe(true);
  });

  it.each<[string, object, number, string]>([
    ['a legitimate interest that nobody weighed', { basis: 'legitimate-interest' }, 400, '/balancingNote'],
    ['an exemption without its reason', { exemption: 'Art. 14(5) GDPR' }, 400, '/exemptionReason'],
    ['a purpose that is not on the closed list', { purpose: 'advertising' }, 400, '/purpose'],
    ['a record type that is not declared', { recordType: 'shoe' }, 400, '/recordType'],
  ])('refuses %s', async (_what, more, status, pointer) => {
    const answer = await state({ purpose: 'recruitment', ...more });
    expect([answer.status, (answer.body as Refusal).errors?.map((e) => e.pointer)]).toEqual([status, [pointer]]);
  });

  it('refuses a day that has passed, a role that does not publish, and any change of what was stated', async () => {
    expect((await state({ purpose: 'recruitment', validFrom: await day(-1) })).status).toBe(409);
    expect((await state({ purpose: 'recruitment' }, await world.signedIn(['recruiter']))).status).toBe(403);
    await expect(world.db.owner.session.query(`update rights.purpose_state set basis = 'consent'`)).rejects.toMatchObject({ code: '55000' });
    await expect(world.db.owner.session.query('delete from rights.purpose_state')).rejects.toMatchObject({ code: '55000' });
    await expect(world.db.app.session.query('delete from rights.purpose_state')).rejects.toMatchObject({ code: '42501' });
  });

  it('lets a key collect, read and reveal nothing for a purpose that has ended for the person’s category, at once and not for others', async () => {
    const key = await keyOf('careers', ['recruitment', 'assignments']);
    const recruiter = await world.signedIn(['recruiter']);
    const [candidate, expert] = [await made(key, 'person', { lastName: 'Delorme' }), await made(key, 'person', { lastName: 'Aubert' })];
    const application = await made(key, 'application', { personId: candidate, stage: 'open', motivation: 'A letter' });
    await made(key, 'expert-profile', { personId: expert, skills: 'Turbines' });
    const contact = await made(key, 'contact-details', { personId: candidate, email: 'delorme@example.org' });
    for (const purpose of ['recruitment', 'assignments', 'campaigns', 'surveys']) expect((await state({ purpose, basis: null })).status).toBe(201);

    const write = await create(key, 'application', { personId: candidate, stage: 'open' });
    expect([write.status, (write.body as Refusal).code, (write.body as Refusal).errors?.map((e) => e.pointer).sort()]).toEqual([403, 'purpose-without-basis', ['/values/personId', '/values/stage']]);
    expect((await key.ask('PATCH', `/api/v1/records/contact-details/${contact}`, { body: { values: { email: 'other@example.org' } } })).status).toBe(403);
    expect((await key.ask('PATCH', `/api/v1/records/application/${application}`, { body: { values: { motivation: 'Another' } } })).body).toMatchObject({ code: 'purpose-without-basis' });
    expect((await key.ask('POST', `/api/v1/people/${candidate}/events`, { body: { kind: 'last-contact', occurredOn: today, sourceType: 'application' } })).body).toMatchObject({ code: 'purpose-without-basis' });
    const read = await key.ask('GET', '/api/v1/records/contact-details?personId=' + candidate);
    expect(JSON.stringify(read.body)).not.toContain('delorme@example.org');
    // What is stated for one record type alone still holds: her application is withheld, pool consents would be shown.
    const part = await recruiter.ask('POST', `/api/v1/people/${candidate}/reveal`, { body: { purpose: 'recruitment', motive: 'Interview' } });
    expect([part.status, JSON.stringify(part.body)]).toEqual([200, expect.not.stringMatching(/A letter|Delorme/)]);
    expect((await state({ purpose: 'recruitment', recordType: 'pool-consent', basis: null })).status).toBe(201);
    const reveal = await recruiter.ask('POST', `/api/v1/people/${candidate}/reveal`, { body: { purpose: 'recruitment', motive: 'Interview' } });
    expect([reveal.status, (reveal.body as Refusal).code]).toEqual([403, 'purpose-without-basis']);

    await made(key, 'contact-details', { personId: expert, email: 'aubert@example.org' });
    expect(JSON.stringify((await recruiter.ask('POST', `/api/v1/people/${expert}/reveal`, { body: { purpose: 'recruitment', motive: 'Interview' } })).body)).toContain('Turbines');
  });

  it('lets nothing leave in a file for a purpose without a basis, and writes the basis of the purpose beside what leaves', async () => {
    const communications = await world.signedIn(['communications']);
    const recipient = ((await officer.ask('POST', '/api/v1/recipients', { body: { name: 'Exemple Conseil', category: 'client', country: 'FR' } })).body as { id: string }).id;
    const key = await keyOf('crm', ['client-relations', 'campaigns']);
    const person = await made(key, 'person', { lastName: 'Prospect' });
    await made(key, 'prospect', { personId: person, companyName: 'Exemple SA' });
    await state({ purpose: 'client-relations', category: 'prospect', basis: null });
    const wanted = { list: 'records', recordType: 'prospect' };
    const terms = { recipientId: recipient, reason: 'A mailing' };
    const refused = await communications.ask('POST', '/api/v1/exports/disclosed', { body: { wanted, purpose: 'client-relations', ...terms } });
    expect([refused.status, (refused.body as Refusal).code]).toEqual([403, 'purpose-without-basis']);
    expect((await communications.ask('POST', '/api/v1/exports/disclosed', { body: { wanted, purpose: 'campaigns', ...terms } })).status).toBe(201);
    expect(await world.db.owner.session.query('select purpose, basis from recipients.disclosure')).toEqual([{ purpose: 'campaigns', basis: 'legitimate-interest' }]);
  });

  it('keeps what holds today until the day from which something else does, and tells any day’s state', async () => {
    const from = await tomorrow();
    expect((await state({ purpose: 'training', category: 'expert', basis: 'legal-obligation', validFrom: from })).body).toMatchObject({ when: 'to-come', author: expect.stringContaining('Test') as string });
    const on = async (asOf: string) => ((await officer.ask('GET', `/api/v1/purpose-register?asOf=${asOf}`)).body as { states: State[] }).states.find((s) => s.purpose === 'training' && s.category === 'expert' && s.when === 'in-force')?.basis;
    expect([await on(today), await on(from), await on(await day(-1))]).toEqual(['contract', 'legal-obligation', undefined]);
  });

  it('answers which records a right reaches by the basis in force', async () => {
    const hr = await keyOf('hr', ['assignments', 'recruitment'], 'person');
    const expert = await made(hr, 'person', { lastName: 'Roche' });
    await made(hr, 'expert-profile', { personId: expert, skills: 'Pumps' });
    const { id } = (await officer.ask('POST', '/api/v1/requests', { body: { kind: 'portability', door: 'post', personId: expert, contact: { name: 'R.', address: '1 rue Exemple' } } })).body as { id: string };
    const rows = async () => ((await officer.ask('GET', `/api/v1/requests/${id}/eligibility`)).body as { rows: { recordType: string; purpose: string; basis: string; eligible: string }[] }).rows.filter((r) => r.recordType === 'expert-profile');
    expect(await rows()).toMatchObject([{ purpose: 'recruitment', basis: 'contract', eligible: 'yes' }, { purpose: 'assignments', basis: 'contract', eligible: 'yes' }]);
    await state({ purpose: 'assignments', category: 'expert', basis: 'legitimate-interest', balancingNote: 'Weighed in a test, at some length.' });
    expect(await rows()).toMatchObject([{ basis: 'contract', eligible: 'yes' }, { basis: 'legitimate-interest', eligible: 'no' }]);
    await officer.ask('PUT', `/api/v1/requests/${id}/kind`, { body: { kind: 'objection' } });
    expect((await rows()).map((r) => r.eligible)).toEqual(['no', 'weigh']);
  });
});
