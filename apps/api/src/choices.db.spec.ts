import { randomUUID } from 'node:crypto';
import { ApiWorld, type Client } from './testing/world';

describe('consents and objections through the API', () => {
  let world: ApiWorld;
  let officer: Client;
  let clerk: Client;
  const sql = <T extends object>(text: string, values: readonly unknown[] = []): Promise<T[]> => world.db.owner.session.query<T>(text, values);

  /** A candidate with an address; nothing is known of her choices. */
  async function candidate(mailbox = `${randomUUID()}@example.org`): Promise<string> {
    const id = randomUUID();
    await sql(`insert into people.person (id, last_name, first_name, collected_on, origin) values ($1, 'Chooser', 'Carla', '2025-01-01', 'person')`, [id]);
    await sql(`insert into people.contact_details (id, person_id, email, collected_on, origin) values (gen_random_uuid(), $1, $2, '2025-01-01', 'person')`, [id, mailbox]);
    await sql(`insert into recruitment.application (id, person_id, stage, collected_on, origin) values (gen_random_uuid(), $1, 'open', '2025-01-01', 'person')`, [id]);
    return id;
  }
  const consent = (id: string, more: object = {}) => clerk.ask('POST', `/api/v1/people/${id}/consents`, { body: { purpose: 'campaigns', channel: 'e-mail', textVersion: 'letter-3', means: 'paper', ...more } });
  const object = (client: Client, id: string, body: object) => client.ask('POST', `/api/v1/people/${id}/objections`, { body: { means: 'telephone', ...body } });
  const history = async (id: string) => (await officer.ask('GET', `/api/v1/people/${id}/choices`)).body as { consents: Record<string, unknown>[]; objections: Record<string, unknown>[] };
  const request = async (kind: string, personId: string): Promise<string> => {
    const made = (await officer.ask('POST', '/api/v1/requests', { body: { kind, door: 'post', language: 'en', personId, contact: { name: 'Carla Chooser', address: '1 rue Exemple' } } })).body as { id: string };
    expect((await officer.ask('POST', `/api/v1/requests/${made.id}/moves`, { body: { move: 'take' } })).status).toBe(200);
    return made.id;
  };

  beforeAll(async () => {
    world = await ApiWorld.create();
    [officer, clerk] = [await world.signedIn(['data-protection-officer']), await world.signedIn(['communications'])];
  });
  afterAll(() => world.close());

  it('keeps of a consent which text was shown, when and by what means, and it is withdrawn by one call that says how', async () => {
    const id = await candidate();
    expect((await consent(id)).status).toBe(201);
    expect(await history(id)).toMatchObject({ consents: [{ purpose: 'campaigns', channel: 'e-mail', textVersion: 'letter-3', means: 'paper', withdrawnOn: null, givenAt: expect.any(String) as string }], objections: [] });
    const withdrawal = { body: { purpose: 'campaigns', channel: 'e-mail', means: 'telephone' } };
    expect(await clerk.ask('POST', `/api/v1/people/${id}/withdrawals`, withdrawal)).toMatchObject({ status: 200, body: { withdrawn: 1 } });
    expect((await history(id)).consents).toMatchObject([{ withdrawnOn: expect.any(String) as string, withdrawnAt: expect.any(String) as string, withdrawnBy: 'telephone' }]);
    // The proof counts from the withdrawal (RET-15), and a second withdrawal changes nothing.
    expect(await clerk.ask('POST', `/api/v1/people/${id}/withdrawals`, withdrawal)).toMatchObject({ body: { withdrawn: 0, cancelled: 0 } });
  });

  it('gives the same consent once, and a new one after a withdrawal beside the old proof', async () => {
    const id = await candidate();
    const [first, again] = [await consent(id), await consent(id)];
    expect(again.body).toEqual(first.body);
    await clerk.ask('POST', `/api/v1/people/${id}/withdrawals`, { body: { purpose: 'campaigns', channel: 'e-mail', means: 'form' } });
    await consent(id);
    expect((await history(id)).consents).toHaveLength(2);
  });

  it('lets nobody write consents for a purpose she does not serve', async () => {
    const recruiter = await world.signedIn(['recruiter']);
    expect((await recruiter.ask('POST', `/api/v1/people/${await candidate()}/consents`, { body: { purpose: 'campaigns', channel: 'sms', textVersion: '1', means: 'form' } })).status).toBe(403);
  });

  it('takes an objection to campaigns as absolute: in force on every channel at once, the consent ended with it, nobody to weigh it', async () => {
    const id = await candidate();
    await consent(id);
    expect(await object(clerk, id, { purpose: 'campaigns' })).toMatchObject({ status: 201, body: { standing: 'in-force', requestId: null, restricted: [], withdrawn: 1 } });
    const { consents, objections } = await history(id);
    expect(consents).toMatchObject([{ withdrawnBy: 'telephone' }]);
    expect(objections.map((o) => [o['channel'], o['standing']]).sort()).toEqual([['e-mail', 'in-force'], ['sms', 'in-force']]);
    expect(await sql('select 1 from do_not_recreate.feed_task where person_id = $1', [id])).toEqual([]);
    expect(await sql('select 1 from do_not_recreate.entry limit 1')).toHaveLength(1);
    await object(clerk, id, { purpose: 'campaigns', channel: 'sms' });
    expect((await history(id)).objections).toHaveLength(2);
  });

  it('is answered for somebody whose data are restricted too: she withdraws, and the database lets her', async () => {
    const id = await candidate();
    await consent(id);
    await sql(`insert into retention.restriction (person_id, review_on) values ($1, calendar.paris_date(now()) + 30)`, [id]);
    expect(await clerk.ask('POST', `/api/v1/people/${id}/withdrawals`, { body: { purpose: 'campaigns', channel: 'e-mail', means: 'form' } })).toMatchObject({ body: { withdrawn: 1 } });
    expect((await object(clerk, id, { purpose: 'campaigns' })).status).toBe(201);
    expect((await consent(id)).status).toBe(423);
  });

  it('restricts at an objection to another legitimate interest, until a person has decided in writing (R59)', async () => {
    const id = await candidate();
    const made = await object(officer, id, { purpose: 'recruitment' });
    expect(made).toMatchObject({ status: 201, body: { standing: 'pending' } });
    const { requestId, restricted } = made.body as { requestId: string; restricted: string[] };
    expect(restricted).toContain('application');
    expect((await sql('select record_type from retention.restriction where person_id = $1 and lifted_at is null', [id])).map((r) => Reflect.get(r, 'record_type')).sort()).toEqual([...restricted].sort());
    expect((await officer.ask('GET', `/api/v1/requests/${requestId}`)).body).toMatchObject({ kind: 'objection', state: 'received', dueLegal: expect.any(String) as string });
    const judge = (body: object) => officer.ask('POST', `/api/v1/requests/${requestId}/objection`, { body });
    expect((await judge({ decision: 'rejected', grounds: 'No.' })).status).toBe(400);
    expect((await judge({ decision: 'upheld' })).status).toBe(409);
    await officer.ask('POST', `/api/v1/requests/${requestId}/moves`, { body: { move: 'take' } });
    expect(await judge({ decision: 'rejected', grounds: 'The application is the subject of a claim that was filed before the objection.' })).toMatchObject({ status: 200, body: { judged: 1 } });
    expect((await officer.ask('GET', `/api/v1/requests/${requestId}`)).body).toMatchObject({ state: 'decided', outcome: 'refused', notes: [{ body: expect.stringContaining('filed before') as string }] });
    expect((await history(id)).objections).toMatchObject([{ standing: 'rejected', judgedOn: expect.any(String) as string, underRequest: requestId }]);
    expect((await judge({ decision: 'upheld' })).status).toBe(409);
    // What was restricted stays so until she was told and somebody lifts it (Art. 18(3)).
    expect(await sql('select 1 from retention.restriction where person_id = $1 and lifted_at is null', [id])).toHaveLength(restricted.length);
  });

  it('explains that a contract or a legal duty cannot be objected to', async () => {
    const id = await candidate();
    expect(await object(officer, id, { purpose: 'invoicing' })).toMatchObject({ status: 409, body: { detail: expect.stringContaining('legitimate interest') as string } });
  });

  it('carries out a request of withdrawal and one of objection by the same functions', async () => {
    const [withdrawing, objecting] = [await candidate(), await candidate()];
    await consent(withdrawing, { channel: 'sms' });
    const carry = async (kind: string, person: string, body: object) => officer.ask('POST', `/api/v1/requests/${await request(kind, person)}/choices`, { body });
    expect(await carry('withdrawal', withdrawing, { purpose: 'campaigns' })).toMatchObject({ status: 200, body: { withdrawn: 1, restricted: [] } });
    expect(await carry('objection', objecting, { purpose: 'surveys', channel: 'e-mail' })).toMatchObject({ status: 200, body: { withdrawn: 0 } });
    expect((await history(objecting)).objections).toMatchObject([{ purpose: 'surveys', channel: 'e-mail', standing: 'in-force', objectedBy: 'paper' }]);
    expect((await carry('access', objecting, { purpose: 'campaigns' })).status).toBe(409);
    expect((await carry('withdrawal', objecting, { purpose: 'invoicing' })).status).toBe(409);
  });

  it('ends a pool consent that is withdrawn, so that the clock of the decision counts again (RET-01)', async () => {
    const id = await candidate();
    await sql(`insert into recruitment.pool_consent (id, person_id, given_on, text_version, means, collected_on, origin) values (gen_random_uuid(), $1, '2025-01-01', '1', 'form', '2025-01-01', 'person')`, [id]);
    expect(await officer.ask('POST', `/api/v1/requests/${await request('withdrawal', id)}/choices`, { body: { purpose: 'recruitment' } })).toMatchObject({ status: 200, body: { withdrawn: 1 } });
    expect(await sql('select 1 from recruitment.pool_consent where person_id = $1 and withdrawn_on = calendar.paris_date(now())', [id])).toHaveLength(1);
  });

  describe('on her own page', () => {
    const opened = async (mailbox: string): Promise<Client> => {
      const client = world.client();
      const headers = { 'X-Forwarded-For': `198.51.100.${Math.floor(Math.random() * 250)}` };
      await client.ask('POST', '/api/v1/public/own-page/links', { body: { email: mailbox, language: 'en' }, headers });
      const [mail] = await sql<{ body: string }>('select body from outbox.message where address = $1 order by created_at desc limit 1', [mailbox]);
      const token = /own-page#([A-Za-z0-9_-]{43})/.exec(mail?.body ?? '')?.[1] ?? '';
      expect((await client.ask('POST', '/api/v1/public/own-page/sessions', { body: { token }, headers })).status).toBe(200);
      return client;
    };
    const shown = async (client: Client) => ((await client.ask('GET', '/api/v1/own-page/choices')).body as { results: { purpose: string; channel: string; standing: string }[] }).results.map((c) => `${c.purpose} ${c.channel}: ${c.standing}`);

    it('gives, withdraws and objects by one action each, and sees at once what holds', async () => {
      const mailbox = `${randomUUID()}@example.org`;
      await candidate(mailbox);
      const client = await opened(mailbox);
      const choose = (body: object) => client.ask('POST', '/api/v1/own-page/choices', { body });
      expect(await shown(client)).toEqual(['campaigns e-mail: not-asked', 'campaigns sms: not-asked', 'surveys e-mail: no-basis']);
      expect(await choose({ choice: 'consent', purpose: 'campaigns', channel: 'e-mail', textVersion: 'of another day' })).toMatchObject({ status: 409 });
      const { textVersion } = (await client.ask('GET', '/api/v1/own-page/choices')).body as { textVersion: string };
      expect(await choose({ choice: 'consent', purpose: 'campaigns', channel: 'e-mail', textVersion })).toMatchObject({ status: 200, body: { standing: 'consented' } });
      expect((await shown(client))[0]).toBe('campaigns e-mail: consented');
      expect(await choose({ choice: 'withdraw', purpose: 'campaigns', channel: 'e-mail' })).toMatchObject({ body: { standing: 'withdrawn' } });
      expect((await shown(client))[0]).toBe('campaigns e-mail: withdrawn');
      expect(await choose({ choice: 'object', purpose: 'campaigns' })).toMatchObject({ body: { standing: 'objected' } });
      expect(await shown(client)).toEqual(['campaigns e-mail: objected', 'campaigns sms: objected', 'surveys e-mail: no-basis']);
      // She may change her mind: consenting anew ends her objection on that channel alone.
      await choose({ choice: 'consent', purpose: 'campaigns', channel: 'sms', textVersion });
      expect(await shown(client)).toEqual(['campaigns e-mail: objected', 'campaigns sms: consented', 'surveys e-mail: no-basis']);
    });

    it('files a request for an objection that a person has to decide', async () => {
      const mailbox = `${randomUUID()}@example.org`;
      const id = await candidate(mailbox);
      const client = await opened(mailbox);
      expect(await client.ask('POST', '/api/v1/own-page/choices', { body: { choice: 'object', purpose: 'recruitment' } })).toMatchObject({ status: 200, body: { standing: 'pending' } });
      expect(await sql(`select 1 from rights.request r join engagement.objection o on o.under_request = r.id where r.person_id = $1 and r.kind = 'objection' and r.state = 'received'`, [id])).toHaveLength(1);
    });

    it('takes no choice from whoever has no page open', async () => {
      expect((await world.client().ask('POST', '/api/v1/own-page/choices', { body: { choice: 'object', purpose: 'campaigns' } })).status).toBe(401);
    });
  });
});
