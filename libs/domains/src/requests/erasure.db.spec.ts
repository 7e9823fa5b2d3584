import { randomUUID } from 'node:crypto';
import { treatmentKeys } from '@oubli/anonymization';
import { fieldKeysOf } from '@oubli/config';
import { hmacPads } from '@oubli/ledger';
import { isReference, snakeCase } from '@oubli/personal-data';
import { type BatchContext, endFulfilledWishes, installSchedule, loadSchedule, makePlan, recordDeclarations, resumeErasures, startRun, wishesOf, workLane } from '@oubli/retention';
import { type Actor, moveRequest, recordProof, registerRequest, type RightsRequest, sendFiled } from '@oubli/rights';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import type { ListKeys } from '../again/again';
import { seedDemo } from '../demo/seed';
import { allMigrations } from '../migrations';
import { domainRegistry } from '../registry';
import { shippedSchedule } from '../schedule';
import { listTelling } from '../telling/tell';
import { carryOutErasure, previewErasureOfRequest } from './erasure';
import { sendSecondNotices } from './second-notice';
import { identityFacts } from './identity-vault';
import { decidedOfRequest, listedAtRequest } from '../letters/decided-of-request';

const fieldKeys = fieldKeysOf([1, Buffer.alloc(32, 7)]);
const keys: ListKeys = { list: () => Buffer.alloc(32, 3), fields: () => fieldKeys };
const officer: Actor = { mover: 'officer', id: randomUUID() };

