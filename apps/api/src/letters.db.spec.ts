import { randomUUID } from 'node:crypto';
import { appoint, writeEntity } from '@oubli/company';
import { exampleSender } from '../../../libs/rights/src/letter/example-letters';
import { ApiWorld, type Client } from './testing/world';

interface Paper {
  readonly id: string;
  readonly kind: string;
  readonly sentOn: string | null;
  readonly sentBy: string | null;
}
interface Preview {
  readonly title: string;
  readonly text: string;
  readonly day: string;
  readonly missing: readonly string[];
}

describe('letters through the API', () => {
  let world: ApiWorld;
  let officer: Client;
  let today: string;
  const known = randomUUID();
  beforeAll(async () => {
    world = await ApiWorld.create();
    officer = await world.signedIn(['data-protection-officer']);
    const { session } = world.db.owner;
    today = (await session.query<{ day: string }>('select calendar.paris_date(now())::text as day'))[0]?.day ?? '';
    await session.query(`insert into people.person (id, last_name, first_name, collected_on, origin) values ($1, 'Zibeline', 'Ann', '2024-01-01', 'person')`, [known]);
    await session.query(`insert into recruitment.assignment (id, person_id, title, client_name, status, started_on, ended_on, collected_on, origin) values (gen_random_uuid(), $1, 'Audit', 'Client', 'ended', '2025-01-01', '2025-06-30', '2025-01-01', 'person')`, [known]);
  });
  afterAll(() => world.close());

  const registered = async (contact: object, more: object = {}): Promise<string> => {
    const answer = await officer.ask('POST', '/api/v1/requests', { body: { kind: 'erasure', door: 'post', language: 'fr', contact, ...more } });
    expect(answer.status).toBe(201);
    return (answer.body as { id: string }).id;
  };
  const move = async (id: string, ...steps: object[]): Promise<void> => {
    for (const body of steps) expect((await officer.ask('POST', `/api/v1/requests/${id}/moves`, { body })).status).toBe(200);
  };
  const papers = async (id: string): Promise<readonly Paper[]> => ((await officer.ask('GET', `/api/v1/requests/${id}`)).body as { documents: Paper[] }).documents;
  const preview = async (id: string, body: object): Promise<Preview> => {
    const answer = await officer.ask('POST', `/api/v1/requests/${id}/letters/preview`, { body });
    expect({ status: answer.status, body: answer.status === 200 ? null : answer.body }).toEqual({ status: 200, body: null });
    return answer.body as Preview;
  };
  const send = (id: string, body: object) => officer.ask('POST', `/api/v1/requests/${id}/letters`, { body });
  const messages = (id: string) => world.db.owner.session.query<{ address: string; subject: string; body: string; kind: string }>('select address, subject, body, kind from outbox.message where about_id = $1 order by created_at', [id]);

  it('acknowledge by mail on the day a request arrives, also before the company has said who it is; without an address the letter waits to be posted', async () => {
    const [mailed, onPaper] = [await registered({ email: 'ann@example.org' }), await registered({ name: 'Ann', address: '1 rue de la Fiction' })];
    const [message] = await messages(mailed);
    expect(message).toMatchObject({ address: 'ann@example.org', kind: 'request.acknowledgement' });
    expect(message?.body).toContain('Vous aurez une réponse au plus tard le');
    expect(await papers(mailed)).toMatchObject([{ kind: 'acknowledgement', sentOn: today, sentBy: 'mail' }]);
    expect(await messages(onPaper)).toEqual([]);
    const [paper] = await papers(onPaper);
    expect(paper).toMatchObject({ kind: 'acknowledgement', sentOn: null, sentBy: null });
    const post = (postedOn: string) => officer.ask('POST', `/api/v1/request-documents/${paper?.id ?? ''}/sending`, { body: { by: 'print', postedOn } });
    expect((await post('2099-01-01')).status).toBe(409);
    expect((await officer.ask('POST', `/api/v1/request-documents/${paper?.id ?? ''}/sending`, { body: { by: 'mail' } })).status).toBe(409);
    expect(await papers(onPaper)).toMatchObject([{ sentOn: null }]);
    expect((await post(today)).status).toBe(204);
    expect(await papers(onPaper)).toMatchObject([{ sentOn: today, sentBy: 'print' }]);
    expect((await post(today)).status).toBe(409);
  });

  it('have no sender until somebody writes the company down', async () => {
    const id = await registered({ email: 'b@example.org' });
    await move(id, { move: 'withdraw' });
    expect((await officer.ask('POST', `/api/v1/requests/${id}/letters/preview`, { body: { template: 'withdrawn' } })).status).toBe(409);
    const { controller, host } = exampleSender;
    await world.db.app.transaction(async (session) => {
      await writeEntity(session, 'controller', controller, null);
      if (host) await writeEntity(session, 'host', host, null);
      await appoint(session, 'representative', { name: 'Camille Exemple', capacity: 'manager', email: null, phone: null }, '2020-01-01');
    });
    expect((await preview(id, { template: 'withdrawn' })).text).toContain('Camille Exemple, gérant');
  });

  it('of a partial answer tell field by field what is kept, why, until when and who may read it; sent by mail they stay as they left', async () => {
    const id = await registered({ email: 'ann@example.org' }, { personId: known });
    await move(id, { move: 'take' }, { move: 'decide', outcome: 'partially-granted' });
    const letter = await preview(id, { template: 'partially-granted' });
    expect(letter.missing).toEqual([]);
    expect(letter.text).toMatch(/– missions : [^\n]*intitulé[^\n]*\n {2}Pourquoi : [^\n]*article 17, paragraphe 3, point e\), du RGPD[^\n]*\n {2}(Jusqu’au|Chaque)[^\n]*20\d\d[^\n]*\n {2}Peuvent encore être lues pour : droits et litiges\./);
    expect(letter.text).toContain('https://www.cnil.fr/fr/plaintes');
    expect(letter.text).not.toContain('Zibeline');
    // Nobody is told what has not been done: the worker carries it out first, which another test follows.
    expect((await send(id, { template: 'partially-granted', language: 'fr', day: letter.day, title: letter.title, by: 'mail', text: letter.text })).status).toBe(409);
    expect((await officer.ask('POST', `/api/v1/requests/${id}/moves`, { body: { move: 'answer' } })).status).toBe(409);
    await world.db.owner.session.query(`update rights.request set state = 'carrying-out' where id = $1`, [id]);
    const body = { template: 'partially-granted', language: 'fr', day: letter.day, title: letter.title, by: 'mail' };
    const lacking = await send(id, { ...body, text: letter.text.replaceAll('https://www.cnil.fr/fr/plaintes', '') });
    expect(lacking).toMatchObject({ status: 422, body: { errors: [{ pointer: '/text' }] } });
    expect((await send(id, { ...body, day: '2026-01-01', text: letter.text })).status).toBe(412);
    expect((await send(id, { ...body, text: `${letter.text} 255017511500187` })).status).toBe(400);
    expect((await messages(id)).filter(({ kind }) => kind === 'request.answer')).toEqual([]);
    const sent = await send(id, { ...body, text: `${letter.text}\nPost-scriptum.` });
    const { id: document } = sent.body as { id: string };
    expect(sent.status).toBe(201);
    const answers = (await messages(id)).filter(({ kind }) => kind === 'request.answer');
    expect(answers).toHaveLength(1);
    expect((await officer.ask('GET', `/api/v1/request-documents/${document}`)).body).toMatchObject({ text: answers[0]?.body, title: letter.title });
    expect(await papers(id)).toMatchObject([{ kind: 'acknowledgement' }, { kind: 'answer', sentOn: today, sentBy: 'mail' }]);
    expect((await officer.ask('GET', `/api/v1/requests/${id}`)).body).toMatchObject({ state: 'answered', answeredOn: today });
    const app = world.db.app.session;
    await expect(app.query('update rights.request_document set content = $2 where id = $1', [document, Buffer.from('other')])).rejects.toMatchObject({ code: '42501' });
    expect(await app.query(`update rights.request_document set sent_on = '2020-01-01', sent_by = 'print' where id = $1 returning id`, [document])).toEqual([]);
  });

  it('never say that all was erased while something is kept', async () => {
    const id = await registered({ email: 'ann@example.org' }, { personId: known });
    await move(id, { move: 'take' }, { move: 'decide', outcome: 'granted' });
    expect((await preview(id, { template: 'granted' })).missing).toEqual(['outcome']);
  });

  it('are those that the state of the request calls for, in the language of the person or another; a refusal says why', async () => {
    const id = await registered({ email: 'c@example.org' }, { kind: 'objection', language: 'de' });
    expect((await officer.ask('GET', `/api/v1/requests/${id}/letters`)).body).toMatchObject({ letters: ['acknowledgement'], language: 'de', byMail: true, approved: false });
    expect((await officer.ask('POST', `/api/v1/requests/${id}/letters/preview`, { body: { template: 'refused', reasons: ['other-basis'] } })).status).toBe(409);
    await move(id, { move: 'take' }, { move: 'decide', outcome: 'refused' });
    expect((await preview(id, { template: 'refused' })).missing).toEqual(['reasons']);
    expect((await preview(id, { template: 'refused', reasons: ['compelling-grounds'] })).missing).toEqual(['words']);
    expect((await preview(id, { template: 'refused', reasons: ['other-basis'] })).text).toContain('Wir können Ihrem Widerspruch nicht entsprechen.');
    expect((await preview(id, { template: 'refused', reasons: ['other-basis'], language: 'en' })).text).toContain('We cannot act on your objection.');
  });

  it('answer the request when they leave, by mail at once and on paper on the day they are posted; not before the decision, nor after another one', async () => {
    const state = async (id: string) => ((await officer.ask('GET', `/api/v1/requests/${id}`)).body as { state: string }).state;
    const refused = async (contact: object, by: 'mail' | 'print') => {
      const id = await registered(contact, { kind: 'objection' });
      await move(id, { move: 'take' }, { move: 'decide', outcome: 'refused' });
      const { title, text, day } = await preview(id, { template: 'refused', reasons: ['other-basis'] });
      const sent = await send(id, { template: 'refused', language: 'fr', day, title, text, by });
      return { id, document: (sent.body as { id: string }).id };
    };
    expect(await state((await refused({ email: 'd@example.org' }, 'mail')).id)).toBe('answered');
    const paper = await refused({ name: 'D' }, 'print');
    const post = () => officer.ask('POST', `/api/v1/request-documents/${paper.document}/sending`, { body: { by: 'print' } });
    expect(await state(paper.id)).toBe('decided');
    await move(paper.id, { move: 'reopen' });
    expect((await post()).status).toBe(409);
    await move(paper.id, { move: 'decide', outcome: 'granted' });
    expect((await post()).status).toBe(409);
    await move(paper.id, { move: 'reopen' }, { move: 'decide', outcome: 'refused' });
    expect((await post()).status).toBe(204);
    expect(await state(paper.id)).toBe('answered');
  });

  it('about a lifting are the notice that lifting a restriction requires, from the day they left', async () => {
    const id = await registered({ email: 'e@example.org' }, { kind: 'restriction', personId: known });
    await move(id, { move: 'take' }, { move: 'decide', outcome: 'granted' });
    const { number } = (await officer.ask('GET', `/api/v1/requests/${id}`)).body as { number: string };
    const lifting = async () => {
      const { title, text, day } = await preview(id, { template: 'restriction-lifting', liftedFrom: '2099-01-01' });
      return send(id, { template: 'restriction-lifting', language: 'fr', day, title, text, by: 'mail' });
    };
    expect((await lifting()).status).toBe(409);
    const place = async (requestReference?: string) => {
      const answer = await officer.ask('POST', '/api/v1/restrictions', { body: { personId: known, recordType: 'assignment', ground: 'accuracy-contested', reason: 'Disputed', reviewOn: today, ...(requestReference && { requestReference }) } });
      expect(answer.status).toBe(201);
      return (answer.body as { id: string }).id;
    };
    const lift = (restriction: string) => officer.ask('POST', `/api/v1/restrictions/${restriction}/lift`, { body: {} });
    const [hers, another] = [await place(number), await place('R-2020-000001')];
    expect((await lift(hers)).status).toBe(409);
    expect((await lifting()).status).toBe(201);
    const { results } = (await officer.ask('GET', `/api/v1/restrictions?personId=${known}`)).body as { results: { id: string; toldOn: string | null; toldBy: string | null }[] };
    expect(results.find((r) => r.id === hers)).toMatchObject({ toldOn: today, toldBy: 'e-mail' });
    expect(results.find((r) => r.id === another)).toMatchObject({ toldOn: null });
    expect([(await lift(hers)).status, (await lift(another)).status]).toEqual([204, 409]);
  });

  it('are sent once by two who send at once', async () => {
    const id = await registered({ name: 'Ann' });
    const [paper] = await papers(id);
    const both = await Promise.all([1, 2].map(() => officer.ask('POST', `/api/v1/request-documents/${paper?.id ?? ''}/sending`, { body: { by: 'print', postedOn: today } })));
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
  });
});
