import type { Page } from 'playwright-core';
import { House } from './house';
import { eventually } from './stack';

jest.setTimeout(600_000);

const rows = 100_000;
const filler = [
  `insert into people.person (id, last_name, first_name, search_key, collected_on, origin)
    select gen_random_uuid(), 'Exemple-' || n, 'Anne', 'anne exemple ' || n, calendar.paris_date(now()) - 30, 'person' from generate_series(1, ${rows}) n`,
  `insert into recruitment.application (id, person_id, position, stage, applied_on, decided_on, pool_consent, collected_on, origin)
    select gen_random_uuid(), id, 'Expert', 'rejected', calendar.paris_date(now()) - 20, calendar.paris_date(now()) - (row_number() over () % 18)::int, false, calendar.paris_date(now()) - 20, 'person' from people.person where search_key like 'anne exemple %'`,
  `insert into access.staff_activity (id, person_id, occurred_on, area, action, about_type, about_id, collected_on, origin)
    select gen_random_uuid(), (select id from people.person limit 1), calendar.paris_date(now()) - (n % 100), 'other', 'looked', 'person', gen_random_uuid(), calendar.paris_date(now()), 'derived' from generate_series(1, ${rows}) n`,
  `insert into ledger.batch (seq, run, number, entries, merkle_root, previous, hash)
    select n + 1000000, gen_random_uuid(), 1, 1, sha256(n::text::bytea), sha256(n::text::bytea), sha256(n::text::bytea) from generate_series(1, ${rows}) n`,
  `insert into retention.run (id, as_of, digest, state, requested_by, plan, schedule) values ('00000000-0000-4000-8000-0000000000aa', calendar.paris_date(now()), sha256('x'), 'done', 'person', '{"steps": []}', '{}')`,
  `insert into retention.outcome (run, record_type, record_id, reason) select '00000000-0000-4000-8000-0000000000aa', 'application', gen_random_uuid(), 'hold' from generate_series(1, ${rows}) n`,
  'vacuum analyze',
];
const run = '/runs/00000000-0000-4000-8000-0000000000aa';

/** What stands in a list now, and how large the page is. */
interface Look {
  readonly rows: number;
  readonly elements: number;
  readonly empty: number;
}
const look = `(() => {
  const list = document.querySelector('.long-list'), box = list.getBoundingClientRect();
  let empty = 0;
  for (let y = box.top + 60; y < box.bottom - 10; y += 40) if (!document.elementFromPoint(box.left + 30, y)?.closest('.line')) empty += 1;
  return { rows: list.querySelectorAll('.line').length, elements: document.querySelectorAll('*').length, empty };
})()`;

/** The page's policy lets nothing be evaluated in it, so the question is asked from outside, again and again. */
const holds = (page: Page, question: string): Promise<void> => eventually(async () => Boolean(await page.evaluate(question)), 20_000, question);

