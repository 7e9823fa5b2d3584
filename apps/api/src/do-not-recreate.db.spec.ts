import { randomUUID } from 'node:crypto';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { KeysService } from '@oubli/access';
import { feedDoNotRecreate, refusalsADay } from '@oubli/domains';
import { ApiWorld, type Client } from './testing/world';

interface Result {
  readonly id: string | null;
  readonly result: string;
  readonly code: string | null;
  readonly errors: readonly unknown[];
}

describe('whoever asked to be forgotten', () => {
  let world: ApiWorld;
  let payroll: Client;
  let extranet: Client;
  let officer: Client;
  let today = '';
  const keyFor = async (source: string, origin: 'person' | 'third-party', purposes = ['recruitment', 'assignments', 'compliance', 'campaigns']): Promise<Client> => {
    const { key } = await world.app.get(KeysService, { strict: false }).create(
      { name: source, scopes: ['*'], source, origin, purposes, basis: 'contract', createdBy: null, expiresAt: null }, new Date());
    return world.client(key);
  };
  const upsert = async (client: Client, type: string, values: object, query = ''): Promise<Result> => {
    const answer = await client.ask('POST', `/api/v1/records/${type}/batch${query}`, { body: { items: [{ sourceId: randomUUID(), values }] } });
    expect(answer.status).toBe(200);
    const [result] = (answer.body as { results: Result[] }).results;
    if (!result) throw new Error('No result.');
    return result;
  };
  let born = 0;
  /** Somebody new, her e-mail and telephone. */
  const someone = async (name: string) => {
    born += 1;
    const who = { lastName: name, firstName: 'Anne', birthDate: `19${String(30 + (born % 60)).padStart(2, '0')}-05-17`, email: `${name.toLowerCase()}@example.fr`, phone: '+33639980017' };
    const { id } = await upsert(extranet, 'person', { lastName: name, firstName: who.firstName, birthDate: who.birthDate });
    await upsert(extranet, 'contact-details', { personId: id, email: who.email, phone: who.phone });
    return { ...who, id: id ?? '' };
  };
  /** Erases her as a request would: on the list first, then every row. */
  const erase = async (id: string): Promise<void> => {
    const { owner, listKeys } = world.house.logins;
    await feedDoNotRecreate(owner.session, listKeys, id, 'erasure', today);
    for (const table of ['people.contact_details', 'people.notice_task', 'do_not_recreate.return_task', 'people.person_clock']) await owner.session.query(`delete from ${table} where person_id = $1`, [id]);
    await owner.session.query('delete from people.person where id = $1', [id]);
  };
  const read = async () => (await officer.ask('GET', '/api/v1/do-not-recreate')).body as { refusals: { source: string; kind: string; ground: string; refused: number }[]; returns: { id: string; personId: string; ground: string }[]; key: string; waiting: number };

  beforeAll(async () => {
    world = await ApiWorld.create();
    payroll = await keyFor('payroll', 'third-party');
    extranet = await keyFor('extranet', 'person');
    officer = await world.signedIn(['data-protection-officer']);
    today = (await world.db.owner.session.query<{ day: string }>('select calendar.paris_date(now())::text as day'))[0]?.day ?? '';
  });
  afterAll(() => world.close());

  it('is refused to a machine by name and birth date, by e-mail, and by name and telephone, with a code and no cause; the officer sees why', async () => {
    const who = await someone('Forgotten');
    await erase(who.id);
    const refused = { id: null, result: 'refused', code: 'refused', errors: [] };
    expect(await upsert(payroll, 'person', { lastName: 'FORGOTTEN', firstName: 'anne', birthDate: who.birthDate })).toMatchObject(refused);
    const { id: other } = await upsert(payroll, 'person', { lastName: 'Forgotten', firstName: 'Anne' });
    expect(await upsert(payroll, 'contact-details', { personId: other, email: 'Forgotten+x@Example.fr' })).toMatchObject(refused);
    expect(await upsert(payroll, 'contact-details', { personId: other, phone: '06 39 98 00 17' })).toMatchObject(refused);
    const single = await payroll.ask('POST', '/api/v1/records/person', { body: { values: { lastName: 'Forgotten', firstName: 'Anne', birthDate: who.birthDate } } });
    expect(single).toMatchObject({ status: 422, body: { code: 'refused' } });
    expect(JSON.stringify(single.body)).not.toMatch(/recreate|list|erasure/i);
    const seen = (await read()).refusals.filter((r) => r.source === 'payroll');
    expect(seen.map((r) => r.kind).sort()).toEqual(['e-mail', 'name-birth-date', 'name-phone']);
    expect(seen.every((r) => r.ground === 'erasure')).toBe(true);
    const found = await officer.ask('POST', '/api/v1/do-not-recreate/search', { body: { email: who.email } });
    expect(found.body).toMatchObject({ enough: true, entries: [{ kind: 'e-mail', ground: 'erasure', listedOn: today }] });
  });

  it('is refused when a machine changes a record into hers, and homonyms, couples and neighbours are not', async () => {
    const who = await someone('Changed');
    await erase(who.id);
    const { id } = await upsert(payroll, 'person', { lastName: 'Other', firstName: 'Anne', birthDate: who.birthDate });
    expect(await payroll.ask('PATCH', `/api/v1/records/person/${id ?? ''}`, { body: { values: { lastName: 'Changed' } } })).toMatchObject({ status: 422, body: { code: 'refused' } });
    expect(await upsert(payroll, 'person', { lastName: 'Changed', firstName: 'Anne', birthDate: '1999-09-09' })).toMatchObject({ result: 'created' });
    const husband = await upsert(payroll, 'person', { lastName: 'Changed', firstName: 'Paul', birthDate: '1950-01-01' });
    expect(await upsert(payroll, 'contact-details', { personId: husband.id, phone: who.phone, email: 'paul@example.fr' })).toMatchObject({ result: 'created' });
  });

  it('comes back by herself as somebody new, is to be told, may ask to be taken off, and is then known to machines again', async () => {
    const who = await someone('Returned');
    await erase(who.id);
    const back = await upsert(extranet, 'person', { lastName: 'Returned', firstName: 'Anne', birthDate: who.birthDate });
    expect(back).toMatchObject({ result: 'created' });
    expect(back.id).not.toBe(who.id);
    expect(await upsert(extranet, 'contact-details', { personId: back.id, email: who.email })).toMatchObject({ result: 'created' });
    const task = (await read()).returns.find((r) => r.personId === back.id);
    expect(task).toMatchObject({ ground: 'erasure' });
    expect(await upsert(payroll, 'contact-details', { personId: back.id, email: who.email })).toMatchObject({ result: 'created' });
    expect((await officer.ask('POST', `/api/v1/do-not-recreate/returns/${task?.id ?? ''}`, { body: { takeOff: true } })).status).toBe(204);
    expect((await officer.ask('POST', `/api/v1/do-not-recreate/returns/${task?.id ?? ''}`, { body: { takeOff: true } })).status).toBe(404);
    expect((await officer.ask('POST', '/api/v1/do-not-recreate/search', { body: { email: who.email } })).body).toMatchObject({ entries: [] });
    expect(JSON.stringify((await officer.ask('GET', '/api/v1/activity?area=rights')).body)).toContain('do-not-recreate.taken-off: came-back');
  });

  it('is taken off with all of her identifiers by any one that would find her, with a reason', async () => {
    const who = await someone('Dropped');
    await erase(who.id);
    expect((await officer.ask('POST', '/api/v1/do-not-recreate/take-off', { body: { email: who.email } })).status).toBe(400);
    expect((await officer.ask('POST', '/api/v1/do-not-recreate/take-off', { body: { phone: who.phone, reason: 'person-asked' } })).status).toBe(404);
    expect((await officer.ask('POST', '/api/v1/do-not-recreate/take-off', { body: { email: who.email, reason: 'person-asked' } })).body).toEqual({ taken: 1 });
    expect(await upsert(payroll, 'person', { lastName: 'Dropped', firstName: 'Anne', birthDate: who.birthDate })).toMatchObject({ result: 'created' });
  });

  it('who objected to campaigns and is known goes on being served, and does not come back by machine once she is forgotten', async () => {
    const who = await someone('Objector');
    expect(await upsert(extranet, 'objection', { personId: who.id, purpose: 'campaigns', channel: 'e-mail', objectedOn: today })).toMatchObject({ result: 'created' });
    expect((await read()).waiting).toBe(0);
    expect(await upsert(payroll, 'contact-details', { personId: who.id, email: who.email, city: 'Nantes' })).toMatchObject({ result: 'created' });
    expect(await upsert(payroll, 'person', { lastName: 'Objector', firstName: 'Anne', birthDate: who.birthDate })).toMatchObject({ result: 'refused' });
  });

  it('is nobody’s to look up but the protection officer’s, not even with a key that may do everything', async () => {
    const body = { email: 'forgotten@example.fr' };
    expect((await payroll.ask('POST', '/api/v1/do-not-recreate/search', { body })).status).toBe(403);
    expect((await payroll.ask('GET', '/api/v1/do-not-recreate')).status).toBe(403);
    expect((await (await world.signedIn(['administrator'])).ask('POST', '/api/v1/do-not-recreate/search', { body })).status).toBe(403);
    const answer = await officer.ask('POST', '/api/v1/do-not-recreate/search', { body: { email: 'secret-value' } });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '/email' }] } });
    expect(JSON.stringify(answer.body)).not.toContain('secret-value');
    expect((await officer.ask('POST', '/api/v1/do-not-recreate/search', { body: { phone: '06 39 98 00 17' } })).body).toEqual({ enough: false, entries: [] });
  });

  it('cannot be found by trying: a source that is refused too often today is answered no more, dry runs too', async () => {
    const prober = await keyFor('prober', 'third-party');
    const who = await someone('Probed');
    await erase(who.id);
    const values = { lastName: 'Probed', firstName: 'Anne', birthDate: who.birthDate };
    const items = Array.from({ length: 500 }, (_, i) => ({ sourceId: `P${i}`, values }));
    for (let sent = 0; sent < refusalsADay; sent += items.length) expect((await prober.ask('POST', '/api/v1/records/person/batch?dryRun=true', { body: { items } })).status).toBe(200);
    const [listed, unlisted] = await Promise.all([values, { ...values, lastName: 'Nobody' }].map((v) => prober.ask('POST', '/api/v1/records/person/batch?dryRun=true', { body: { items: [{ sourceId: 'x', values: v }] } })));
    expect(listed?.status).toBe(429);
    expect(listed?.body).toEqual(unlisted?.body);
    expect(await upsert(payroll, 'person', { lastName: 'Nobody', firstName: 'Else' })).toMatchObject({ result: 'created' });
  });

  it('is safe while the key is lost: machines wait with what names somebody, everything else goes on', async () => {
    const file = join(world.house.instance.keysFolder, 'do-not-recreate.key');
    const who = await someone('Keyless');
    renameSync(file, `${file}.away`);
    try {
      const answer = await payroll.ask('POST', '/api/v1/records/person', { body: { values: { lastName: 'New', firstName: 'Anne', birthDate: '1970-01-01' } } });
      expect(answer).toMatchObject({ status: 503, body: { code: 'not-ready', detail: expect.stringContaining('do-not-recreate list is missing') as string } });
      expect((await officer.ask('POST', '/api/v1/do-not-recreate/search', { body: { email: who.email } })).status).toBe(503);
      expect(await upsert(extranet, 'person', { lastName: 'Registers', firstName: 'Herself' })).toMatchObject({ result: 'created' });
      expect(await upsert(payroll, 'contact-details', { personId: who.id, city: 'Nantes' })).toMatchObject({ result: 'created' });
      expect(await upsert(extranet, 'objection', { personId: who.id, purpose: 'campaigns', channel: 'sms', objectedOn: today })).toMatchObject({ result: 'created' });
      expect(await read()).toMatchObject({ key: 'lost', waiting: 1 });
    } finally {
      renameSync(`${file}.away`, file);
    }
  });
});
