import { randomUUID } from 'node:crypto';
import { blockSeconds, endDelegatedActs, UsersService } from '@oubli/access';
import { TOTP } from 'otpauth';
import { type Answer, ApiWorld, testPassword } from './testing/world';

interface Waiting {
  readonly address: string;
  readonly body: string;
  readonly kind: string;
}

describe('a lost password', () => {
  let world: ApiWorld;
  beforeAll(async () => {
    world = await ApiWorld.create();
    await world.signedIn(['auditor'], 'known@example.org');
  });
  beforeEach(async () => {
    await world.db.owner.session.query('delete from outbox.message');
    await world.db.owner.session.query('delete from access.sign_in_failure');
  });
  afterAll(() => world.close());

  const ask = (email: string) => world.client().ask('POST', '/api/v1/password-resets', { body: { email } });
  const waiting = (): Promise<Waiting[]> => world.db.owner.session.query<Waiting>('select address, body, kind from outbox.message');
  const tokenIn = (body: string): string => /\/link\/reset#(\S+)/.exec(body)?.[1] ?? '';

  it('is answered for a known address as for an unknown one, and only the known one is written to', async () => {
    const [known, unknown] = [await ask('known@example.org'), await ask('nobody@example.org')];
    expect(known.status).toBe(202);
    expect({ status: unknown.status, body: unknown.body }).toEqual({ status: known.status, body: known.body });
    expect((await waiting()).map(({ address, kind }) => [address, kind])).toEqual([['known@example.org', 'password-reset']]);
  });

  it('takes as long for an unknown address as for a known one, within noise', async () => {
    const time = async (email: string): Promise<number> => {
      const before = performance.now();
      await ask(email);
      return performance.now() - before;
    };
    const [known, unknown] = [await time('known@example.org'), await time('nobody@example.org')];
    expect(Math.min(known, unknown)).toBeGreaterThan(390);
    expect(Math.abs(known - unknown)).toBeLessThan(250);
  });

  it('sends a link that sets a password once', async () => {
    await ask('known@example.org');
    const token = tokenIn((await waiting())[0]?.body ?? '');
    const use = (password: string) => world.client().ask('POST', '/api/v1/password-links', { body: { token, password } });
    expect((await use('correct horse battery staple 9')).status).toBe(200);
    expect((await use('another horse battery staple 9')).status).toBe(401);
    const old = await world.client().ask('POST', '/api/v1/session', { body: { email: 'known@example.org', password: testPassword } });
    expect(old.status).toBe(401);
  });

  it('lets one of two who use a link at once set the password', async () => {
    await ask('known@example.org');
    const token = tokenIn((await waiting())[0]?.body ?? '');
    const answers = await Promise.all([1, 2].map((n) => world.client().ask('POST', '/api/v1/password-links', { body: { token, password: `yellow boat harbour ${n}` } })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 401]);
  });

  it('still asks for the code of the authenticator', async () => {
    await world.signedIn(['auditor'], 'totp@example.org');
    const users = world.app.get(UsersService, { strict: false });
    const user = await users.byEmail('totp@example.org');
    if (!user) throw new Error('There is no such account.');
    const { secret } = await users.offerTotp(user);
    await users.confirmTotp(await users.required(user.id), new TOTP({ secret }).generate(), new Date());
    await ask('totp@example.org');
    const answer = await world.client().ask('POST', '/api/v1/password-links', { body: { token: tokenIn((await waiting())[0]?.body ?? ''), password: 'yellow boat harbour 5' } });
    expect(answer.body).toMatchObject({ state: 'totp-needed' });
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it('makes the earlier link of two useless', async () => {
    await ask('known@example.org');
    const first = tokenIn((await waiting())[0]?.body ?? '');
    await world.db.owner.session.query('delete from outbox.message');
    await ask('known@example.org');
    const answer = await world.client().ask('POST', '/api/v1/password-links', { body: { token: first, password: 'correct horse battery staple 9' } });
    expect(answer.status).toBe(401);
  });

  it('is slowed down for one address, known or not, before a box is full', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 7; i += 1) statuses.push((await ask('nobody@example.org')).status);
    expect(blockSeconds(5)).toBeGreaterThan(0);
    expect(statuses.slice(0, 5)).toEqual([202, 202, 202, 202, 202]);
    expect(statuses.at(-1)).toBe(429);
  });

  it('writes nothing to an account that is closed', async () => {
    await world.signedIn(['auditor'], 'leaver@example.org');
    await world.db.owner.session.query(`update access.console_user set closed_on = current_date, password_hash = null where email = 'leaver@example.org'`);
    await ask('leaver@example.org');
    expect(await waiting()).toEqual([]);
  });
});