describe('lists of 100,000 rows', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.open();
    for (const statement of filler) await house.stack.db.owner.session.query(statement);
    await house.account('all@example.org', 'administrator,data-protection-officer');
  });
  afterAll(async () => {
    await house.close();
    expect(house.troubles).toEqual([]);
  });

  const known = async (page: Page): Promise<number> => Number(await page.locator('.long-list').getAttribute('aria-rowcount'));

  it('scroll to their end by one key, with as few elements and as little memory there as at the beginning', async () => {
    const { page, context } = await house.visitor('en');
    await house.signIn(page, 'all@example.org', '/people');
    const list = page.getByRole('table', { name: 'People' });
    await list.getByRole('row').nth(5).waitFor();
    expect(await known(page)).toBe(-1);
    const client = await context.newCDPSession(page);
    const heap = async (): Promise<number> => {
      await client.send('HeapProfiler.collectGarbage');
      return ((await client.send('Runtime.getHeapUsage')) as { usedSize: number }).usedSize / 2 ** 20;
    };
    const before = await heap();
    const times = (await page.evaluate(`(async () => {
      const list = document.querySelector('.long-list'), times = [];
      const drawn = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      while (list.getAttribute('aria-rowcount') === '-1') {
        const begun = performance.now(), top = list.scrollTop;
        list.scrollTop = list.scrollHeight;
        await drawn();
        times.push(performance.now() - begun);
        while (list.getAttribute('aria-rowcount') === '-1' && list.scrollHeight - list.clientHeight <= list.scrollTop + 1) await drawn();
      }
      list.scrollTop = list.scrollHeight;
      await drawn();
      return times;
    })()`)) as number[];
    const [{ people }] = (await house.stack.db.app.session.query<{ people: number }>('select count(*)::int as people from people.person')) as [{ people: number }];
    expect(await known(page)).toBe(people + 1);
    await list.locator(`[aria-rowindex='${people + 1}']`).getByRole('link').waitFor();
    const there = (await page.evaluate(look)) as Look;
    expect(there).toEqual({ rows: expect.any(Number) as number, elements: expect.any(Number) as number, empty: 0 });
    expect(there.rows).toBeLessThan(80);
    expect(there.elements).toBeLessThan(1_500);
    expect((await heap()) - before).toBeLessThan(20);
    const sorted = [...times].sort((a, b) => a - b);
    process.stderr.write(`${times.length} screens; an interaction is drawn after ${Math.round(sorted[Math.floor(times.length / 2)] ?? 0)} ms (median), ${Math.round(sorted.at(-1) ?? 0)} ms (longest); heap +${((await heap()) - before).toFixed(1)} MB; ${there.elements} elements\n`);
    expect(sorted[Math.floor(times.length / 2)]).toBeLessThan(100);
    await context.close();
  });

  it('are moved through by keys, keep the focus, and are found again where they were left: by back, by reload and by a shared link', async () => {
    const { page, context } = await house.visitor('en');
    await house.signIn(page, 'all@example.org', '/people?q=exemple');
    const list = page.getByRole('table', { name: 'People' });
    await list.getByRole('row').nth(5).waitFor();
    await list.focus();
    for (let screen = 0; screen < 6; screen += 1) {
      const seen = Number(await page.evaluate(`document.querySelector('.long-list').scrollHeight`));
      await page.keyboard.press('End');
      await holds(page, `document.querySelector('.long-list').scrollHeight > ${seen}`);
    }
    await page.keyboard.press('PageUp');
    await holds(page, '/[?&]row=1[0-9]{3}/.test(location.search)');
    await list.getByRole('link').nth(8).focus();
    const focused = (): Promise<unknown> => page.evaluate(`document.activeElement.closest('.line')?.getAttribute('aria-rowindex') ?? document.activeElement.className`);
    const at = Number(await focused());
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe(String(at + 1));
    const person = await page.evaluate('document.activeElement.getAttribute("href")');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${String(person)}`);
    await page.goBack();
    await page.locator(`.long-list .line a[href='${String(person)}']`).waitFor();
    const address = page.url();
    await page.reload();
    await page.locator(`.long-list .line a[href='${String(person)}']`).waitFor();
    const other = await house.visitor('en');
    await house.signIn(other.page, 'all@example.org');
    await other.page.goto(address);
    await other.page.locator(`.long-list .line a[href='${String(person)}']`).waitFor();
    await other.page.evaluate(`document.querySelector('.long-list').scrollTo(0, 0)`);
    await other.page.locator(`.long-list .line[aria-rowindex='2'] a`).waitFor();
    await page.locator(`.long-list .line a[href='${String(person)}']`).focus();
    await page.evaluate(`document.querySelector('.long-list').scrollTo(0, 0)`);
    await holds(page, `document.activeElement.classList.contains('long-list')`);
    await other.context.close();
    await context.close();
  });

  it('leave the address alone while the row that it names is still being read', async () => {
    const { page, context } = await house.visitor('en');
    await house.signIn(page, 'all@example.org', '/people?q=exemple');
    const list = page.getByRole('table', { name: 'People' });
    await list.getByRole('row').nth(5).waitFor();
    const first = Number(await page.evaluate(`document.querySelector('.long-list').scrollHeight`));
    await page.evaluate(`document.querySelector('.long-list').scrollTo(0, ${first})`);
    await holds(page, `document.querySelector('.long-list').scrollHeight > ${first}`);
    // The first row of a page of the API: what stands above it belongs to a page whose cursor nobody has met.
    await page.evaluate(`document.querySelector('.long-list').scrollTo(0, 200 * 44)`);
    await holds(page, `/[?&]row=200(&|$)/.test(location.search)`);
    const address = page.url();
    let answer = (): void => undefined;
    const asked = new Promise<void>((resolve) => (answer = resolve));
    await page.route('**/api/v1/people?*', (route) => asked.then(() => route.continue()));
    // The list waits a moment after it was moved before it writes: the clock of the page is turned past that.
    await page.clock.install();
    await page.goto(address);
    await page.locator('.long-list .pending').first().waitFor();
    await page.clock.runFor(5_000);
    expect(page.url()).toBe(address);
    answer();
    await page.locator(`.long-list .line[aria-rowindex='202'] a`).waitFor();
    await page.clock.runFor(5_000);
    expect([await page.evaluate(`Math.round(document.querySelector('.long-list').scrollTop / 44)`), page.url()]).toEqual([200, address]);
    await context.close();
  });

  it.each(['/due?type=application', '/records/application', '/ledger', '/activity', `${run}?kept=hold&of=application`])('go on by themselves: %s', async (address) => {
    const { page, context } = await house.visitor('fr');
    await house.signIn(page, 'all@example.org', address);
    const list = page.locator('.long-list');
    await list.locator('.line').nth(5).waitFor();
    await list.focus();
    for (let screen = 0; screen < 5; screen += 1) {
      const seen = Number(await page.evaluate(`document.querySelector('.long-list').scrollHeight`));
      await page.keyboard.press('End');
      await holds(page, `document.querySelector('.long-list').scrollHeight > ${seen}`);
    }
    await page.locator('.long-list .line:last-child [role=cell]').nth(1).waitFor();
    const { rows: drawn, elements } = (await page.evaluate(look)) as Look;
    expect([drawn < 80, elements < 1_800]).toEqual([true, true]);
    await context.close();
  });

  it('are answered a page at a time in the time of a page, however far in', async () => {
    const key = JSON.parse((await house.stack.command(['api-key', 'create', '--name', 'lists', '--scopes', '*', '--json'])).output) as { key: string };
    const read = async (path: string): Promise<{ next: string | null; milliseconds: number }> => {
      const begun = performance.now();
      const answer = await fetch(`${house.url}/api/v1${path}`, { headers: { Authorization: `Bearer ${key.key}` } });
      const page = (await answer.json()) as { results: unknown[]; paging?: { next: { after: string } } };
      expect([path, answer.status, page.results.length]).toEqual([path, 200, 200]);
      return { next: page.paging?.next.after ?? null, milliseconds: performance.now() - begun };
    };
    for (const path of ['/people?', '/people?q=exemple&', '/records/person?', '/ledger?', '/activity?', '/due?recordType=application&', `${run}/kept?`]) {
      const times: number[] = [];
      for (let after: string | null = ''; after !== null && times.length < 60; ) {
        const { next, milliseconds } = await read(`${path}limit=200${after === '' ? '' : `&after=${after}`}`);
        times.push(milliseconds);
        after = next;
      }
      const sorted = times.slice(1).sort((a, b) => a - b);
      process.stderr.write(`${path} first ${Math.round(times[0] ?? 0)} ms, then ${Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0)} ms (median), ${Math.round(sorted.at(-1) ?? 0)} ms (longest)\n`);
      expect(times).toHaveLength(60);
    }
  });
});
