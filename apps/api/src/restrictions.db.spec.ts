import { randomUUID } from 'node:crypto';
import { recordDeclarations } from '@oubli/retention';
import { domainRegistry } from '@oubli/domains';
import { ApiWorld, type Client } from './testing/world';

describe('restrictions through the API', () => {
  let world: ApiWorld;
  let officer: Client;
  let today = '';
  let reviewOn = '';
  const [person, application] = [randomUUID(), randomUUID()];
  const place = async (more: object = {}) => (await officer.ask('POST', '/api/v1/restrictions', { body: { personId: person, ground: 'accuracy-contested', reason: 'The dates are disputed', reviewOn, ...more } }));
  beforeAll(async () => {
    world = await ApiWorld.create();
    const { session } = world.db.owner;
    await recordDeclarations(world.db.engine.session, domainRegistry);
    officer = await world.signedIn(['data-protection-officer']);
    await session.query(`insert into people.person (id, last_name, search_key, collected_on, origin) values ($1, 'Durand', 'durand', '2024-01-01', 'person')`, [person]);
    await session.query(`insert into recruitment.application (id, person_id, stage, collected_on, origin) values ($1, $2, 'open', '2024-01-01', 'person')`, [application, person]);
    [today, reviewOn] = (await session.query<{ day: string }>(`select (calendar.paris_date(now()) + n)::text as day from unnest(array[0, 60]) n order by n`)).map((r) => r.day) as [string, string];
  });
  afterAll(() => world.close());

  it('are placed, told of and lifted; meanwhile her page has no name and no value, and says why', async () => {
    const placed = await place();
    expect(placed).toMatchObject({ status: 201, body: { alreadyTreated: [], restricts: [{ recordType: 'person', count: 1 }, { recordType: 'application', count: 1, ids: [application] }] } });
    const { id } = placed.body as { id: string };
    expect((await officer.ask('GET', '/api/v1/people?q=durand')).body).toMatchObject({ results: [] });
    const page = (await officer.ask('GET', `/api/v1/people/${person}`)).body as { shownName: string; records: { restriction: string | null; fields: { shown: string; value: string | null }[] }[] };
    expect(page.shownName).toBe('••••');
    expect(page.records.map((r) => r.restriction)).toEqual(['restricted', 'restricted']);
    expect(page.records.flatMap((r) => r.fields).every((f) => f.shown === 'withheld' && f.value === null)).toBe(true);
    expect((await officer.ask('GET', '/api/v1/overview')).body).toMatchObject({ restrictions: { open: 1, overdue: 0, nextReviewOn: reviewOn } });
    expect((await officer.ask('POST', `/api/v1/restrictions/${id}/lift`, { body: {} })).body).toMatchObject({ code: 'not-told', status: 409 });
    expect((await officer.ask('POST', `/api/v1/restrictions/${id}/notice`, { body: { toldOn: today, means: 'letter' } })).status).toBe(204);
    expect((await officer.ask('POST', `/api/v1/restrictions/${id}/lift`, { body: {} })).status).toBe(204);
    expect((await officer.ask('GET', `/api/v1/restrictions?personId=${person}`)).body).toEqual({ results: [] });
    expect((await officer.ask('GET', '/api/v1/people?q=durand')).body).toMatchObject({ results: [{ id: person }] });
    const trail = await world.db.owner.session.query(`select action from access.staff_activity where about_type = 'restriction'`);
    expect(trail.map((t) => t['action']).sort()).toEqual(['restriction.lifted', 'restriction.placed', 'restriction.told']);
  });

  it('answer 423 to who writes about her', async () => {
    await place({ recordType: 'application' });
    const clerk = await world.signedIn(['recruiter']);
    const answers = [
      await clerk.ask('PATCH', `/api/v1/records/application/${application}`, { body: { values: { stage: 'rejected' } } }),
      await clerk.ask('GET', `/api/v1/records/application/${application}`),
    ];
    expect(answers.map((a) => [a.status, (a.body as { code: string }).code])).toEqual([[423, 'restricted'], [423, 'restricted']]);
  });

  it.each([
    [{ recordType: 'no-such' }, '/recordType'],
    [{ reviewOn: '2001-01-01' }, '/reviewOn'],
  ])('refuse %j and name the place', async (more, pointer) => {
    expect(await place(more)).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
  });

  it('refuse a review beyond six months and a person nobody knows', async () => {
    expect((await place({ reviewOn: '2099-01-01' })).status).toBe(400);
    expect((await place({ personId: randomUUID() })).status).toBe(404);
  });
});
