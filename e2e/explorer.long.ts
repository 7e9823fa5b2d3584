import { randomInt } from 'node:crypto';
import { roleNames } from '@oubli/contracts';
import { chance, Explorer } from './explorer';
import { House } from './house';
import { someOf } from './payloads';
import { pagesOf } from './routes';

jest.setTimeout(20 * 60_000);

/** `OUBLI_EXPLORER_SEED` walks the way of an earlier run again; `OUBLI_EXPLORER_SECONDS` says for how long in each role. */
const seed = Number(process.env['OUBLI_EXPLORER_SEED'] ?? randomInt(2 ** 31));
const seconds = Number(process.env['OUBLI_EXPLORER_SECONDS'] ?? 60);

describe('somebody who clicks at random', () => {
  let house: House;
  let addresses: readonly string[] = [];
  beforeAll(async () => {
    process.stderr.write(`OUBLI_EXPLORER_SEED=${seed}\n`);
    house = await House.open();
    const { session } = house.stack.db.owner;
    const [person] = await session.query<{ id: string }>(`select id::text as id from people.person where phase = 'active' order by id limit 1`);
    const [request] = await session.query<{ id: string }>(`insert into rights.request (kind, door, language, person_id, state, received_on, due_target, due_legal, collected_on, origin)
      values ('access', 'post', 'fr', $1, 'open', calendar.paris_date(now()), calendar.paris_date(now()) + 20, calendar.paris_date(now()) + 30, calendar.paris_date(now()), 'person') returning id::text as id`, [person?.id]);
    const [run] = await session.query<{ id: string }>(`insert into retention.run (id, as_of, digest, state, requested_by, plan, schedule) values (gen_random_uuid(), calendar.paris_date(now()), sha256('x'), 'cancelled', 'person', '{"steps": []}', '{}') returning id::text as id`);
    const known = { person: person?.id ?? '', request: request?.id ?? '', run: run?.id ?? '', draft: 'invoice' };
    const strange = ['/people?q=', '/due?type=', '/policies?q=', '/records/', '/policies/', '/people/', '/holds?person=', '/ledger?run='].map((address, i) => `${address}${encodeURIComponent(someOf('link', 300, i * 20))}`);
    addresses = [...pagesOf(known), ...strange, '/people/00000000-0000-4000-8000-000000000000', '/runs/not-an-id', '/public/privacy-policy', '/public/request'];
  });
  afterAll(() => house.close());

  it.each(roleNames)('as %s meets no uncaught error, no answer of 5xx, no page without a heading and no word that nobody wrote', async (role) => {
    await house.account(`${role}@example.org`, role);
    const { page, context } = await house.visitor('en');
    await house.signIn(page, `${role}@example.org`);
    const explorer = new Explorer(page, `${role}@example.org`, addresses, chance(seed + roleNames.indexOf(role)));
    const { acts, faults } = await explorer.explore(seconds * 1000);
    await context.close();
    process.stderr.write(`${role}: ${acts} acts\n`);
    expect({ seed, faults }).toEqual({ seed, faults: [] });
    expect(acts).toBeGreaterThan(seconds / 3);
    expect(house.troubles).toEqual([]);
  });
});
