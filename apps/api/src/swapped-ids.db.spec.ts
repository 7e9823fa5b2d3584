import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { KeysService, purposesOf, readsRecord, rightsOf } from '@oubli/access';
import { ensureFieldKeys } from '@oubli/config';
import { api, type Method, type RoleName, roleNames, type Route } from '@oubli/contracts';
import { domainRegistry, seedDemo } from '@oubli/domains';
import fc from 'fast-check';
import { ApiWorld, type Client } from './testing/world';

const withId = Object.entries<Route>(api).filter(([, route]) => route.path.includes('{id}'));
/** What the id of a route is an id of; a record's stand for themselves. */
const idsOf: Readonly<Record<string, string>> = {
  endMySession: 'session', changeUser: 'user', resetUser: 'user', revokeKey: 'key', decideApproval: 'approval', readRun: 'run', listKept: 'run', followRun: 'run', cancelRun: 'run', resumeRun: 'run', releaseHold: 'hold',
  readChoices: 'person', giveConsent: 'person', withdrawConsent: 'person', objectTo: 'person', carryOutChoice: 'request', judgeObjection: 'request',
  readPerson: 'person', revealPerson: 'person', addEvent: 'person', correctEvent: 'event', cancelEvent: 'event', doneNoticeTask: 'notice-task',
  answerReturn: 'return', downloadExport: 'export', endRecipient: 'recipient', changeRecipient: 'recipient', openEndpoint: 'recipient', turnEndpointSecret: 'recipient', closeEndpoint: 'recipient', listRecipientTasks: 'request', sendTaskAgain: 'recipient-task', listDisclosures: 'person', sendMessageAgain: 'message',
  readRequest: 'request', extendRequest: 'request', classifyRequest: 'request', nameRequester: 'request', noteRequest: 'request', moveRequest: 'request', readEligibility: 'request', forwardRequest: 'request', listForwardings: 'request', readRequestDocument: 'request-document', listLetters: 'request', previewLetter: 'request', sendLetter: 'request', sendFiledLetter: 'request-document', correctHolder: 'office',
  readPublicationTexts: 'publication', tellOfLifting: 'restriction', reviewRestriction: 'restriction', liftRestriction: 'restriction', previewErasure: 'request', startErasure: 'request', listErasures: 'person',
  listPackages: 'person', beginPackage: 'person', readPackage: 'package', decideRedactions: 'package', makePackage: 'package', downloadPackage: 'package', sendPackageLink: 'request',
  readIdentity: 'request', askIdentity: 'request', verifyIdentity: 'request', refuseIdentity: 'request', depositIdentityCopy: 'request', openIdentityCopy: 'identity-copy',
  rectifyField: 'request', listRectifications: 'request', readRectification: 'rectification', endRecipientTask: 'recipient-task', reportReturnedMail: 'person', readBirthDates: 'accuracy-task', endAccuracyTask: 'accuracy-task',
};
/** A body that would be taken, so that a refusal is about the id and who asks, not about the form. */
const bodies: Readonly<Record<string, unknown>> = {
  giveConsent: { purpose: 'campaigns', channel: 'e-mail', textVersion: '1', means: 'form' }, withdrawConsent: { purpose: 'campaigns', channel: 'e-mail', means: 'form' }, objectTo: { purpose: 'campaigns', means: 'form' }, carryOutChoice: { purpose: 'campaigns' }, judgeObjection: { decision: 'upheld' },
  changeUser: { closed: true }, decideApproval: { decision: 'refuse' }, releaseHold: { reason: 'No longer needed' }, revealPerson: { purpose: 'training', motive: 'A look' }, changeRecord: { values: {} },
  previewErasure: { ground: 'objection' }, startErasure: { ground: 'objection', accept: '0'.repeat(64) }, beginPackage: { kind: 'access', language: 'fr' }, reviewRestriction: { reviewOn: '2026-12-01' },
  sendPackageLink: { packageId: '00000000-0000-4000-8000-000000000000' },
  reportReturnedMail: { recordId: '00000000-0000-4000-8000-000000000000', field: 'email' }, endAccuracyTask: { outcome: 'confirmed' },
  addEvent: { kind: 'last-contact', occurredOn: '2026-11-01' }, correctEvent: { occurredOn: '2026-11-01' },
};
/** One who asks, and what she may reach: rights, and record types by their purposes. */
interface Asker {
  readonly name: string;
  readonly client: Client;
  readonly rights: ReadonlySet<string>;
  readonly reads: (recordType: string) => boolean;
}

