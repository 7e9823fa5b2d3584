import { randomUUID } from 'node:crypto';
import { writeEntity } from '@oubli/company';
import { exampleSender } from '../../../libs/rights/src/letter/example-letters';
import { ApiWorld, type Client } from './testing/world';

interface Task {
  readonly id: string;
  readonly kind: string;
  readonly outcome: string | null;
}

describe('accuracy through the API', () => {
  let world: ApiWorld;
  let officer: Client;
  const [person, details] = [randomUUID(), randomUUID()];
  beforeAll(async () => {
    world = await ApiWorld.create();
    officer = await world.signedIn(['data-protection-officer']);
    const { session } = world.db.owner;
    await session.query(`insert into people.person (id, last_name, birth_date, collected_on, origin) values ($1, 'Zibeline', '1950-01-02', '2024-01-01', 'person')`, [person]);
    await session.query(`insert into people.contact_details (id, person_id, email, street, collected_on, origin) values ($1, $2, 'ann@example.org', '1 rue de la Fiction', '2024-01-01', 'person')`, [details, person]);
    await world.db.app.transaction((s) => writeEntity(s, 'controller', exampleSender.controller, null));
  });
  afterAll(() => world.close());

  const tasks = async (query = ''): Promise<readonly Task[]> => ((await officer.ask('GET', `/api/v1/accuracy-tasks${query}`)).body as { results: Task[] }).results;
  const end = (id: string, outcome: string) => officer.ask('POST', `/api/v1/accuracy-tasks/${id}/end`, { body: { outcome } });

  it('lets no letter go to an address from which mail came back, until it is mended', async () => {
    const made = await officer.ask('POST', '/api/v1/requests', { body: { kind: 'objection', door: 'desk', language: 'fr', personId: person, contact: { name: 'Ann', email: 'Ann@example.org', address: '1, rue de la Fiction, 75000 Paris' } } });
    const { id } = made.body as { id: string };
    for (const body of [{ move: 'take' }, { move: 'decide', outcome: 'refused' }]) await officer.ask('POST', `/api/v1/requests/${id}/moves`, { body });
    const letter = (await officer.ask('POST', `/api/v1/requests/${id}/letters/preview`, { body: { template: 'refused', reasons: ['other-basis'] } })).body as { day: string; title: string; text: string };
    const send = (by: 'mail' | 'print') => officer.ask('POST', `/api/v1/requests/${id}/letters`, { body: { template: 'refused', language: 'fr', ...{ day: letter.day, title: letter.title, text: letter.text }, by } });
    expect((await officer.ask('POST', `/api/v1/people/${person}/returned-mail`, { body: { recordId: details, field: 'email' } })).status).toBe(204);
    expect((await send('mail')).status).toBe(409);
    expect((await officer.ask('GET', `/api/v1/requests/${id}`)).body).toMatchObject({ state: 'decided' });
    const [task] = await tasks();
    expect(task).toMatchObject({ kind: 'returned-mail' });
    expect((await end(task?.id ?? '', 'kept')).status).toBe(409);
    expect((await end(task?.id ?? '', 'mended')).status).toBe(204);
    expect((await end(task?.id ?? '', 'mended')).status).toBe(409);
    expect((await send('mail')).status).toBe(201);
    expect(await tasks()).toEqual([]);
    expect(await tasks(`?personId=${person}`)).toMatchObject([{ kind: 'returned-mail', outcome: 'mended' }]);
  });

  it('shows two birth dates to who serves the rights of persons alone, and writes the reading down', async () => {
    const [hers] = await world.db.owner.session.query<{ id: string }>(`insert into rights.accuracy_task (person_id, kind, record_type, record_id, field) values ($1, 'birth-date-conflict', 'person', $1, 'birthDate') returning id::text as id`, [person]);
    const path = `/api/v1/accuracy-tasks/${hers?.id ?? ''}/birth-dates`;
    expect((await (await world.signedIn(['administrator'])).ask('GET', path)).status).toBe(403);
    expect(await officer.ask('GET', path)).toMatchObject({ status: 200, body: { held: '1950-01-02', brought: null } });
    expect(await world.db.owner.session.query(`select 1 from access.staff_activity where action = 'birth-dates.read'`)).toHaveLength(1);
    expect((await officer.ask('GET', `/api/v1/accuracy-tasks/${randomUUID()}/birth-dates`)).status).toBe(404);
    expect((await world.client().ask('GET', '/api/v1/accuracy-tasks')).status).toBe(401);
  });
});
