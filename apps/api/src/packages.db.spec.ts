import { randomUUID } from 'node:crypto';
import { ApiWorld, type Client } from './testing/world';

interface Shown {
  readonly id: string;
  readonly undecided: number;
  readonly expiresOn: string;
  readonly redactions: readonly { readonly id: string; readonly field: string; readonly text: string }[];
}

describe('packages through the API', () => {
  let world: ApiWorld;
  let officer: Client;
  let personId = '';
  const sql = (text: string, ...values: unknown[]) => world.db.owner.session.query(text, values);
  const begin = (who: Client, body: unknown = { kind: 'access', language: 'en' }, id = personId) => who.ask('POST', `/api/v1/people/${id}/packages`, { body });

  beforeAll(async () => {
    world = await ApiWorld.create();
    officer = await world.signedIn(['data-protection-officer']);
    personId = randomUUID();
    const other = randomUUID();
    await sql(`insert into people.person (id, last_name, first_name, collected_on, origin) values ($1, 'Delorme', 'Claire', '2026-01-05', 'person'), ($2, 'Aubry', 'Jean', '2026-01-05', 'person')`, personId, other);
    await sql(`insert into recruitment.appointment (id, person_id, held_on, notes, collected_on, origin) values (gen_random_uuid(), $1, '2026-02-01', 'With Jean Aubry', '2026-02-01', 'person')`, personId);
  });
  afterAll(() => world.close());

  it('are the protection officer’s alone', async () => {
    for (const role of ['administrator', 'recruiter', 'auditor'] as const) expect((await begin(await world.signedIn([role]))).status).toBe(403);
    expect((await begin(officer, undefined, randomUUID())).status).toBe(404);
    expect((await begin(officer, { kind: 'everything', language: 'en' })).status).toBe(400);
  });

  it('wait for a decision about each value that names somebody else, are made after it, and come as one archive', async () => {
    const begun = await begin(officer);
    expect(begun).toMatchObject({ status: 201, body: { state: 'waits', undecided: 1 } });
    const { id } = begun.body as Shown;
    expect((await officer.ask('POST', `/api/v1/packages/${id}/files`, { body: {} })).body).toMatchObject({ code: 'conflict' });
    expect((await officer.ask('GET', `/api/v1/packages/${id}/file`)).body).toMatchObject({ code: 'conflict' });
    const { redactions } = (await officer.ask('GET', `/api/v1/packages/${id}`)).body as Shown;
    expect(redactions).toMatchObject([{ field: 'notes', text: 'With Jean Aubry', decision: null, reason: 'name' }]);
    expect((await officer.ask('PUT', `/api/v1/packages/${id}/redactions`, { body: { decisions: [{ id: randomUUID(), decision: 'release' }] } })).status).toBe(422);
    expect((await officer.ask('PUT', `/api/v1/packages/${id}/redactions`, { body: { decisions: redactions.map((r) => ({ id: r.id, decision: 'redact' })) } })).status).toBe(204);
    expect(await officer.ask('POST', `/api/v1/packages/${id}/files`, { body: {} })).toMatchObject({ status: 200, body: { state: 'made', undecided: 0 } });
    expect((await officer.ask('POST', `/api/v1/packages/${id}/files`, { body: {} })).status).toBe(409);
    const file = await officer.ask('GET', `/api/v1/packages/${id}/file`);
    expect([file.status, file.headers.get('content-type'), String(file.body).slice(0, 2)]).toEqual([200, 'application/zip', 'PK']);
    const trail = (await officer.ask('GET', '/api/v1/activity?area=rights')).body as { results: { action: string; about: string }[] };
    expect(trail.results.filter((act) => act.about === `access-package/${id}`).map((act) => act.action).sort()).toEqual(
      ['package.begun access', 'package.downloaded', 'package.made access', 'package.read', 'package.redactions decided']);
  });

  it('are asked for again who it is before they are made, and are out of reach from their last day on', async () => {
    const { id, expiresOn } = (await begin(officer, { kind: 'portability', language: 'fr' })).body as Shown;
    const [day] = await world.db.owner.session.query<{ day: string }>(`select (calendar.paris_date(now()) + 31)::text as day`);
    expect(expiresOn).toBe(day?.day);
    await sql(`update access.console_session set step_up_until = now() - interval '1 second'`);
    expect((await officer.ask('POST', `/api/v1/packages/${id}/files`, { body: {} })).body).toMatchObject({ code: 'step-up-needed' });
    await sql('update packages.package set begun_on = begun_on - 31 where id = $1', id);
    expect((await officer.ask('GET', `/api/v1/packages/${id}`)).body).toMatchObject({ status: 410 });
    expect(((await officer.ask('GET', `/api/v1/people/${personId}/packages`)).body as { results: Shown[] }).results.map((p) => p.id)).not.toContain(id);
  });
});