describe('a request for erasure', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await cloneDatabase(allMigrations);
    await recordDeclarations(db.engine.session, domainRegistry);
    await installSchedule(db.owner.session, domainRegistry, shippedSchedule);
    const [today] = await sql<{ day: string }>('select calendar.paris_date(now())::text as day');
    await seedDemo(db.owner.session, { asOf: today?.day ?? '', seed: 6, scale: 0.1, fieldKeys });
  }, 90_000);
  afterAll(() => db.close());

  const sql = <R = Record<string, unknown>>(text: string, ...values: unknown[]): Promise<R[]> => db.owner.session.query<R>(text, values);
  const context = (): BatchContext => ({
    engine: db.engine, registry: domainRegistry, worker: randomUUID(), reach: () => undefined,
    keys: { ledger: { ...hmacPads(Buffer.alloc(32, 7)), version: 1 }, treatment: treatmentKeys(Buffer.alloc(32, 2)) },
  });
  const finish = async (runId: string): Promise<void> => {
    for (;;) {
      await Promise.all([0, 1].map((lane) => workLane(context(), runId, lane, () => true)));
      const [run] = await sql<{ state: string }>('select state from retention.run where id = $1', runId);
      if (run?.state !== 'running') return;
    }
  };
  /** What the night does with every policy. */
  const nightly = async (): Promise<void> => {
    const { digest } = await db.engine.transaction(async (s) => (await makePlan(s, domainRegistry, await loadSchedule(s), {}, true)).plan);
    const { runId } = await startRun(db.engine, domainRegistry, { scope: {}, accept: digest, requestedBy: 'test', runId: randomUUID() });
    await finish(runId);
  };
  const file = (personId: string | null, kind: RightsRequest['kind'] = 'erasure'): Promise<RightsRequest> =>
    db.app.transaction((s) => registerRequest(s, { kind, door: 'post', language: 'fr', personId, contact: { email: 'asks@example.org' }, actorId: officer.id }));
  const decide = async (id: string, outcome: 'granted' | 'partially-granted' | 'refused' = 'partially-granted'): Promise<void> => {
    await db.app.transaction(async (s) => {
      await moveRequest(s, id, 'take', officer);
      await moveRequest(s, id, 'decide', officer, outcome);
    });
  };
  const identify = async (request: RightsRequest): Promise<void> => {
    const known = await identityFacts(db.engine.session, request);
    for (const method of ['in-person', 'held-question'] as const) await db.app.transaction((s) => recordProof(s, request.id, method, officer, known));
  };
  const stateOf = async (id: string): Promise<string | undefined> => (await sql<{ state: string }>('select state from rights.request where id = $1', id))[0]?.state;
  const question = (requestId: string) => ({ requestId, ground: 'no-longer-needed' as const });
  const carryOut = async (requestId: string): Promise<string> => {
    const { plan } = await previewErasureOfRequest(db.engine, question(requestId));
    const { runId } = await carryOutErasure(db.engine, keys, { ...question(requestId), accept: plan.digest, runId: randomUUID(), wishId: randomUUID(), actor: officer });
    await finish(runId);
    return runId;
  };
  /** Active, with a profile, a contact and an invoice of the last two years, and nothing left to settle: somebody the law keeps a part of. */
  const expert = async (): Promise<string> => {
    const [found] = await sql<{ id: string }>(`select p.id::text as id from people.person p where p.phase = 'active'
      and exists (select from recruitment.expert_profile e where e.person_id = p.id and e.phase = 'active') and exists (select from people.contact_details c where c.person_id = p.id and c.phase = 'active')
      and exists (select from invoicing.invoice i where i.person_id = p.id and i.issued_on > calendar.paris_date(now()) - 700)
      and not exists (select from retention.hold h where h.person_id = p.id) and not exists (select from access.dispute_case d where d.person_id = p.id)
      and not exists (select from retention.erasure_wish w where w.person_id = p.id) order by p.id limit 1`);
    if (!found) throw new Error('The demo has no such expert.');
    await db.owner.transaction(async (s) => {
      await s.query('set local session_replication_role = replica');
      for (const settle of [
        'update invoicing.invoice set paid_on = issued_on + 30 where paid_on is null and person_id = $1', 'update invoicing.expense_claim set reimbursed_on = collected_on where reimbursed_on is null and person_id = $1',
        `update recruitment.assignment set status = 'ended' where person_id = $1`, 'update invoicing.fee_declaration set filed_on = collected_on where filed_on is null and person_id = $1',
        ...['assignment-end', 'last-contact', 'payment'].map((kind) => `insert into people.dated_event (id, person_id, kind, occurred_on, source_type) values (gen_random_uuid(), $1, '${kind}', calendar.paris_date(now()), 'test')`),
      ]) await s.query(settle, [found.id]);
    });
    return found.id;
  };
  /** Of every governed table a hash of all rows that are not hers. */
  const everybodyElse = async (personId: string): Promise<Record<string, unknown>> => {
    const hashes: Record<string, unknown> = {};
    for (const root of domainRegistry.roots.filter((d) => !isReference(d) && d.recordType !== 'rights-request')) {
      const hers = root.subjects.map((s) => `r.${snakeCase(s)} is not distinct from $1::uuid`).join(' or ') || 'false';
      for (const { table, via } of [{ table: root.table, via: null }, ...domainRegistry.childrenOf(root.recordType).map((c) => ({ table: c.table, via: snakeCase(c.partOf.via) }))]) {
        const rows = via === null ? `select to_jsonb(r)::text as t, r.id from ${table} r where not (${hers})` : `select to_jsonb(c)::text as t, c.id from ${table} c join ${root.table} r on r.id = c.${via} where not (${hers})`;
        const [row] = await sql<{ hash: string | null }>(`select md5(string_agg(t, '|' order by id::text)) as hash from (${rows}) x where $1::uuid is not null`, personId);
        hashes[table] = row?.hash ?? null;
      }
    }
    return hashes;
  };

  it('is carried out in part, and years later what the law kept leaves by itself; nobody else changes by a byte', async () => {
    const person = await expert();
    const [before] = await sql<{ n: number; hashes: string }>(`select count(*)::int as n, string_agg(md5(lines::text || number || issued_on), ',' order by id) as hashes from invoicing.invoice where person_id = $1`, person);
    const others = await everybodyElse(person);
    const request = await file(person);
    await identify(request);
    await decide(request.id);
    const { records } = await previewErasureOfRequest(db.engine, question(request.id));
    const kept = records.filter((record) => record.recordType === 'invoice').flatMap((record) => record.fields.filter((field) => field.column === 'number'));
    expect(kept.length).toBeGreaterThan(0);
    for (const field of kept) expect(field).toMatchObject({ verdict: 'keep', claim: 'statutory', reference: expect.stringContaining('L123-22'), until: expect.any(String) });
    await carryOut(request.id);
    expect(await stateOf(request.id)).toBe('carrying-out');
    expect(await sql(`select kind from rights.request_event where request_id = $1 and kind = 'carrying-out'`, request.id)).toHaveLength(1);
    const [left] = await sql(`select (select count(*)::int from recruitment.expert_profile where person_id = $1) as profiles,
      (select count(*)::int from people.contact_details where person_id = $1 and phase = 'active' and email is not null) as contacts,
      (select string_agg(md5(lines::text || number || issued_on), ',' order by id) from invoicing.invoice where person_id = $1) as hashes,
      (select count(*)::int from do_not_recreate.entry) > 0 as listed`, person);
    expect(left).toEqual({ profiles: 0, contacts: 0, hashes: before?.hashes, listed: true });
    expect(await db.app.session.query('select 1 from invoicing.invoice where person_id = $1', [person])).toEqual([]);
    expect(await everybodyElse(person)).toEqual(others);
    expect(await wishesOf(db.engine.session, person)).toMatchObject([{ request: request.number, endedOn: null }]);
    expect(await resumeErasures(db.engine, domainRegistry, randomUUID)).toEqual([]);
    await db.app.transaction((s) => moveRequest(s, request.id, 'answer', officer));
    expect(await sendSecondNotices(db.engine)).toBe(0);
    await later(15, async () => {
      await nightly();
      for (const { runId } of await resumeErasures(db.engine, domainRegistry, randomUUID)) await finish(runId);
      await endFulfilledWishes(db.engine.session, domainRegistry);
      expect(await sql('select 1 from invoicing.invoice where person_id = $1', person)).toEqual([]);
      expect(await wishesOf(db.engine.session, person)).toMatchObject([{ request: request.number, endedBecause: 'nothing-left' }]);
      // Two workers at once, and one more afterwards: she is told once.
      await Promise.all([sendSecondNotices(db.engine), sendSecondNotices(db.engine)]);
      expect(await sendSecondNotices(db.engine)).toBe(0);
      const told = await sql<{ address: string; body: string }>(`select address, body from outbox.message where about_id = $1 and kind = 'request.notice'`, request.id);
      expect(told).toMatchObject([{ address: 'asks@example.org', body: expect.stringContaining(request.number) }]);
      expect(told[0]?.body).not.toContain('asks@example.org');
      expect(await stateOf(request.id)).toBe('closed');
      expect(await sql('select name, email, phone, address, words from rights.request_contact where request_id = $1', request.id)).toEqual([{ name: null, email: null, phone: null, address: null, words: null }]);
      expect(await sql(`select kind from rights.request_event where request_id = $1 and kind in ('rest-left', 'letter-sent', 'closed') order by happened_at`, request.id)).toEqual([{ kind: 'rest-left' }, { kind: 'letter-sent' }, { kind: 'closed' }]);
    });
  }, 120_000);

  /** A request that was answered in part, and whose rest has left since. */
  const restLeft = async (contact: { readonly email?: string; readonly address?: string }): Promise<RightsRequest> => {
    const personId = randomUUID();
    await sql(`insert into people.person (id, last_name, collected_on, origin) values ($1, 'Zibeline', '2020-01-01', 'person')`, personId);
    const request = await db.app.transaction((s) => registerRequest(s, { kind: 'erasure', door: 'post', language: 'en', personId, contact, actorId: null }));
    await decide(request.id);
    await db.app.transaction((s) => moveRequest(s, request.id, 'answer', officer));
    await sql(`insert into retention.erasure_wish (id, person_id, request, ground, asked_on, ended_on, ended_at, ended_because) values ($1, $2, $3, 'no-longer-needed', '2020-01-01', calendar.paris_date(now()), clock_timestamp(), 'nothing-left')`, randomUUID(), personId, request.number);
    return request;
  };
  const events = async (id: string): Promise<string[]> => (await sql<{ kind: string }>('select kind from rights.request_event where request_id = $1 order by happened_at', id)).map(({ kind }) => kind);

  it('of which the rest has left is noted and closed where no address was kept, and waits to be posted where only one on paper was', async () => {
    const [silent, paper] = [await restLeft({}), await restLeft({ address: '1 rue de la Fiction, Paris' })];
    expect(await sendSecondNotices(db.engine)).toBe(2);
    expect(await sql('select 1 from outbox.message where about_id = any($1::uuid[])', [silent.id, paper.id])).toEqual([]);
    expect([await stateOf(silent.id), (await events(silent.id)).slice(-2)]).toEqual(['closed', ['rest-left', 'closed']]);
    expect([await stateOf(paper.id), (await events(paper.id)).at(-1)]).toEqual(['answered', 'rest-left']);
    const [letter] = await sql<{ id: string }>(`select id from rights.request_document where request_id = $1 and template = 'rest-has-left' and sent_on is null`, paper.id);
    await db.app.transaction((s) => sendFiled(s, letter?.id ?? '', { by: 'print' }, officer));
    expect(await stateOf(paper.id)).toBe('closed');
    expect(await sql('select address from rights.request_contact where request_id = $1', paper.id)).toEqual([{ address: null }]);
  });

  it('that is killed in the middle of its second notice has written nothing, and is told the next time', async () => {
    const request = await restLeft({ email: 'later@example.org' });
    await sql(`create function public.die() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$`);
    await sql(`create trigger die before update on rights.request for each row execute function public.die()`);
    await expect(sendSecondNotices(db.engine)).rejects.toThrow('killed');
    await sql('drop trigger die on rights.request');
    await sql('drop function public.die()');
    expect(await sql('select 1 from outbox.message where about_id = $1', request.id)).toEqual([]);
    expect([await stateOf(request.id), (await events(request.id)).includes('rest-left')]).toEqual(['answered', false]);
    expect(await sendSecondNotices(db.engine)).toBe(1);
    expect(await sql('select 1 from outbox.message where about_id = $1', request.id)).toHaveLength(1);
  });

  it('that had nothing left before it was answered is told by the answer alone', async () => {
    const request = await restLeft({ email: 'done@example.org' });
    await sql(`update retention.erasure_wish set ended_at = now() - interval '1 hour' where request = $1`, request.number);
    expect(await sendSecondNotices(db.engine)).toBe(0);
    expect(await stateOf(request.id)).toBe('answered');
  });

  /** The same world some years on: the database's calendar is what everything asks for the day. */
  async function later(years: number, work: () => Promise<void>): Promise<void> {
    const [{ source } = { source: '' }] = await sql<{ source: string }>(`select pg_get_functiondef('calendar.paris_date(timestamptz)'::regprocedure) as source`);
    await sql(`create or replace function calendar.paris_date(instant timestamptz) returns date language sql stable as $$ select ((instant + interval '${years} years') at time zone 'Europe/Paris')::date $$`);
    try {
      await work();
    } finally {
      await sql(source);
    }
  }

  it.each([
    ['wrong-kind', async () => file(await expert(), 'access')],
    ['no-person', async () => file(null)],
    ['wrong-state', async () => file(await expert())],
    ['wrong-state', async () => { const r = await file(await expert()); await decide(r.id, 'refused'); return r; }],
    ['not-identified', async () => { const r = await file(await expert()); await decide(r.id, 'granted'); return r; }],
  ] as const)('is refused as %s, and nothing has changed', async (code, filed) => {
    const request = await filed();
    const [counts] = await sql('select (select count(*) from retention.erasure_wish) as wishes, (select count(*) from do_not_recreate.entry) as entries, (select count(*) from retention.run) as runs');
    const before = await stateOf(request.id);
    const asked = { ...question(request.id), accept: '0'.repeat(64), runId: randomUUID(), wishId: randomUUID(), actor: officer };
    await expect(carryOutErasure(db.engine, keys, asked)).rejects.toMatchObject({ code });
    expect(await stateOf(request.id)).toBe(before);
    expect(await sql('select (select count(*) from retention.erasure_wish) as wishes, (select count(*) from do_not_recreate.entry) as entries, (select count(*) from retention.run) as runs')).toEqual([counts]);
  });

  it('that was previewed before something changed is refused with all it would have written', async () => {
    const request = await file(await expert());
    await identify(request);
    await decide(request.id, 'granted');
    const asked = { ...question(request.id), accept: '0'.repeat(64), runId: randomUUID(), wishId: randomUUID(), actor: officer };
    const [entries] = await sql('select count(*)::int as n from do_not_recreate.entry');
    await expect(carryOutErasure(db.engine, keys, asked)).rejects.toMatchObject({ code: 'plan-moved' });
    expect([await stateOf(request.id), await sql('select count(*)::int as n from do_not_recreate.entry')]).toEqual(['decided', [entries]]);
  });

  it('waits while the key of the do-not-recreate list is lost: who is erased must be known again', async () => {
    const request = await file(await expert());
    await identify(request);
    await decide(request.id, 'granted');
    const { plan } = await previewErasureOfRequest(db.engine, question(request.id));
    const asked = { ...question(request.id), accept: plan.digest, runId: randomUUID(), wishId: randomUUID(), actor: officer };
    await expect(carryOutErasure(db.engine, { ...keys, list: () => null }, asked)).rejects.toThrow(/key/);
    expect(await stateOf(request.id)).toBe('decided');
  });

  describe('of somebody whose relation nobody ended', () => {
    /** An expert with a checked SIRET and an insurance, and the contact of a client, whose last assignment has an open event. */
    const unended = async (status: 'running' | 'ended' | null, endedOn: string | null = null): Promise<string> => {
      const [id, assignment, client] = [randomUUID(), randomUUID(), randomUUID()];
      await sql(`insert into people.person (id, last_name, first_name, collected_on, origin) values ($1, 'Sansfin', 'Léa', '2020-03-05', 'person')`, id);
      await sql(`insert into people.business_registration (id, person_id, siret, checked_on, result, collected_on, origin) values (gen_random_uuid(), $1, '00000001800010', '2020-03-05', 'confirmed', '2020-03-05', 'person')`, id);
      await sql(`insert into recruitment.insurance (id, person_id, reference, valid_from, collected_on, origin) values (gen_random_uuid(), $1, 'N1', '2020-03-05', '2020-03-05', 'person')`, id);
      await sql(`insert into people.client (id, name) values ($1, 'Exemple')`, client);
      await sql(`insert into people.client_contact (id, person_id, client_id, job_title, collected_on, origin) values (gen_random_uuid(), $1, $2, 'Buyer', '2020-03-05', 'person')`, id, client);
      if (status !== null) {
        await sql(`insert into recruitment.assignment (id, person_id, title, started_on, ended_on, status, collected_on, origin) values ($1, $2, 'Audit', '2021-01-04', $3, $4, '2021-01-04', 'derived')`, assignment, id, endedOn, status);
      }
      await sql(`insert into people.dated_event (id, person_id, kind, occurred_on, source_type, source_id) values (gen_random_uuid(), $1, 'assignment-end', 'infinity', 'assignment', $2)`, id, status === null ? null : assignment);
      return id;
    };
    const lastDays = async (requestId: string, more: { recordTypes?: string[] } = {}): Promise<Record<string, string | null | undefined>> => {
      const { records } = await previewErasureOfRequest(db.engine, { ...question(requestId), ...more });
      const of = (type: string, column: string): string | null | undefined => records.find((r) => r.recordType === type)?.fields.find((f) => f.column === column)?.until;
      return { siret: of('business-registration', 'siret'), insurance: of('insurance', 'reference'), contact: of('client-contact', 'jobTitle') };
    };
    const plus = async (day: string, years: number): Promise<string> => (await sql<{ d: string }>(`select ($1::date + make_interval(years => $2::int))::date::text as d`, day, years))[0]?.d ?? '';
    const eventsOf = async (id: string): Promise<string[]> => (await sql<{ kind: string }>('select kind from rights.request_event where request_id = $1 order by happened_at, id', id)).map((event) => event.kind);
    const openEvent = async (person: string) => (await sql<{ on: string }>(`select occurred_on::text as on from people.dated_event where person_id = $1`, person))[0]?.on;

    it('gives evidence its last day: the relation ends with the day the request was received, in preview, letter and database', async () => {
      const person = await unended(null);
      const request = await file(person);
      await identify(request);
      await decide(request.id);
      const expected = { siret: `${Number(request.receivedOn.slice(0, 4)) + 5}-12-31`, insurance: await plus(request.receivedOn, 5), contact: await plus(request.receivedOn, 5) };
      expect(await lastDays(request.id)).toEqual(expected);
      expect(await openEvent(person)).toBe('infinity');
      const before = await decidedOfRequest(db.engine, request, 'fr');
      expect(before?.kept.filter(({ claim }) => claim === 'evidence').map(({ until }) => until).sort()).toEqual(Object.values(expected).sort());
      await carryOut(request.id);
      expect(await openEvent(person)).toBe(request.receivedOn);
      expect(await sql('select relation_ended_on::text as on, phase from people.client_contact where person_id = $1', person)).toEqual([{ on: request.receivedOn, phase: 'archived' }]);
      expect(await lastDays(request.id)).toEqual(expected);
      expect(await eventsOf(request.id)).toContain('relation-ended');
      await later(7, async () => {
        for (const { runId } of await resumeErasures(db.engine, domainRegistry, randomUUID)) await finish(runId);
        expect(await sql(`select 1 from people.business_registration where person_id = $1 union all select 1 from recruitment.insurance where person_id = $1 union all select 1 from people.client_contact where person_id = $1`, person)).toEqual([]);
      });
    }, 60_000);

    it('archives what is kept although she had everything restricted herself: her wish lifts that (Art. 18(2) GDPR)', async () => {
      const person = await unended('ended', '2025-02-28');
      await sql('insert into retention.restriction (person_id, review_on) values ($1, calendar.paris_date(now()) + 60)', person);
      await expect(db.app.session.query(`update people.client_contact set notes = 'x' where person_id = $1`, [person])).resolves.toEqual([]);
      const request = await file(person);
      await identify(request);
      await decide(request.id);
      await carryOut(request.id);
      expect(await sql(`select phase from people.business_registration where person_id = $1 union all select phase from people.client_contact where person_id = $1 union all select phase from recruitment.assignment where person_id = $1`, person))
        .toEqual([{ phase: 'archived' }, { phase: 'archived' }, { phase: 'archived' }]);
    });

    it('counts from the assignment’s own last day where somebody wrote it down', async () => {
      const person = await unended('ended', '2025-02-28');
      const request = await file(person);
      expect(await lastDays(request.id)).toMatchObject({ siret: '2030-12-31', insurance: '2030-02-28' });
    });

    it.each([['an assignment of hers that runs', 'running', undefined], ['a wish for some records only', null, ['prospect', 'business-registration', 'insurance', 'client-contact']]] as const)('leaves it open beside %s', async (_name, status, recordTypes) => {
      const person = await unended(status);
      const request = await file(person);
      expect(await lastDays(request.id, recordTypes && { recordTypes: [...recordTypes] })).toMatchObject({ siret: null, insurance: null });
    });
  });

  it.each([
    ['everything', undefined, true], ['some records only', ['survey-answer'], false],
  ] as const)('of %s says on its timeline and in its letter whether she stands on the do-not-recreate list', async (_name, recordTypes, listed) => {
    const request = await file(await expert());
    await identify(request);
    await decide(request.id);
    expect(await listedAtRequest(db.engine.session, request)).toBe(true);
    const asked = { ...question(request.id), ...(recordTypes && { recordTypes: [...recordTypes] }) };
    const { plan } = await previewErasureOfRequest(db.engine, asked);
    await finish((await carryOutErasure(db.engine, keys, { ...asked, accept: plan.digest, runId: randomUUID(), wishId: randomUUID(), actor: officer })).runId);
    expect(await listedAtRequest(db.engine.session, request)).toBe(listed);
    expect(await sql(`select 1 from rights.request_event where request_id = $1 and kind = 'put-on-list'`, request.id)).toHaveLength(listed ? 1 : 0);
  });

  it('tells everybody who was given hers, with their own references, and the task outlives what is erased', async () => {
    const person = await expert();
    const [recipient] = await sql<{ id: string }>(`select id::text as id from recipients.recipient where ended_on is null and category = 'client' limit 1`);
    await sql(`insert into recipients.disclosure (id, person_id, recipient_id, recipient_category, record_type, record_id, fields, purpose, basis, disclosed_on, their_reference, collected_on, origin)
      values (gen_random_uuid(), $1, $2, 'client', 'person', $1, '{lastName}', 'assignments', 'contract', calendar.paris_date(now()), 'C-4711', calendar.paris_date(now()), 'derived')`, person, recipient?.id);
    const given = await sql<{ id: string }>('select distinct recipient_id::text as id from recipients.disclosure where person_id = $1 order by 1', person);
    const request = await file(person);
    await identify(request);
    await decide(request.id);
    expect(await listTelling(db.app.session, request.id)).toEqual([]);
    await carryOut(request.id);
    const tasks = await listTelling(db.app.session, request.id);
    expect(tasks.map((t) => t.recipientId).sort()).toEqual(given.map((g) => g.id));
    expect(tasks.find((t) => t.recipientId === recipient?.id)).toMatchObject({ reason: 'erasure', theirReferences: expect.arrayContaining(['C-4711']) as unknown, doneOn: null });
  });
});
