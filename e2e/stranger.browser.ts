import type { Page } from 'playwright-core';
import { Asking, officer, words as said } from './asking';
import { House } from './house';

jest.setTimeout(300_000);

const words = {
  fr: {
    ask: 'Recevoir le lien', open: 'Ouvrir ma page', fetch: 'Télécharger', gone: /Ce lien n’ouvre rien/, refused: (field: string) => `Un champ n’a pas la forme attendue : ${field}. Rien n’a été envoyé.`, mailbox: 'E-mail',
    tooMany: 'Trop de demandes depuis cette adresse : réessayez plus tard.',
  },
  en: {
    ask: 'Send me the link', open: 'Open my page', fetch: 'Download', gone: /This link opens nothing/, refused: (field: string) => `A field is not as expected: ${field}. Nothing was sent.`, mailbox: 'E-mail',
    tooMany: 'Too many requests from this address: try again later.',
  },
} as const;
type Language = keyof typeof words;
/** Runs, where a page takes it for markup. */
const hostile = `<img src="x" onerror="document.title='zibeline'">{{7*7}}'; drop table rights.request; --`;

describe('a stranger who tries', () => {
  let house: House;
  let asking: Asking;
  beforeAll(async () => {
    house = await House.open();
    asking = new Asking(house);
    await house.account(officer, 'data-protection-officer');
  });
  afterAll(async () => {
    await house.close();
    expect(house.troubles).toEqual([]);
  });

  const files = async (page: Page, language: Language, given: { readonly email: string; readonly words: string }): Promise<void> => {
    await page.goto('/public/request');
    await page.locator('#name').fill('Zibeline');
    await page.locator('#email').fill(given.email);
    await page.locator('#words').fill(given.words);
    // What the browser would refuse by itself is sent all the same.
    await page.evaluate(`document.querySelector('form').noValidate = true`);
    await page.getByRole('button', { name: said[language].send }).click();
  };
  const answered = async (page: Page, language: Language, email: string): Promise<string> => {
    await files(page, language, { email, words: 'Tell me' });
    await page.locator('[role=status]').waitFor();
    return (await page.locator('main').innerText()).replace(/R-\d{4}-\d{6}/g, 'NUMBER');
  };
  const asksForPage = async (page: Page, language: Language, email: string): Promise<string> => {
    await page.goto('/public/own-page');
    await page.locator('#email').fill(email);
    await page.getByRole('button', { name: words[language].ask }).click();
    await page.locator('[role=status]').waitFor();
    return page.locator('main').innerText();
  };
  const requests = async (): Promise<number> => (await asking.sql<{ n: number }>('select count(*)::int as n from rights.request'))[0]?.n ?? 0;

  it.each(['fr', 'en'] as const)('is told the same of whoever is known and whoever is not, opens nothing, and is refused by the name of the field (%s)', async (language) => {
    const say = words[language];
    const { page, context } = await house.visitor(language);
    const known = await asking.somebody('true');
    expect(await answered(page, language, known.email)).toBe(await answered(page, language, `nobody-${language}@example.org`));
    expect(await asksForPage(page, language, known.email)).toBe(await asksForPage(page, language, `nobody-${language}@example.org`));

    // Links nobody was sent.
    for (const [path, button] of [['own-page', say.open], ['confirm', said[language].me], ['package', say.fetch]] as const) {
      await page.goto('/sign-in');
      await page.goto(`/public/${path}#${'A'.repeat(43)}`);
      await page.getByRole('button', { name: button }).click();
      await page.getByText(say.gone).waitFor();
    }
    // Rooms of the house, by their address.
    for (const path of ['/requests', '/people', `/people/${known.id}`, '/do-not-recreate']) {
      await page.goto(path);
      await page.waitForURL(/\/sign-in/);
      expect((await page.request.get(`/api/v1${path}`)).status()).toBe(401);
    }
    expect((await page.request.get('/api/v1/own-page')).status()).toBe(401);

    const before = await requests();
    await files(page, language, { email: hostile, words: 'Tell me' });
    await page.getByText(say.refused(say.mailbox)).waitFor();
    expect(await page.locator('.problem').innerText()).not.toContain('onerror');
    expect(await requests()).toBe(before);
    await context.close();
  });

  it('is read by the officer as text, whatever it looks like (en)', async () => {
    const [outside, desk] = [await house.visitor('en'), await house.visitor('en')];
    await files(outside.page, 'en', { email: 'stranger@example.org', words: hostile });
    const number = /R-\d{4}-\d{6}/.exec(await outside.page.locator('[role=status]').innerText())?.[0] ?? '';
    await house.signIn(desk.page, officer, '/requests');
    await desk.page.getByRole('link', { name: number }).click();
    expect(await desk.page.locator('blockquote').innerText()).toBe(hostile);
    expect(await desk.page.locator('blockquote *').count()).toBe(0);
    expect(await desk.page.title()).not.toContain('zibeline');
    for (const { context } of [outside, desk]) await context.close();
  });

  it.each(['fr', 'en'] as const)('is slowed down, and told so (%s)', async (language) => {
    const { page, context } = await house.visitor(language);
    const form = { language, name: 'Zibeline', email: 'again@example.org', words: 'Again' };
    const statuses: number[] = [];
    for (let i = 0; i < 25; i += 1) statuses.push((await page.request.post('/api/v1/public/requests', { data: form })).status());
    expect(statuses.at(-1)).toBe(429);
    expect(new Set(statuses).size).toBeLessThanOrEqual(2);
    await files(page, language, form);
    await page.getByText(words[language].tooMany).waitFor();
    await context.close();
  });
});