describe('the room for messages', () => {
  let world: ApiWorld;
  beforeAll(async () => {
    world = await ApiWorld.create();
  });
  afterAll(() => world.close());

  it('shows operations what left and what did not, without address or text, and sends a refused one again', async () => {
    const operations = await world.signedIn(['operations']);
    await world.db.owner.session.query(`insert into outbox.message (kind, address, subject, body, language, state, ended_at) values ('invitation', 'zoe.canary@example.org', 'canary subject', 'canary body', 'fr', 'refused', now())`);
    const listed = await operations.ask('GET', '/api/v1/messages?state=refused');
    expect(listed.status).toBe(200);
    expect(JSON.stringify(listed.body)).not.toMatch(/canary/);
    const { results } = listed.body as { results: { id: string; address: string }[] };
    expect(results[0]?.address).toBe('z••••@••••');
    expect((await operations.ask('POST', `/api/v1/messages/${results[0]?.id ?? ''}/send-again`)).status).toBe(204);
    expect((await operations.ask('POST', `/api/v1/messages/${results[0]?.id ?? ''}/send-again`)).status).toBe(404);
  });

  it('is closed to a recruiter', async () => {
    const recruiter = await world.signedIn(['recruiter']);
    expect((await recruiter.ask('GET', '/api/v1/messages')).status).toBe(403);
  });
});

describe('an integration that acts for one of its users', () => {
  let world: ApiWorld;
  beforeAll(async () => {
    world = await ApiWorld.create();
  });
  afterAll(() => world.close());

  it('names her by an opaque id, which is in the trail for a year; anything else is refused and not repeated', async () => {
    const administrator = await world.signedIn(['data-protection-officer', 'administrator']);
    const made = await administrator.ask('POST', '/api/v1/keys', { body: { name: 'extranet', scopes: ['people:read'], source: 'extranet', purposes: ['recruitment'], basis: 'contract' } });
    const { key } = made.body as { key: string };
    const on = randomUUID();
    const asked = (headers: Record<string, string>): Promise<Answer> => world.client(key).ask('GET', '/api/v1/people?q=durand', { headers });
    expect((await asked({ 'On-Behalf-Of': on })).status).toBe(200);
    for (const wrong of ['anne@example.org', 'Anne Durand', '255017511500123', `${on}, ${on}`]) {
      const refused = await asked({ 'On-Behalf-Of': wrong });
      expect(refused.status).toBe(400);
      expect(JSON.stringify(refused.body)).not.toContain(wrong);
    }
    expect((await administrator.ask('GET', '/api/v1/people?q=durand', { headers: { 'On-Behalf-Of': on } })).status).toBe(400);
    const trail = async (): Promise<string[]> => {
      const { results } = (await administrator.ask('GET', '/api/v1/activity?area=other')).body as { results: { who: string; action: string }[] };
      return results.filter((r) => r.who === `extranet (${on})`).map((r) => r.action);
    };
    expect(await trail()).toEqual(['GET /people']);
    await world.db.owner.session.query(`update access.delegated_act set occurred_on = current_date - interval '1 year'`);
    await world.db.engine.session.query(endDelegatedActs);
    expect(await trail()).toEqual(['GET /people']);
    await world.db.owner.session.query(`update access.delegated_act set occurred_on = current_date - interval '1 year 1 day'`);
    await world.db.engine.session.query(endDelegatedActs);
    expect(await trail()).toEqual([]);
  });
});
