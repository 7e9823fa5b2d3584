import { OubliClient } from '@oubli/client';
import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { House } from './house';
import { ended, eventually } from './stack';

jest.setTimeout(180_000);

describe('an administrator who never read our code', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.open();
  });
  afterAll(async () => {
    await house.close();
    expect(house.troubles).toEqual([]);
  });

  it('signs in for the first time by the link that the start prints, and turns on a second factor, which is asked from then on', async () => {
    const first = await house.stack.command(['user', 'first', '--json'], { OUBLI_URL: house.url });
    const { link } = JSON.parse(first.output) as { link: string };
    const { page, context } = await house.visitor('en');
    await page.goto(link);
    await page.getByLabel('Password').fill('password123');
    await page.getByRole('button', { name: 'Save and enter' }).click();
    await page.getByText('is one of the most common passwords').waitFor();
    await page.getByLabel('Password').fill('orchard winter plum 7');
    await page.getByRole('button', { name: 'Save and enter' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();

    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Turn it on' }).click();
    const secret = await page.locator('form code').innerText();
    const codeAt = (shift: number): string => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + shift });
    await page.getByLabel(/Code of the authenticator/).fill(codeAt(-30_000));
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('The second factor is on.').waitFor();
    const recovery = await page.locator('.codes code').first().innerText();
    await page.getByRole('button', { name: 'Sign out' }).click();

    const enter = async (code: string): Promise<void> => {
      await page.goto('/sign-in');
      await page.getByLabel('E-mail address').fill('admin@oubli.invalid');
      await page.getByLabel('Password').fill('orchard winter plum 7');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByLabel(/Code of the authenticator/).fill(code);
      await page.getByRole('button', { name: 'Sign in' }).click();
    };
    await enter('000000');
    await page.getByText('is not right').waitFor();
    const good = codeAt(0);
    await enter(good);
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await enter(good);
    await page.getByText('is not right').waitFor();
    await enter(recovery);
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await context.close();

    const again = await house.visitor('en');
    await again.page.goto(link);
    await again.page.getByLabel('Password').fill('another good password');
    await again.page.getByRole('button', { name: 'Save and enter' }).click();
    await again.page.getByText('This link is no longer good').waitFor();
    await again.context.close();
  });

  it('writes a rule for appointments, understands what it does, publishes it, and watches the worker pseudonymise a record', async () => {
    await house.account('admin@example.org', 'administrator');
    const { page, context } = await house.visitor('en');
    await house.signIn(page, 'admin@example.org', '/policies');
    await page.getByRole('region', { name: 'Record types without a policy' }).getByRole('button', { name: 'Begin' }).click();
    await page.waitForURL('**/policies/appointment');

    await page.getByRole('button', { name: '1 year' }).click();
    await page.getByRole('spinbutton', { name: 'How long in the active base?' }).fill('2');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'without an archive' }).click();
    await page.getByLabel('Keep a part afterwards in the archive, out of reach').check();
    await page.getByRole('button', { name: /archive them/ }).click();
    await page.getByLabel('subject', { exact: true }).selectOption({ label: 'pseudonymised' });
    await page.getByText(/→ [0-9a-f]{32}/).waitFor();
    await page.getByRole('button', { name: 'name the text of law' }).click();
    await page.getByText('legalReference: names no text of law.').waitFor();
    await page.getByLabel('Text of law or recommendation').fill('Art. 5(1)(e) GDPR');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'See what it would move' }).click();
    await page.getByText('What publishing this draft today would move').waitFor();
    const seen = await page.getByText(/I have seen what it moves/).innerText();
    const due = Number(/([\d,]+) records/.exec(seen)?.[1]?.replaceAll(',', ''));
    expect(due).toBeGreaterThan(0);
    await page.getByLabel('Title of the publication').fill('Appointments have an end');
    await page.getByLabel('Explanation').fill('Nobody had written a rule for them.');
    await page.getByLabel(/I have seen what it moves/).check();
    await page.getByRole('button', { name: 'Publish the policy' }).click();
    await page.getByText('in force since').waitFor();

    await page.goto('/due?type=appointment');
    await page.getByText(`${due} records are due.`).waitFor();
    await page.getByRole('button', { name: 'See samples' }).click();
    const [record] = /appointment\/[0-9a-f-]{36}(?= → archived)/.exec(await page.getByRole('heading', { name: /→ archived/ }).first().innerText()) ?? [];
    const foretold = await page.locator('section.sample', { hasText: record ?? '?' }).getByRole('row', { name: /^subject/ }).getByRole('cell').nth(1).innerText();
    await page.getByRole('button', { name: 'Treat…' }).click();
    await page.getByRole('button', { name: 'Treat', exact: true }).isDisabled().then((disabled) => expect(disabled).toBe(true));
    await page.getByLabel('The number').fill(String(due));
    await page.getByRole('button', { name: 'Treat', exact: true }).click();
    await page.waitForURL('**/runs/*');
    await page.getByText('The result equals the preview.').waitFor();

    const id = record?.split('/')[1] ?? '';
    const [row] = await house.stack.db.owner.session.query<{ subject: string; phase: string }>('select subject, phase from recruitment.appointment where id = $1', [id]);
    expect(row).toEqual({ subject: foretold, phase: 'archived' });
    expect(foretold).toMatch(/^[0-9a-f]{32}$/);

    await page.getByRole('link', { name: 'See in the ledger' }).click();
    await page.getByLabel('Find the proofs of a record').fill(record ?? '');
    await page.getByRole('button', { name: 'Find', exact: true }).click();
    await page.getByRole('row', { name: /appointments/ }).getByText('proven', { exact: true }).waitFor();
    await context.close();
  });

  it('raccourcit une durée : une seconde personne approuve, et les chiffres annoncés sont les bons', async () => {
    await house.account('dpo@example.org', 'data-protection-officer');
    const { page, context } = await house.visitor('fr');
    await house.signIn(page, 'admin@example.org', '/policies/survey-answer');
    await page.getByRole('button', { name: 'Modifier' }).click();
    await page.locator('button.chip:enabled', { hasText: '3 mois' }).click();
    await page.getByRole('spinbutton', { name: 'Combien de temps en base active ?' }).fill('1');
    await page.keyboard.press('Tab');
    await page.getByText('Brouillon enregistré.').waitFor();
    await page.getByRole('button', { name: 'Voir ce que cela change' }).click();
    await page.getByText('une seconde personne devra approuver').waitFor();
    const announced = Number(/([\d\s\u202f]+) enregistrements/.exec(await page.getByText(/J’ai vu ce que cela change/).innerText())?.[1]?.replace(/\D/g, ''));
    await page.getByLabel('Titre de la publication').fill('Enquêtes plus courtes');
    await page.getByLabel('Explication').fill('Un mois suffit.');
    await page.getByLabel('À partir du').fill(await tomorrow());
    await page.getByLabel(/J’ai vu ce que cela change/).check();
    await page.getByRole('button', { name: 'Publier la règle' }).click();
    await page.getByText('La demande attend une seconde personne.').waitFor();
    await page.goto('/approvals');
    await page.getByText('Une autre personne décide.').waitFor();
    expect(await page.getByRole('button', { name: 'Approuver' }).count()).toBe(0);

    const officer = await house.visitor('fr');
    await house.signIn(officer.page, 'dpo@example.org', '/approvals');
    await officer.page.getByRole('button', { name: 'Approuver' }).click();
    await officer.page.getByText('approuvée').waitFor();
    await house.stack.db.owner.session.query(`alter table retention.publication disable trigger user`);
    await house.stack.db.owner.session.query(`update retention.publication set effective_from = effective_from - 2 where effective_from >= calendar.paris_date(now())`);
    const due = (await house.stack.preview()).steps.filter((s) => s.recordType === 'survey-answer').reduce((sum, s) => sum + s.count, 0);
    expect(due).toBe(announced);
    await officer.context.close();
    await context.close();

    async function tomorrow(): Promise<string> {
      const [row] = await house.stack.db.owner.session.query<{ day: string }>('select (calendar.paris_date(now()) + 1)::text as day');
      return row?.day ?? '';
    }
  });

  it('places a hold on a person while a run goes on, reads at once what it protects, and is told by the run why her record stayed', async () => {
    const { page, context } = await house.visitor('en');
    await house.signIn(page, 'admin@example.org', '/jobs');
    await page.getByRole('button', { name: 'Stop everything' }).click();
    await page.getByText('The kill switch is on').waitFor();
    const run = await treatAll(page, 'device-log');
    const [oldest] = await house.stack.db.owner.session.query<{ person: string; logs: number }>(
      `select person_id::text as person, count(*)::int as logs from access.device_log where person_id = (select person_id from access.device_log where phase = 'active' order by occurred_on, id limit 1) group by 1`);
    await page.goto(`/people/${oldest?.person ?? ''}`);
    await page.getByRole('link', { name: 'Hold this person' }).click();
    await page.getByLabel('Reason', { exact: true }).fill('Audit 2026');
    await page.getByRole('button', { name: 'Place a hold' }).click();
    await page.getByText('This hold protects:').waitFor();
    await page.getByRole('cell', { name: 'Audit 2026' }).waitFor();

    await page.goto('/jobs');
    await page.getByRole('button', { name: 'Take it off' }).click();
    await page.goto(run);
    await page.getByText(/records? (was|were) not treated as planned; the reason is given below/).waitFor();
    await page.getByRole('link', { name: /device log.*: \d+ – hold/i }).waitFor();
    expect(await house.stack.db.owner.session.query('select count(*)::int as logs from access.device_log where person_id = $1', [oldest?.person])).toEqual([{ logs: oldest?.logs }]);
    await context.close();
  });

  /** Treats all that is due of a record type, by its number. @returns address of the run */
  async function treatAll(page: Page, recordType: string): Promise<string> {
    await page.goto(`/due?type=${recordType}`);
    await page.getByRole('button', { name: 'Treat…' }).click();
    const number = (await page.getByRole('heading', { name: /^Treat .* records$/ }).innerText()).replace(/\D/g, '');
    await page.getByLabel('The number').fill(number);
    await page.getByRole('button', { name: 'Treat', exact: true }).click();
    await page.waitForURL('**/runs/*');
    await page.getByText('running', { exact: true }).waitFor();
    return page.url();
  }

  it('cancels a run that waits, and lets it go on to the result that was previewed', async () => {
    const { page, context } = await house.visitor('en');
    await house.signIn(page, 'admin@example.org', '/jobs');
    await page.getByRole('button', { name: 'Stop everything' }).click();
    await page.getByText('The kill switch is on').waitFor();
    const run = await treatAll(page, 'prospect');
    await page.getByRole('button', { name: 'Cancel the run' }).click();
    await page.getByText('cancelled', { exact: true }).waitFor();
    await page.goto('/jobs');
    await page.getByRole('button', { name: 'Take it off' }).click();
    await page.goto(run);
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByText('The result equals the preview.').waitFor();
    await context.close();
  });

  it('keeps what was typed when the session ends in the middle', async () => {
    const { page, context } = await house.visitor('en');
    await house.signIn(page, 'admin@example.org', '/holds');
    await page.getByLabel('Reason', { exact: true }).fill('Written before the session ended');
    await page.getByLabel('One record (id)').fill('00000000-0000-4000-8000-00000000abcd');
    await page.getByLabel('Record type').selectOption('invoice');
    // What the page still asks for when the session ends would open the sign-in before the button is pressed.
    await eventually(async () => (await page.locator('oubli-state .waiting').count()) === 0, 20_000, 'the page has loaded');
    await house.stack.db.owner.session.query('delete from access.console_session');
    await page.getByRole('button', { name: 'Place a hold' }).click();
    await page.getByText('what you had typed is still there').waitFor();
    await page.getByLabel('E-mail address').fill('admin@example.org');
    await page.getByLabel('Password').fill('violet river stone 42');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('cell', { name: 'Written before the session ended' }).waitFor();
    await context.close();
  });

  it('makes a key for an integrator, who brings a thousand people by the client, twice, and finds them', async () => {
    const { page, context } = await house.visitor('en');
    await house.signIn(page, 'admin@example.org', '/settings');
    await page.getByRole('heading', { name: 'New key' }).waitFor();
    await house.stack.db.owner.session.query('update access.console_session set step_up_until = null');
    await page.locator('#key-name').fill('Payroll');
    await page.locator('#key-source').fill('payroll');
    for (const scope of ['people:read', 'records:read', 'records:write']) await page.getByLabel(scope, { exact: true }).check();
    await page.locator('oubli-keys').getByLabel('assignments', { exact: true }).check();
    await page.locator('oubli-keys form button[type=submit]').click();
    await page.locator('#again').fill('violet river stone 42');
    await page.getByRole('button', { name: 'Confirm' }).click();
    const key = await page.locator('oubli-keys [role=status] code').innerText();
    expect(key).toMatch(/^oub_/);

    const client = new OubliClient({ url: house.url, key });
    const people = Array.from({ length: 1000 }, (_, i) => ({ sourceId: `E${i}`, values: { lastName: `Zibeline-${i}`, firstName: 'Anne' } }));
    const tally = (results: readonly { result: string }[]): Record<string, number> => results.reduce<Record<string, number>>((sum, { result }) => ({ ...sum, [result]: (sum[result] ?? 0) + 1 }), {});
    const stored = (): Promise<unknown[]> => house.stack.db.owner.session.query(`select count(*)::int as count, md5(string_agg(p::text || p.xmin::text, ',' order by p.id)) as state from people.person p where p.last_name like 'Zibeline-%'`);
    expect(tally(await client.upsert('person', people))).toEqual({ created: 1000 });
    const first = await stored();
    expect(tally(await client.upsert('person', people))).toEqual({ unchanged: 1000 });
    expect(await stored()).toEqual(first);
    expect(first).toMatchObject([{ count: 1000 }]);

    await page.goto('/people?q=zibeline');
    await page.getByRole('table', { name: 'People' }).getByRole('row').nth(20).waitFor();
    await page.locator('#people-q').fill('Anne Zibeline-777');
    await page.locator('#people-q').press('Enter');
    await page.waitForURL('**/people?q=Anne%20Zibeline-777');
    // The rows of the search before stay until the next ones are there.
    const rows = page.getByRole('row', { name: /A•+ Z•+/ });
    await eventually(async () => (await rows.count()) === 1, 20_000, 'one is found');
    await rows.getByRole('link').click();
    await page.waitForURL('**/people/*-*');
    const [found] = await house.stack.db.owner.session.query<{ id: string }>(`select id::text as id from people.person where last_name = 'Zibeline-777'`);
    expect(page.url()).toContain(found?.id ?? '?');
    await context.close();
  });

  it('is told when no worker is there', async () => {
    const { page, context } = await house.visitor('en');
    const dead = ended(house.worker);
    house.worker.kill('SIGKILL');
    await dead;
    await house.signIn(page, 'admin@example.org');
    const worker = page.getByRole('listitem').filter({ hasText: 'Worker' });
    // Its last heartbeat may have been on the way to the database when it died, and is written after this.
    await eventually(async () => {
      await house.stack.db.owner.session.query(`update retention.worker set seen_at = now() - interval '5 minutes'`);
      await page.reload();
      await worker.waitFor();
      return (await worker.getByText('needs a look').count()) > 0;
    }, 20_000, 'the overview tells of it');
    await context.close();
  });
});
