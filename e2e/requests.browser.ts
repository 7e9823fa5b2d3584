import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import { Asking, officer } from './asking';
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
    begin: 'Préparer un dossier', rest: /^Masquer les/, redact: 'Masquer', make: 'Établir le dossier', link: 'Envoyer le lien', sent: /Un lien est parti/,
    fetch: 'Télécharger', saved: 'L’archive est enregistrée.', gone: /Ce lien n’ouvre rien/, fetched: /dossier téléchargé par la personne/, title: 'Tout ce que nous détenons sur vous',
  },
  en: {
    begin: 'Begin a package', rest: /^Redact the/, redact: 'Redact', make: 'Make the package', link: 'Send the link', sent: /A link is on its way/,
    fetch: 'Download', saved: 'The archive is saved.', gone: /This link opens nothing/, fetched: /package fetched by the person/, title: 'Everything we hold about you',
  },
} as const;

describe('what a person may ask for', () => {
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

  it.each(['fr', 'en'] as const)('is given everything held about her, from the click to the opened file (%s)', async (language) => {
    const say = words[language];
    const who = await asking.somebody('not exists (select from people.bank_details b where b.person_id = p.id)');
    const [hers, desk] = [await house.visitor(language), await house.visitor(language)];
    const number = await asking.asks(hers.page, language, who, 'access');
    await asking.decides(desk.page, language, number, 'granted');
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
    const link = await asking.linkFor(who.email, '/public/package');
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
    const who = await asking.somebody(`exists (select from invoicing.invoice i where i.person_id = p.id and i.phase = 'active') and exists (select from recruitment.expert_profile e where e.person_id = p.id)`);
    const [hers, desk] = [await house.visitor('fr'), await house.visitor('fr')];
    const number = await asking.asks(hers.page, 'fr', who, 'erasure');
    const { page } = desk;
    await asking.decides(page, 'fr', number, 'partially-granted');
    const due = await asking.previews(page, 'fr');
    const invoices = page.locator('oubli-erasure details', { hasText: 'Facture' }).first();
    await invoices.getByText(/L123-22/).first().waitFor();
    expect(await invoices.innerText()).toMatch(/gardé|conserv/i);
    await asking.erases(page, 'fr', who, due);
    expect(await asking.sql('select from recruitment.expert_profile where person_id = $1', [who.id])).toEqual([]);
    expect((await asking.sql('select from invoicing.invoice where person_id = $1', [who.id])).length).toBeGreaterThan(0);

    await page.reload();
    const text = await asking.sends(page, 'fr', 'partially-granted');
    for (const said of [number, 'L123-22', 'factures', 'CNIL']) expect(text).toContain(said);

    // Years later: everything asks the database for the day.
    await asking.sql(`create or replace function calendar.paris_date(instant timestamptz) returns date language sql stable as $$ select ((instant + interval '15 years') at time zone 'Europe/Paris')::date $$`);
    const preview = JSON.parse((await house.stack.command(['preview', '--record-type', 'invoice', '--json'])).output) as { digest: string; due: number };
    expect(preview.due).toBeGreaterThan(0);
    await house.stack.command(['run', '--record-type', 'invoice', '--accept', preview.digest, '--yes', '--json']);
    await eventually(async () => (await house.stack.command(['job', 'run', 'retention.erasures', '--wait', '--json'])).code === 0 && (await asking.sql('select from invoicing.invoice where person_id = $1', [who.id])).length === 0, 60_000, 'the invoices have left');
    await eventually(async () => {
      await house.stack.command(['job', 'run', 'retention.erasures', '--wait', '--json']);
      const [request] = await asking.sql<{ state: string }>('select state from rights.request where number = $1', [number]);
      return request?.state === 'closed';
    }, 60_000, 'the request is closed');
    const notices = await asking.sql<{ address: string; body: string }>(`select m.address, m.body from outbox.message m join rights.request r on r.id = m.about_id where r.number = $1 and m.kind = 'request.notice'`, [number]);
    expect(notices).toMatchObject([{ address: who.email, body: expect.stringContaining(number) as string }]);
    await desk.context.close();
    await hers.context.close();
  });
});
