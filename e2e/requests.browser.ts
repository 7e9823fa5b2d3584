import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { House } from './house';
import { eventually } from './stack';

jest.setTimeout(300_000);

/** The files of an archive by name, read by its central directory as any program does. */
function unzipped(archive: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  for (let at = archive.readUInt32LE(end + 16), n = archive.readUInt16LE(end + 10); n > 0; n -= 1) {
    const [size, nameLength, start] = [archive.readUInt32LE(at + 20), archive.readUInt16LE(at + 28), archive.readUInt32LE(at + 42)];
    const data = start + 30 + archive.readUInt16LE(start + 26) + archive.readUInt16LE(start + 28);
    files.set(archive.toString('latin1', at + 46, at + 46 + nameLength), inflateRawSync(archive.subarray(data, data + size)));
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return files;
}

const words = {
  fr: {
    send: 'Envoyer la demande', me: 'C’est bien moi', take: 'Prendre en charge', decide: 'Décider', begin: 'Préparer un dossier', rest: /^Masquer les/, redact: 'Masquer', make: 'Établir le dossier', link: 'Envoyer le lien', sent: /Un lien est parti/,
    fetch: 'Télécharger', saved: 'L’archive est enregistrée.', gone: /Ce lien n’ouvre rien/, fetched: /dossier téléchargé par la personne/, title: 'Tout ce que nous détenons sur vous',
  },
  en: {
    send: 'Send the request', me: 'It is me', take: 'Take it on', decide: 'Decide', begin: 'Begin a package', rest: /^Redact the/, redact: 'Redact', make: 'Make the package', link: 'Send the link', sent: /A link is on its way/,
    fetch: 'Download', saved: 'The archive is saved.', gone: /This link opens nothing/, fetched: /package fetched by the person/, title: 'Everything we hold about you',
  },
} as const;
type Language = keyof typeof words;

interface Someone {
  readonly id: string;
  readonly last: string;
  readonly email: string;
}

describe('what a person may ask for', () => {
  let house: House;
  const sql = <R>(text: string, values: readonly unknown[] = []): Promise<R[]> => house.stack.db.owner.session.query<R>(text, values);
  beforeAll(async () => {
    house = await House.open();
    await house.account('officer@example.org', 'data-protection-officer');
  });
  afterAll(async () => {
    await house.close();
    expect(house.troubles).toEqual([]);
  });

  /** People with a mailbox of their own about whom nothing is disputed. */
  const somebody = async (more: string): Promise<Someone> => {
    const [found] = await sql<Someone>(`select p.id::text as id, p.last_name as last, c.email from people.person p join people.contact_details c on c.person_id = p.id
      where p.phase = 'active' and c.phase = 'active' and c.email is not null and (select count(distinct o.person_id) from people.contact_details o where lower(o.email) = lower(c.email)) = 1
        and not exists (select from retention.hold h where h.person_id = p.id) and not exists (select from access.dispute_case d where d.person_id = p.id) and not exists (select from rights.request r where r.person_id = p.id) and ${more} order by p.id limit 1`);
    if (!found) throw new Error('The demo has no such person.');
    return found;
  };
  const linkFor = async (mailbox: string, path: string): Promise<string> => {
    let link = '';
    await eventually(async () => {
      const [row] = await sql<{ body: string }>(`select body from outbox.message where lower(address) = lower($1) and body like '%' || $2 || '#%' order by created_at desc limit 1`, [mailbox, path]);
      link = new RegExp(`${path}#[A-Za-z0-9_-]{43}`).exec(row?.body ?? '')?.[0] ?? '';
      return link !== '';
    }, 20_000, `a message with a link to ${path}`);
    return link;
  };
  /** Asks by the public form, confirms the mailbox, and is told a number. */
  const asks = async (page: Page, language: Language, who: Someone, kind: string): Promise<string> => {
    await page.goto('/public/request');
    await page.locator('select').selectOption(kind);
    await page.locator('input[autocomplete=name]').fill(who.last);
    await page.locator('input[type=email]').fill(who.email);
    await page.getByRole('button', { name: words[language].send }).click();
    const number = /R-\d{4}-\d{6}/.exec(await page.getByText(/R-\d{4}-\d{6}/).first().innerText())?.[0] ?? '';
    await page.goto(await linkFor(who.email, '/public/confirm'));
    await page.getByRole('button', { name: words[language].me }).click();
    await page.locator('[role=status]').waitFor();
    return number;
  };
  const opens = async (page: Page, language: Language, number: string, outcome: string): Promise<void> => {
    await house.signIn(page, 'officer@example.org', '/requests');
    await page.getByRole('link', { name: number }).click();
    await page.getByRole('heading', { name: number }).waitFor();
    await page.getByRole('button', { name: words[language].take }).click();
    await page.locator('#outcome').selectOption(outcome);
    await page.getByRole('button', { name: words[language].decide, exact: true }).click();
    await page.locator('#outcome').waitFor({ state: 'detached' });
  };

  it.each(['fr', 'en'] as const)('is given everything held about her, from the click to the opened file (%s)', async (language) => {
    const say = words[language];
    const who = await somebody('not exists (select from people.bank_details b where b.person_id = p.id)');
    const [hers, desk] = [await house.visitor(language), await house.visitor(language)];
    const number = await asks(hers.page, language, who, 'access');
    await opens(desk.page, language, number, 'granted');
    await desk.page.getByRole('button', { name: say.begin }).click();
    await desk.page.getByRole('button', { name: say.make }).waitFor();
    // Each value that may tell of somebody else is decided: all that are left at once, or the only one.
    const [rest, one] = [desk.page.getByRole('button', { name: say.rest }), desk.page.getByRole('button', { name: say.redact, exact: true })];
    if ((await rest.count()) > 0) await rest.click();
    else if ((await one.count()) > 0) await one.click();
    await desk.page.getByRole('button', { name: say.make }).click();
    await desk.page.getByRole('button', { name: say.link }).click();
    await desk.page.getByText(say.sent).waitFor();

    await hers.page.goto('/sign-in');
    const link = await linkFor(who.email, '/public/package');
    await hers.page.goto(link);
    const [download] = await Promise.all([hers.page.waitForEvent('download'), hers.page.getByRole('button', { name: say.fetch }).click()]);
    await hers.page.getByText(say.saved).waitFor();
    expect(download.suggestedFilename()).toMatch(/^access-\d{4}-\d\d-\d\d\.zip$/);
    const files = unzipped(readFileSync(await download.path()));
    expect([...files.keys()].sort()).toEqual(['data.html', 'data.json', 'data.pdf']);
    expect(files.get('data.json')?.toString('utf8')).toContain(who.last);
    expect(files.get('data.pdf')?.toString('latin1', 0, 5)).toBe('%PDF-');
    // As she opens it: from her own disk, with nothing of ours beside it.
    const saved = join(house.stack.folder, `opened-${language}.html`);
    writeFileSync(saved, files.get('data.html') ?? '');
    await hers.page.goto(pathToFileURL(saved).href);
    await hers.page.getByRole('heading', { name: say.title }).waitFor();
    expect(await hers.page.locator('body').innerText()).toContain(who.last);

    // The same link, by whoever reads the mail later.
    const stranger = await house.visitor(language);
    await stranger.page.goto(link);
    await stranger.page.getByRole('button', { name: say.fetch }).click();
    await stranger.page.getByText(say.gone).waitFor();
    await desk.page.reload();
    await desk.page.getByText(say.fetched).waitFor();
    for (const { context } of [hers, desk, stranger]) await context.close();
  });

  it('an expert with invoices asks to be erased, is answered in part, and years later the rest leaves by itself with its notice (fr)', async () => {
    const who = await somebody(`exists (select from invoicing.invoice i where i.person_id = p.id and i.phase = 'active') and exists (select from recruitment.expert_profile e where e.person_id = p.id)`);
    const [hers, desk] = [await house.visitor('fr'), await house.visitor('fr')];
    const number = await asks(hers.page, 'fr', who, 'erasure');
    await opens(desk.page, 'fr', number, 'partially-granted');
    const { page } = desk;
    // Bank details need a second proof, shown at the desk.
    if ((await page.locator('#method').count()) > 0) {
      await page.locator('#method').selectOption('in-person');
      await page.getByRole('button', { name: 'Vérifiée' }).click();
      await page.locator('#method').waitFor({ state: 'detached' });
    }
    await page.getByRole('button', { name: 'Voir ce qui partirait' }).click();
    const invoices = page.locator('oubli-erasure details', { hasText: 'Facture' }).first();
    await invoices.getByText(/L123-22/).first().waitFor();
    expect(await invoices.innerText()).toMatch(/gardé|conserv/i);
    const due = /^(\d+) enregistrements? changer/m.exec(await page.locator('oubli-erasure').innerText())?.[1] ?? '';
    await page.getByRole('button', { name: 'Effacer ce qui peut l’être' }).click();
    await page.getByLabel('Le nombre').fill(due);
    await page.getByRole('button', { name: 'Traiter', exact: true }).click();
    await page.getByRole('link', { name: 'Suivre l’exécution' }).waitFor();
    await eventually(async () => (await sql(`select from retention.run r join retention.erasure_wish w on w.person_id = $1 where r.state = 'running'`, [who.id])).length === 0, 60_000, 'the run is over');
    expect(await sql('select from recruitment.expert_profile where person_id = $1', [who.id])).toEqual([]);
    expect((await sql('select from invoicing.invoice where person_id = $1', [who.id])).length).toBeGreaterThan(0);

    await page.reload();
    await page.locator('#letter').selectOption('partially-granted');
    await page.getByRole('button', { name: 'Prévisualiser' }).click();
    const text = await page.getByLabel('Texte de la lettre').inputValue();
    for (const said of [number, 'L123-22', 'factures', 'CNIL']) expect(text).toContain(said);
    await page.getByRole('button', { name: 'Envoyer par e-mail' }).click();
    await page.getByText('La lettre est partie.').waitFor();

    // Years later: everything asks the database for the day.
    await sql(`create or replace function calendar.paris_date(instant timestamptz) returns date language sql stable as $$ select ((instant + interval '15 years') at time zone 'Europe/Paris')::date $$`);
    const preview = JSON.parse((await house.stack.command(['preview', '--record-type', 'invoice', '--json'])).output) as { digest: string; due: number };
    expect(preview.due).toBeGreaterThan(0);
    await house.stack.command(['run', '--record-type', 'invoice', '--accept', preview.digest, '--yes', '--json']);
    await eventually(async () => (await house.stack.command(['job', 'run', 'retention.erasures', '--wait', '--json'])).code === 0 && (await sql('select from invoicing.invoice where person_id = $1', [who.id])).length === 0, 60_000, 'the invoices have left');
    await eventually(async () => {
      await house.stack.command(['job', 'run', 'retention.erasures', '--wait', '--json']);
      const [request] = await sql<{ state: string }>('select state from rights.request where number = $1', [number]);
      return request?.state === 'closed';
    }, 60_000, 'the request is closed');
    const notices = await sql<{ address: string; body: string }>(`select m.address, m.body from outbox.message m join rights.request r on r.id = m.about_id where r.number = $1 and m.kind = 'request.notice'`, [number]);
    expect(notices).toMatchObject([{ address: who.email, body: expect.stringContaining(number) as string }]);
    await desk.context.close();
    await hers.context.close();
  });
});
