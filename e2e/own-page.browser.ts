import type { Page } from 'playwright-core';
import { House } from './house';
import { eventually } from './stack';

jest.setTimeout(300_000);

describe('a person and her own page', () => {
  let house: House;
  let mailbox = '';
  let lastName = '';
  beforeAll(async () => {
    house = await House.open();
    const [row] = await house.stack.db.owner.session.query<{ email: string; last: string }>(
      `select c.email, p.last_name as last from people.contact_details c join people.person p on p.id = c.person_id where c.phase = 'active' and p.phase = 'active' and c.email is not null
         and (select count(distinct o.person_id) from people.contact_details o where lower(o.email) = lower(c.email)) = 1 order by c.id limit 1`);
    mailbox = row?.email ?? '';
    lastName = row?.last ?? '';
  });
  afterAll(async () => {
    await house.close();
    expect(house.troubles).toEqual([]);
  });

  /** The link as whoever reads the mailbox finds it. */
  const linkFor = async (path: string): Promise<string> => {
    let link = '';
    await eventually(async () => {
      const [row] = await house.stack.db.owner.session.query<{ body: string }>(`select body from outbox.message where lower(address) = lower($1) and body like '%' || $2 || '#%' order by created_at desc limit 1`, [mailbox, path]);
      link = new RegExp(`${path}#[A-Za-z0-9_-]{43}`).exec(row?.body ?? '')?.[0] ?? '';
      return link !== '';
    }, 20_000, 'the message was written');
    return link;
  };
  const ask = async (page: Page, email: string): Promise<string> => {
    await page.goto('/public/own-page');
    await page.getByLabel('E-mail').fill(email);
    await page.getByRole('button', { name: 'Send me the link' }).click();
    await page.locator('[role=status]').waitFor();
    return page.locator('main').innerText();
  };
  const tries = async (page: Page, link: string): Promise<string> => {
    await page.goto('/sign-in');
    await page.goto(link);
    await page.getByRole('button', { name: 'Open my page' }).click();
    await page.getByText('This link opens nothing here').waitFor();
    return page.locator('main').innerText();
  };

  it('is told to no stranger: unknown and known mail, another’s link, a replayed and an expired one', async () => {
    const [hers, other] = [await house.visitor('en'), await house.visitor('en')];
    expect(await ask(other.page, 'nobody@example.org')).toBe(await ask(other.page, mailbox));
    await house.stack.db.owner.session.query('delete from rights.link');
    await house.stack.db.owner.session.query(`delete from outbox.message where kind = 'own-page'`);
    await ask(hers.page, mailbox);
    const link = await linkFor('/public/own-page');
    const refusals = new Set([await tries(other.page, link)]);
    await hers.page.goto(link);
    await hers.page.getByRole('button', { name: 'Open my page' }).click();
    await hers.page.getByText('Your rights').waitFor();
    refusals.add(await tries(other.page, link));
    refusals.add(await tries(hers.page, link));
    await house.stack.db.owner.session.query(`delete from outbox.message where kind = 'own-page'`);
    await ask((await house.visitor('en')).page, 'nobody@example.org');
    await ask(other.page, mailbox);
    await house.stack.db.owner.session.query(`update rights.link set expires_at = now() - interval '1 second'`);
    refusals.add(await tries(other.page, await linkFor('/public/own-page')));
    expect([...refusals]).toHaveLength(1);
    expect([...refusals].join()).not.toContain(lastName);
  });

  it('is opened by the link she was sent, and asks for access', async () => {
    const { page } = await house.visitor('en');
    await house.stack.db.owner.session.query(`delete from outbox.message where kind = 'own-page'`);
    await ask(page, mailbox);
    await page.goto('/sign-in');
    await page.goto(await linkFor('/public/own-page'));
    await page.getByRole('button', { name: 'Open my page' }).click();
    await page.getByRole('heading', { name: 'identities' }).waitFor();
    await page.getByText('identities (1)').click();
    expect(await page.locator('main').innerText()).toContain(lastName);
    await page.getByRole('button', { name: 'My data are right' }).click();
    await page.getByText('Thank you, it is written down.').waitFor();
    expect(await house.stack.db.owner.session.query(`select outcome from rights.accuracy_task where kind = 'confirm-data'`)).toEqual([{ outcome: 'confirmed' }]);
    await page.getByRole('button', { name: 'Get my data (access)' }).click();
    await page.getByText(/R-[0-9]{4}-[0-9]{6}/).waitFor();
    const [filed] = await house.stack.db.owner.session.query<{ n: number }>(`select count(*)::int as n from rights.request r join rights.identity_proof p on p.request_id = r.id where r.kind = 'access' and p.method = 'e-mail-link'`);
    expect(filed?.n).toBe(1);
    await page.getByRole('button', { name: 'Deutsch' }).click();
    await page.getByRole('heading', { name: 'Was wir über Sie speichern' }).waitFor();
  });

  it('is the other door beside the form, which tells what each missing field disables', async () => {
    const { page } = await house.visitor('en');
    await page.goto('/public/request');
    await page.getByText('without it, no answer by post').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('Somebody');
    await page.getByLabel('E-mail', { exact: true }).fill('nobody@example.org');
    await page.getByRole('button', { name: 'Send the request' }).click();
    await page.getByText(/R-[0-9]{4}-[0-9]{6}/).waitFor();
  });
});
