import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJobName } from '@oubli/contracts';
import type { Locator, Page } from 'playwright-core';
import { password } from './house';
import { payloads } from './payloads';

/** Numbers that look like chance and are the same for the same seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What nobody should type, and somebody will. */
const texts = ['', ' ', 'a', 'é'.repeat(300), `${'x'.repeat(5000)}`, '👩‍👩‍👧‍👦 \u202eאבג', "O'Brien \"quoted\" `tick` \\", '%00%ff', "'; drop table people.person; --", '{{7*7}}', '-1', '0', '1e309', '99999999999999999999', '3,5', '2026-02-30', '00000000-0000-4000-8000-000000000000', 'a@b', 'nobody@example.org', ...payloads.slice(0, 12)];
const numbers = ['-1', '0', '1', '12', '3.5', '1e9', '99999999999', ''];
const days = ['', '0001-01-01', '1899-12-31', '2026-11-25', '2026-12-01', '2400-02-29', '9999-12-31'];
const keys = ['Escape', '/', '?', 'g', 'p', 'd', 'Tab', 'Shift+Tab', 'Enter', 'Home', 'End', 'ArrowDown', 'ArrowUp', 'PageDown', ' '];

/** Sentences of the dictionary that a page would show by their key if it had none for it; names of jobs are shown as such. */
const words = join(__dirname, '../apps/admin/src/app/i18n/words');
const dictionaryKeys = readdirSync(words).flatMap((file) => [...readFileSync(join(words, file), 'utf8').matchAll(/'([A-Za-z]+(?:\.[\w-]+)+)':/g)].map(([, key = '']) => key)).filter((key) => !isJobName(key));

/** Texts of a page that nobody wrote for a reader: keys, and values without words. */
const looseEnds = `(() => {
  const keys = new Set(${JSON.stringify(dictionaryKeys)}), found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent.trim();
    // What was done stands in the activity under its code, with the same title.
    if ((keys.has(text) && node.parentElement.title !== text) || /^(undefined|null|NaN|Invalid Date)$/.test(text) || text.includes('[object ')) found.push(text.slice(0, 60));
  }
  return found;
})()`;

const quick = { timeout: 1000 } as const;
const waysOut = /Sign out|Se déconnecter/;

export interface Exploration {
  readonly acts: number;
  /** What was done last before something was wrong, to be found again with the same seed. */
  readonly faults: readonly string[];
}

/** Somebody who clicks, types, presses keys, goes back, reloads and changes the language, as chance will have it. */
export class Explorer {
  private readonly done: string[] = [];
  private readonly faults: string[] = [];

  constructor(
    private readonly page: Page,
    private readonly email: string,
    private readonly addresses: readonly string[],
    private readonly random: () => number,
  ) {
    page.on('pageerror', (error) => this.fault(`threw ${error.message}`));
    page.on('response', (response) => void (response.status() >= 500 && this.fault(`${response.request().method()} ${new URL(response.url()).pathname} answered ${response.status()}`)));
    // Chromium writes down every refusal of the API; what it refuses is the console's to show.
    page.on('console', (message) => void (message.type() === 'error' && !/the server responded with a status of 4\d\d/.test(message.text()) && this.fault(`said ${message.text().slice(0, 300)}`)));
    page.on('dialog', (dialog) => {
      this.fault('opened a dialog of the browser');
      void dialog.dismiss().catch(() => undefined);
    });
    // A download that has come already cannot be cancelled, and need not.
    page.on('download', (download) => void download.cancel().catch(() => undefined));
  }

  async explore(milliseconds: number): Promise<Exploration> {
    const end = performance.now() + milliseconds;
    let acts = 0;
    for (; performance.now() < end && this.faults.length === 0; acts += 1) {
      // What has gone meanwhile, or is covered, is not an error of the page.
      await this.act().catch(() => this.page.keyboard.press('Escape'));
      await this.examine();
    }
    return { acts, faults: this.faults };
  }

