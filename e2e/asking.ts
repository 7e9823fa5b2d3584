import type { Page } from 'playwright-core';
import type { House } from './house';
import { eventually } from './stack';

export type Language = 'fr' | 'en';
export const words = {
  fr: {
    send: 'Envoyer la demande', me: 'C’est bien moi', take: 'Prendre en charge', decide: 'Décider', verified: 'Vérifiée', look: 'Voir ce qui partirait', erase: 'Effacer ce qui peut l’être', number: 'Le nombre', treat: 'Traiter', follow: 'Suivre l’exécution',
    due: /^(\d+) enregistrements? changer/m, preview: 'Prévisualiser', letter: 'Texte de la lettre', mail: 'Envoyer par e-mail', left: 'La lettre est partie.',
  },
  en: {
    send: 'Send the request', me: 'It is me', take: 'Take it on', decide: 'Decide', verified: 'Verified', look: 'Show what would go', erase: 'Erase what may go', number: 'The number', treat: 'Treat', follow: 'Follow the run',
    due: /^(\d+) records? would change/m, preview: 'Preview', letter: 'Text of the letter', mail: 'Send by e-mail', left: 'The letter was sent.',
  },
} as const;

export interface Someone {
  readonly id: string;
  readonly last: string;
  readonly email: string;
}
export const officer = 'officer@example.org';

/** People of the demo company who ask for their rights, and the officer who answers, each in a browser of her own. */
export class Asking {
  constructor(readonly house: House) {}

  sql<R = Record<string, unknown>>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    return this.house.stack.db.owner.session.query<R>(text, values);
  }

  /** Somebody with a mailbox of her own who has asked for nothing and about whom nothing is disputed. @param more a condition on the person `p` */
  async somebody(more: string): Promise<Someone> {
    const [found] = await this.sql<Someone>(`select p.id::text as id, p.last_name as last, c.email from people.person p join people.contact_details c on c.person_id = p.id
      where p.phase = 'active' and c.phase = 'active' and c.email is not null and (select count(distinct o.person_id) from people.contact_details o where lower(o.email) = lower(c.email)) = 1
        and not exists (select from retention.hold h where h.person_id = p.id) and not exists (select from access.dispute_case d where d.person_id = p.id) and not exists (select from rights.request r where r.person_id = p.id) and ${more} order by p.id limit 1`);
    if (!found) throw new Error('The demo has no such person.');
    return found;
  }

  /** The newest link to a page, as whoever reads the mailbox finds it. */
  async linkFor(mailbox: string, path: string): Promise<string> {
    let link = '';
    await eventually(async () => {
      const [row] = await this.sql<{ body: string }>(`select body from outbox.message where lower(address) = lower($1) and body like '%' || $2 || '#%' order by created_at desc limit 1`, [mailbox, path]);
      link = new RegExp(`${path}#[A-Za-z0-9_-]{43}`).exec(row?.body ?? '')?.[0] ?? '';
      return link !== '';
    }, 20_000, `a message with a link to ${path}`);
    return link;
  }

  /** Asks by the public form, confirms the mailbox, and is told a number. */
  async asks(page: Page, language: Language, who: Someone, kind: string): Promise<string> {
    await page.goto('/public/request');
    await page.locator('select').selectOption(kind);
    await page.locator('input[autocomplete=name]').fill(who.last);
    await page.locator('input[type=email]').fill(who.email);
    await page.getByRole('button', { name: words[language].send }).click();
    const number = /R-\d{4}-\d{6}/.exec(await page.getByText(/R-\d{4}-\d{6}/).first().innerText())?.[0] ?? '';
    await page.goto(await this.linkFor(who.email, '/public/confirm'));
    await page.getByRole('button', { name: words[language].me }).click();
    await page.locator('[role=status]').waitFor();
    return number;
  }

  /** The officer finds the request in the inbox, takes it on and decides it; what a mailbox does not prove is shown at the desk. */
  async decides(page: Page, language: Language, number: string, outcome: string): Promise<void> {
    await this.house.signIn(page, officer, '/requests');
    await page.getByRole('link', { name: number }).click();
    await page.getByRole('heading', { name: number }).waitFor();
    await page.getByRole('button', { name: words[language].take }).click();
    await page.locator('#outcome').selectOption(outcome);
    await page.getByRole('button', { name: words[language].decide, exact: true }).click();
    await page.locator('#outcome').waitFor({ state: 'detached' });
    const method = page.locator('#method');
    if ((await method.count()) === 0) return;
    await method.selectOption('in-person');
    await page.getByRole('button', { name: words[language].verified }).click();
    await method.waitFor({ state: 'detached' });
  }

  /** What may go is looked at. @returns records that would change, as they are counted on the page */
  async previews(page: Page, language: Language): Promise<string> {
    await page.getByRole('button', { name: words[language].look }).click();
    await page.locator('oubli-erasure [role=status]').first().waitFor();
    return words[language].due.exec(await page.locator('oubli-erasure').innerText())?.[1] ?? '';
  }

  /** What was previewed goes, and the run is over. */
  async erases(page: Page, language: Language, who: Someone, due: string): Promise<void> {
    const say = words[language];
    await page.getByRole('button', { name: say.erase }).click();
    await page.getByLabel(say.number).fill(due);
    await page.getByRole('button', { name: say.treat, exact: true }).click();
    await page.getByRole('link', { name: say.follow }).waitFor();
    await eventually(async () => (await this.sql(`select from retention.run r join retention.erasure_wish w on w.id = r.wish where w.person_id = $1 and r.state <> 'running'`, [who.id])).length > 0, 60_000, 'the run is over');
  }

  /** A letter is chosen, previewed and sent by mail. @returns its text */
  async sends(page: Page, language: Language, template: string, fill: () => Promise<void> = () => Promise.resolve()): Promise<string> {
    const say = words[language];
    await page.locator('#letter').selectOption(template);
    await fill();
    await page.getByRole('button', { name: say.preview }).click();
    const text = await page.getByLabel(say.letter).inputValue();
    await page.getByRole('button', { name: say.mail }).click();
    await page.getByText(say.left).waitFor();
    return text;
  }
}
