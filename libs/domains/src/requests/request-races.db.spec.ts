import { decisions, packages } from './testing/packages-and-decisions';
import { offset, Races, type Tally } from './testing/races';
import { type Edit, edits, holds, restrictionsOfHers, restrictionsOfOthers } from './testing/writers';

describe('races of requests', () => {
  let races: Races;
  beforeAll(async () => {
    races = await Races.create(0.35, 61);
  }, 120_000);
  afterAll(() => races.db.close());

  it.each<readonly [number, string, (races: Races, times: number) => Promise<Tally>]>([
    [85, 'holds that are placed and released', holds], [65, 'restrictions that others had placed', restrictionsOfOthers], [45, 'her own restriction, placed and lifted', restrictionsOfHers],
    [80, 'edits by the API', edits], [10, 'an access package that is being made', packages], [15, 'decisions that are taken back', decisions],
  ])('%i erasures against %s: none late, nothing lost, nothing that the ledger does not say', async (times, _name, race) => {
    const { wrong, writerFirst } = await race(races, times);
    expect(wrong).toEqual([]);
    expect(writerFirst).toBeGreaterThan(times / 20);
  }, 240_000);

  it('finds what is late when the gate leaves holds out', async () => {
    const gate = (tables: string): string => `create or replace function retention.lock_gate() returns void language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$ begin lock table ${tables} in share mode; end $$`;
    await races.sql(gate('retention.policy_gate, retention.restriction'));
    try {
      const slow = races.context((point) => (point === 'after-treat' ? offset(150) : undefined));
      expect((await holds(races, 16, slow, false)).wrong.filter((line) => line.startsWith('treated after'))).not.toEqual([]);
    } finally {
      await races.sql(gate('retention.hold, retention.policy_gate, retention.restriction'));
    }
  }, 120_000);

  it('finds what an edit that looks at no phase writes back', async () => {
    const careless: Edit = async (id, city) => {
      const [row] = await races.sql<{ row: unknown }>('select to_jsonb(c) as row from people.contact_details c where id = $1', id);
      await offset(60);
      if (!row) return 'gone';
      await races.sql(`insert into people.contact_details select * from jsonb_populate_record(null::people.contact_details, $1::jsonb) on conflict (id) do update set city = excluded.city, email = excluded.email, phase = excluded.phase`, JSON.stringify({ ...(row.row as object), city }));
      return 'updated';
    };
    expect((await edits(races, 20, careless)).wrong).not.toEqual([]);
  }, 120_000);
});
