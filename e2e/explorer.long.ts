import { roleNames } from '@oubli/contracts';
import type { Page } from 'playwright-core';
import { House } from './house';

jest.setTimeout(20 * 60_000);

/** Numbers that look like chance and are the same every time (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Clicks, types and chooses whatever the page offers, except the way out. */
async function explore(page: Page, random: () => number, milliseconds: number): Promise<number> {
  const end = performance.now() + milliseconds;
  let acts = 0;
  while (performance.now() < end) {
    const offered = page.locator('a[href^="/"]:visible, button:visible:enabled, summary:visible, select:visible, input:visible').filter({ hasNotText: /Sign out/ });
    const count = await offered.count();
    if (count === 0) {
      await page.goto('/');
      continue;
    }
    const one = offered.nth(Math.floor(random() * count));
    const tag = await one.evaluate('(element) => element.tagName', undefined, { timeout: 1000 }).catch(() => '');
    const act = tag === 'INPUT' ? one.fill(random() < 0.5 ? 'zz' : '1', { timeout: 1000 }) : tag === 'SELECT' ? one.selectOption({ index: 0 }, { timeout: 1000 }).then(() => undefined) : one.click({ timeout: 1000 });
    // What has gone meanwhile, or is covered by a dialog, is not an error of the page.
    await act.catch(() => page.keyboard.press('Escape'));
    acts += 1;
  }
  return acts;
}

describe('somebody who clicks at random', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.open();
  });
  afterAll(() => house.close());

  it.each(roleNames)('for a minute as %s meets no uncaught error and no answer of 5xx', async (role) => {
    await house.account(`${role}@example.org`, role);
    const { page, context } = await house.visitor('en');
    await house.signIn(page, `${role}@example.org`);
    expect(await explore(page, chance(20_261_124), 60_000)).toBeGreaterThan(50);
    await context.close();
    expect(house.troubles).toEqual([]);
  });
});
