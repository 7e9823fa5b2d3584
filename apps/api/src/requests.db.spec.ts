import { randomUUID } from 'node:crypto';
import { KeysService } from '@oubli/access';
import { requestFormFields } from '@oubli/rights';
import fc from 'fast-check';
import { ApiWorld, type Client } from './testing/world';
import { toldApart } from './testing/told-apart';

interface Filed {
  readonly number: string;
  readonly receivedOn: string;
  readonly answerBy: string;
  readonly message: string;
}
interface Shown {
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly state: string;
  readonly dueLegal: string;
  readonly moves: readonly string[];
  readonly proposedKind: string | null;
  readonly contact: { readonly email: string | null } | null;
  readonly timeline: readonly { readonly kind: string }[];
  readonly documents: readonly { readonly id: string; readonly kind: string }[];
}

describe('requests through the API', () => {
  let world: ApiWorld;
  let officer: Client;
  const known = randomUUID();
  let address = 0;
  /** The public form from an address of its own each time: the limits of one address have a test of theirs. */
  const file = (body: unknown, from = `198.51.100.${address++ % 250}`) => world.client().ask('POST', '/api/v1/public/requests', { body, headers: { 'X-Forwarded-For': from } });
  const form = { language: 'en', name: 'Ann Example', email: 'ann@example.org', words: 'Please delete me.' } as const;
  const find = async (number: string): Promise<Shown> => {
    const { results } = (await officer.ask('GET', `/api/v1/requests?show=all&q=${number}`)).body as { results: Shown[] };
    return (await officer.ask('GET', `/api/v1/requests/${results[0]?.id ?? ''}`)).body as Shown;
  };
  const filed = async (more: object = {}): Promise<Shown> => find(((await file({ ...form, ...more })).body as Filed).number);
  const move = (id: string, body: object) => officer.ask('POST', `/api/v1/requests/${id}/moves`, { body });

  beforeAll(async () => {
    world = await ApiWorld.create();
    officer = await world.signedIn(['data-protection-officer']);
    const { session } = world.db.owner;
    await session.query(`insert into people.person (id, last_name, first_name, collected_on, origin) values ($1, 'Example', 'Ann', '2024-01-01', 'person')`, [known]);
    await session.query(`insert into people.contact_details (id, person_id, email, collected_on, origin) values (gen_random_uuid(), $1, 'ann@example.org', '2024-01-01', 'person')`, [known]);
  });
  afterAll(() => world.close());

  it('are filed by anybody without signing in, and acknowledged the same day with number and day of answer', async () => {
    const answer = await file(form);
    const body = answer.body as Filed;
    expect(answer.status).toBe(202);
    expect(body.message).toContain(body.number);
    expect(body.answerBy > body.receivedOn).toBe(true);
    const request = await find(body.number);
    expect(request).toMatchObject({ kind: 'erasure', door: 'form', state: 'received', personId: null, receivedOn: body.receivedOn, dueLegal: body.answerBy, contact: { email: 'ann@example.org' } });
    expect(request.timeline.map((e) => e.kind)).toEqual(['registered', 'acknowledged']);
    expect((await officer.ask('GET', `/api/v1/request-documents/${request.documents[0]?.id ?? ''}`)).body).toMatchObject({ text: expect.stringContaining(body.message.slice(0, 60)) });
  });

  it('are answered the same to whoever is known, was refused before, or is not known, in words and, within noise, in time; a look-up would show', async () => {
    const refused = await filed({ kind: 'access', email: 'refused0@example.org' });
    for (const body of [{ move: 'take' }, { move: 'decide', outcome: 'refused' }]) expect((await move(refused.id, body)).status).toBe(200);
    const kinds = ['known', 'refused', 'unknown'] as const;
    const times = { known: [] as number[], refused: [] as number[], unknown: [] as number[] };
    const texts = new Set<string>();
    for (let i = 0; i < 40; i++) {
      // Each has a mailbox of its own each time: of one and the same, messages are slowed down.
      for (const who of ['known', 'refused']) await world.db.owner.session.query(`insert into people.contact_details (id, person_id, email, collected_on, origin) values (gen_random_uuid(), $1, $2, '2024-01-01', 'person')`, [known, `${who}${i}@example.org`]);
      await world.db.owner.session.query(`update rights.request_contact set email = $2 where request_id = $1`, [refused.id, `refused${i}@example.org`]);
      for (const who of kinds.map((_, n) => kinds[(n + i) % kinds.length] ?? 'unknown')) {
        const before = performance.now();
        const { status, body } = await file({ ...form, email: `${who}${i}@example.org` });
        times[who].push(performance.now() - before);
        texts.add(`${status} ${JSON.stringify(body).replaceAll(/R-\d{4}-\d+/g, 'NUMBER')}`);
      }
    }
    expect([...texts]).toHaveLength(1);
    expect([toldApart(times.known, times.unknown), toldApart(times.refused, times.unknown), toldApart(times.known, times.refused)]).toEqual([false, false, false]);
    expect(toldApart(times.known.map((time) => time + 25), times.unknown)).toBe(true);
  }, 120_000);

  it('of 500 hostile forms are refused with a clear 4xx that repeats nothing', async () => {
    const secret = 'zibeline-9f3';
    const evil = fc.constantFrom(`<script>${secret}</script>`, `'; drop table rights.request; -- ${secret}`, `${secret}\u0000`, `${secret}\uD800`, `../../${secret}`, `{{${secret}}}`, `${secret}`.repeat(2000), `\${jndi:${secret}}`);
    const wrong = fc.oneof(evil, fc.integer(), fc.constant(null), fc.array(evil, { maxLength: 3 }), fc.dictionary(evil.filter((k) => k.length < 100), evil, { maxKeys: 2 }), fc.boolean());
    const hostile = fc.oneof(
      wrong,
      fc.record({ language: fc.constantFrom('xx', secret), name: wrong, email: wrong, words: wrong }),
      fc.record({ ...Object.fromEntries(Object.entries(form).map(([k, v]) => [k, fc.constant(v)])), email: evil }),
      fc.record({ ...Object.fromEntries(Object.entries(form).map(([k, v]) => [k, fc.constant(v)])), [secret]: evil }),
      fc.record({ ...Object.fromEntries(Object.entries(form).map(([k, v]) => [k, fc.constant(v)])), kind: evil }),
      fc.constant({ ...form, words: `${secret} 255017511500187` }),
      fc.constant({ ...form, words: '' }),
      fc.constantFrom({ ...form, email: undefined }, { ...form, words: undefined }, { ...form, policy: randomUUID() }, { ...form, policy: secret }, { ...form, birthDate: '1950-01-01' }, { ...form, personId: randomUUID() }),
    );
    const before = (await world.db.owner.session.query<{ n: number }>('select count(*)::int as n from rights.request'))[0]?.n;
    const bad: unknown[] = [];
    for (const body of fc.sample(hostile, { numRuns: 500, seed: 6 })) {
      const answer = await file(typeof body === 'string' ? JSON.stringify(body) : body);
      const text = JSON.stringify(answer.body);
      if (answer.status < 400 || answer.status >= 500 || text.includes(secret) || !text.includes('"code"')) bad.push({ status: answer.status, text });
    }
    expect(bad).toEqual([]);
    expect((await world.db.owner.session.query<{ n: number }>('select count(*)::int as n from rights.request'))[0]?.n).toBe(before);
    expect(world.written.join('\n')).not.toContain(secret);
  }, 180_000);

  it('keep which privacy policy stood beside the form, and take its fields from what purposes declare', async () => {
    const described = (await world.client().ask('GET', '/api/v1/public/request-form')).body as { fields: { name: string; purposes: string[]; required: boolean; without: Record<string, string> }[]; policy: { id: string; title: string } };
    expect(described.fields.map((f) => f.name)).toEqual(['name', 'email', 'phone', 'address', 'words']);
    expect(described.fields.every((f) => f.purposes.includes('rights-and-disputes'))).toBe(true);
    expect(described.fields.filter((f) => f.required).map((f) => f.name)).toEqual(['name']);
    expect(described.fields.map((f) => f.without)).toEqual(Object.values(requestFormFields));
    expect(new Set(described.fields.flatMap((f) => ['fr', 'en', 'de'].map((language) => f.without[language]))).size).toBe(3 * described.fields.length);
    expect(described.policy.title).toBe('Privacy policy after the CNIL recruitment guide');
    const { id } = await filed({ policy: described.policy.id });
    expect(await world.db.app.session.query('select publication_id::text as id, language from rights.request_notice where request_id = $1', [id])).toEqual([{ id: described.policy.id, language: 'en' }]);
    const later = randomUUID();
    await world.db.owner.session.query(`insert into retention.publication (id, effective_from, title, reason, explanation) values ($1, '2099-01-01', 'Later', 'other', 'Later')`, [later]);
    expect((await file({ ...form, policy: later })).body).toMatchObject({ status: 400, errors: [{ pointer: '/policy' }] });
    await world.db.owner.session.query('delete from retention.publication where id = $1', [later]);
  });

  it('need no e-mail where there is an address, and no words where it is said what is asked for', async () => {
    const { email: _email, words: _words, ...rest } = form;
    expect((await file({ ...rest, kind: 'access', address: '1 rue de la Paix, Paris' })).status).toBe(202);
    expect((await file({ ...rest, kind: 'access' })).body).toMatchObject({ status: 400, errors: [{ pointer: '/email' }] });
    expect((await file({ ...rest, email: 'a@example.org' })).body).toMatchObject({ status: 400, errors: [{ pointer: '/words' }] });
  });

  it('of one address are slowed down', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 25; i++) statuses.push((await file(form, '203.0.113.7')).status);
    expect(statuses.slice(0, 20).every((s) => s === 202)).toBe(true);
    expect(statuses.slice(20).every((s) => s === 429)).toBe(true);
  });

  it('that came by post count from the day of the letter, whoever registers them', async () => {
    const clerk = await world.signedIn(['recruiter']);
    const answer = await clerk.ask('POST', '/api/v1/requests', { body: { kind: 'access', door: 'post', receivedOn: '2026-01-31', contact: { name: 'Jean Martin', address: '1 rue de la Paix, Paris' } } });
    expect(answer).toMatchObject({ status: 201, body: { dueTarget: '2026-02-28', dueLegal: '2026-03-02', urgency: 'late' } });
    const future = await clerk.ask('POST', '/api/v1/requests', { body: { kind: 'access', door: 'desk', receivedOn: '2099-01-01', contact: {} } });
    expect(future).toMatchObject({ status: 422, body: { code: 'refused' } });
    expect((await clerk.ask('GET', '/api/v1/requests')).status).toBe(403);
  });

  it('that came as a message are read, and a human says what they are; the day of the message stays', async () => {
    const { key } = await world.app.get(KeysService, { strict: false }).create({ name: 'site', scopes: ['requests:write'], source: 'site', origin: 'person', purposes: ['rights-and-disputes'], basis: 'legal-obligation', createdBy: null, expiresAt: null }, new Date());
    const message = await world.client(key).ask('POST', '/api/v1/requests', { body: { door: 'contact-message', language: 'de', receivedOn: '2026-11-02', contact: { email: 'b@example.org', words: 'Bitte löschen Sie meine Daten' } } });
    const { id } = message.body as { id: string };
    expect(message).toMatchObject({ status: 201, body: { kind: 'erasure', receivedOn: '2026-11-02', dueLegal: '2026-12-02' } });
    const said = await officer.ask('PUT', `/api/v1/requests/${id}/kind`, { body: { kind: 'access' } });
    expect(said).toMatchObject({ status: 200, body: { kind: 'access', proposedKind: 'erasure', receivedOn: '2026-11-02', dueLegal: '2026-12-02' } });
    expect((said.body as Shown).timeline.map((e) => e.kind)).toContain('reclassified');
  });

  it('are worked on by the officer, seen without who asked by an administrator, and by nobody else', async () => {
    const { id, moves } = await filed();
    expect(moves).toEqual(['take', 'ask-identity', 'forward', 'withdraw']);
    expect((await move(id, { move: 'take' })).body).toMatchObject({ state: 'open' });
    expect((await move(id, { move: 'take' })).status).toBe(409);
    expect((await officer.ask('PUT', `/api/v1/requests/${id}/person`, { body: { personId: known } })).body).toMatchObject({ personId: known });
    expect((await officer.ask('PUT', `/api/v1/requests/${id}/person`, { body: { personId: randomUUID() } })).status).toBe(410);
    expect((await officer.ask('POST', `/api/v1/requests/${id}/extension`, { body: { reason: 'complexity' } })).body).toMatchObject({ extensionReason: 'complexity', mayExtend: false });
    expect((await officer.ask('POST', `/api/v1/requests/${id}/notes`, { body: { body: 'Called back.' } })).status).toBe(204);
    expect((await move(id, { move: 'decide' })).body).toMatchObject({ errors: [{ pointer: '/outcome' }] });
    expect((await move(id, { move: 'decide', outcome: 'granted' })).body).toMatchObject({ state: 'decided', outcome: 'granted' });
    expect((await move(id, { move: 'answer' })).status).toBe(409);
    await world.db.owner.session.query(`update rights.request set state = 'carrying-out' where id = $1`, [id]);
    expect((await move(id, { move: 'answer' })).body).toMatchObject({ state: 'answered', daysLeft: null });
    const admin = await world.signedIn(['administrator']);
    expect((await admin.ask('GET', `/api/v1/requests/${id}`)).body).toMatchObject({ state: 'answered', contact: null, moves: [], documents: [], notes: [] });
    expect((await admin.ask('POST', `/api/v1/requests/${id}/moves`, { body: { move: 'close' } })).status).toBe(403);
    expect((await (await world.signedIn(['auditor'])).ask('GET', '/api/v1/requests')).status).toBe(403);
  });

  it('stand in the inbox by their legal date, late ones counted', async () => {
    const inbox = (await officer.ask('GET', '/api/v1/requests')).body as { results: { dueLegal: string }[]; late: number; open: number };
    const days = inbox.results.map((r) => r.dueLegal);
    expect(days).toEqual([...days].sort());
    expect(inbox.late).toBe(1);
    expect(inbox.open).toBe(inbox.results.length);
    const late = (await officer.ask('GET', '/api/v1/requests?show=late')).body as { results: { door: string }[] };
    expect(late.results.map((r) => r.door)).toEqual(['post']);
  });
});
