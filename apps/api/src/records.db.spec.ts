import { randomUUID } from 'node:crypto';
import { KeysService } from '@oubli/access';
import { endForgottenSources } from '@oubli/domains';
import { ApiWorld, type Client } from './testing/world';

interface Result {
  readonly index: number;
  readonly id: string;
  readonly result: string;
  readonly code: string | null;
  readonly errors: readonly { pointer: string; detail: string }[];
}

describe('records through the API', () => {
  let world: ApiWorld;
  let hr: Client;
  let other: Client;
  let today = '';
  const keyFor = async (source: string, purposes: readonly string[] = ['recruitment', 'assignments']): Promise<Client> => {
    const { key } = await world.app.get(KeysService, { strict: false }).create(
      { name: source, scopes: ['records:read', 'records:write', 'events:write', 'people:read'], source, origin: 'third-party', purposes, basis: 'contract', createdBy: null, expiresAt: null }, new Date());
    return world.client(key);
  };
  const upsert = async (client: Client, type: string, items: readonly unknown[], query = ''): Promise<Result[]> => {
    const answer = await client.ask('POST', `/api/v1/records/${type}/batch${query}`, { body: { items } });
    expect(answer.status).toBe(200);
    return (answer.body as { results: Result[] }).results;
  };
  const count = async (table: string): Promise<number> => (await world.db.owner.session.query<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n ?? 0;
  const daysAgo = async (days: number): Promise<string> => (await world.db.owner.session.query<{ day: string }>('select (calendar.paris_date(now()) - $1::int)::text as day', [days]))[0]?.day ?? '';

  beforeAll(async () => {
    world = await ApiWorld.create();
    hr = await keyFor('payroll');
    other = await keyFor('another system');
    today = await daysAgo(0);
  });
  afterAll(() => world.close());

  it('takes a thousand people at once, by the source’s own ids, and changes nothing the second time', async () => {
    const items = Array.from({ length: 1000 }, (_, i) => ({ sourceId: `E${i}`, values: { lastName: `Lefèvre-${i}`, firstName: 'Anne' } }));
    const before = await count('people.person');
    expect((await upsert(hr, 'person', items, '?dryRun=true')).every((r) => r.result === 'created')).toBe(true);
    expect(await count('people.person')).toBe(before);
    expect((await upsert(hr, 'person', items)).every((r) => r.result === 'created')).toBe(true);
    expect(await count('people.person')).toBe(before + 1000);
    const versions = await world.db.owner.session.query<{ x: string }>(`select xmin::text as x from people.person where last_name like 'Lefèvre-%' order by id`);
    expect((await upsert(hr, 'person', items)).every((r) => r.result === 'unchanged')).toBe(true);
    expect(await world.db.owner.session.query(`select xmin::text as x from people.person where last_name like 'Lefèvre-%' order by id`)).toEqual(versions);
    const [changed] = await upsert(hr, 'person', [{ sourceId: 'E1', values: { lastName: 'Martin', firstName: 'Anne' } }]);
    expect(changed).toMatchObject({ result: 'updated' });
    const found = await hr.ask('GET', '/api/v1/people?q=martin%20anne');
    expect((found.body as { results: { id: string }[] }).results.map((p) => p.id)).toEqual([changed?.id]);
  });

  it('does once what is sent twice under one Idempotency-Key, and gives the same answer again', async () => {
    const body = { sourceId: 'once', values: { lastName: 'Once' } };
    const send = (what: unknown, client = hr) => client.ask('POST', '/api/v1/records/person', { body: what, headers: { 'Idempotency-Key': 'k-1' } });
    const before = await count('people.person');
    const [one, two] = [await send(body), await send(body)];
    expect([one.status, two.status, two.headers.get('idempotent-replay')]).toEqual([201, 201, 'true']);
    expect(two.body).toEqual(one.body);
    expect(await count('people.person')).toBe(before + 1);
    expect(await send({ ...body, sourceId: 'another' })).toMatchObject({ status: 422, body: { code: 'key-reused' } });
    expect((await send(body, other)).status).toBe(201);
    expect((await hr.ask('POST', '/api/v1/records/person', { body: { values: { nothing: 1 } }, headers: { 'Idempotency-Key': 'k-2' } })).status).toBe(400);
    expect((await hr.ask('POST', '/api/v1/records/person', { body, headers: { 'Idempotency-Key': 'k-2' } })).status).toBe(200);
    expect(JSON.stringify(await world.db.owner.session.query('select answer from access.idempotent_request'))).not.toContain('Once');
    const at = { body, headers: { 'Idempotency-Key': 'k-3' } };
    const together = await Promise.all([1, 2, 3, 4].map(() => hr.ask('POST', '/api/v1/records/contact-details', at)));
    expect(together.every((answer) => [400, 409].includes(answer.status))).toBe(true);
  });

  it('keeps two systems’ ids apart', async () => {
    const [mine] = await upsert(hr, 'person', [{ sourceId: 'same', values: { lastName: 'Un' } }]);
    const [theirs] = await upsert(other, 'person', [{ sourceId: 'same', values: { lastName: 'Deux' } }]);
    expect(theirs).toMatchObject({ result: 'created' });
    expect(theirs?.id).not.toBe(mine?.id);
  });

  it('gives each item its own result, and names the place of what is wrong without repeating it', async () => {
    const [person] = await upsert(hr, 'person', [{ sourceId: 'owner', values: { lastName: 'Owner' } }]);
    const personId = person?.id;
    const results = await upsert(hr, 'contact-details', [
      { sourceId: 'c1', values: { personId, email: 'Anne@Example.FR', phone: '06 39 98 00 17', postcode: '44000' } },
      { sourceId: 'c2', values: { personId, email: 'secret-value' } },
      { sourceId: 'c3', values: { personId, phone: '123', postcode: '4400' } },
      { sourceId: 'c4', values: { personId, nothing: 'secret-value' } },
      { sourceId: 'c5', values: { personId: randomUUID(), city: 'Nantes' } },
      { sourceId: 'c6', values: { personId, city: '1 85 05 78 006 084 91' } },
      { sourceId: 'c7', values: { city: 'Nantes' } },
      { sourceId: 'c8', collectedOn: await daysAgo(60), values: { personId, city: 'Nantes' } },
      { sourceId: 'c9', collectedOn: await daysAgo(-1), values: { personId, city: 'Nantes' } },
    ]);
    expect(results.map((r) => r.result)).toEqual(['created', 'refused', 'refused', 'refused', 'gone', 'refused', 'refused', 'refused', 'refused']);
    expect(results.flatMap((r) => r.errors.map((e) => e.pointer))).toEqual(['/values/email', '/values/phone', '/values/postcode', '/values/nothing', '/values/city', '/values/personId', '/collectedOn', '/collectedOn']);
    expect(JSON.stringify(results)).not.toMatch(/secret-value|85 05 78/);
    const [row] = await world.db.owner.session.query('select email, phone from people.contact_details where id = $1', [results[0]?.id]);
    expect(row).toEqual({ email: 'Anne@example.fr', phone: '+33639980017' });
  });

  it('reads only what the key’s purposes allow, and refuses what they do not', async () => {
    const [person] = await upsert(hr, 'person', [{ sourceId: 'reader', values: { lastName: 'Reader', birthDate: '1958-04-12' } }]);
    const answer = await hr.ask('GET', `/api/v1/records/person/${person?.id ?? ''}`);
    expect(answer.body).toMatchObject({ values: { lastName: 'Reader', birthDate: '1958-04-12' } });
    expect(Object.keys((answer.body as { values: object }).values)).not.toContain('birthName');
    expect((await hr.ask('PATCH', `/api/v1/records/person/${person?.id ?? ''}`, { body: { values: { birthName: 'Née' } } })).body).toMatchObject({ code: 'bad-request', errors: [{ pointer: '/values/birthName' }] });
    const trainer = await world.signedIn(['trainer']);
    for (const [who, path] of [[hr, '/api/v1/records/invoice'], [trainer, '/api/v1/records/invoice'], [trainer, `/api/v1/records/application/${randomUUID()}`], [trainer, `/api/v1/why/invoice/${randomUUID()}`]] as const) {
      expect((await who.ask('GET', path)).body).toMatchObject({ code: 'forbidden', detail: 'Your purposes do not reach this record type.' });
    }
    const accounts = await keyFor('accounts', ['invoicing']);
    expect((await upsert(accounts, 'bank-details', [{ sourceId: 'b', values: { personId: person?.id } }]))[0]).toMatchObject({ result: 'refused', code: 'refused' });
  });

  it.each([{ holder: 'Somebody else' }, { accountShown: 'FR•• •••• 0000' }, { supersededOn: '2026-11-20' }, { personId: '00000000-0000-4000-8000-00000000000a' }])('leaves bank details to the service that seals them, also when they are changed: %j', async (values) => {
    const [person] = await upsert(hr, 'person', [{ sourceId: `payee of ${Object.keys(values).join()}`, values: { lastName: 'Payee' } }]);
    const [account] = await world.db.owner.session.query<{ id: string }>(
      `insert into people.bank_details (id, person_id, holder, account_shown, collected_on, origin) values (gen_random_uuid(), $1, 'P. Payee', 'FR•• •••• 2606', calendar.paris_date(now()), 'person') returning id::text as id`, [person?.id]);
    const accounts = await keyFor('accounts', ['invoicing']);
    const answer = await accounts.ask('PATCH', `/api/v1/records/bank-details/${account?.id ?? ''}`, { body: { values } });
    expect(answer).toMatchObject({ status: 422, body: { code: 'refused', errors: [{ pointer: '', detail: 'has a service of its own, because its values are sealed' }] } });
    expect(await world.db.owner.session.query('select holder, account_shown as shown, superseded_on as "supersededOn", person_id as "personId" from people.bank_details where id = $1', [account?.id]))
      .toEqual([{ holder: 'P. Payee', shown: 'FR•• •••• 2606', supersededOn: null, personId: person?.id }]);
  });

  it('makes a task to tell the person where her data came from, once a person and source', async () => {
    const [person] = await upsert(hr, 'person', [{ sourceId: 'told', values: { lastName: 'Told' } }]);
    await upsert(hr, 'contact-details', [{ sourceId: 'told-c', values: { personId: person?.id, city: 'Lyon' } }]);
    const officer = await world.signedIn(['data-protection-officer']);
    const tasks = ((await officer.ask('GET', '/api/v1/notice-tasks')).body as { results: { id: string; personId: string; source: string; late: boolean }[] }).results.filter((t) => t.personId === person?.id);
    expect(tasks).toMatchObject([{ source: 'payroll', late: false }]);
    expect((await officer.ask('POST', `/api/v1/notice-tasks/${tasks[0]?.id ?? ''}`, { body: {} })).status).toBe(204);
    expect((await officer.ask('POST', `/api/v1/notice-tasks/${tasks[0]?.id ?? ''}`, { body: {} })).status).toBe(404);
  });

  it('shortens nothing by DELETE: it tells what will happen to each field, and the record stays', async () => {
    const [person] = await upsert(hr, 'person', [{ sourceId: 'stays', values: { lastName: 'Stays' } }]);
    const [contact] = await upsert(hr, 'contact-details', [{ sourceId: 'stays-c', values: { personId: person?.id, city: 'Lyon' } }]);
    await hr.ask('POST', `/api/v1/people/${person?.id ?? ''}/events`, { body: { kind: 'last-contact', occurredOn: today } });
    const answer = await hr.ask('DELETE', `/api/v1/records/contact-details/${contact?.id ?? ''}`);
    expect(answer).toMatchObject({ status: 200, body: { held: false, dueOn: expect.stringMatching(/^20\d\d-/) as string } });
    expect((await hr.ask('GET', `/api/v1/records/contact-details/${contact?.id ?? ''}`)).status).toBe(200);
  });

  it('takes, corrects and cancels dated events, and refuses days that could make a record fall due at once', async () => {
    const [person] = await upsert(hr, 'person', [{ sourceId: 'events', values: { lastName: 'Events' } }]);
    const at = `/api/v1/people/${person?.id ?? ''}/events`;
    const made = await hr.ask('POST', at, { body: { kind: 'last-contact', occurredOn: today } });
    expect(made).toMatchObject({ status: 201, body: { occurredOn: today, cancelled: false } });
    const { id } = made.body as { id: string };
    expect((await hr.ask('PATCH', `/api/v1/events/${id}`, { body: { occurredOn: await daysAgo(3) } })).body).toMatchObject({ occurredOn: await daysAgo(3) });
    const clock = async (): Promise<unknown> => (await world.db.owner.session.query(`select last_on::text as last from people.person_clock where person_id = $1 and kind = 'last-contact'`, [person?.id]))[0];
    expect(await clock()).toEqual({ last: await daysAgo(3) });
    expect((await hr.ask('DELETE', `/api/v1/events/${id}`)).status).toBe(204);
    expect(await clock()).toEqual({ last: '-infinity' });
    expect((await hr.ask('DELETE', `/api/v1/events/${id}`)).status).toBe(404);
    expect((await hr.ask('POST', at, { body: { kind: 'last-contact', occurredOn: await daysAgo(400) } })).body).toMatchObject({ code: 'bad-request', errors: [{ pointer: '/occurredOn' }] });
    expect((await hr.ask('POST', `/api/v1/people/${randomUUID()}/events`, { body: { kind: 'last-contact', occurredOn: today } })).status).toBe(410);
  });

  it('answers 410 to the source that supplied what is gone and 404 to others, takes data collected later for a new person, and forgets even that after a year', async () => {
    const [person] = await upsert(hr, 'person', [{ sourceId: 'gone', values: { lastName: 'Gone' } }]);
    const id = person?.id ?? '';
    await world.db.owner.session.query(`update people.person set phase = 'treated', last_name = null, search_key = null where id = $1`, [id]);
    await endForgottenSources(world.db.owner);
    expect((await hr.ask('GET', `/api/v1/records/person/${id}`)).status).toBe(410);
    expect((await other.ask('GET', `/api/v1/records/person/${id}`)).status).toBe(404);
    expect((await hr.ask('GET', '/api/v1/records/person?sourceId=gone')).status).toBe(410);
    expect((await upsert(hr, 'person', [{ sourceId: 'gone', values: { lastName: 'Gone' } }]))[0]).toMatchObject({ result: 'gone', code: 'gone' });
    await world.db.owner.session.query('update people.source_record set forgotten_on = forgotten_on - 10 where record_id = $1', [id]);
    const [again] = await upsert(hr, 'person', [{ sourceId: 'gone', collectedOn: today, values: { lastName: 'Gone' } }]);
    expect(again).toMatchObject({ result: 'created' });
    expect(again?.id).not.toBe(id);
    await world.db.owner.session.query(`update people.person set phase = 'treated' where id = $1`, [again?.id]);
    await world.db.owner.session.query('update people.source_record set forgotten_on = calendar.paris_date(now()) - 366 where record_id = $1', [again?.id]);
    await endForgottenSources(world.db.owner);
    expect((await hr.ask('GET', `/api/v1/records/person/${again?.id ?? ''}`)).status).toBe(404);
    expect(JSON.stringify(await world.db.owner.session.query('select * from people.source_record'))).not.toContain('"gone"');
  });

  it('masks to somebody at a screen what a key with the same purposes reads in the clear', async () => {
    const recruiter = await world.signedIn(['recruiter']);
    const [person] = await upsert(hr, 'person', [{ sourceId: 'masked', values: { lastName: 'Delorme', firstName: 'Claire' } }]);
    expect((await recruiter.ask('GET', `/api/v1/records/person/${person?.id ?? ''}`)).body).toMatchObject({ values: { lastName: 'D••••', firstName: 'C••••' } });
    const reveal = await recruiter.ask('POST', `/api/v1/people/${person?.id ?? ''}/reveal`, { body: { purpose: 'recruitment', motive: 'Interview tomorrow' } });
    expect(JSON.stringify(reveal.body)).toContain('Delorme');
    expect((await recruiter.ask('POST', `/api/v1/people/${person?.id ?? ''}/reveal`, { body: { purpose: 'invoicing', motive: 'Curious' } })).status).toBe(403);
    const officer = await world.signedIn(['data-protection-officer']);
    expect(JSON.stringify((await officer.ask('GET', '/api/v1/activity?area=rights')).body)).toContain(`person/${person?.id ?? ''}`);
  });
});
