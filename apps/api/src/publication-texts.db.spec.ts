import { ApiWorld, type Client } from './testing/world';

const french = '# Politique de confidentialité\n\nNous gardons vos données pour la durée de ce tableau.';
const english = '# Privacy policy\n\nWe keep your data for the periods of this table.';

describe('the privacy policy in words', () => {
  let world: ApiWorld;
  let officer: Client;
  let today: string;
  const words = { title: 'In words', reason: 'legal', explanation: 'It has words now.', drafts: [] };
  beforeAll(async () => {
    world = await ApiWorld.create();
    officer = await world.signedIn(['data-protection-officer']);
    today = (await world.db.owner.session.query<{ day: string }>('select calendar.paris_date(now())::text as day'))[0]?.day ?? '';
  });
  afterAll(() => world.close());

  it('is stopped by a placeholder, with its place, and published once somebody named waives it', async () => {
    const texts = { authoritative: 'fr', bodies: [{ language: 'fr', body: `${french}\n\nTODO` }, { language: 'en', body: english }] };
    const stopped = await officer.ask('POST', '/api/v1/publications', { body: { ...words, effectiveFrom: today, texts } });
    expect(stopped).toMatchObject({ status: 422, body: { errors: [{ pointer: '/texts/fr/line/5', detail: 'placeholder' }] } });
    expect(await world.client().ask('GET', '/api/v1/public/privacy-policy')).toMatchObject({ body: { texts: [], authoritative: null } });

    const checked = await officer.ask('POST', '/api/v1/publications/check', { body: texts });
    const { findings } = checked.body as { findings: { id: string }[] };
    const waivers = findings.map(({ id }) => ({ finding: id, reason: 'It is the name of a list.' }));
    const published = await officer.ask('POST', '/api/v1/publications', { body: { ...words, effectiveFrom: today, texts: { ...texts, waivers } } });
    expect(published).toMatchObject({ status: 201, body: { state: 'published' } });
    const { id } = (published.body as { publication: { id: string } }).publication;
    expect((await officer.ask('GET', `/api/v1/publications/${id}/texts`)).body).toMatchObject({
      texts: [{ language: 'fr', authoritative: true, differences: [{ kind: 'added' }, {}, {}, {}, {}] }, { language: 'en', authoritative: false }],
      waivers: [{ language: 'fr', line: 5, rule: 'placeholder', reason: 'It is the name of a list.', waivedBy: 'Test data-protection-officer' }],
    });
    const acts = await world.db.owner.session.query<{ action: string }>(`select action from access.staff_activity where about_type = 'publication' order by action`);
    expect(acts.map((a) => a.action.replace(/ [0-9a-f]{16}$/, ''))).toEqual(['publication.published', 'publication.waived']);
    expect(await world.client().ask('GET', '/api/v1/public/privacy-policy')).toMatchObject({ status: 200, body: { authoritative: 'fr', identity: null, texts: [{ language: 'fr', blocks: [{ kind: 'heading', text: 'Politique de confidentialité' }, {}, {}] }, { language: 'en' }] } });
  });

  it.each([
    ['a day in the past', { effectiveFrom: '2020-01-01' }, 422],
    ['no reason of the list', { reason: 'whim' }, 400],
    ['neither draft nor text', { texts: undefined }, 400],
    ['an authoritative language without a text', { texts: { authoritative: 'de', bodies: [{ language: 'fr', body: french }] } }, 422],
    ['a language twice', { texts: { authoritative: 'fr', bodies: [{ language: 'fr', body: french }, { language: 'fr', body: french }] } }, 422],
  ])('is refused with %s', async (_what, wrong, status) => {
    const body = { ...words, effectiveFrom: '2099-01-01', texts: { authoritative: 'fr', bodies: [{ language: 'fr', body: french }] }, ...wrong };
    expect((await officer.ask('POST', '/api/v1/publications', { body })).status).toBe(status);
  });

  it('never changes once it is published, and has one authoritative text', async () => {
    const { session } = world.db.owner;
    await expect(session.query(`update retention.publication_text set body = 'x'`)).rejects.toMatchObject({ code: '55000' });
    await expect(session.query(`insert into retention.publication_text (publication, language, authoritative, body) select publication, 'de', true, 'x' from retention.publication_text limit 1`)).rejects.toMatchObject({ code: '23505' });
    await expect(session.query(`insert into retention.publication_text (publication, language, authoritative, body) select id, 'de', false, 'x' from retention.publication where effective_from < '2020-01-01' limit 1`)).rejects.toMatchObject({ code: '55000' });
  });
});
