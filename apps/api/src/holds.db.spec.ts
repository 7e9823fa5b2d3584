import { randomUUID } from 'node:crypto';
import { ApiWorld, type Client } from './testing/world';

describe('holds through the API', () => {
  let world: ApiWorld;
  let admin: Client;
  let reviewOn = '';
  const person = randomUUID();
  beforeAll(async () => {
    world = await ApiWorld.create();
    admin = await world.signedIn(['administrator']);
    await world.db.owner.session.query(`insert into people.person (id, last_name, collected_on, origin) values ($1, 'Durand', '2024-01-01', 'person')`, [person]);
    reviewOn = (await world.db.owner.session.query<{ day: string }>('select (calendar.paris_date(now()) + 60)::text as day'))[0]?.day ?? '';
  });
  afterAll(() => world.close());
  const place = async (): Promise<string> => ((await admin.ask('POST', '/api/v1/holds', { body: { personId: person, reason: 'Audit', reviewOn } })).body as { id: string }).id;

  it('are placed by one and released by two', async () => {
    const id = await place();
    const asked = await admin.ask('POST', `/api/v1/holds/${id}/release`, { body: { reason: 'The audit is closed' } });
    expect(asked).toMatchObject({ status: 202, body: { state: 'waits' } });
    const { approvalId } = asked.body as { approvalId: string };
    expect((await admin.ask('POST', `/api/v1/holds/${id}/release`, { body: { reason: 'Again' } })).status).toBe(409);
    expect((await admin.ask('POST', `/api/v1/approvals/${approvalId}`, { body: { decision: 'approve' } })).status).toBe(403);
    const officer = await world.signedIn(['data-protection-officer']);
    expect((await officer.ask('POST', `/api/v1/approvals/${approvalId}`, { body: { decision: 'approve' } })).body).toMatchObject({ state: 'done' });
    expect(((await admin.ask('GET', '/api/v1/holds')).body as { results: { id: string }[] }).results.map((h) => h.id)).not.toContain(id);
    expect((await officer.ask('POST', `/api/v1/approvals/${approvalId}`, { body: { decision: 'approve' } })).status).toBe(409);
  });

  it('are released by their author alone after a day, where nobody else could decide', async () => {
    await world.db.owner.session.query(`update access.console_user set closed_on = calendar.paris_date(now()), password_hash = null where roles @> '{data-protection-officer}'`);
    const id = await place();
    const { approvalId } = (await admin.ask('POST', `/api/v1/holds/${id}/release`, { body: { reason: 'Closed' } })).body as { approvalId: string };
    const approve = () => admin.ask('POST', `/api/v1/approvals/${approvalId}`, { body: { decision: 'approve' } });
    expect((await approve()).body).toMatchObject({ code: 'forbidden', detail: expect.stringContaining('24 hours') as string });
    await world.db.owner.session.query(`update retention.approval set requested_at = now() - interval '24 hours' where id = $1`, [approvalId]);
    expect((await approve()).body).toMatchObject({ state: 'done' });
  });

  it('of a dispute come and go with it', async () => {
    await world.db.owner.session.query(`insert into access.dispute_case (id, person_id, opened_on, collected_on, origin) values (gen_random_uuid(), $1, '2026-10-01', '2026-10-01', 'person')`, [person]);
    const holds = ((await admin.ask('GET', '/api/v1/holds')).body as { results: { id: string; dispute: boolean }[] }).results.filter((h) => h.dispute);
    expect(holds).toHaveLength(1);
    expect((await admin.ask('POST', `/api/v1/holds/${holds[0]?.id ?? ''}/release`, { body: { reason: 'Enough' } })).body).toMatchObject({ code: 'conflict' });
  });

  it.each([
    [{}, ''],
    [{ recordType: 'no-such' }, '/recordType'],
    [{ recordId: randomUUID() }, '/recordType'],
    [{ collectedFrom: '2026-02-01', collectedTo: '2026-01-01' }, '/collectedTo'],
    [{ everything: true, reviewOn: '2099-01-01' }, '/reviewOn'],
  ])('refuse %j and name the place', async (scope, pointer) => {
    const answer = await admin.ask('POST', '/api/v1/holds', { body: { reason: 'Audit', reviewOn, ...scope } });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
  });
});
