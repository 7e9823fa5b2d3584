import AxeBuilder from '@axe-core/playwright';
import { House } from './house';
import { eventually } from './stack';

jest.setTimeout(300_000);

const routes = ['/', '/due?type=invoice', '/policies', '/policies/application', '/policies/axe', '/privacy-policy', '/approvals', '/runs', '/holds', '/people', '/people/PERSON', '/records/application', '/requests', '/requests?show=all', '/ledger', '/reports', '/activity', '/jobs', '/settings', '/exports', '/messages', '/do-not-recreate', '/accuracy', '/purposes'] as const;
const draft = {
  recordType: 'appointment', title: 'Rendez-vous', automatic: false, legalReference: '', confidence: 'G',
  body: { startEvent: [{ clock: 'held' }], active: { period: 'P1Y' }, archived: { period: 'P3Y' }, end: 'delete' },
};

describe('a console for everybody', () => {
  let house: House;
  let person = '';
  beforeAll(async () => {
    house = await House.open();
    await house.account('admin@example.org', 'administrator,data-protection-officer');
    const [row] = await house.stack.db.owner.session.query<{ id: string }>(`select id from people.person where phase = 'active' order by id limit 1`);
    person = row?.id ?? '';
    const key = JSON.parse((await house.stack.command(['api-key', 'create', '--name', 'axe', '--scopes', 'policies:write', '--json'])).output) as { key: string };
    const saved = await fetch(`${house.url}/api/v1/policies/axe/draft`, { method: 'PUT', headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${key.key}` }, body: JSON.stringify(draft) });
    expect(saved.status).toBe(200);
    await house.stack.command(['job', 'run', 'retention.figures', '--wait']);
  });
  afterAll(async () => {
    await house.close();
    expect(house.troubles).toEqual([]);
  });

  const looks = (['fr', 'en'] as const).flatMap((language) => (['light', 'dark'] as const).map((scheme) => ({ language, scheme })));

  it.each(looks)('has no serious fault for anybody’s tools on any page: $language, $scheme', async ({ language, scheme }) => {
    const { page, context } = await house.visitor(language, { colorScheme: scheme });
    await page.goto('/sign-in');
    await page.locator('#email').waitFor();
    const faults: string[] = [];
    const examine = async (where: string): Promise<void> => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      faults.push(...violations.filter((v) => v.impact === 'serious' || v.impact === 'critical').flatMap((v) => v.nodes.slice(0, 3).map((n) => `${where}: ${v.id} ${n.html.slice(0, 160)}`)));
    };
    await examine('/sign-in');
    await house.signIn(page, 'admin@example.org');
    for (const route of routes) {
      await page.goto(route.replace('PERSON', person));
      await page.locator('h1').waitFor();
      await eventually(async () => (await page.locator('oubli-state .waiting').count()) === 0, 30_000, `${route} has loaded`);
      await examine(route);
    }
    expect(faults).toEqual([]);
    await context.close();
  });

  it('can be read at 390 pixels: no page is wider than the screen', async () => {
    const { page, context } = await house.visitor('fr', { viewport: { width: 390, height: 844 } });
    await house.signIn(page, 'admin@example.org');
    const wide: string[] = [];
    for (const route of routes) {
      await page.goto(route.replace('PERSON', person));
      await page.locator('h1').waitFor();
      await eventually(async () => (await page.locator('oubli-state .waiting').count()) === 0, 30_000, `${route} has loaded`);
      const over = Number(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'));
      if (over > 0) wide.push(`${route} by ${over} px`);
    }
    expect(wide).toEqual([]);
    await context.close();
  });

  it('can be read by anybody, without signing in', async () => {
    const { page, context } = await house.visitor('fr');
    await page.goto('/public/privacy-policy');
    await page.getByRole('row', { name: /candidatures/ }).first().getByText('3 mois').waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')).toEqual([]);
    await context.close();
  });

  it('works by keyboard: goes, searches, helps', async () => {
    const { page, context } = await house.visitor('en');
    await house.signIn(page, 'admin@example.org');
    await page.locator('h1').waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await page.waitForURL('**/policies');
    await page.keyboard.press('/');
    await page.keyboard.type('castel simone');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/people?q=castel%20simone');
    await page.getByRole('row', { name: /S•+ C•+/ }).waitFor();
    await page.locator('h1').click();
    await page.keyboard.press('?');
    await page.getByRole('heading', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await context.close();
  });

  it('never runs what somebody wrote into a record', async () => {
    const payloads = ['<img src=x onerror=alert(1)>', '"><script>alert(1)</script>', '{{constructor.constructor("alert(1)")()}}', 'javascript:alert(1)', '<svg/onload=alert(1)>', '&lt;script&gt;', '${alert(1)}', '\'-alert(1)-\''];
    const { page, context } = await house.visitor('en');
    let ran = 0;
    page.on('dialog', (dialog) => {
      ran += 1;
      void dialog.dismiss();
    });
    for (const [i, payload] of payloads.entries()) {
      await house.stack.db.owner.session.query(`insert into recruitment.appointment (id, person_id, held_on, subject, notes, place, collected_on, origin) values (gen_random_uuid(), $1, calendar.paris_date(now()), $2, $2, $2, calendar.paris_date(now()) - $3::int, 'person')`, [person, payload, i]);
    }
    await house.signIn(page, 'admin@example.org', `/people/${person}`);
    await page.getByRole('button', { name: 'Reveal…' }).click();
    await page.getByLabel('Purpose').selectOption('recruitment');
    await page.getByLabel('Why', { exact: true }).fill('A test of the page');
    await page.getByRole('button', { name: 'Reveal', exact: true }).click();
    await page.getByText('onerror=alert').first().waitFor({ state: 'attached' });
    expect(ran).toBe(0);
    await context.close();
  });

  it('lets a trainer see trainings and an auditor nobody, whatever address they type', async () => {
    await house.account('trainer@example.org', 'trainer');
    await house.account('auditor@example.org', 'auditor');
    const trainer = await house.visitor('en');
    await house.signIn(trainer.page, 'trainer@example.org', `/people/${person}`);
    await trainer.page.locator('h1').waitFor();
    const shown = await trainer.page.locator('main').innerText();
    expect(shown).not.toMatch(/invoices|bank details|applications|contact details/);
    expect(await trainer.page.evaluate(async () => (await fetch('/api/v1/users')).status)).toBe(403);
    const auditor = await house.visitor('en');
    await house.signIn(auditor.page, 'auditor@example.org', '/ledger');
    expect(await auditor.page.getByRole('link', { name: 'People' }).count()).toBe(0);
    await auditor.page.goto(`/people/${person}`);
    await auditor.page.getByText('Your roles do not allow this.').waitFor();
    await trainer.context.close();
    await auditor.context.close();
  });
});
