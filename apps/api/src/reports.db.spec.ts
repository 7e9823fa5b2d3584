import { randomUUID } from 'node:crypto';
import { ApiWorld } from './testing/world';

interface Report {
  readonly report: string;
  readonly recordType: string;
  readonly cells: readonly { label: string; count: number | null }[];
  readonly total: number | null;
}

describe('reports', () => {
  let world: ApiWorld;
  beforeAll(async () => {
    world = await ApiWorld.create();
    const person = randomUUID();
    const { session } = world.db.owner;
    await session.query(`insert into people.person (id, last_name, collected_on, origin) values ($1, 'Durand', '2024-01-01', 'person')`, [person]);
    for (const [stage, n] of [['open', 20], ['retained', 10], ['rejected', 3]] as const) {
      await session.query(`insert into recruitment.application (id, person_id, position, stage, applied_on, decided_on, collected_on, origin)
        select gen_random_uuid(), $1, 'P', $2, '2026-01-01', case when $2 <> 'open' then date '2026-02-01' end, '2026-01-01', 'person' from generate_series(1, $3)`, [person, stage, n]);
    }
    await session.query(`insert into engagement.survey_tally (survey, score, answers) values ('S', 8, 40), ('S', 9, 60)`);
    await session.query(`insert into engagement.survey_answer (id, person_id, survey, answered_on, score, collected_on, origin) select gen_random_uuid(), $1, 'S', '2026-10-01', 9, '2026-10-01', 'person' from generate_series(1, 7)`, [person]);
  });
  afterAll(() => world.close());

  const drawnBy = async (role: Parameters<ApiWorld['signedIn']>[0][number]): Promise<Report[]> => ((await (await world.signedIn([role])).ask('GET', '/api/v1/reports')).body as { results: Report[] }).results;

  it('hide a cell under five and the one that would tell it', async () => {
    const stages = (await drawnBy('data-protection-officer')).find((r) => r.report === 'applications-by-stage');
    expect(stages).toMatchObject({ cells: [{ label: 'open', count: 20 }, { label: 'rejected', count: null }, { label: 'retained', count: null }], total: 33 });
  });

  it('count the answers of people who were forgotten with those who were not', async () => {
    const scores = (await drawnBy('communications')).find((r) => r.report === 'surveys-by-score');
    expect(scores).toMatchObject({ cells: [{ label: '8', count: 40 }, { label: '9', count: 67 }], total: 107 });
  });

  it('are drawn only of what the reader’s purposes reach', async () => {
    expect((await drawnBy('trainer')).map((r) => r.recordType)).toEqual(['attendance']);
    expect((await drawnBy('accountant')).map((r) => r.report)).not.toContain('applications-by-stage');
    const admin = await world.signedIn(['administrator']);
    expect((await admin.ask('GET', '/api/v1/reports')).status).toBe(403);
  });
});
