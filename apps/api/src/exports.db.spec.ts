import { randomUUID } from 'node:crypto';
import { domainRegistry, drawExport } from '@oubli/domains';
import { hmacPads } from '@oubli/ledger';
import { loadSchedule, makePlan, startRun, workLane } from '@oubli/retention';
import { ApiWorld, type Client } from './testing/world';

interface Extract {
  readonly id: string;
  readonly masked: boolean;
  readonly records: number;
  readonly leftOut: number;
  readonly expiresOn: string;
}

const hostile = ['=HYPERLINK("http://evil.example","x")', '+1+cmd', '-2+3', '@SUM(1)', '\t=1', '＝1+1', 'a";=1\r\n=2'];

describe('exports', () => {
  let world: ApiWorld;
  let recruiter: Client;
  let officer: Client;
  let client = '';
  let advertiser = '';
  const people: string[] = [];
  const sql = <R = Record<string, unknown>>(text: string, ...values: unknown[]): Promise<R[]> => world.db.owner.session.query<R>(text, values);

  const person = async (lastName: string, more: Readonly<Record<string, string>> = {}): Promise<string> => {
    const id = randomUUID();
    await sql(`insert into people.person (id, last_name, birth_date, birth_name, collected_on, origin, phase) values ($1, $2, '1958-04-12', 'Aubry', '2026-01-05', 'person', $3)`, id, lastName, more['phase'] ?? 'active');
    return id;
  };
  const contact = async (personId: string, values: Readonly<Record<string, string>> = {}): Promise<string> => {
    const id = randomUUID();
    await sql(`insert into people.contact_details (id, person_id, email, phone, city, collected_on, origin, phase) values ($1, $2, $3, '+33639980017', $4, '2026-01-05', 'person', $5)`,
      id, personId, values['email'] ?? 'claire@example.fr', values['city'] ?? 'Nantes', values['phase'] ?? 'active');
    return id;
  };
  const draw = async (who: Client, wanted: unknown): Promise<Extract> => {
    const answer = await who.ask('POST', '/api/v1/exports', { body: { wanted } });
    expect(answer).toMatchObject({ status: 201 });
    return answer.body as Extract;
  };
  const disclose = (who: Client, wanted: unknown, more: Readonly<Record<string, unknown>> = {}) =>
    who.ask('POST', '/api/v1/exports/disclosed', { body: { wanted, purpose: 'assignments', recipientId: client, reason: 'Order 12 of the client', ...more } });
  const fileOf = async (who: Client, id: string): Promise<string> => {
    const answer = await who.ask('GET', `/api/v1/exports/${id}/file`);
    expect(answer.status).toBe(200);
    return answer.body as string;
  };
  const disclosures = (personId: string) => sql<{ fields: string[]; purpose: string; recordType: string }>(`select fields, purpose, record_type as "recordType" from recipients.disclosure where person_id = $1 order by record_type`, personId);
  const register = async (name: string, category: string): Promise<string> => {
    const answer = await officer.ask('POST', '/api/v1/recipients', { body: { name, category, country: 'FR' } });
    expect(answer.status).toBe(201);
    return (answer.body as { id: string }).id;
  };

  beforeAll(async () => {
    world = await ApiWorld.create();
    recruiter = await world.signedIn(['recruiter']);
    officer = await world.signedIn(['data-protection-officer']);
    client = await register('Exemple Conseil', 'client');
    advertiser = await register('Exemple Publicité', 'commercial-advertising');
    for (const name of ['Delorme', 'Martin', 'Petit']) {
      const id = await person(name);
      people.push(id);
      await contact(id);
    }
  });
  afterAll(() => world.close());

  it('is masked by default, needs no purpose, and discloses nothing', async () => {
    const extract = await draw(recruiter, { list: 'records', recordType: 'person' });
    const text = await fileOf(recruiter, extract.id);
    expect(extract).toMatchObject({ masked: true, purpose: null, recipient: null });
    expect(text.startsWith('record;collectedOn;')).toBe(true);
    expect(text).toContain('D••••');
    expect(text).not.toMatch(/Delorme|1958|Aubry/);
    expect(await sql('select 1 from recipients.disclosure')).toEqual([]);
    const [raw] = await sql<{ head: string }>(`select encode(substr(content, 1, 3), 'hex') as head from access.report_extract_part where extract_id = $1`, extract.id);
    expect(raw?.head).toBe('efbbbf');
  });

  it('with values holds only what the stated purpose holds, and writes down a disclosure for each person', async () => {
    const extract = (await disclose(recruiter, { list: 'records', recordType: 'person' })).body as Extract;
    const text = await fileOf(recruiter, extract.id);
    expect(text).toMatch(/Delorme.*1958-04-12/);
    expect(text.split('\r\n')[0]).not.toMatch(/birthName|searchKey/);
    expect(text).not.toContain('Aubry');
    for (const id of people) expect(await disclosures(id)).toEqual([{ fields: ['lastName', 'birthDate'], purpose: 'assignments', recordType: 'person' }]);
    const told = (await recruiter.ask('GET', `/api/v1/people/${people[0] ?? ''}/disclosures`)).body as { results: unknown[] };
    expect(told.results).toMatchObject([{ recipient: 'Exemple Conseil', category: 'client', country: 'FR', recordType: 'person', basis: 'legitimate-interest', theirReference: null }]);
    const trail = (await officer.ask('GET', '/api/v1/activity?area=rights')).body as { results: { action: string; about: string }[] };
    expect(trail.results.filter((act) => act.about === `report-extract/${extract.id}`).map((act) => act.action).sort()).toEqual(['export.disclosed for assignments', 'export.downloaded']);
  });

  it('of one person carries the recipient’s own reference for her, and covers every type the purpose reaches', async () => {
    const id = await person('Unique');
    await contact(id, { email: 'unique@example.fr' });
    const extract = (await disclose(recruiter, { list: 'person', personId: id }, { theirReference: 'C-4711' })).body as Extract;
    const text = await fileOf(recruiter, extract.id);
    expect(text).toMatch(/contact-details;2026-01-05;email;unique@example\.fr/);
    expect(text).not.toMatch(/claire@|Delorme/);
    expect((await disclosures(id)).map((d) => d.recordType)).toEqual(['contact-details', 'person']);
    expect(await sql('select distinct their_reference as ref from recipients.disclosure where person_id = $1', id)).toEqual([{ ref: 'C-4711' }]);
    expect(await disclose(recruiter, { list: 'records', recordType: 'person' }, { theirReference: 'C-4711' })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/theirReference' }] } });
  });

  it('is refused for a purpose the role does not serve, a purpose that holds nothing of it, and without a reason or a confirmation of who asks', async () => {
    const wanted = { list: 'records', recordType: 'person' };
    expect(await disclose(recruiter, wanted, { purpose: 'invoicing' })).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await disclose(officer, { list: 'records', recordType: 'invoice' }, { purpose: 'surveys' })).toMatchObject({ status: 403 });
    expect(await disclose(recruiter, { list: 'records', recordType: 'invoice' })).toMatchObject({ status: 403 });
    expect(await disclose(recruiter, wanted, { reason: ' ' })).toMatchObject({ status: 400, body: { errors: [{ pointer: '/reason' }] } });
    expect(await disclose(recruiter, wanted, { reason: 'For 1 85 05 78 006 084 91' })).toMatchObject({ status: 400 });
    expect(await disclose(recruiter, wanted, { recipientId: randomUUID() })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/recipientId' }] } });
    const administrator = await world.signedIn(['administrator']);
    expect(await disclose(administrator, { list: 'records', recordType: 'user' }, { purpose: 'security' })).toMatchObject({ status: 403 });
    const later = await world.signedIn(['recruiter'], 'later@example.org');
    await sql(`update access.console_session set step_up_until = now() - interval '1 second' where user_id in (select id from access.console_user where email = 'later@example.org')`);
    expect(await disclose(later, wanted)).toMatchObject({ status: 403, body: { code: 'step-up-needed' } });
  });

  it('gives an advertiser nothing: the code refuses, and so does the database, the owner’s login included', async () => {
    expect(await disclose(officer, { list: 'records', recordType: 'person' }, { recipientId: advertiser })).toMatchObject({ status: 422, body: { detail: expect.stringContaining('R49') as string } });
    const insert = (category: string) => sql(
      `insert into recipients.disclosure (id, person_id, recipient_id, recipient_category, record_type, record_id, fields, purpose, basis, disclosed_on, origin)
       values (gen_random_uuid(), $1, $2, $3, 'person', $1, '{lastName}', 'campaigns', 'consent', '2026-01-01', 'derived')`, people[0], advertiser, category);
    await expect(insert('commercial-advertising')).rejects.toMatchObject({ code: '23514', constraint: 'disclosure_no_advertiser' });
    await expect(insert('client')).rejects.toMatchObject({ code: '23503' });
    await expect(sql(`update recipients.recipient set category = 'commercial-advertising' where id = $1`, client)).rejects.toMatchObject({ code: '23503' });
  });

  it('gives a processor nothing without a contract in force that lists the purpose (R50)', async () => {
    const wanted = { list: 'records', recordType: 'person' };
    const processor = await register('Sous-traitant Exemple', 'processor');
    const change = async (more: Readonly<Record<string, unknown>>) => officer.ask('PUT', `/api/v1/recipients/${processor}`, { body: { name: 'Sous-traitant Exemple', country: 'FR', ...more } });
    const refused = async (says: string): Promise<void> =>
      expect(await disclose(recruiter, wanted, { recipientId: processor })).toMatchObject({ status: 422, body: { detail: expect.stringContaining(says) as string, errors: [{ pointer: '/recipientId' }] } });
    await refused('Art. 28');
    expect(await change({ contractReference: 'DPA-12' })).toMatchObject({ status: 200, body: { contractReference: 'DPA-12', purposes: [], reviewOn: null } });
    await refused('does not list');
    await change({ contractReference: 'DPA-12', purposes: ['assignments'], contractEndsOn: '2026-01-31' });
    await refused('has ended');
    await change({ contractReference: 'DPA-12', purposes: ['assignments'], contractEndsOn: '2099-01-31', subProcessors: 'Hébergeur SAS (FR)', reviewOn: '2027-01-01' });
    expect(await disclose(recruiter, wanted, { recipientId: processor })).toMatchObject({ status: 201 });
    expect((await officer.ask('GET', '/api/v1/recipients')).body).toMatchObject({ results: expect.arrayContaining([expect.objectContaining({ id: processor, subProcessors: 'Hébergeur SAS (FR)', reviewOn: '2027-01-01' })]) as unknown });
  });

  it('changes a recipient only into one that may be: no name of another, no social-security number, and none that was ended', async () => {
    const one = await register('À Renommer', 'client');
    const change = (id: string, body: unknown) => officer.ask('PUT', `/api/v1/recipients/${id}`, { body });
    expect(await change(one, { name: 'exemple conseil', country: 'FR' })).toMatchObject({ status: 409 });
    expect(await change(one, { name: 'À Renommer', country: 'FR', subProcessors: '1 85 05 78 006 084 91' })).toMatchObject({ status: 400, body: { errors: [{ pointer: '/subProcessors' }] } });
    expect(await change(one, { name: 'Renommé', country: 'BE' })).toMatchObject({ status: 200, body: { name: 'Renommé', country: 'BE', category: 'client' } });
    expect((await officer.ask('POST', `/api/v1/recipients/${one}/end`, { body: {} })).status).toBe(204);
    expect(await change(one, { name: 'Renommé', country: 'FR' })).toMatchObject({ status: 404 });
    expect(await recruiter.ask('PUT', `/api/v1/recipients/${client}`, { body: { name: 'Mine', country: 'FR' } })).toMatchObject({ status: 403 });
  });

  it('gives nothing to a recipient that was ended', async () => {
    const former = await register('Ancien Client', 'client');
    expect((await officer.ask('POST', `/api/v1/recipients/${former}/end`, { body: {} })).status).toBe(204);
    expect(await disclose(recruiter, { list: 'records', recordType: 'person' }, { recipientId: former })).toMatchObject({ status: 422 });
  });

  it('holds no archived, no restricted and no held record with its values, and says how many held ones were left out', async () => {
    const held = await person('Gelée');
    const heldContact = await contact(held, { city: 'Bourges' });
    await contact(people[0] ?? '', { city: 'Archiville', phase: 'archived' });
    expect((await officer.ask('POST', '/api/v1/holds', { body: { personId: held, reason: 'A dispute', reviewOn: '2027-01-01' } })).status).toBe(201);
    const restricted = await person('Limitée');
    await contact(restricted, { city: 'Limitville' });
    await sql(`insert into retention.restriction (person_id, review_on) values ($1, '2027-01-01')`, restricted);
    const extract = (await disclose(recruiter, { list: 'records', recordType: 'contact-details' })).body as Extract;
    const text = await fileOf(recruiter, extract.id);
    expect(text).not.toMatch(/Archiville|Bourges|Limitville/);
    const masked = await draw(recruiter, { list: 'records', recordType: 'contact-details' });
    expect(await fileOf(recruiter, masked.id)).not.toContain(restricted);
    expect(text).not.toContain(heldContact);
    expect(extract.leftOut).toBe(1);
    expect([...(await disclosures(held)), ...(await disclosures(restricted))]).toEqual([]);
  });

  it('writes cells that no spreadsheet takes for a formula', async () => {
    const id = await person('Formule');
    for (const city of hostile) await contact(id, { city });
    const extract = (await disclose(recruiter, { list: 'records', recordType: 'contact-details', personId: id })).body as Extract;
    const text = await fileOf(recruiter, extract.id);
    expect(extract.records).toBe(hostile.length);
    // Quoted cells begin with their first letter, the rest of them is inside.
    const begins = text.replaceAll(/"([^"]|"")(?:[^"]|"")*"/g, '$1').split(/;|\r\n/);
    expect(begins.filter((cell) => /^[=+\-@\t＝]/.test(cell))).toEqual([]);
    expect(text).toContain('"a"";=1\r\n=2"');
  });

  it('lists what falls due, of every type without values and of one type with them', async () => {
    const id = await person('Échue');
    const due = await contact(id, { email: 'echue@example.fr' });
    await sql(`insert into people.dated_event (id, person_id, kind, occurred_on, source_type) values (gen_random_uuid(), $1, 'last-contact', '2020-01-01', 'test')`, id);
    const all = await fileOf(officer, (await draw(officer, { list: 'due' })).id);
    expect(all).toMatch(new RegExp(`contact-details/${due};2025-01-02;contact-details;no`));
    expect(all).not.toContain('echue@');
    const values = (await disclose(recruiter, { list: 'due', recordType: 'contact-details', to: '2025-12-31' })).body as Extract;
    expect(values.records).toBe(1);
    expect(await fileOf(recruiter, values.id)).toContain('echue@example.fr');
    expect((await disclose(recruiter, { list: 'due' })).status).toBe(400);
    const trainer = await world.signedIn(['trainer']);
    expect((await trainer.ask('POST', '/api/v1/exports', { body: { wanted: { list: 'records', recordType: 'invoice' } } })).status).toBe(403);
  });

  it('is downloaded by who drew it and by the protection officer, and is nobody else’s', async () => {
    const { id } = await draw(recruiter, { list: 'records', recordType: 'person' });
    const other = await world.signedIn(['recruiter'], 'other@example.org');
    expect((await other.ask('GET', `/api/v1/exports/${id}/file`)).status).toBe(404);
    expect((await officer.ask('GET', `/api/v1/exports/${id}/file`)).status).toBe(200);
    const mine = async (who: Client) => ((await who.ask('GET', '/api/v1/exports')).body as { results: { id: string }[] }).results.map((e) => e.id);
    expect(await mine(other)).toEqual([]);
    expect(await mine(recruiter)).toContain(id);
    expect(await mine(officer)).toContain(id);
  });

  it('goes through pages and parts, and is whole', async () => {
    const id = await person('Nombreuse');
    await sql(`insert into people.contact_details (id, person_id, email, street, collected_on, origin) select gen_random_uuid(), $1, 'n' || i || '@example.fr', repeat('x', 200), '2026-01-05', 'person' from generate_series(1, 3500) i`, id);
    const extract = (await disclose(recruiter, { list: 'records', recordType: 'contact-details', personId: id })).body as Extract;
    const text = await fileOf(recruiter, extract.id);
    expect(extract.records).toBe(3500);
    expect(new Set(text.match(/n\d+@example\.fr/g)).size).toBe(3500);
    expect(text.split('\r\n')).toHaveLength(3502);
    const parts = await sql<{ n: number }>('select count(*)::int as n from access.report_extract_part where extract_id = $1', extract.id);
    expect(parts[0]?.n).toBeGreaterThan(2);
    expect((await disclosures(id))).toHaveLength(3500);
  });

  it('is not made when its disclosures cannot be written', async () => {
    const count = async (): Promise<unknown> => (await sql('select (select count(*) from access.report_extract)::int as extracts, (select count(*) from recipients.disclosure)::int as disclosures'))[0];
    const before = await count();
    await sql(`create function recipients.refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$`);
    await sql('create trigger refuse before insert on recipients.disclosure for each row execute function recipients.refuse()');
    expect((await disclose(recruiter, { list: 'records', recordType: 'person' })).status).toBe(500);
    await sql('drop function recipients.refuse() cascade');
    expect(await count()).toEqual(before);
  });

  it('keeps the persons it tells of out of a batch’s reach until it is written down', async () => {
    const id = await person('Course');
    await contact(id);
    const { engine, app } = world.db;
    const maker = (await sql<{ id: string }>(`select person_id::text as id from access.console_user where email = 'recruiter@example.org'`))[0]?.id ?? '';
    let free = -1;
    const freeNow = async (): Promise<number> => (await engine.session.query('select id from people.person where id = $1 for update skip locked', [id])).length;
    const watched: Pick<typeof app, 'transaction'> = {
      transaction: (work) => app.transaction(async (session) => {
        const made = await work(session);
        free = await freeNow();
        return made;
      }),
    };
    await drawExport(watched, engine.session, { personId: maker, purposes: ['recruitment'], wanted: { list: 'records', recordType: 'contact-details', personId: id }, terms: { purpose: 'recruitment', recipientId: client, reason: 'A race', theirReference: null } });
    expect(free).toBe(0);
    expect(await freeNow()).toBe(1);
  });

  it('is out of reach from the day its period is over, and gone after the next run', async () => {
    const { id, expiresOn } = await draw(recruiter, { list: 'records', recordType: 'person' });
    const [day] = await sql<{ day: string }>(`select (calendar.paris_date(now()) + 31)::text as day`);
    expect(expiresOn).toBe(day?.day);
    await sql('update access.report_extract set generated_on = generated_on - 30 where id = $1', id);
    expect((await recruiter.ask('GET', `/api/v1/exports/${id}/file`)).status).toBe(200);
    await sql('update access.report_extract set generated_on = generated_on - 1 where id = $1', id);
    expect((await recruiter.ask('GET', `/api/v1/exports/${id}/file`)).body).toMatchObject({ status: 410, code: 'gone' });
    const { engine } = world.db;
    const { plan } = await engine.transaction(async (s) => makePlan(s, domainRegistry, await loadSchedule(s), { recordTypes: ['report-extract'] }, true));
    const { runId } = await startRun(engine, domainRegistry, { scope: { recordTypes: ['report-extract'] }, accept: plan.digest, requestedBy: 'test', runId: randomUUID() });
    const keys = { ledger: { ...hmacPads(world.house.logins.keys.ledger), version: 1 }, treatment: world.house.treatmentKeys };
    await workLane({ engine, registry: domainRegistry, keys, worker: randomUUID(), reach: () => undefined }, runId, null, () => true);
    expect((await recruiter.ask('GET', `/api/v1/exports/${id}/file`)).status).toBe(404);
    expect(await sql('select 1 from access.report_extract_part where extract_id = $1', id)).toEqual([]);
  });
});
