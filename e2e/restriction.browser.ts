import type { Page } from 'playwright-core';
import { Asking, type Language, officer, type Someone } from './asking';
import { House } from './house';

jest.setTimeout(300_000);

const words = {
  fr: {
    person: 'La personne dans le registre', place: 'Limiter', placed: 'Est désormais limité :', nobody: /Personne ne correspond/, lift: 'Lever', lifted: 'Limitation levée.', told: 'Prévenue le', none: 'Aucune limitation.',
    ask: 'Recevoir le lien', open: 'Ouvrir ma page', restricted: /limités? \(art\. 18\)/,
  },
  en: {
    person: 'The person in the registry', place: 'Restrict', placed: 'Restricted from now on:', nobody: /Nobody matches/, lift: 'Lift', lifted: 'The restriction was lifted.', told: 'Told on', none: 'No restriction.',
    ask: 'Send me the link', open: 'Open my page', restricted: /restricted \(Art\. 18\)/,
  },
} as const;

describe('a restriction that somebody asks for', () => {
  let house: House;
  let asking: Asking;
  let key = '';
  beforeAll(async () => {
    house = await House.open();
    asking = new Asking(house);
    await house.account(officer, 'data-protection-officer');
    key = (JSON.parse((await house.stack.command(['api-key', 'create', '--name', 'crm', '--scopes', 'records:read,records:write', '--json'])).output) as { key: string }).key;
  });
  afterAll(async () => {
    await house.close();
    expect(house.troubles).toEqual([]);
  });

  /** Is she in the list of people, found by her mailbox? */
  const listed = async (page: Page, language: Language, who: Someone): Promise<boolean> => {
    await page.goto(`/people?q=${encodeURIComponent(who.email)}`);
    const hers = page.locator(`a[href="/people/${who.id}"]`);
    await hers.or(page.getByText(words[language].nobody)).first().waitFor();
    return (await hers.count()) > 0;
  };
  const reports = async (page: Page): Promise<string> => (await page.request.get('/api/v1/reports')).text();
  /** What a system of the house is given of hers. */
  const given = async (who: Someone): Promise<unknown[]> => {
    const answer = await fetch(`${house.url}/api/v1/records/assignment?personId=${who.id}`, { headers: { Authorization: `Bearer ${key}` } });
    return ((await answer.json()) as { results: unknown[] }).results;
  };
  const ownPage = async (page: Page, language: Language, who: Someone): Promise<string> => {
    await page.goto('/public/own-page');
    await page.locator('input[type=email]').fill(who.email);
    await page.getByRole('button', { name: words[language].ask }).click();
    await page.locator('[role=status]').waitFor();
    const link = await asking.linkFor(who.email, '/public/own-page');
    await page.goto('/sign-in');
    await page.goto(link);
    await page.getByRole('button', { name: words[language].open }).click();
    await page.getByText(words[language].restricted).first().waitFor();
    return page.locator('main').innerText();
  };

  it.each(['fr', 'en'] as const)('is in no list and no report from her request until it is lifted, of which she is told before (%s)', async (language) => {
    const say = words[language];
    const who = await asking.somebody(`exists (select from recruitment.assignment a where a.person_id = p.id and a.phase = 'active')`);
    const [hers, desk] = [await house.visitor(language), await house.visitor(language)];
    const { page } = desk;
    const number = await asking.asks(hers.page, language, who, 'restriction');
    await asking.decides(page, language, number, 'granted');
    const request = page.url();
    const before = { listed: await listed(page, language, who), reports: await reports(page), given: await given(who) };
    expect(before.listed).toBe(true);
    expect(before.given.length).toBeGreaterThan(0);

    await page.goto(request);
    await page.getByRole('link', { name: say.person }).click();
    await page.getByText(`${say.place}…`).click();
    await page.locator('#restrict-reason').fill('R – art. 18');
    await page.locator('#restrict-request').fill(number);
    await page.getByRole('button', { name: say.place, exact: true }).click();
    await page.getByText(say.placed).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: '••••' }).waitFor();

    expect(await listed(page, language, who)).toBe(false);
    expect(await reports(page)).not.toBe(before.reports);
    expect(await given(who)).toEqual([]);
    expect(await ownPage(hers.page, language, who)).not.toContain(who.last);
    await page.goto(request);
    expect(await asking.sends(page, language, 'restriction-placed')).toContain(number);

    // Not lifted by who has told her nothing: the form wants the day on which she was told, and so does the database.
    await page.goto(`/people/${who.id}`);
    await page.getByRole('button', { name: `${say.lift}…` }).click();
    await page.getByRole('button', { name: say.lift, exact: true }).click();
    expect(await page.locator('oubli-restrictions input[type=date][required]:invalid').count()).toBe(1);
    await expect(asking.sql('update retention.restriction set lifted_at = now() where person_id = $1', [who.id])).rejects.toThrow();

    await page.goto(request);
    const [today] = await asking.sql<{ day: string }>('select calendar.paris_date(now())::text as day');
    const letter = await asking.sends(page, language, 'restriction-lifting', () => page.locator('#letter-lifted').fill(today?.day ?? ''));
    expect(letter).toContain(number);
    await page.goto(`/people/${who.id}`);
    await page.getByRole('button', { name: `${say.lift}…` }).click();
    expect(await page.getByLabel(say.told).inputValue()).toBe(today?.day);
    await page.getByRole('button', { name: say.lift, exact: true }).click();
    await page.getByText(say.lifted).waitFor();
    await page.getByText(say.none).waitFor();

    expect({ listed: await listed(page, language, who), reports: await reports(page), given: await given(who) }).toEqual(before);
    for (const { context } of [hers, desk]) await context.close();
  });
});
