import { createHash, randomUUID } from 'node:crypto';
import { KeysService } from '@oubli/access';
import { ensureOpenDsrKey, loadOpenDsrSigner, signatureHeaders } from '@oubli/config';
import { openDsrRoutes, type Right, type Route } from '@oubli/contracts';
import { resultsOf } from '@oubli/domains';
import { postOutside, usualGuard } from '@oubli/outbound';
import { sourceKey } from '@oubli/people';
import { mostCallbackTries, pauseBefore, sendCallback, type TellOutside } from '@oubli/rights';
import fc from 'fast-check';
import { CallbackServer, OpenDsrClient } from './testing/opendsr-client';
import { ApiWorld, type Client } from './testing/world';

const mailbox = 'claire@example.org';

describe('requests of persons by OpenDSR', () => {
  let world: ApiWorld;
  let officer: Client;
  let listener: CallbackServer;
  let shop: OpenDsrClient;
  let extranet: OpenDsrClient;
  let personId = '';
  const sql = <T = Record<string, unknown>>(text: string, ...values: unknown[]) => world.db.owner.session.query<T>(text, values);

  const keyFor = async (source: string, scopes: readonly Right[]): Promise<string> =>
    (await world.app.get(KeysService, { strict: false }).create({ name: source, scopes, source, origin: 'import', purposes: ['rights-and-disputes'], basis: 'contract', createdBy: null, expiresAt: null }, new Date())).key;
  const askedBy = (identities: readonly Record<string, string>[], more: Record<string, unknown> = {}) => ({
    regulation: 'gdpr', subject_request_id: randomUUID(), subject_request_type: 'access', submitted_time: new Date(Date.now() - 60_000).toISOString(), subject_identities: identities, api_version: '2.0', ...more,
  });
  const email = (value = mailbox, format = 'raw') => ({ identity_type: 'email', identity_value: value, identity_format: format });
  const requestOf = async (id: unknown) => (await sql<{ id: string; number: string; kind: string; door: string; state: string; personId: string | null; dueLegal: string; receivedOn: string }>(
    `select r.id, r.number, r.kind, r.door, r.state, r.person_id as "personId", r.due_legal::text as "dueLegal", r.received_on::text as "receivedOn" from rights.request r join rights.opendsr_request o on o.request_id = r.id where o.subject_request_id = $1`, id))[0];
  const move = (id: string, body: unknown) => officer.ask('POST', `/api/v1/requests/${id}/moves`, { body });
  const due = () => sql(`update rights.opendsr_callback set not_before = now() where state = 'waiting'`);

  /** The worker's round, with the local server allowed by name. */
  const deliver = async (allowed = [listener.host]): Promise<string[]> => {
    const ends: string[] = [];
    const signer = loadOpenDsrSigner(world.house.instance.keysFolder);
    if (!signer) throw new Error('There is no key.');
    const tell: TellOutside = async (url, text) => {
      const body = Buffer.from(text);
      const posted = await postOutside({ url, body, headers: { 'Content-Type': 'application/json', ...signatureHeaders(signer, body) } }, { ...usualGuard(allowed), patience: 3000 });
      return posted.kind === 'answered' ? { status: posted.status, retryAfter: posted.retryAfter } : { status: null, retryAfter: null };
    };
    const { engine } = world.house.logins;
    for (let end = ''; end !== 'nothing'; ends.push(end)) end = await sendCallback(engine, tell, (_session, handed) => resultsOf(engine, 'https://oubli.example', handed));
    return ends.slice(0, -1);
  };

  beforeAll(async () => {
    world = await ApiWorld.create();
    listener = await CallbackServer.open();
    Object.assign(world.house.settings, { outboundHosts: [listener.host] });
    await ensureOpenDsrKey(world.house.instance.keysFolder, 'oubli.example', new Date());
    officer = await world.signedIn(['data-protection-officer']);
    shop = new OpenDsrClient(`${world.base}/opendsr/v2`, await keyFor('shop', ['requests:read', 'requests:write']));
    extranet = new OpenDsrClient(`${world.base}/opendsr/v2`, await keyFor('extranet', ['requests:read', 'requests:write', 'identity:attest']));
    personId = randomUUID();
    await sql(`insert into people.person (id, last_name, first_name, collected_on, origin) values ($1, 'Delorme', 'Claire', '2026-01-05', 'person')`, personId);
    await sql(`insert into people.contact_details (id, person_id, email, phone, collected_on, origin) values (gen_random_uuid(), $1, $2, '06 12 34 56 78', '2026-01-05', 'person')`, personId, 'Claire@Example.org');
    await sql(`insert into people.source_record (keyed_hash, source, record_type, record_id) values ($1, 'extranet', 'person', $2)`, sourceKey(world.house.logins.keys.ledger, 'extranet', 'person', 'user-7'), personId);
  });
  afterAll(async () => {
    listener.close();
    await world.close();
  });
  beforeEach(() => void (listener.heard.length = 0));

  it('have exactly the addresses that the table names', () => {
    const named = Object.values<Route>(openDsrRoutes).map(({ method, path }) => `${method} /opendsr${path.replace('{id}', ':id')}`);
    const router = (world.app.getHttpAdapter().getInstance() as { router: { stack: { route?: { path: string; methods: Record<string, boolean> } }[] } }).router;
    const live = router.stack.flatMap(({ route }) => (route?.path.startsWith('/opendsr') ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`) : []));
    expect([...new Set(live)].sort()).toEqual(named.sort());
  });

  it('are described by discovery, which anybody may read and which is signed like everything', async () => {
    const found = await shop.discover();
    await extranet.discover();
    expect(found).toEqual({
      api_version: '2.0', supported_subject_request_types: ['access', 'portability', 'erasure'], processor_certificate: expect.stringMatching(/\/opendsr\/certificate\.pem$/) as string,
      supported_identities: [...['raw', 'sha1', 'md5', 'sha256'].map((identity_format) => ({ identity_type: 'email', identity_format })), { identity_type: 'phone', identity_format: 'raw' }, { identity_type: 'controller_customer_id', identity_format: 'raw' }],
    });
  });

  it('are made like those of every other door: number, term, acknowledgement with a link, and nobody looked up', async () => {
    const asked = askedBy([email('Nobody.Known@example.org')], { subject_request_type: 'erasure', extensions: { 'other.example': { secret_of_others: 'x-1234' } } });
    const text = JSON.stringify(asked, null, 1);
    const made = await shop.send('POST', '/requests', text);
    expect(made).toMatchObject({ status: 201, body: { controller_id: 'shop', subject_request_id: asked.subject_request_id, encoded_request: Buffer.from(text).toString('base64'), received_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string } });
    const request = await requestOf(asked.subject_request_id);
    expect(request).toMatchObject({ kind: 'erasure', door: 'api', state: 'received', personId: null });
    // The last second of the legal day in Paris.
    const expected = new Date(String(made.body['expected_completion_time']));
    expect(new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'medium' }).format(expected)).toBe(`${request?.dueLegal ?? ''} 23:59:59`);
    const [message] = await sql<{ kind: string; address: string; body: string }>(`select kind, address, body from outbox.message where about_id = $1`, request?.id);
    expect(message).toMatchObject({ kind: 'request.acknowledged', address: 'Nobody.Known@example.org', body: expect.stringContaining('/public/confirm#') as string });
    const everything = JSON.stringify(await sql(`select to_jsonb(o) from rights.opendsr_request o`)) + JSON.stringify(await sql(`select to_jsonb(n) from rights.request_note n`));
    expect(everything).not.toContain('x-1234');
    expect(everything).not.toContain('example.org');
    expect((await shop.send('GET', `/requests/${asked.subject_request_id}`)).body).toEqual({
      controller_id: 'shop', expected_completion_time: made.body['expected_completion_time'], subject_request_id: asked.subject_request_id, request_status: 'pending', api_version: '2.0',
    });
  });

  it.each([
    ['an e-mail', [email()]], ['its SHA-256', [email(createHash('sha256').update(mailbox).digest('hex'), 'sha256')]], ['its SHA-1', [email(createHash('sha1').update(mailbox).digest('hex').toUpperCase(), 'sha1')]],
    ['its MD5', [email(createHash('md5').update(mailbox).digest('hex'), 'md5')]], ['a telephone', [{ identity_type: 'phone', identity_value: '+33 (0)6 12 34 56 78', identity_format: 'raw' }]],
    ['an id of its own', [{ identity_type: 'controller_customer_id', identity_value: 'user-7', identity_format: 'raw' }]],
    ['all of them', [email(), { identity_type: 'phone', identity_value: '0033612345678', identity_format: 'raw' }, { identity_type: 'controller_customer_id', identity_value: 'user-7', identity_format: 'raw' }]],
  ])('know a person by %s where the system vouches for who is signed in, and only there', async (_what, identities) => {
    const [vouched, other] = [askedBy(identities), askedBy(identities)];
    expect((await extranet.send('POST', '/requests', vouched)).status).toBe(201);
    const request = await requestOf(vouched.subject_request_id);
    expect(request?.personId).toBe(personId);
    expect(await sql('select method from rights.identity_proof where request_id = $1', request?.id)).toEqual([{ method: 'source-system' }]);
    expect((await shop.send('POST', '/requests', other)).status).toBe(201);
    const unproved = await requestOf(other.subject_request_id);
    expect(unproved?.personId).toBeNull();
    expect(await sql('select method from rights.identity_proof where request_id = $1', unproved?.id)).toEqual([]);
  });

  it('name nobody where what is given leads to two, or to nobody', async () => {
    const second = randomUUID();
    await sql(`insert into people.person (id, last_name, first_name, collected_on, origin) values ($1, 'Aubry', 'Jean', '2026-01-05', 'person')`, second);
    await sql(`insert into people.contact_details (id, person_id, email, collected_on, origin) values (gen_random_uuid(), $1, 'jean@example.org', '2026-01-05', 'person')`, second);
    for (const identities of [[email(), email('jean@example.org')], [email('elsewhere@example.org')], [email('0'.repeat(64), 'sha256')]]) {
      const asked = askedBy(identities);
      expect((await extranet.send('POST', '/requests', asked)).status).toBe(201);
      expect((await requestOf(asked.subject_request_id))?.personId).toBeNull();
    }
  });

  it('count the term from the day she asked at the other system, and refuse a time to come', async () => {
    const day = new Date(Date.now() - 9 * 86_400_000);
    const asked = askedBy([email()], { submitted_time: day.toISOString() });
    await shop.send('POST', '/requests', asked);
    expect((await requestOf(asked.subject_request_id))?.receivedOn).toBe(new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(day));
    for (const days of [-3, 400]) expect((await shop.send('POST', '/requests', askedBy([email()], { submitted_time: new Date(Date.now() - days * 86_400_000).toISOString() }))).status).toBe(400);
  });

  it('are there once however often they are sent, also at once, and are no other’s to read', async () => {
    const asked = askedBy([email()]);
    const answers = await Promise.all(Array.from({ length: 6 }, () => shop.send('POST', '/requests', asked)));
    expect(new Set(answers.map(({ text, status }) => `${status} ${text}`)).size).toBe(1);
    expect(await sql('select count(*)::int as n from rights.opendsr_request where subject_request_id = $1', asked.subject_request_id)).toEqual([{ n: 1 }]);
    const changed = await shop.send('POST', '/requests', { ...asked, subject_request_type: 'erasure' });
    expect(changed).toMatchObject({ status: 400, body: { error: { code: 400, message: expect.stringContaining('was used') as string } } });
    expect((await extranet.send('GET', `/requests/${asked.subject_request_id}`)).body).toEqual({ error: { code: 404, message: 'There is no such request.', errors: [] } });
    expect((await extranet.send('DELETE', `/requests/${asked.subject_request_id}`)).status).toBe(404);
    expect((await extranet.send('POST', '/requests', asked)).body).toMatchObject({ controller_id: 'extranet' });
  });

  it('are cancelled while they are pending, and not later', async () => {
    const [early, late] = [askedBy([email()]), askedBy([email()])];
    for (const asked of [early, late]) await shop.send('POST', '/requests', asked);
    expect(await shop.send('DELETE', `/requests/${early.subject_request_id}`)).toMatchObject({ status: 202, body: { controller_id: 'shop', subject_request_id: early.subject_request_id } });
    expect((await shop.send('GET', `/requests/${early.subject_request_id}`)).body).toMatchObject({ request_status: 'cancelled' });
    expect((await shop.send('DELETE', `/requests/${early.subject_request_id}`)).status).toBe(400);
    await move((await requestOf(late.subject_request_id))?.id ?? '', { move: 'take' });
    expect((await shop.send('DELETE', `/requests/${late.subject_request_id}`)).body).toMatchObject({ error: { code: 400, message: 'Only a request that is pending can be cancelled.' } });
    expect((await shop.send('GET', `/requests/${late.subject_request_id}`)).body).toMatchObject({ request_status: 'in_progress' });
  });

  it('are taken by the names of version 1, answered and signed by them too', async () => {
    const old = new OpenDsrClient(`${world.base}/opendsr/v1`, await keyFor('old', ['requests:read', 'requests:write']), 'GDPR');
    expect(await old.discover()).toMatchObject({ api_version: '1.0' });
    const { regulation: _none, ...asked } = askedBy([email()], { api_version: '0.1' });
    expect((await old.send('POST', '/opengdpr_requests', asked)).status).toBe(201);
    expect((await old.send('GET', `/opengdpr_requests/${asked.subject_request_id}`)).body).toMatchObject({ request_status: 'pending', api_version: '1.0' });
    expect((await shop.send('POST', '/requests', asked)).body).toMatchObject({ error: { errors: [{ domain: 'regulation' }] } });
    const again = askedBy([email()]);
    expect((await shop.send('POST', '/opengdpr_requests', again)).status).toBe(201);
    expect((await shop.send('DELETE', `/opengdpr_requests/${again.subject_request_id}`)).status).toBe(202);
    expect((await old.send('DELETE', `/opengdpr_requests/${asked.subject_request_id}`)).status).toBe(202);
  });

  it('ask for a key with the scope, and are limited like every door', async () => {
    const reader = new OpenDsrClient(`${world.base}/opendsr/v2`, await keyFor('reader', ['requests:read']));
    await reader.discover();
    expect((await reader.send('POST', '/requests', askedBy([email()]))).status).toBe(403);
    const stranger = new OpenDsrClient(`${world.base}/opendsr/v2`, 'nothing');
    await stranger.discover();
    const refused = await stranger.send('POST', '/requests', askedBy([email()]));
    expect([refused.status, refused.headers.get('ratelimit-limit')]).toEqual([401, '100']);
    expect((await stranger.send('GET', '/nowhere')).body).toMatchObject({ error: { code: 404 } });
    const console = await officer.ask('GET', `/opendsr/v2/requests/${randomUUID()}`);
    expect(console.status).toBe(403);
  });

  describe('told by callbacks', () => {
    const url = (path: string): string => `http://${listener.host}${path}`;
    const statuses = (path: string) => listener.heard.filter((told) => told.path === path).map(({ body }) => body['request_status']);

    beforeAll(() => sql(`update rights.opendsr_callback set state = 'given-up', ended_at = now() where state = 'waiting'`));

    it('hear of every change of state in its order, signed, the first when they are made', async () => {
      const asked = askedBy([email()], { status_callback_urls: [url('/in'), url('/too')] });
      expect((await extranet.send('POST', '/requests', asked)).status).toBe(201);
      const id = (await requestOf(asked.subject_request_id))?.id ?? '';
      await move(id, { move: 'take' });
      await move(id, { move: 'decide', outcome: 'granted' });
      expect(await deliver()).toEqual(Array.from({ length: 4 }, () => 'taken'));
      expect([statuses('/in'), statuses('/too')]).toEqual([['pending', 'in_progress'], ['pending', 'in_progress']]);
      for (const told of listener.heard) {
        extranet.verify(told.text, told.headers);
        expect(told.body).toMatchObject({ controller_id: 'extranet', subject_request_id: asked.subject_request_id, status_callback_url: url(told.path), expected_completion_time: expect.any(String) as string });
      }
      expect(await deliver()).toEqual([]);
    });

    it('are tried until 202, and nothing later overtakes what waits', async () => {
      const asked = askedBy([email()], { status_callback_urls: [url('/slow')] });
      await shop.send('POST', '/requests', asked);
      await shop.send('DELETE', `/requests/${asked.subject_request_id}`);
      listener.answers.push(200, 500, 307, 410);
      for (const _try of [1, 2, 3, 4]) {
        expect(await deliver()).toEqual(['later']);
        await due();
      }
      expect(await deliver()).toEqual(['taken', 'taken']);
      expect(statuses('/slow')).toEqual(['pending', 'pending', 'pending', 'pending', 'pending', 'cancelled']);
    });

    it('reach no inside address, whatever name it has, and are refused where it is seen at once', async () => {
      for (const wrong of ['http://example.org/', 'ftp://example.org/', 'https://a:b@example.org/', 'nowhere']) {
        const refused = await shop.send('POST', '/requests', askedBy([email()], { status_callback_urls: [wrong] }));
        expect(refused).toMatchObject({ status: 400, body: { error: { errors: [{ domain: 'status_callback_urls.0' }] } } });
      }
      await shop.send('POST', '/requests', askedBy([email()], { status_callback_urls: ['https://127.0.0.1/', 'https://[::ffff:169.254.169.254]/', 'https://localhost/', url('/inside')] }));
      expect(await deliver([])).toEqual(['later', 'later', 'later', 'later']);
      expect(listener.heard).toEqual([]);
      await sql(`update rights.opendsr_callback set attempts = $1, not_before = now() where state = 'waiting'`, mostCallbackTries - 1);
      expect(await deliver([])).toEqual(['given-up', 'given-up', 'given-up', 'given-up']);
    });

    it.each([[1, null, 30], [2, null, 60], [10, null, 15_360], [11, null, 21_600], [128, null, 21_600], [1, '120', 120], [5, '0', 1], [1, '999999', 21_600], [3, 'Wed, 21 Oct 2026 07:28:00 GMT', 120]] as const)('wait after try %s with Retry-After %s: %s seconds', (attempts, retryAfter, seconds) => {
      expect(pauseBefore(attempts, retryAfter)).toBe(seconds);
    });

    it('are told at least once when the sender dies after the other side has answered', async () => {
      const asked = askedBy([email()], { status_callback_urls: [url('/again')] });
      await shop.send('POST', '/requests', asked);
      const { engine } = world.house.logins;
      await expect(sendCallback(engine, async (to, text) => {
        await fetch(to, { method: 'POST', body: text });
        throw new Error('killed');
      }, () => Promise.resolve(null))).rejects.toThrow('killed');
      expect(await deliver()).toEqual(['taken']);
      expect(statuses('/again')).toEqual(['pending', 'pending']);
    });
  });

  it('hand the package to the system that vouched, once an officer has sent it, by its own key', async () => {
    const asked = askedBy([{ identity_type: 'controller_customer_id', identity_value: 'user-7', identity_format: 'raw' }], { status_callback_urls: [`http://${listener.host}/results`] });
    expect((await extranet.send('POST', '/requests', asked)).status).toBe(201);
    const id = (await requestOf(asked.subject_request_id))?.id ?? '';
    const packageId = ((await officer.ask('POST', `/api/v1/people/${personId}/packages`, { body: { kind: 'access', language: 'en' } })).body as { id: string }).id;
    const { redactions } = (await officer.ask('GET', `/api/v1/packages/${packageId}`)).body as { redactions: { id: string }[] };
    if (redactions.length > 0) await officer.ask('PUT', `/api/v1/packages/${packageId}/redactions`, { body: { decisions: redactions.map((r) => ({ id: r.id, decision: 'redact' })) } });
    const made = (await officer.ask('POST', `/api/v1/packages/${packageId}/files`, { body: {} })).body as { records: number };
    await move(id, { move: 'take' });
    await move(id, { move: 'decide', outcome: 'granted' });
    expect((await officer.ask('POST', `/api/v1/requests/${id}/package-links`, { body: { packageId } })).status).toBe(202);
    expect((await extranet.send('GET', `/requests/${asked.subject_request_id}`)).body).not.toHaveProperty('results_url');
    await move(id, { move: 'answer' });
    const status = (await extranet.send('GET', `/requests/${asked.subject_request_id}`)).body;
    expect(status).toMatchObject({ request_status: 'completed', results_count: made.records, results_url: expect.stringContaining(`/opendsr/v2/requests/${asked.subject_request_id}/results`) as string });
    await deliver();
    expect(listener.heard.at(-1)?.body).toMatchObject({ request_status: 'completed', results_count: made.records });
    const { pathname } = new URL(String(status['results_url']));
    const fetchBy = async (key: string): Promise<Response> => fetch(`${world.base}${pathname}`, { headers: { Authorization: `Bearer ${key}` } });
    const file = await fetchBy(await keyFor('extranet', ['requests:read', 'identity:attest']));
    expect([file.status, file.headers.get('content-type'), Buffer.from(await file.arrayBuffer()).subarray(0, 2).toString()]).toEqual([200, 'application/zip', 'PK']);
    for (const key of [await keyFor('extranet', ['requests:read']), await keyFor('shop', ['requests:read', 'identity:attest'])]) expect((await fetchBy(key)).status).toBe(404);
    expect(await sql(`select count(*)::int as n from rights.request_event where request_id = $1 and kind = 'package-fetched'`, id)).toEqual([{ n: 1 }]);
  });

  it('answer 500 hostile bodies with a clear refusal, signed, without an identity', async () => {
    const canary = 'canary.4711@example.org';
    const anything = fc.oneof(fc.constant(canary), fc.string({ unit: 'binary', maxLength: 30 }), fc.double(), fc.boolean(), fc.constant(null), fc.jsonValue({ maxDepth: 2 }), fc.constant([canary]), fc.constant({ [canary]: canary }));
    const names = ['regulation', 'subject_request_id', 'subject_request_type', 'submitted_time', 'subject_identities', 'status_callback_urls', 'extensions', canary, '__proto__', 'api_version'];
    const broken = fc.tuple(fc.constantFrom(...names.slice(0, 6)), anything).map(([name, value]) => ({ ...askedBy([email(canary)]), [name]: value }));
    const identity = fc.record({ identity_type: fc.oneof(fc.constantFrom('email', 'cookie_id', canary), anything), identity_value: fc.oneof(fc.constant(canary), anything), identity_format: fc.oneof(fc.constantFrom('sha256', 'raw', canary), anything) }, { requiredKeys: [] });
    const hostile = fc.oneof(
      broken.map((body) => JSON.stringify(body)), fc.array(identity, { maxLength: 3 }).map((identities) => JSON.stringify({ ...askedBy([]), subject_identities: identities })),
      fc.dictionary(fc.constantFrom(...names), anything, { maxKeys: 8 }).map((body) => JSON.stringify(body)), fc.string({ maxLength: 60 }).map((text) => `${text}{"subject_identities":["${canary}"`), anything.map((value) => JSON.stringify(value)),
    );
    const before = await sql<{ n: number }>('select count(*)::int as n from rights.opendsr_request');
    let taken = 0;
    await fc.assert(fc.asyncProperty(hostile, async (body) => {
      const answer = await shop.send('POST', '/requests', body);
      if (answer.status === 201) {
        taken += 1;
        return;
      }
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(answer.body).toMatchObject({ error: { code: answer.status, message: expect.any(String) as string, errors: expect.any(Array) as unknown[] } });
      expect(answer.text).not.toContain('canary');
    }), { numRuns: 500 });
    expect(taken).toBeLessThan(60);
    expect((await sql<{ n: number }>('select count(*)::int as n from rights.opendsr_request'))[0]?.n).toBe((before[0]?.n ?? 0) + taken);
    expect(world.written.join('\n')).not.toContain('canary');
  }, 120_000);
});
