import { randomUUID } from 'node:crypto';
import { domainRegistry, type PageDoor, sendPageLink } from '@oubli/domains';
import { loadSchedule, why } from '@oubli/retention';
import { endOldLinks } from '@oubli/rights';
import { ApiWorld, type Client } from './testing/world';
import { toldApart } from './testing/told-apart';

interface Group {
  readonly recordType: string;
  readonly count: number;
  readonly archived: number;
  readonly restricted: number;
  readonly secondProof: boolean;
  readonly lastEnd: string | null;
  readonly undated: number;
  readonly fields: readonly { readonly column: string }[];
  readonly records: readonly { readonly values: readonly { readonly column: string; readonly value: string }[] }[];
}
interface Page {
  readonly csrfToken: string;
  readonly groups: readonly Group[];
  readonly disclosures: readonly { readonly recipient: string }[];
}

describe('a person’s own page', () => {
  let world: ApiWorld;
  const [ann, joann, bob, gone] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  let address = 0;
  const sql = <T extends object>(text: string, values: readonly unknown[] = []): Promise<T[]> => world.db.owner.session.query<T>(text, values);
  const from = () => ({ 'X-Forwarded-For': `198.51.100.${address++ % 250}` });
  const askFor = (client: Client, email: string) => client.ask('POST', '/api/v1/public/own-page/links', { body: { email, language: 'en' }, headers: from() });
  const open = (client: Client, token: string) => client.ask('POST', '/api/v1/public/own-page/sessions', { body: { token }, headers: from() });
  const lastMail = async (mailbox: string): Promise<string> => (await sql<{ body: string }>('select body from outbox.message where lower(address) = lower($1) order by created_at desc limit 1', [mailbox]))[0]?.body ?? '';
  const tokenFor = async (mailbox: string): Promise<string> => /own-page#([A-Za-z0-9_-]{43})/.exec(await lastMail(mailbox))?.[1] ?? '';
  const pageOf = async (client: Client): Promise<Page> => (await client.ask('GET', '/api/v1/own-page')).body as Page;
  const opened = async (mailbox: string): Promise<Client> => {
    const client = world.client();
    await askFor(client, mailbox);
    expect((await open(client, await tokenFor(mailbox))).status).toBe(200);
    return client;
  };

  beforeAll(async () => {
    world = await ApiWorld.create();
    for (const [id, last] of [[ann, 'Example'], [joann, 'Joannides'], [bob, 'Bobson'], [gone, 'Gone']] as const) await sql(`insert into people.person (id, last_name, first_name, collected_on, origin) values ($1, $2, 'A', '2025-01-01', 'person')`, [id, last]);
    for (const [id, mailbox] of [[ann, 'Ann@example.org'], [joann, 'joann@example.org'], [ann, 'couple@example.org'], [bob, 'couple@example.org'], [bob, 'bob@example.org'], [gone, 'gone@example.org']] as const) {
      await sql(`insert into people.contact_details (id, person_id, email, phone, collected_on, origin) values (gen_random_uuid(), $1, $2, '+33639980017', '2025-01-01', 'person')`, [id, mailbox]);
    }
    await sql(`insert into people.bank_details (id, person_id, holder, account_shown, collected_on, origin) values (gen_random_uuid(), $1, 'Canary Holder', 'FR 9876', '2025-01-01', 'person')`, [ann]);
    await sql(`insert into recruitment.appointment (id, person_id, held_on, subject, notes, collected_on, origin) values (gen_random_uuid(), $1, '2025-03-01', 'Canary subject', 'Canary notes about Joannides', '2025-03-01', 'person')`, [ann]);
    await sql(`insert into recruitment.expert_profile (id, person_id, skills, collected_on, origin, phase) values (gen_random_uuid(), $1, 'Canary skills', '2020-01-01', 'person', 'archived')`, [ann]);
  });
  afterAll(() => world.close());

  it('is opened once, by the link she was sent, in the browser that asked; only keyed hashes are kept', async () => {
    const client = world.client();
    const answer = await askFor(client, 'ANN@example.org');
    expect(answer).toMatchObject({ status: 202, body: { sent: 'if-known' } });
    const token = await tokenFor('ann@example.org');
    expect(JSON.stringify(await sql('select * from rights.link'))).not.toContain(token);
    // The link in somebody else's browser, with and without a link of her own, opens nothing and uses nothing up.
    const stranger = world.client();
    const refusals = new Set([JSON.stringify((await open(stranger, token)).body)]);
    await askFor(stranger, 'bob@example.org');
    refusals.add(JSON.stringify((await open(stranger, token)).body));
    refusals.add(JSON.stringify((await open(stranger, 'A'.repeat(43))).body));
    expect((await open(client, token)).status).toBe(200);
    refusals.add(JSON.stringify((await open(client, token)).body));
    expect([...refusals]).toEqual([expect.stringContaining('"gone"')]);
    expect((await pageOf(client)).groups.length).toBeGreaterThan(3);
    expect((await stranger.ask('GET', '/api/v1/own-page')).status).toBe(401);
  });

  it('is not opened by a link that is over, and closes by itself', async () => {
    const client = world.client();
    await askFor(client, 'ann@example.org');
    const token = await tokenFor('ann@example.org');
    await sql(`update rights.link set expires_at = now() - interval '1 second' where kind = 'own-page'`);
    expect((await open(client, token)).status).toBe(410);
    const other = await opened('joann@example.org');
    expect((await other.ask('GET', '/api/v1/own-page')).status).toBe(200);
    await sql(`update rights.page_session set expires_at = now() - interval '1 second'`);
    expect((await other.ask('GET', '/api/v1/own-page')).status).toBe(401);
    await endOldLinks(world.db.owner.session);
    expect(await sql('select 1 from rights.page_session union all select 1 from rights.link')).toEqual([]);
  });

  it('shows what is in use of hers, with its end; says of the rest that it is held, and shows nobody else', async () => {
    const page = await pageOf(await opened('ann@example.org'));
    const group = (type: string): Group | undefined => page.groups.find((g) => g.recordType === type);
    const values = (type: string): string[] => group(type)?.records.flatMap((r) => r.values.map((v) => v.value)) ?? [];
    expect(values('person')).toContain('Example');
    expect(values('contact-details').sort()).toEqual(expect.arrayContaining(['+33639980017', 'Ann@example.org', 'couple@example.org']));
    expect(group('bank-details')).toMatchObject({ count: 1, secondProof: true, records: [] });
    expect(group('bank-details')?.fields.map((f) => f.column)).toEqual(expect.arrayContaining(['holder', 'accountShown']));
    expect(group('expert-profile')).toMatchObject({ count: 1, archived: 1, restricted: 0, records: [] });
    expect(group('expert-profile')?.fields.map((f) => f.column)).toContain('skills');
    expect(values('appointment')).toContain('2025-03-01');
    const [one] = await sql<{ id: string }>(`select id::text as id from people.contact_details where email = 'Ann@example.org'`);
    const { session } = world.db.engine;
    expect(group('contact-details')?.lastEnd).toBe((await why(session, domainRegistry, await loadSchedule(session), 'contact-details', one?.id ?? '')).dueOn);
    expect(group('bank-details')).toMatchObject({ lastEnd: expect.any(String) as string, undated: 0 });
    expect(JSON.stringify(page)).not.toMatch(/Canary|Joannides|joann@|Bobson|[0-9a-f]{8}-[0-9a-f]{4}/);
    const joanns = await pageOf(await opened('joann@example.org'));
    expect(JSON.stringify(joanns)).not.toMatch(/Canary|Example|Ann@|couple@/);
    expect(joanns.groups.map((g) => g.recordType).sort()).toEqual(['contact-details', 'person']);
  });

  it('says of what is restricted that it is held, and shows no value', async () => {
    await sql(`insert into retention.restriction (id, person_id, placed_at, review_on) values (gen_random_uuid(), $1, now(), calendar.paris_date(now()) + 30)`, [bob]);
    const page = await pageOf(await opened('bob@example.org'));
    expect(page.groups.find((g) => g.recordType === 'contact-details')).toMatchObject({ count: 2, restricted: 2, records: [] });
    expect(JSON.stringify(page)).not.toMatch(/bob@|Bobson|\+336/);
  });

  it('is none for a mailbox of two: they are told the way to a second proof, and nobody is told that they were', async () => {
    const client = world.client();
    expect((await askFor(client, 'couple@example.org')).body).toEqual({ sent: 'if-known' });
    const mail = await lastMail('couple@example.org');
    expect(mail).toContain('more than one person');
    expect(mail).toContain('/public/request');
    expect(mail).not.toMatch(/#|Example|Bobson/);
  });

  it('files each right as one action, identified already, and acknowledged', async () => {
    const client = await opened('joann@example.org');
    const file = (body: unknown, headers: Readonly<Record<string, string>>) => client.ask('POST', '/api/v1/own-page/requests', { body, headers });
    const { csrfToken } = await pageOf(client);
    for (const kind of ['access', 'erasure', 'portability', 'objection']) {
      const filed = await file({ kind }, { 'X-CSRF-Token': csrfToken });
      expect(filed.status).toBe(202);
      const [row] = await sql('select kind, person_id::text as person, p.method from rights.request r join rights.identity_proof p on p.request_id = r.id where number = $1', [(filed.body as { number: string }).number]);
      expect(row).toEqual({ kind, person: joann, method: 'e-mail-link' });
    }
    expect((await client.ask('POST', '/api/v1/own-page/requests', { body: { kind: 'access' }, headers: { 'X-CSRF-Token': 'wrong' } })).status).toBe(403);
    expect((await file({ kind: 'access', personId: ann }, { 'X-CSRF-Token': csrfToken })).status).toBe(400);
    expect((await client.ask('DELETE', '/api/v1/own-page', { headers: { 'X-CSRF-Token': csrfToken } })).status).toBe(204);
    expect((await client.ask('GET', '/api/v1/own-page')).status).toBe(401);
  });

  it('gives no right of the console, and a session of the console is nobody’s own page', async () => {
    const client = await opened('joann@example.org');
    for (const path of ['/api/v1/session', '/api/v1/people', '/api/v1/requests', '/api/v1/overview']) expect((await client.ask('GET', path)).status).toBe(401);
    expect((await (await world.signedIn(['data-protection-officer'])).ask('GET', '/api/v1/own-page')).status).toBe(401);
  });

  it('asks for a second proof before it shows values where the house asks everybody for a document', async () => {
    await sql(`update rights.identity_setting set mode = 'policy-strict'`);
    const page = await pageOf(await opened('joann@example.org'));
    await sql(`update rights.identity_setting set mode = 'proportional'`);
    expect(page.groups.every((g) => g.secondProof && g.records.length === 0)).toBe(true);
    expect(JSON.stringify(page)).not.toMatch(/joann@|Joannides/);
  });

  it('is asked for in the same words and, within noise, in the same time, whoever is known; without the even pace a stranger could tell', async () => {
    const times = { known: [] as number[], unknown: [] as number[] };
    const texts = new Set<string>();
    for (let i = 0; i < 25; i += 1) {
      for (const who of i % 2 === 0 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)) {
        if (i % 4 === 0) await sql('delete from rights.link');
        const before = performance.now();
        const { status, body } = await askFor(world.client(), who === 'known' ? `mailbox${i}@example.org` : `nobody${i}@example.org`);
        times[who].push(performance.now() - before);
        texts.add(`${status} ${JSON.stringify(body)}`);
        if (who === 'unknown') await sql(`insert into people.contact_details (id, person_id, email, collected_on, origin) values (gen_random_uuid(), $1, $2, '2025-01-01', 'person')`, [gone, `mailbox${i + 1}@example.org`]);
      }
    }
    expect([...texts]).toHaveLength(1);
    expect(toldApart(times.known, times.unknown)).toBe(false);
    const door: PageDoor = { app: world.house.logins.app, engine: world.house.logins.engine, key: world.house.logins.keys.ledger, address: world.base };
    const bare = { known: [] as number[], unknown: [] as number[] };
    for (let i = 0; i < 40; i += 1) {
      for (const who of ['known', 'unknown'] as const) {
        const before = performance.now();
        await sendPageLink(door, { mailbox: who === 'known' ? 'gone@example.org' : 'nobody@example.org', language: 'en' }, 'T'.repeat(40) + String(100 + i), 'browser');
        bare[who].push(performance.now() - before);
      }
    }
    expect(toldApart(bare.known, bare.unknown)).toBe(true);
  }, 120_000);

  it('of one address is slowed down', async () => {
    const statuses = await Promise.all(Array.from({ length: 25 }, () => world.client().ask('POST', '/api/v1/public/own-page/links', { body: { email: 'x@example.org' }, headers: { 'X-Forwarded-For': '203.0.113.9' } })));
    expect(statuses.filter((s) => s.status === 429)).toHaveLength(5);
  });
});
