import { randomUUID } from 'node:crypto';
import { KeysService } from '@oubli/access';
import { ApiWorld, type Client } from './testing/world';

interface Shown {
  readonly version: number;
  readonly title: string;
  readonly fields: readonly { readonly name: string; readonly label: string; readonly purpose: string; readonly bases: readonly string[]; readonly required: boolean; readonly without: string }[];
  readonly complete: boolean;
  readonly policy: { readonly id: string } | null;
}

const words = (fr: string, en?: string) => ({ fr, ...(en !== undefined && { en }) });
const form = {
  recordType: 'application', title: words('Candidature', 'Application'),
  fields: [
    { name: 'position', purpose: 'recruitment', required: true, without: words('Sans lui, la candidature ne peut pas être lue.', 'Without it the application cannot be read.') },
    { name: 'stage', purpose: 'recruitment', required: true, without: words('Sans elle, rien n’est suivi.', 'Without it nothing is followed.') },
    { name: 'motivation', purpose: 'recruitment', without: words('Sans elle, seul le poste compte.', 'Without it the position alone counts.') },
  ],
};

describe('a form of a source system', () => {
  let world: ApiWorld;
  let site: Client;
  let other: Client;
  let person = '';
  const keyOf = async (source: string, purposes: readonly string[]): Promise<Client> =>
    world.client((await world.app.get(KeysService, { strict: false }).create({ name: source, scopes: ['records:read', 'records:write'], source, origin: 'person', purposes, basis: 'contract', createdBy: null, expiresAt: null }, new Date())).key);
  const declare = (body: unknown, who = site) => who.ask('PUT', '/api/v1/forms/apply', { body });
  const shown = async (language = 'en') => (await world.client().ask('GET', `/api/v1/public/forms/apply?language=${language}`)).body as Shown;
  const submit = (body: object, who = site) => who.ask('POST', '/api/v1/forms/apply/submissions', { body: { language: 'en', ...body } });
  const notices = () => world.db.owner.session.query<{ version: string; place: string }>(`select notice_version as version, place from engagement.notice_shown where person_id = $1 order by place`, [person]);

  beforeAll(async () => {
    world = await ApiWorld.create();
    site = await keyOf('careers', ['recruitment', 'assignments']);
    other = await keyOf('another', ['recruitment']);
    const made = await site.ask('POST', '/api/v1/records/person', { body: { values: { lastName: 'Candidate' } } });
    person = (made.body as { id: string }).id;
  });
  afterAll(() => world.close());

  it.each<[string, object, string]>([
    ['a field that no column declares', { name: 'shoeSize', purpose: 'recruitment' }, '/fields/3/name'],
    ['a file, which no form brings', { name: 'cv', purpose: 'recruitment' }, '/fields/3/name'],
    ['a field twice', { name: 'motivation', purpose: 'recruitment' }, '/fields/3/name'],
    ['a purpose that does not declare the field', { name: 'criteria', purpose: 'campaigns' }, '/fields/3/purpose'],
    ['a purpose that is not on the closed list', { name: 'criteria', purpose: 'advertising' }, '/fields/3/purpose'],
  ])('is refused with %s', async (_what, field, pointer) => {
    const answer = await declare({ ...form, fields: [...form.fields, { ...field, without: words('Rien.') }] });
    expect([answer.status, (answer.body as { errors: { pointer: string }[] }).errors.map((e) => e.pointer)]).toEqual([400, [pointer]]);
  });

  it('refuses a field that no purpose declares, at its place', async () => {
    const answer = await declare({ ...form, fields: [{ name: 'personId', purpose: 'recruitment', without: words('Rien.') }, ...form.fields] });
    expect(answer.body).toMatchObject({ status: 400, errors: [{ pointer: '/fields/0/name', detail: 'is a field that no purpose declares' }] });
    expect((await world.client().ask('GET', '/api/v1/public/forms/apply')).status).toBe(404);
  });

  it('is rendered with labels, purposes, bases, what each missing field disables, and the policy that stands beside it', async () => {
    expect((await declare(form)).body).toEqual({ form: 'apply', version: 1 });
    expect((await declare(form)).body).toEqual({ form: 'apply', version: 1 });
    const read = await shown();
    expect(read).toMatchObject({ version: 1, title: 'Application', complete: true, policy: { id: expect.any(String) as unknown } });
    expect(read.fields.at(2)).toEqual({ name: 'motivation', label: 'motivation', purpose: 'recruitment', purposeLabel: expect.any(String) as unknown, bases: ['legitimate-interest'], required: false, without: 'Without it the position alone counts.' });
    expect((await shown('fr')).fields.at(0)?.without).toBe('Sans lui, la candidature ne peut pas être lue.');
    expect((await shown('de')).fields.at(0)?.without).toBe('Sans lui, la candidature ne peut pas être lue.');
  });

  it('says what is not possible without what was left out, and stores the rest', async () => {
    const { version, policy } = await shown();
    const missing = await submit({ version, policy: policy?.id, values: { personId: person, stage: 'open' } });
    expect(missing.body).toMatchObject({ status: 400, errors: [{ pointer: '/values/position', detail: 'is missing. Without it the application cannot be read.' }] });
    expect((await submit({ version, policy: policy?.id, values: { personId: person, stage: 'open', position: 'Engineer', criteria: 'x' } })).body).toMatchObject({ status: 400, errors: [{ pointer: '/values/criteria' }] });
    const stored = await submit({ version, policy: policy?.id, values: { personId: person, stage: 'open', position: 'Engineer' } });
    expect([stored.status, stored.body]).toEqual([201, { id: expect.any(String) as unknown, result: 'created', disabled: [{ field: 'motivation', without: 'Without it the position alone counts.' }] }]);
    expect(await notices()).toEqual([{ version: policy?.id, place: 'form/apply/1' }]);
  });

  it('keeps the policy and the form that were shown, also when others are published between', async () => {
    const before = await shown();
    const [published] = await world.db.owner.session.query<{ id: string }>(
      `insert into retention.publication (effective_from, title, reason, explanation) values (calendar.paris_date(now()), 'Between', 'other', 'A new text') returning id::text as id`);
    expect((await declare({ ...form, title: words('Candidature spontanée') })).body).toEqual({ form: 'apply', version: 2 });
    const after = await shown();
    expect([after.version, after.policy?.id]).toEqual([2, published?.id]);
    expect((await submit({ version: before.version, policy: before.policy?.id, values: { personId: person, stage: 'open', position: 'Fitter' } })).status).toBe(201);
    expect((await notices()).map((n) => [n.version, n.place])).toEqual([[before.policy?.id, 'form/apply/1'], [before.policy?.id, 'form/apply/1']]);
    expect((await submit({ version: after.version, policy: after.policy?.id, values: { personId: person, stage: 'open', position: 'Welder' } })).status).toBe(201);
    expect((await notices()).at(-1)).toEqual({ version: published?.id, place: 'form/apply/2' });
  });

  it('takes no policy that never was, no version that never was, and nobody else’s word', async () => {
    const { version, policy } = await shown();
    const values = { personId: person, stage: 'open', position: 'Engineer' };
    expect((await submit({ version, policy: randomUUID(), values })).body).toMatchObject({ status: 400, errors: [{ pointer: '/policy' }] });
    expect((await submit({ version: 99, policy: policy?.id, values })).status).toBe(404);
    expect((await submit({ version, policy: policy?.id, values }, other)).status).toBe(403);
    expect((await declare(form, other)).status).toBe(403);
    await expect(world.db.app.session.query('update rights.form_version set version = 7')).rejects.toMatchObject({ code: '42501' });
  });

  it('offers no field and stores none whose purpose has no basis any more', async () => {
    const { version, policy } = await shown();
    await world.db.owner.session.query(`insert into rights.purpose_state (purpose, category, basis, valid_from, legal_reference, confidence, reason) values ('recruitment', 'candidate', null, calendar.paris_date(now()), 'none', 'G', 'a test')`);
    expect(await shown()).toMatchObject({ fields: [], complete: false });
    const before = await notices();
    expect((await submit({ version, policy: policy?.id, values: { personId: person, stage: 'open', position: 'Engineer' } })).body).toMatchObject({ status: 403, code: 'purpose-without-basis' });
    expect(await notices()).toEqual(before);
  });
});