describe('ids that somebody else would know', () => {
  let world: ApiWorld;
  let askers: Asker[];
  const real = new Map<string, string[]>();
  /** Values of persons that no refusal may hold. */
  const secrets: string[] = [];
  const rows = async <T>(text: string): Promise<T[]> => world.db.owner.session.query<T & object>(text) as Promise<T[]>;
  const idsIn = async (text: string): Promise<string[]> => (await rows<{ id: string }>(text)).map(({ id }) => id);

  beforeAll(async () => {
    world = await ApiWorld.create();
    const [today] = await rows<{ day: string }>('select calendar.paris_date(now())::text as day');
    await seedDemo(world.db.owner.session, { asOf: today?.day ?? '', seed: 20_261_125, fieldKeys: ensureFieldKeys(join(world.house.instance.keysFolder)) });
    const someone = await world.signedIn(['administrator'], 'someone@example.org');
    await someone.ask('GET', '/api/v1/session');
    const keys = world.app.get(KeysService, { strict: false });
    const key = async (name: string, purposes: readonly string[], scopes: readonly string[]): Promise<Asker> => {
      const made = await keys.create({ name, scopes: scopes as never, source: name, origin: 'import', purposes, basis: 'contract', createdBy: null, expiresAt: null }, new Date());
      const served = purposesOf(roleNames).filter((purpose) => purposes.includes(purpose));
      return { name: `a key of ${name}`, client: world.client(made.key), rights: new Set(scopes), reads: (type) => domainRegistry.roots.some((root) => root.recordType === type && readsRecord(root, served)) };
    };
    const role = async (name: RoleName): Promise<Asker> => ({
      name, client: await world.signedIn([name], `asks-${name}@example.org`), rights: new Set(rightsOf([name])), reads: (type) => domainRegistry.roots.some((root) => root.recordType === type && readsRecord(root, purposesOf([name]))),
    });
    askers = [...(await Promise.all(roleNames.map(role))), await key('surveys', ['surveys'], ['records:read', 'records:write', 'events:write']), await key('training', ['training'], ['records:read', 'records:write', 'people:read']), await key('nothing', ['security'], ['overview:read'])];
    await fillIds();
    for (const { last } of await rows<{ last: string | null }>(`select last_name as last from people.person where length(last_name) > 5 limit 300`)) secrets.push(last ?? '');
  });
  afterAll(() => world.close());

  async function fillIds(): Promise<void> {
    await world.db.owner.session.query(`insert into retention.run (id, as_of, digest, state, requested_by, plan, schedule) values (gen_random_uuid(), calendar.paris_date(now()), sha256('x'), 'cancelled', 'person', '{"steps": []}', '{}')`);
    await world.db.owner.session.query(`insert into people.notice_task (id, person_id, source, due_on) select gen_random_uuid(), id, 'elsewhere', calendar.paris_date(now()) from people.person where phase = 'active' limit 20`);
    await world.db.owner.session.query(`insert into retention.hold (person_id, review_on) select id, calendar.paris_date(now()) + 10 from people.person limit 5`);
    await fillFiles();
    const tables = { 'approval': 'retention.approval', 'office': 'company.office_holder', 'identity-copy': 'rights.identity_copy', 'rectification': 'rights.rectification', 'recipient-task': 'rights.recipient_task', session: 'access.console_session', user: 'access.console_user', key: 'access.api_key', run: 'retention.run', hold: 'retention.hold', person: 'people.person', event: 'people.dated_event', 'return': 'do_not_recreate.return_task', 'export': 'access.report_extract', 'recipient': 'recipients.recipient', 'message': 'outbox.message', 'request': 'rights.request', 'request-document': 'rights.request_document', 'notice-task': 'people.notice_task', 'publication': 'retention.publication', 'restriction': 'retention.restriction', 'accuracy-task': 'rights.accuracy_task', 'package': 'packages.package' };
    for (const [kind, table] of Object.entries(tables)) real.set(kind, await idsIn(`select id::text as id from ${table} order by id limit 40`));
    for (const root of domainRegistry.roots) real.set(root.recordType, await idsIn(`select id::text as id from ${root.table} order by id limit 40`));
  }

  /** What lies in the files of requests, and what waits for a second person: the demo has none of it. */
  async function fillFiles(): Promise<void> {
    const { session } = world.db.owner;
    await session.query(`insert into do_not_recreate.return_task (id, person_id, ground, came_on) select gen_random_uuid(), id, 'erasure', calendar.paris_date(now()) from people.person where phase = 'active' limit 5`);
    await session.query(`insert into retention.restriction (id, person_id, review_on) select gen_random_uuid(), id, calendar.paris_date(now()) + 30 from people.person where phase = 'active' order by id desc limit 2`);
    await session.query(`insert into outbox.message (kind, address, subject, body, language) select 'test', 'somebody@example.org', 's', 'b', 'fr' from generate_series(1, 5)`);
    await session.query(`insert into access.report_extract (id, person_id, generated_on, title, collected_on, origin) select gen_random_uuid(), id, calendar.paris_date(now()), 'records person', calendar.paris_date(now()), 'derived' from people.person where phase = 'active' limit 5`);
    await session.query(`insert into rights.accuracy_task (person_id, kind, record_type, record_id, field, opened_on) select id, 'unverified-address', 'person', id, 'lastName', calendar.paris_date(now()) from people.person where phase = 'active' limit 5`);
    await session.query(`insert into retention.approval (kind, title, reason, payload) select 'hold-release', 'A hold', 'No longer needed', '{}' from generate_series(1, 5)`);
    const requests = await idsIn(`insert into rights.request (kind, door, language, person_id, state, received_on, due_target, due_legal, collected_on, origin)
      select 'rectification', 'post', 'fr', id, 'open', calendar.paris_date(now()), calendar.paris_date(now()) + 20, calendar.paris_date(now()) + 30, calendar.paris_date(now()), 'person' from people.person where phase = 'active' limit 10 returning id::text as id`);
    const recipient = randomUUID();
    await session.query(`insert into recipients.recipient (id, name, category, country, registered_on) values ($1, 'Exemple SAS', 'processor', 'FR', calendar.paris_date(now()))`, [recipient]);
    for (const id of requests) {
      const corrected = randomUUID();
      await session.query(`insert into rights.request_document (request_id, kind, language, title, media_type, content, content_sha256) values ($1, 'answer', 'fr', 'A letter', 'text/plain', 'x', sha256('x'))`, [id]);
      await session.query(`insert into rights.rectification (id, request_id, record_type, record_id, field) select $1, $2, 'person', person_id, 'lastName' from rights.request where id = $2`, [corrected, id]);
      await session.query('insert into rights.recipient_task (request_id, rectification_id, recipient_id, opened_on) values ($1, $2, $3, calendar.paris_date(now()))', [id, corrected, recipient]);
      await session.query(`insert into rights.identity_copy (id, request_id, content_sealed, media_type, received_on) values (gen_random_uuid(), $1, 'sealed', 'image/png', calendar.paris_date(now()))`, [id]);
      await session.query(`insert into packages.package (id, person_id, kind, language, begun_on, collected_on, origin) select gen_random_uuid(), person_id, 'access', 'fr', calendar.paris_date(now()), calendar.paris_date(now()), 'derived' from rights.request where id = $1`, [id]);
    }
  }

  /** May she get behind this door at all? Where she may, the id is hers to ask about. */
  const mayReach = (asker: Asker, name: string, route: Route, recordType: string): boolean => {
    if (name === 'endMySession') return false;
    if (route.right !== 'session' && !asker.rights.has(route.right)) return false;
    if (route.path.startsWith('/records/') || route.path.startsWith('/why/')) return asker.reads(recordType);
    if (name.endsWith('Event')) return asker.reads('person');
    return true;
  };

  it('has a kind of id for every route that takes one', () => {
    expect(withId.filter(([name, route]) => idsOf[name] === undefined && !route.path.includes('{recordType}')).map(([name]) => name)).toEqual([]);
    expect([...new Set(Object.values(idsOf))].filter((kind) => (real.get(kind) ?? []).length === 0)).toEqual([]);
  });

  it('tell nobody who may not ask whether they exist: 1,000 of them are answered as an id that never was', async () => {
    const types = domainRegistry.roots.map((root) => root.recordType).filter((type) => (real.get(type) ?? []).length > 0);
    const leaks: string[] = [];
    let asked = 0;
    await fc.assert(fc.asyncProperty(fc.constantFrom(...withId), fc.nat(10_000), fc.constantFrom(...types), fc.nat(10_000), async ([name, route], who, recordType, which) => {
      const asker = askers[who % askers.length];
      const ids = real.get(idsOf[name] ?? recordType) ?? [];
      const id = ids[which % ids.length];
      if (!asker || id === undefined) throw new Error(`There is no ${recordType} to ask about.`);
      fc.pre(!mayReach(asker, name, route, recordType) && !(name === 'endMySession' && asker.name.startsWith('a key')));
      // Her own session is hers to end.
      if (name === 'endMySession' && (await isOwn(asker, id))) return;
      const ask = async (about: string): Promise<string> => {
        const method: Method = route.method;
        const answer = await asker.client.ask(method, `/api/v1${route.path.replace('{recordType}', recordType).replace('{id}', about)}`, method === 'GET' || method === 'DELETE' ? {} : { body: bodies[name] ?? {} });
        return `${answer.status} ${JSON.stringify(answer.body)}`;
      };
      const [about, invented] = [await ask(id), await ask(randomUUID())];
      asked += 1;
      const told = secrets.filter((secret) => about.includes(secret));
      if (about !== invented || !/^(401|403|404) /.test(about) || about.includes(id) || told.length > 0) leaks.push(`${name} as ${asker.name} for ${recordType}: ${about.slice(0, 160)}`);
    }), { numRuns: 1_000, maxSkipsPerRun: 1_000 });
    expect(leaks).toEqual([]);
    expect(asked).toBeGreaterThan(900);
  }, 240_000);

  async function isOwn(asker: Asker, id: string): Promise<boolean> {
    const mine = (await asker.client.ask('GET', '/api/v1/session/all')).body as { results?: { id: string }[] };
    return mine.results?.some((session) => session.id === id) ?? false;
  }

  it('is a test that catches a door left open', async () => {
    const officer = askers.find((asker) => asker.name === 'data-protection-officer');
    const [person] = real.get('person') ?? [];
    const there = await officer?.client.ask('GET', `/api/v1/people/${person ?? ''}`);
    const invented = await officer?.client.ask('GET', `/api/v1/people/${randomUUID()}`);
    expect(there?.status).not.toBe(invented?.status);
  });
});
