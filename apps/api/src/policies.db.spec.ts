import { randomUUID } from 'node:crypto';
import { ApiWorld, type Client } from './testing/world';

const body = {
  startEvent: [{ clock: 'held' }],
  active: { period: 'P1Y', sorting: { columns: { subject: { kind: 'pseudonym', form: 'text' }, notes: { kind: 'erase' } } } },
  archived: { period: 'P3Y' }, end: 'delete',
};
const draft = { recordType: 'appointment', title: 'Appointments', automatic: false, legalReference: 'Art. 5(1)(e) GDPR', confidence: 'I', body };

describe('a rule for a record type that has none', () => {
  let world: ApiWorld;
  let admin: Client;
  let today: string;
  beforeAll(async () => {
    world = await ApiWorld.create();
    admin = await world.signedIn(['administrator']);
    today = (await world.db.owner.session.query<{ day: string }>('select calendar.paris_date(now())::text as day'))[0]?.day ?? '';
    const person = randomUUID();
    await world.db.owner.session.query(`insert into people.person (id, last_name, first_name, search_key, collected_on, origin) values ($1, 'Canari', 'Anne', 'canari anne', '2023-01-01', 'person')`, [person]);
    for (let i = 0; i < 3; i += 1) {
      await world.db.owner.session.query(`insert into recruitment.appointment (id, person_id, held_on, subject, notes, collected_on, origin) values (gen_random_uuid(), $1, calendar.paris_date(now()) - 500, 'Meets Mr Canari', 'talks', '2023-01-01', 'person')`, [person]);
    }
  });
  afterAll(() => world.close());

  it('is written as a draft, understood, published with the digest of its preview, and followed by a run that does as was shown', async () => {
    const first = await admin.ask('PUT', '/api/v1/policies/appointment/draft', { body: draft });
    expect(first).toMatchObject({ status: 200, body: { problems: [], recordType: 'appointment' } });

    const impact = await admin.ask('POST', '/api/v1/policies/appointment/impact', { body: {} });
    expect(impact).toMatchObject({ status: 200, body: { due: 0, dueNow: 3, first: true, stricter: false, after: [{ becomes: 'archived', count: 3 }] } });
    const { digest, examples } = impact.body as { digest: string; examples: { fields: { column: string; before: string; after: string | null }[] }[] };
    const subject = examples[0]?.fields.find((f) => f.column === 'subject');
    expect(subject).toEqual({ column: 'subject', before: '••••', after: expect.stringMatching(/^[0-9a-f]{32}$/) as string });

    const publication = { effectiveFrom: today, title: 'Appointments have an end', reason: 'other', explanation: 'Nobody had written one.' };
    expect(await admin.ask('POST', '/api/v1/publications', { body: { ...publication, drafts: [{ policy: 'appointment' }] } })).toMatchObject({ status: 422, body: { code: 'preview-needed' } });
    expect(await admin.ask('POST', '/api/v1/publications', { body: { ...publication, drafts: [{ policy: 'appointment', accept: '0'.repeat(64) }] } })).toMatchObject({ status: 409, body: { code: 'plan-moved' } });
    const published = await admin.ask('POST', '/api/v1/publications', { body: { ...publication, drafts: [{ policy: 'appointment', accept: digest }] } });
    expect(published).toMatchObject({ status: 201, body: { state: 'published' } });

    const preview = await admin.ask('GET', '/api/v1/preview?recordType=appointment');
    expect(preview).toMatchObject({ status: 200, body: { due: 3, byPolicy: [{ policy: 'appointment', becomes: 'archived', count: 3 }] } });
    const run = await admin.ask('POST', '/api/v1/runs', { body: { recordTypes: ['appointment'], accept: (preview.body as { digest: string }).digest } });
    expect(run).toMatchObject({ status: 202, body: { state: 'running', planned: 3 } });
    expect(run.headers.get('location')).toBe(`/api/v1/runs/${(run.body as { runId: string }).runId}`);
  });

  it('names the place of every mistake and keeps the draft', async () => {
    const wrong = { ...body, active: { ...body.active, period: 'P0D' }, startEvent: [{ clock: 'nothing' }] };
    const answer = await admin.ask('PUT', '/api/v1/policies/appointment-2/draft', { body: { ...draft, body: wrong, legalReference: '' } });
    expect(answer.status).toBe(200);
    expect((answer.body as { problems: string[] }).problems.length).toBeGreaterThanOrEqual(2);
    expect(await admin.ask('POST', '/api/v1/policies/appointment-2/impact', { body: {} })).toMatchObject({ status: 422, body: { code: 'refused' } });
  });

  it('wants If-Match for a draft that is there, and refuses a stale one', async () => {
    expect((await admin.ask('PUT', '/api/v1/policies/appointment-2/draft', { body: draft })).status).toBe(428);
    const etag = (await admin.ask('GET', '/api/v1/policies/appointment-2')).headers.get('etag') ?? '';
    const saved = await admin.ask('PUT', '/api/v1/policies/appointment-2/draft', { body: draft, headers: { 'If-Match': etag } });
    expect(saved.status).toBe(200);
    expect((await admin.ask('PUT', '/api/v1/policies/appointment-2/draft', { body: draft, headers: { 'If-Match': etag } })).status).toBe(412);
  });

  it('shortened, waits for a second person, who is not its author', async () => {
    const shorter = { ...body, active: { ...body.active, period: 'P6M' } };
    expect((await admin.ask('PUT', '/api/v1/policies/appointment/draft', { body: { ...draft, body: shorter } })).status).toBe(200);
    const impact = await admin.ask('POST', '/api/v1/policies/appointment/impact', { body: {} });
    expect(impact.body).toMatchObject({ stricter: true, first: false });
    const { digest } = impact.body as { digest: string };
    const asked = await admin.ask('POST', '/api/v1/publications', {
      body: { effectiveFrom: nextDay(today), title: 'Shorter', reason: 'other', explanation: 'Less is enough.', drafts: [{ policy: 'appointment', accept: digest }] },
    });
    expect(asked).toMatchObject({ status: 202, body: { state: 'waits', approval: { state: 'open', mine: true } } });
    const { id } = (asked.body as { approval: { id: string } }).approval;
    expect((await admin.ask('POST', `/api/v1/approvals/${id}`, { body: { decision: 'approve' } })).status).toBe(403);
    await world.db.owner.session.query(`update retention.approval set requested_at = now() - interval '25 hours' where id = $1`, [id]);
    const officer = await world.signedIn(['data-protection-officer']);
    expect(await admin.ask('POST', `/api/v1/approvals/${id}`, { body: { decision: 'approve' } })).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await officer.ask('POST', `/api/v1/approvals/${id}`, { body: { decision: 'approve' } })).toMatchObject({ status: 200, body: { state: 'done' } });
    expect((await officer.ask('GET', '/api/v1/policies/appointment')).body).toMatchObject({ versions: [{ number: 2 }, { number: 1 }], draft: null });
  });
});

const nextDay = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