  private pick<T>(from: readonly T[]): T {
    const one = from[Math.floor(this.random() * from.length)];
    if (one === undefined) throw new Error('There is nothing to choose from.');
    return one;
  }

  private note(what: string): void {
    this.done.push(`${new URL(this.page.url()).pathname.slice(0, 60)} ${what}`);
  }

  private fault(what: string): void {
    this.faults.push(`${this.page.url().slice(0, 120)} ${what}; before: ${this.done.slice(-12).join(' | ')}`);
  }

  private async act(): Promise<void> {
    if (await this.comeBack()) return;
    const what = this.random();
    if (what < 0.06) return this.go(this.pick(this.addresses));
    if (what < 0.09) {
      this.note('back');
      await this.page.goBack({ timeout: 5000 });
      // Before the first page there is none.
      if (this.page.url() === 'about:blank') await this.page.goForward({ timeout: 5000 });
      return;
    }
    if (what < 0.11) {
      this.note('reload');
      return void (await this.page.reload({ timeout: 20_000 }));
    }
    if (what < 0.2) {
      const key = this.pick(keys);
      this.note(`key ${key}`);
      return this.page.keyboard.press(key);
    }
    const dialog = this.page.locator('mat-dialog-container');
    const within = (await dialog.count()) > 0 ? dialog.last() : this.page.locator('body');
    const offered = within.locator('a[href^="/"]:visible, button:visible:enabled, summary:visible, select:visible:enabled, input:visible:enabled, textarea:visible:enabled').filter({ hasNotText: waysOut });
    const count = await offered.count();
    if (count === 0) return this.go('/');
    await this.use(offered.nth(Math.floor(this.random() * count)));
  }

  private async go(address: string): Promise<void> {
    this.note(`to ${address}`);
    await this.page.goto(address, { timeout: 20_000 });
  }

  private async use(one: Locator): Promise<void> {
    const [tag, type, name] = (await one.evaluate('(e) => [e.tagName, e.type ?? "", (e.id || e.name || e.textContent).trim().slice(0, 40)]', undefined, quick)) as [string, string, string];
    if (tag === 'SELECT') {
      const options = await one.locator('option').count();
      this.note(`chooses in ${name}`);
      await one.selectOption({ index: Math.floor(this.random() * options) }, quick);
    } else if ((tag === 'INPUT' && !['checkbox', 'radio', 'submit'].includes(type)) || tag === 'TEXTAREA') {
      const value = type === 'number' ? this.pick(numbers) : type === 'date' ? this.pick(days) : type === 'password' ? password : this.pick(texts);
      this.note(`types ${JSON.stringify(value.slice(0, 20))} into ${name}`);
      await one.fill(value, quick);
      if (this.random() < 0.4) await this.page.keyboard.press('Enter');
    } else {
      this.note(`clicks ${name}`);
      await one.click(quick);
    }
  }

  /** At the door, or asked who one is: enters, so that the minute is not spent outside. */
  private async comeBack(): Promise<boolean> {
    const door = this.page.locator('oubli-sign-in-form:visible');
    if ((await door.count()) === 0) return false;
    this.note('signs in');
    await door.locator('#email').fill(this.email, quick);
    await door.locator('#password').fill(password, quick);
    await door.locator('button[type=submit]').click(quick);
    await door.waitFor({ state: 'hidden', timeout: 20_000 });
    return true;
  }

  /** Every page has a heading, once it has loaded, and no loose ends. */
  private async examine(): Promise<void> {
    const headed = await this.page.locator('h1').first().waitFor({ state: 'attached', timeout: 15_000 }).then(() => true, () => false);
    if (!headed) this.fault('has no heading');
    const found = (await this.page.evaluate(looseEnds).catch(() => [])) as readonly string[];
    if (found.length > 0) this.fault(`shows ${found.join(', ')}`);
  }
}
