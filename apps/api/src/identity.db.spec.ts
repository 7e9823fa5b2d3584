import { randomUUID } from 'node:crypto';
import { KeysService } from '@oubli/access';
import { mailboxColumns, domainRegistry } from '@oubli/domains';
import { endOldLinks } from '@oubli/rights';
import { ApiWorld, type Client } from './testing/world';

interface Identity {
  readonly mode: string;
  readonly proofs: readonly { readonly method: string; readonly who: string | null }[];
  readonly needed: { readonly proofs: number; readonly missing: number; readonly because: readonly string[]; readonly accepted: readonly string[] };
  readonly copies: readonly { readonly id: string; readonly mediaType: string }[];
  readonly readings: readonly { readonly who: string | null }[];
}

const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.from('passport of Ann Canary')]).toString('base64');

describe('who asks, through the API', () => {
  let world: ApiWorld;
  let officer: Client;
  const [ann, bob] = [randomUUID(), randomUUID()];
  let address = 0;
  const sql = <T extends object>(text: string, values: readonly unknown[] = []): Promise<T[]> => world.db.owner.session.query<T>(text, values);
  const contact = (personId: string, email: string) => sql(`insert into people.contact_details (id, person_id, email, collected_on, origin) values (gen_random_uuid(), $1, $2, '2024-01-01', 'person')`, [personId, email]);
  const file = async (email: string): Promise<string> => {
    const answer = await world.client().ask('POST', '/api/v1/public/requests', { body: { kind: 'access', language: 'en', name: 'Ann Example', email, words: 'My data?' }, headers: { 'X-Forwarded-For': `198.51.100.${address++ % 250}` } });
    const [row] = await sql<{ id: string }>('select id::text as id from rights.request where number = $1', [(answer.body as { number: string }).number]);
    return row?.id ?? '';
  };
  /** The token of the last link that left for a request, as whoever reads the mailbox finds it. */
  const tokenOf = async (requestId: string): Promise<string> => {
    const [row] = await sql<{ body: string }>(`select body from outbox.message where about_id = $1 and body like '%#%' order by created_at desc limit 1`, [requestId]);
    return /#([A-Za-z0-9_-]{43})/.exec(row?.body ?? '')?.[1] ?? '';
  };
  const confirm = (token: string) => world.client().ask('POST', '/api/v1/public/mailbox-confirmations', { body: { token } });
  const identity = async (requestId: string): Promise<Identity> => (await officer.ask('GET', `/api/v1/requests/${requestId}/identity`)).body as Identity;
  const state = async (requestId: string) => (await sql<{ state: string; person: string | null }>('select state, person_id::text as person from rights.request where id = $1', [requestId]))[0];

  beforeAll(async () => {
    world = await ApiWorld.create();
    officer = await world.signedIn(['data-protection-officer']);
    for (const id of [ann, bob]) await sql(`insert into people.person (id, last_name, collected_on, origin) values ($1, 'Example', '2024-01-01', 'person')`, [id]);
    await contact(ann, 'Ann@example.org');
    await contact(bob, 'joann@example.org');
    for (const id of [ann, bob]) await contact(id, 'couple@example.org');
  });
  afterAll(() => world.close());

  it('confirms her mailbox by a link that is good once, of which only a keyed hash is kept', async () => {
    const request = await file('ann@example.org');
    const token = await tokenOf(request);
    expect(JSON.stringify(await sql('select * from rights.link'))).not.toContain(token);
    expect((await confirm(token)).status).toBe(204);
    expect(await state(request)).toEqual({ state: 'received', person: ann });
    expect(await identity(request)).toMatchObject({ mode: 'proportional', proofs: [{ method: 'e-mail-link', who: null }], needed: { missing: 0 } });
    expect((await confirm(token)).body).toMatchObject({ status: 410, code: 'gone' });
  });

  it('is told the same of a link that was used, that is over, and that never was', async () => {
    const request = await file('ann@example.org');
    const over = await tokenOf(request);
    await sql(`update rights.link set expires_at = now() - interval '1 second' where request_id = $1`, [request]);
    const used = await tokenOf(await file('ann@example.org'));
    await confirm(used);
    const answers = new Set<string>();
    for (const token of [over, used, 'A'.repeat(43)]) answers.add(JSON.stringify((await confirm(token)).body));
    expect([...answers]).toHaveLength(1);
    expect((await identity(request)).proofs).toEqual([]);
    await endOldLinks(world.db.owner.session);
    expect(await sql('select 1 from rights.link where request_id = $1', [request])).toEqual([]);
  });

  it('is nobody’s by a mailbox that is nobody’s, and by one that is only like hers', async () => {
    for (const mailbox of ['nobody@example.org', 'nn@example.org', 'a_n@example.org', 'ann@example.org.uk']) {
      const request = await file(mailbox);
      expect((await confirm(await tokenOf(request))).status).toBe(204);
      expect(await state(request)).toEqual({ state: 'received', person: null });
    }
    const request = await file('JOANN@example.org');
    await confirm(await tokenOf(request));
    expect(await state(request)).toEqual({ state: 'received', person: bob });
  });

  it('shows a second proof where the mailbox is two persons’, and names neither', async () => {
    const request = await file('couple@example.org');
    await confirm(await tokenOf(request));
    expect(await state(request)).toEqual({ state: 'received', person: null });
    expect((await identity(request)).needed).toMatchObject({ proofs: 2, missing: 1, because: ['shared-mailbox'] });
  });

  it('is asked by link or by question, which stops the term and lies in the file; shown, the term runs on', async () => {
    const request = await file('nobody@example.org');
    const ask = (by: string) => officer.ask('POST', `/api/v1/requests/${request}/identity/questions`, { body: { by } });
    expect((await ask('held-question')).status).toBe(202);
    expect(await state(request)).toMatchObject({ state: 'identity-asked' });
    const first = await tokenOf(request);
    expect((await ask('e-mail-link')).status).toBe(202);
    expect((await confirm(first)).status).toBe(410);
    const papers = await sql<{ kind: string }>('select kind from rights.request_document where request_id = $1 order by written_at', [request]);
    expect(papers.map((p) => p.kind)).toEqual(['acknowledgement', 'identity-question']);
    expect((await officer.ask('POST', `/api/v1/requests/${request}/identity/proofs`, { body: { method: 'held-question' } })).body).toMatchObject({ needed: { missing: 0 }, proofs: [{ method: 'held-question', who: 'Test data-protection-officer' }] });
    expect(await state(request)).toMatchObject({ state: 'open' });
    const [left] = await sql<{ n: number }>(`select count(*)::int as n from outbox.message where about_id = $1 and kind = 'request.identity'`, [request]);
    expect(left?.n).toBe(2);
  });

  it('sends a copy in strict mode, which is looked at after a confirmation of who looks, logged, and destroyed once verified', async () => {
    const strict = await officer.ask('PUT', '/api/v1/identity-mode', { body: { mode: 'policy-strict' } });
    expect(strict.body).toMatchObject({ mode: 'policy-strict', who: 'Test data-protection-officer' });
    const request = await file('ann@example.org');
    const deposit = (mediaType: string, content: string) => officer.ask('POST', `/api/v1/requests/${request}/identity/copies`, { body: { mediaType, content } });
    expect((await deposit('application/pdf', png)).body).toMatchObject({ status: 400, errors: [{ pointer: '/content' }] });
    const [copy] = ((await deposit('image/png', png)).body as Identity).copies;
    await confirm(await tokenOf(request));
    expect(await identity(request)).toMatchObject({ copies: [{ id: copy?.id }], needed: { missing: 1, accepted: ['in-person', 'document-copy'] } });
    await sql(`update access.console_session set step_up_until = now() - interval '1 second'`);
    const look = () => officer.ask('POST', `/api/v1/identity-copies/${copy?.id ?? ''}/readings`, { body: {} });
    expect((await look()).body).toMatchObject({ code: 'step-up-needed' });
    await sql(`update access.console_session set step_up_until = now() + interval '5 minutes'`);
    expect((await look()).body).toEqual({ mediaType: 'image/png', content: png });
    expect((await identity(request)).readings).toMatchObject([{ who: 'Test data-protection-officer' }]);
    const shown = await officer.ask('POST', `/api/v1/requests/${request}/identity/proofs`, { body: { method: 'document-copy' } });
    expect(shown.body).toMatchObject({ copies: [], needed: { missing: 0 } });
    expect((await look()).status).toBe(404);
    await officer.ask('PUT', '/api/v1/identity-mode', { body: { mode: 'proportional' } });
  });

  it('is refused when nobody showed anything, and what was sent is destroyed', async () => {
    const request = await file('nobody@example.org');
    expect((await officer.ask('POST', `/api/v1/requests/${request}/identity/refusal`)).status).toBe(409);
    await officer.ask('POST', `/api/v1/requests/${request}/identity/questions`, { body: { by: 'held-question' } });
    await officer.ask('POST', `/api/v1/requests/${request}/identity/copies`, { body: { mediaType: 'image/png', content: png } });
    expect((await officer.ask('POST', `/api/v1/requests/${request}/identity/refusal`)).body).toMatchObject({ copies: [] });
    expect(await state(request)).toMatchObject({ state: 'decided' });
  });

  it('is attested by the system where she is signed in, for ids that system brought itself and with a scope for it', async () => {
    const key = async (source: string, scopes: readonly string[]): Promise<Client> =>
      world.client((await world.app.get(KeysService, { strict: false }).create({ name: source, scopes: scopes as never, source, origin: 'person', purposes: ['recruitment', 'rights-and-disputes'], basis: 'contract', createdBy: null, expiresAt: null }, new Date())).key);
    const extranet = await key('extranet', ['records:write', 'requests:write', 'identity:attest']);
    const brought = await extranet.ask('POST', '/api/v1/records/person', { body: { sourceId: 'user-7', values: { lastName: 'Brought' } } });
    const body = { kind: 'access', door: 'api', language: 'en', contact: { email: 'brought@example.org', words: 'My data?' }, attested: { sourceId: 'user-7' } };
    const filed = await extranet.ask('POST', '/api/v1/requests', { body });
    expect(filed).toMatchObject({ status: 201, body: { personId: (brought.body as { id: string }).id } });
    expect(await identity((filed.body as { id: string }).id)).toMatchObject({ proofs: [{ method: 'source-system' }], needed: { missing: 0 } });
    expect((await extranet.ask('POST', '/api/v1/requests', { body: { ...body, attested: { sourceId: 'user-8' } } })).status).toBe(404);
    expect((await (await key('other', ['requests:write', 'identity:attest'])).ask('POST', '/api/v1/requests', { body })).status).toBe(404);
    expect((await (await key('extranet', ['requests:write'])).ask('POST', '/api/v1/requests', { body })).status).toBe(403);
    expect((await officer.ask('POST', '/api/v1/requests', { body })).status).toBe(403);
  });

  it('is looked up by every column that is declared to hold a mailbox, but for copies of what was sent', () => {
    const declared = domainRegistry.roots.filter((root) => Object.values(root.columns).some((column) => column.category === 'user.contact.email')).map((root) => root.recordType);
    expect(declared.filter((type) => !mailboxColumns.some((c) => c.recordType === type))).toEqual(['campaign-message']);
  });
});
