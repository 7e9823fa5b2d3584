import type { Page } from 'playwright-core';
import { Asking, type Language, officer, type Someone } from './asking';
import { House } from './house';

jest.setTimeout(300_000);

const words = {
  fr: {
    told: 'Informée, reste', toldOff: 'Informée, retirer', noted: 'Noté : elle a été informée.', takeOff: 'Retirer de la liste', takenOff: 'Retirée de la liste. C’est consigné.',
    search: 'Chercher', listed: 'Sur la liste', notListed: /Personne sur la liste/, refusals: 'Refusé aux machines', put: /inscrite sur la liste de non-recréation/,
  },
  en: {
    told: 'Told, stays', toldOff: 'Told, take off', noted: 'Noted: she was told.', takeOff: 'Take off the list', takenOff: 'Taken off the list. It is written down.',
    search: 'Find', listed: 'On the list', notListed: /Nobody on the list/, refusals: 'Refused to machines', put: /put on the do-not-recreate list/,
  },
} as const;

interface Result {
  readonly id: string | null;
  readonly result: string;
  readonly code: string | null;
}
interface Person extends Someone {
  readonly first: string;
  readonly born: string;
}

describe('somebody who asked to be forgotten and comes back', () => {
  let house: House;
  let asking: Asking;
  const keys = new Map<string, string>();
  beforeAll(async () => {
    house = await House.open();
    asking = new Asking(house);
    await house.account(officer, 'data-protection-officer');
    for (const [source, origin] of [['extranet', 'person'], ['crm', 'third-party']] as const) {
      const made = await house.stack.command(['api-key', 'create', '--name', source, '--scopes', 'records:write', '--source', source, '--origin', origin, '--json']);
      keys.set(source, (JSON.parse(made.output) as { key: string }).key);
    }
  });
  afterAll(async () => {
    await house.close();
    expect(house.troubles).toEqual([]);
  });

  let brought = 0;
  /** A system brings a record under a key of its own. */
  const brings = async (source: string, type: string, values: object): Promise<Result> => {
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${keys.get(source) ?? ''}` };
    const answer = await fetch(`${house.url}/api/v1/records/${type}/batch`, { method: 'POST', headers, body: JSON.stringify({ items: [{ sourceId: `${source}-${brought++}`, values }] }) });
    const [result] = ((await answer.json()) as { results: Result[] }).results;
    if (!result) throw new Error(`A record was answered ${answer.status}.`);
    return result;
  };
  const names = ({ last, first, born }: Person): object => ({ lastName: last, firstName: first, birthDate: born });

  /** She asks, and everything that nothing keeps is erased. */
  async function forgotten(language: Language, page: Page): Promise<Person> {
    const who = await asking.somebody(`p.birth_date is not null and p.first_name is not null and not exists (select from people.bank_details b where b.person_id = p.id)
      and not exists (select from invoicing.invoice i where i.person_id = p.id) and not exists (select from recruitment.assignment a where p.id in (a.person_id, a.client_contact_id))`);
    const [more] = await asking.sql<{ first: string; born: string }>('select first_name as first, birth_date::text as born from people.person where id = $1', [who.id]);
    const hers = await house.visitor(language);
    const number = await asking.asks(hers.page, language, who, 'erasure');
    await hers.context.close();
    await asking.decides(page, language, number, 'partially-granted');
    await asking.erases(page, language, who, await asking.previews(page, language));
    await page.reload();
    await page.getByText(words[language].put).first().waitFor();
    return { ...who, first: more?.first ?? '', born: more?.born ?? '' };
  }
  const looksFor = async (page: Page, language: Language, who: Person): Promise<void> => {
    await page.locator('#email').fill(who.email);
    await page.getByRole('button', { name: words[language].search }).click();
  };

  it.each(['fr', 'en'] as const)('is refused to a machine without a reason, is a new person by her own registration, is told, and is taken off the list (%s)', async (language) => {
    const say = words[language];
    const { page, context } = await house.visitor(language);
    const who = await forgotten(language, page);

    // A machine knows her still: it is told that this one is refused, and nothing else.
    const refused = { id: null, result: 'refused', code: 'refused', errors: [] };
    const answer = await brings('crm', 'person', names(who));
    expect(answer).toMatchObject(refused);
    expect(JSON.stringify(answer)).not.toMatch(/list|erasure|recreate/i);

    const back = await brings('extranet', 'person', names(who));
    expect(back.result).toBe('created');
    expect(back.id).not.toBe(who.id);
    expect(await brings('extranet', 'contact-details', { personId: back.id, email: who.email })).toMatchObject({ result: 'created' });

    await page.goto('/do-not-recreate');
    await page.getByRole('heading', { name: say.refusals }).waitFor();
    await page.getByRole('cell', { name: 'crm' }).first().waitFor();
    const row = page.getByRole('row').filter({ hasText: back.id ?? '' });
    await row.waitFor();
    if (language === 'fr') {
      await row.getByRole('button', { name: say.toldOff }).click();
      await page.getByText(say.takenOff).waitFor();
    } else {
      // She stays on it until she says otherwise; then the officer finds her by what she is known by.
      await row.getByRole('button', { name: say.told }).click();
      await page.getByText(say.noted).waitFor();
      expect(await brings('crm', 'person', names(who))).toMatchObject(refused);
      await looksFor(page, language, who);
      await page.getByRole('heading', { name: say.listed, exact: true }).waitFor();
      await page.locator('#why').selectOption('person-asked');
      await page.getByRole('button', { name: say.takeOff }).click();
      await page.getByText(say.takenOff).waitFor();
    }
    await row.waitFor({ state: 'detached' });
    await looksFor(page, language, who);
    await page.getByText(say.notListed).waitFor();
    expect((await brings('crm', 'person', names(who))).result).toBe('created');

    // Nothing of what she was before came back with her.
    await page.goto(`/people/${back.id ?? ''}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await asking.sql('select origin, collected_on = calendar.paris_date(now()) as today from people.person where id = $1', [back.id])).toEqual([{ origin: 'person', today: true }]);
    await context.close();
  });
});
