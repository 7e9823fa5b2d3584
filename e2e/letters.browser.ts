import type { Page } from 'playwright-core';
import { House } from './house';
import { eventually } from './stack';

jest.setTimeout(300_000);

describe('the letters of a request', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.open({ mail: true });
    await house.account('officer@example.org', 'data-protection-officer');
  });
  afterAll(async () => {
    await house.close();
    expect(house.troubles).toEqual([]);
  });

  /** Registers a request at the desk and opens its page. */
  const registered = async (page: Page, contact: { readonly email?: string; readonly address?: string }): Promise<string> => {
    await house.signIn(page, 'officer@example.org', '/requests');
    await page.locator('#kind').selectOption('objection');
    await page.locator('#door').selectOption('desk');
    await page.locator('#name').fill('Zibeline Test');
    if (contact.email) await page.locator('#email').fill(contact.email);
    if (contact.address) await page.locator('#address').fill(contact.address);
    await page.locator('form.panel button[type=submit]').click();
    const said = await page.locator('form.panel [role=status]').filter({ hasText: /R-[0-9]{4}-[0-9]{6}/ }).innerText();
    const number = /R-[0-9]{4}-[0-9]{6}/.exec(said)?.[0] ?? '';
    await page.goto('/requests?show=all&kind=objection');
    await page.getByRole('link', { name: number }).click();
    await page.getByRole('heading', { name: number }).waitFor();
    return number;
  };
  /** The text of a message, its lines joined again (RFC 2045, 6.7) and its bytes read as UTF-8. */
  const readable = (message: string): string => {
    const joined = message.replaceAll('=\r\n', '');
    return Buffer.from(joined.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1').toString('utf8');
  };

  it('are chosen, previewed, edited and sent; what arrives is what was edited, and the request is answered', async () => {
    const { page } = await house.visitor('en');
    const number = await registered(page, { email: 'zibeline@example.org' });
    await page.getByRole('button', { name: 'Take it on' }).click();
    await page.locator('#outcome').selectOption('refused');
    await page.getByRole('button', { name: 'Decide' }).click();
    await page.locator('#letter').filter({ hasText: 'refusal' }).waitFor();
    await page.locator('#letter-language').selectOption('en');
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByText('To be said first: the reasons.').waitFor();
    await page.getByLabel('rests on contract or law').check();
    await page.getByRole('button', { name: 'Preview' }).click();
    const text = page.getByLabel('Text of the letter');
    const written = await text.inputValue();
    expect(written).toContain(`R-`);
    await text.fill(written.replaceAll('https://www.cnil.fr/fr/plaintes', ''));
    await page.getByRole('button', { name: 'Send by e-mail' }).click();
    await page.getByText('The letter lacks something that it must say.').waitFor();
    await text.fill(`${written}\nA line of the officer’s own.`);
    await page.getByRole('button', { name: 'Send by e-mail' }).click();
    await page.getByText('The letter was sent.').waitFor();
    await page.getByText('answered', { exact: false }).first().waitFor();
    await eventually(() => Promise.resolve(house.arrived().some((message) => readable(message).includes('A line of the officer’s own.'))), 30_000, 'the letter arrived at the mail server');
    const arrived = readable(house.arrived().find((message) => readable(message).includes('A line of the officer’s own.')) ?? '');
    expect(arrived).toContain('To: zibeline@example.org');
    expect(arrived).toContain(number);
    expect(arrived).toContain('https://www.cnil.fr/fr/plaintes');
    const [request] = await house.stack.db.owner.session.query('select state, answered_on = calendar.paris_date(now()) as today from rights.request where number = $1', [number]);
    expect(request).toEqual({ state: 'answered', today: true });
  });

  it('sont imprimées avec l’adresse, puis dites postées, quand il n’y a pas d’e-mail', async () => {
    const { page } = await house.visitor('fr');
    const number = await registered(page, { address: '1 rue de la Fiction, 75000 Paris' });
    await page.getByRole('button', { name: 'Prendre en charge' }).click();
    await page.locator('#outcome').selectOption('refused');
    await page.getByRole('button', { name: 'Décider' }).click();
    await page.getByLabel('repose sur un contrat ou la loi').check();
    await page.getByRole('button', { name: 'Prévisualiser' }).click();
    expect(await page.getByRole('button', { name: 'Envoyer par e-mail' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Classer pour impression' }).click();
    await page.getByText('La lettre est classée').waitFor();
    await page.locator('.letter-page').filter({ hasText: 'Nous ne pouvons pas donner suite à votre opposition.' }).waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.letter-page .addressee').innerText()).toContain('1 rue de la Fiction');
    await page.emulateMedia({ media: 'screen' });
    const state = async () => (await house.stack.db.owner.session.query<{ state: string }>('select state from rights.request where number = $1', [number]))[0]?.state;
    expect(await state()).toBe('decided');
    // The acknowledgement, which nobody has posted either, stands above it.
    const paper = page.locator('li', { hasText: 'à envoyer par courrier' });
    expect(await paper.count()).toBe(2);
    await paper.last().getByRole('button', { name: 'Postée aujourd’hui' }).click();
    await page.locator('li', { hasText: '(courrier)' }).waitFor();
    expect(await state()).toBe('answered');
  });
});
