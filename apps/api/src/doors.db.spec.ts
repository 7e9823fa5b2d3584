import { randomUUID } from 'node:crypto';
import { KeysService, roles, rightsOf } from '@oubli/access';
import { api, type Method, roleNames, type Route } from '@oubli/contracts';
import fc from 'fast-check';
import { ApiWorld, type Client, testPassword } from './testing/world';

const routes = Object.entries<Route>(api);
const filled = (path: string): string => `/api/v1${path.replace('{id}', randomUUID()).replace('{recordType}', 'invoice').replace('{policy}', 'no-such').replace('{job}', 'none')}`;

describe('the doors of the API', () => {
  let world: ApiWorld;
  beforeAll(async () => {
    world = await ApiWorld.create();
  });
  afterAll(() => world.close());

  it('has exactly the routes that its document names', async () => {
    const document = (await world.client().ask('GET', '/openapi.json')).body as { paths: Record<string, Record<string, unknown>> };
    const named = Object.entries(document.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`));
    const router = (world.app.getHttpAdapter().getInstance() as { router: { stack: { route?: { path: string; methods: Record<string, boolean> } }[] } }).router;
    const live = router.stack.flatMap(({ route }) => (route?.path.startsWith('/api/') ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`) : []));
    expect([...new Set(live)].sort()).toEqual(named.sort());
  });

  it('lets nobody in who is not signed in, whatever the route', async () => {
    for (const [i, [name, route]] of routes.filter(([, r]) => r.right !== 'public').entries()) {
      // Each from an address of its own: whoever asks a hundred times from one is slowed down before she is refused.
      const headers = { 'X-Forwarded-For': `203.0.113.${i % 250}` };
      const answer = await world.client().ask(route.method, filled(route.path), route.method === 'GET' || route.method === 'DELETE' ? { headers } : { headers, body: {} });
      expect({ name, status: answer.status }).toEqual({ name, status: 401 });
    }
  });

  it.each(roleNames)('lets the role %s through exactly the doors it has the rights for', async (role) => {
    const client = await world.signedIn([role]);
    const mine = new Set<string>(rightsOf([role]));
    for (const [name, route] of routes) {
      if (route.right === 'public' || route.right === 'own-page' || route.kind === 'stream' || ['signOut', 'endMySession', 'changePassword', 'offerTotp', 'confirmTotp'].includes(name)) continue;
      const answer = await client.ask(route.method, filled(route.path), route.method === 'GET' || route.method === 'DELETE' ? {} : { body: {} });
      const allowed = route.right === 'session' || mine.has(route.right);
      expect({ name, refused: answer.status === 403 && /needs the right/.test(JSON.stringify(answer.body)), failed: answer.status >= 500 }).toEqual({ name, refused: !allowed, failed: false });
    }
  });

  it('gives no role a field whose purposes it does not serve: a trainer no invoice, communications no birth date and no account, few a name at birth', async () => {
    const officer = await world.signedIn(['data-protection-officer']);
    const matrix = ((await officer.ask('GET', '/api/v1/roles')).body as { results: { role: string; fields: { recordType: string; reads: string[] }[] }[] }).results;
    const reads = (role: string, type: string): string[] => matrix.find((m) => m.role === role)?.fields.find((f) => f.recordType === type)?.reads ?? [];
    expect(reads('trainer', 'invoice')).toEqual([]);
    expect(reads('communications', 'person')).not.toContain('birthDate');
    expect(reads('communications', 'bank-details')).toEqual([]);
    expect(matrix.filter((m) => reads(m.role, 'person').includes('birthName')).map((m) => m.role)).toEqual(['data-protection-officer', 'accountant']);
    expect(matrix.flatMap((m) => m.fields.filter((f) => f.reads.includes('passwordHash')))).toEqual([]);
    expect(roles.auditor.purposes).toEqual([]);
    expect(JSON.stringify(matrix.map((m) => ({ role: m.role, fields: m.fields.map((f) => `${f.recordType}: ${f.reads.join(' ')}`) })), null, 1)).toMatchSnapshot();
  });

  it('takes no form from elsewhere, and none without its token', async () => {
    const client = await world.signedIn(['operations']);
    const cookie = client.cookieHeader;
    expect((await world.client().ask('PUT', '/api/v1/kill-switch', { headers: { Cookie: cookie } })).body).toMatchObject({ code: 'csrf' });
    expect((await client.ask('PUT', '/api/v1/kill-switch', { headers: { Origin: 'https://evil.example' } })).body).toMatchObject({ code: 'csrf' });
    expect((await world.client().ask('POST', '/api/v1/session', { headers: { Origin: 'https://evil.example' }, body: { email: 'a@example.org', password: 'x' } })).body).toMatchObject({ code: 'csrf' });
    expect((await client.ask('PUT', '/api/v1/kill-switch')).status).toBe(204);
    expect((await client.ask('DELETE', '/api/v1/kill-switch')).status).toBe(204);
  });

  it('asks again who is there before what cannot be undone, and asks an API key never, because it has no password', async () => {
    const client = await world.signedIn(['administrator']);
    await world.db.owner.session.query(`update access.console_session set step_up_until = now() - interval '1 second'`);
    const start = { body: { accept: '0'.repeat(64) } };
    expect((await client.ask('POST', '/api/v1/runs', start)).body).toMatchObject({ code: 'step-up-needed' });
    expect((await client.ask('POST', '/api/v1/session/step-up', { body: { password: 'wrong one' } })).status).toBe(401);
    expect((await client.ask('POST', '/api/v1/session/step-up', { body: { password: testPassword } })).status).toBe(200);
    expect((await client.ask('POST', '/api/v1/runs', start)).body).toMatchObject({ code: 'plan-moved' });
    const { key } = await world.app.get(KeysService, { strict: false }).create({ name: 'all', scopes: ['*'], source: 's', origin: 'import', purposes: ['recruitment'], basis: 'contract', createdBy: null, expiresAt: null }, new Date());
    expect((await world.client(key).ask('POST', '/api/v1/runs', start)).body).toMatchObject({ code: 'step-up-needed' });
  });

  it('closes for a while after five failures, for an address nobody has as for one that somebody has', async () => {
    await world.signedIn(['trainer'], 'known@example.org');
    for (const email of ['known@example.org', 'unknown@example.org']) {
      const statuses: number[] = [];
      for (let i = 0; i < 6; i += 1) statuses.push((await world.client().ask('POST', '/api/v1/session', { body: { email, password: 'not the one' } })).status);
      await world.db.owner.session.query('delete from access.sign_in_failure');
      expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    }
  });

  it('ends sessions when they are idle, old, or their account is closed', async () => {
    const idle = await world.signedIn(['trainer'], 'idle@example.org');
    await world.db.owner.session.query(`update access.console_session set expires_at = now() - interval '1 second' where user_id = (select id from access.console_user where email = 'idle@example.org')`);
    expect((await idle.ask('GET', '/api/v1/session')).status).toBe(401);
    const leaver = await world.signedIn(['trainer'], 'leaver@example.org');
    const admin = await world.signedIn(['administrator']);
    const [row] = await world.db.owner.session.query<{ id: string }>(`select id from access.console_user where email = 'leaver@example.org'`);
    expect((await admin.ask('PATCH', `/api/v1/users/${row?.id ?? ''}`, { body: { closed: true } })).body).toMatchObject({ closedOn: expect.any(String) as string });
    expect((await leaver.ask('GET', '/api/v1/session')).status).toBe(401);
    expect((await world.client().ask('POST', '/api/v1/session', { body: { email: 'leaver@example.org', password: testPassword } })).status).toBe(401);
  });

  describe('under hostile requests', () => {
    let client: Client;
    beforeAll(async () => {
      const { key } = await world.app.get(KeysService, { strict: false }).create({ name: 'hostile', scopes: ['*'], source: 'h', origin: 'import', purposes: ['recruitment'], basis: 'contract', createdBy: null, expiresAt: null }, new Date());
      client = world.client(key);
    });

    const deep = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
    it.each<readonly [string, string, number]>([
      ['NUL', JSON.stringify({ items: [{ sourceId: 'a\u0000b', values: {} }] }), 400],
      ['half a surrogate pair', '{"items":[{"sourceId":"\\ud800","values":{}}]}', 400],
      ['a key that reaches the prototype', '{"items":[],"__proto__":{"admin":true}}', 400],
      ['nesting of ten thousand', deep(10_000), 400],
      ['a hundred thousand keys', `{${Array.from({ length: 100_000 }, (_, i) => `"k${i}":1`).join(',')}}`, 400],
      ['6 MB', JSON.stringify({ items: [{ sourceId: 'x'.repeat(6_000_000), values: {} }] }), 413],
      ['no JSON', '{"items":', 400],
      ['a number', '1', 400],
      ['an infinite number', '{"items":[{"sourceId":"a","values":{"lastName":1e999}}]}', 400],
    ])('refuses %s and tells nothing back', async (_what, body, status) => {
      const answer = await client.ask('POST', '/api/v1/records/person/batch', { body, headers: { 'Content-Type': 'application/json' } });
      expect(answer.status).toBe(status);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    });

    it('stores what it takes bit by bit: right-to-left marks, joined emoji, combining letters', async () => {
      for (const [i, lastName] of ['\u202eEvil', '👩‍👩‍👧‍👦', 'e\u0301le\u0300ve', 'ﬁ', '\ufeffBOM', 'a\r\nb', 'İstanbul ß'].entries()) {
        const made = await client.ask('POST', '/api/v1/records/person', { body: { sourceId: `bits-${i}`, values: { lastName } } });
        expect(made.status).toBe(201);
        const { id } = made.body as { id: string };
        expect((await client.ask('GET', `/api/v1/records/person/${id}`)).body).toMatchObject({ values: { lastName } });
      }
    });

    it('answers no generated request with a failure of its own', async () => {
      const anything = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.double(), fc.boolean(), fc.constant(null), fc.jsonValue({ maxDepth: 3 }));
      const failures: string[] = [];
      await fc.assert(fc.asyncProperty(
        fc.constantFrom(...routes.filter(([name, r]) => r.kind !== 'stream' && !['signOut', 'verifyLedger', 'readPreview', 'readSamples', 'listDue', 'stopAll', 'readOverview'].includes(name))), fc.dictionary(fc.constantFrom('recordType', 'values', 'items', 'sourceId', 'body', 'title', 'policy', 'limit', 'after', 'reason', 'q', 'personId', 'kind', 'occurredOn', 'decision'), anything, { maxKeys: 6 }),
        fc.string({ unit: 'binary', maxLength: 40 }),
        async ([name, route], body, segment) => {
          const method: Method = route.method;
          const path = `/api/v1${route.path.replace(/\{\w+\}/, encodeURIComponent(segment.isWellFormed() ? segment : 'x') || 'x').replaceAll(/\{\w+\}/g, 'person')}`;
          const query = method === 'GET' ? `?${new URLSearchParams(Object.entries(body).map(([k, v]): [string, string] => [k, typeof v === 'string' ? v.toWellFormed() : JSON.stringify(v)]))}` : '';
          const answer = await client.ask(method, `${path}${query}`, method === 'GET' || method === 'DELETE' ? {} : { body });
          if (answer.status >= 500 && answer.status !== 503) failures.push(`${name} ${answer.status}`);
        }), { numRuns: 10_000 });
      expect(failures).toEqual([]);
    }, 240_000);
  });
});
