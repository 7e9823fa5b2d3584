import { randomUUID } from 'node:crypto';
import { long, Planter } from './planter';
import { ended, Stack } from './stack';

describe('canaries in every personal column of a person whose records all expire', () => {
  let stack: Stack;
  let planter: Planter;
  const person = randomUUID();
  const neighbour = randomUUID();
  /** Rows of the neighbour, by table. */
  let ofNeighbour: ReadonlyMap<string, string>;

  beforeAll(async () => {
    stack = await Stack.create({ redis: true });
    planter = new Planter(stack, person);
    await planter.company();
    await planter.plant(person, long, planter.canary);
    const [today] = await stack.db.owner.session.query<{ day: string }>('select calendar.paris_date(now())::text as day');
    ofNeighbour = await planter.plant(neighbour, today?.day ?? '', planter.alike);
  }, 120_000);
  afterAll(() => stack.close());

  it('are found before the run, and nowhere after it: tables, logs, errors, the queue, the ledger; what is alike and not due is byte for byte as before', async () => {
    const before = await planter.rows(ofNeighbour);
    expect(Object.keys(before).length).toBeGreaterThan(40);
    expect(Object.values(before).every((row) => row !== undefined)).toBe(true);
    expect(new Set((await planter.inDatabase()).map((hit) => hit.split(': ')[1])).size).toBe(planter.canaries.length);
    const { session } = stack.db.owner;
    await session.query(`create function engagement.complain() returns trigger language plpgsql as $$ begin raise exception 'I do not let go of %', old.comment using detail = old.comment, hint = old.survey; end $$;
      create trigger complain before delete on engagement.survey_answer for each row execute function engagement.complain()`);
    const worker = stack.worker();
    const first = await stack.command(['run', '--yes', '--json']);
    expect(JSON.parse(first.output)).toMatchObject({ quarantined: 1 });
    await session.query('drop function engagement.complain() cascade');
    await stack.command(['quarantine', 'retry']);
    const second = await stack.command(['run', '--yes', '--json']);
    expect(JSON.parse(second.output)).toMatchObject({ quarantined: 0 });
    const queue = await planter.queue();
    worker.kill('SIGTERM');
    await ended(worker);

    expect(await planter.rows(ofNeighbour)).toEqual(before);
    expect(await planter.inDatabase()).toEqual([]);
    expect(await session.query('select 1 from people.person where id = $1', [person])).toEqual([]);
    expect(planter.hits(queue)).toEqual([]);
    expect(planter.inFiles(stack.folder)).toEqual([]);
    expect(planter.hits(first.output + first.complaint + second.output + second.complaint)).toEqual([]);
  }, 120_000);
});
