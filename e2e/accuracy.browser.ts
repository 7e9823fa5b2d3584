import { House } from './house';
import { eventually } from './stack';

jest.setTimeout(300_000);

describe('whether what is held about a person is right', () => {
  let house: House;
  let person = '';
  let held = '';
  beforeAll(async () => {
    house = await House.open();
    await house.account('officer@example.org', 'data-protection-officer');
    const [row] = await house.stack.db.owner.session.query<{ id: string; held: string }>(
      `select p.id::text as id, p.birth_date::text as held from people.person p join people.contact_details c on c.person_id = p.id
       where p.phase = 'active' and c.phase = 'active' and c.email is not null and p.birth_date is not null
         and not retention.is_restricted('person', p.id) and not retention.is_restricted('contact-details', p.id) order by p.id limit 1`);
    person = row?.id ?? '';
    held = row?.held ?? '';
  });
  afterAll(async () => {
    await house.close();
    expect(house.troubles).toEqual([]);
  });

  const birthDate = async (): Promise<string | undefined> => (await house.stack.db.owner.session.query<{ day: string }>('select birth_date::text as day from people.person where id = $1', [person]))[0]?.day;

  it('is decided by a human where a second source brings another birth date', async () => {
    const { key } = JSON.parse((await house.stack.command(['api-key', 'create', '--name', 'crm', '--scopes', 'records:write', '--json'])).output) as { key: string };
    const bring = async (day: string) => (await fetch(`${house.url}/api/v1/records/person/${person}`, { method: 'PATCH', headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${key}` }, body: JSON.stringify({ values: { birthDate: day } }) })).status;
    expect(await bring('1931-03-04')).toBe(409);
    expect(await birthDate()).toBe(held);
    const { page } = await house.visitor('en');
    await house.signIn(page, 'officer@example.org', '/accuracy');
    const task = page.locator('li', { hasText: 'two birth dates' });
    await task.getByRole('button', { name: 'Compare the two dates' }).click();
    await task.getByRole('button', { name: 'Take 4 Mar 1931' }).click();
    await page.getByText('It is written down.').waitFor();
    expect(await birthDate()).toBe('1931-03-04');
    expect(await bring(held)).toBe(409);
    expect(await birthDate()).toBe('1931-03-04');
  });

  it('se voit sur sa page : un courrier revenu, une donnée rectifiée avec sa preuve', async () => {
    const { page } = await house.visitor('fr');
    await house.signIn(page, 'officer@example.org', `/people/${person}`);
    await page.getByRole('button', { name: 'L’e-mail est revenu' }).first().click();
    const task = page.locator('li', { hasText: 'courrier revenu' });
    await task.getByRole('button', { name: 'Adresse à jour' }).click();
    await page.getByText('C’est noté.').waitFor();
    await page.getByRole('button', { name: 'Enregistrer sa demande de rectification' }).click();
    const request = page.locator('oubli-right-data').getByRole('link', { name: /^Demande R-/ });
    await request.click();
    await page.getByRole('button', { name: 'Prendre en charge' }).click();
    await page.locator('#outcome').selectOption('granted');
    await page.getByRole('button', { name: 'Décider', exact: true }).click();
    await page.getByRole('button', { name: 'Revenir sur la décision' }).waitFor();
    await page.goto(`/people/${person}`);
    const panel = page.locator('oubli-right-data');
    const identity = await panel.locator('#rectify-record option', { hasText: 'identité' }).first().getAttribute('value');
    await panel.locator('#rectify-record').selectOption(identity ?? '');
    await panel.locator('#rectify-field').selectOption('firstName');
    await panel.locator('#rectify-value').fill('Clothilde-Aimée');
    await panel.getByRole('button', { name: 'Rectifier', exact: true }).click();
    await panel.getByText('Rectifié. Destinataires à prévenir').waitFor();
    await panel.getByRole('button', { name: 'Montrer avant et après' }).click();
    await panel.getByText('Clothilde-Aimée').waitFor();
    await eventually(async () => (await house.stack.db.owner.session.query('select 1 from people.person where id = $1 and first_name = $2', [person, 'Clothilde-Aimée'])).length === 1, 5_000, 'the name was corrected');
  });
});
