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

  describe('sent by a link', () => {
    let requestId = '';
    let packageId = '';
    const fetchBy = (token: string) => world.client().ask('POST', '/api/v1/public/packages', { body: { token } });
    const move = (body: unknown) => officer.ask('POST', `/api/v1/requests/${requestId}/moves`, { body });
    const send = (id = requestId, made = packageId) => officer.ask('POST', `/api/v1/requests/${id}/package-links`, { body: { packageId: made } });
    const tokenSent = async (): Promise<string> => {
      const [row] = await world.db.owner.session.query<{ body: string }>(`select body from outbox.message where about_id = $1 and kind = 'request.package' order by created_at desc limit 1`, [requestId]);
      return /public\/package#([A-Za-z0-9_-]{43})/.exec(row?.body ?? '')?.[1] ?? '';
    };
    const timeline = async () => ((await officer.ask('GET', `/api/v1/requests/${requestId}`)).body as { timeline: { kind: string }[] }).timeline.map((event) => event.kind);

    beforeAll(async () => {
      const asked = { kind: 'access', door: 'desk', language: 'en', personId, contact: { name: 'Claire Delorme', email: 'claire@example.org' } };
      requestId = ((await officer.ask('POST', '/api/v1/requests', { body: asked })).body as { id: string }).id;
      packageId = ((await begin(officer)).body as Shown).id;
    });

    it('leave only made, to the mailbox of a request that was granted, by somebody who has shown who she is', async () => {
      expect((await send()).body).toMatchObject({ code: 'conflict', detail: expect.stringContaining('not made yet') as string });
      const { redactions } = (await officer.ask('GET', `/api/v1/packages/${packageId}`)).body as Shown;
      await officer.ask('PUT', `/api/v1/packages/${packageId}/redactions`, { body: { decisions: redactions.map((r) => ({ id: r.id, decision: 'redact' })) } });
      expect((await officer.ask('POST', `/api/v1/packages/${packageId}/files`, { body: {} })).status).toBe(200);
      expect((await send()).body).toMatchObject({ code: 'conflict', detail: expect.stringContaining('decided and granted') as string });
      await move({ move: 'take' });
      await move({ move: 'decide', outcome: 'granted' });
      expect((await send()).body).toMatchObject({ code: 'conflict', detail: expect.stringContaining('has not been shown') as string });
      await officer.ask('POST', `/api/v1/requests/${requestId}/identity/proofs`, { body: { method: 'in-person' } });
      expect((await world.db.owner.session.query(`select from outbox.message where kind = 'request.package'`))).toEqual([]);
      expect(await send()).toMatchObject({ status: 202, body: { goodForDays: 7 } });
      expect(await timeline()).toContain('package-sent');
      const [message] = await world.db.owner.session.query<{ address: string; secret: boolean }>(`select address, secret from outbox.message where kind = 'request.package'`);
      expect(message).toEqual({ address: 'claire@example.org', secret: true });
    });

    it('never answer another request, nor the request of another person', async () => {
      const other = (await officer.ask('POST', '/api/v1/requests', { body: { kind: 'portability', door: 'desk', language: 'en', personId, contact: { email: 'claire@example.org' } } })).body as { id: string };
      expect((await send(other.id)).body).toMatchObject({ code: 'conflict', detail: expect.stringContaining('does not answer') as string });
      expect((await send(randomUUID())).status).toBe(404);
      expect((await send(requestId, randomUUID())).status).toBe(409);
    });

    it('open once, by the last link sent, of which only a keyed hash is kept; the timeline says so before the first byte', async () => {
      const first = await tokenSent();
      await send();
      const second = await tokenSent();
      expect(second).not.toBe(first);
      expect(JSON.stringify(await world.db.owner.session.query('select * from rights.link'))).not.toContain(second);
      const answers = await Promise.all([fetchBy(second), fetchBy(second), fetchBy(first), fetchBy('x'.repeat(43))]);
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, 410, 410, 410]);
      const file = answers.find((answer) => answer.status === 200);
      expect([file?.headers.get('content-type'), file?.headers.get('content-disposition'), String(file?.body).slice(0, 2)]).toEqual(['application/zip', expect.stringMatching(/^attachment; filename="access-\d{4}-\d\d-\d\d\.zip"$/), 'PK']);
      expect((await timeline()).filter((kind) => kind === 'package-fetched')).toHaveLength(1);
      expect((await fetchBy('short')).status).toBe(400);
    });

    it('open nothing after their seven days, nor when the package is over', async () => {
      await send();
      const late = await tokenSent();
      await sql(`update rights.link set expires_at = now() - interval '1 second'`);
      expect((await fetchBy(late)).body).toMatchObject({ status: 410, code: 'gone' });
      await send();
      const over = await tokenSent();
      await sql('update packages.package set begun_on = begun_on - 31, made_on = made_on - 31 where id = $1', packageId);
      expect((await fetchBy(over)).body).toMatchObject({ status: 410, code: 'gone' });
      expect((await send()).body).toMatchObject({ code: 'conflict' });
    });
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
