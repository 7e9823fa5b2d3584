import { createHmac, randomUUID } from 'node:crypto';
import { treatmentKeys } from '@oubli/anonymization';
import { fieldKeysOf } from '@oubli/config';
import { hmacPads } from '@oubli/ledger';
import { isReference, type RootDeclaration, type Row, snakeCase } from '@oubli/personal-data';
import { type BatchContext, type CrashPoint, executeBatch, installSchedule, loadMaterial, loadSchedule, makePlan, recordDeclarations, workLane, writeRun } from '@oubli/retention';
import { type Actor, moveRequest, recordProof, registerRequest, type RightsRequest } from '@oubli/rights';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import type { ListKeys } from '../../again/again';
import { seedDemo } from '../../demo/seed';
import { allMigrations } from '../../migrations';
import { domainRegistry } from '../../registry';
import { shippedSchedule } from '../../schedule';
import { carryOutErasure, previewErasureOfRequest } from '../erasure';
import { identityFacts } from '../identity-vault';

export const ledgerKey = Buffer.alloc(32, 7);
export const fieldKeys = fieldKeysOf([1, Buffer.alloc(32, 7)]);
export const listKeys: ListKeys = { list: () => Buffer.alloc(32, 3), fields: () => fieldKeys };
export const officer: Actor = { mover: 'officer', id: randomUUID() };
/** What a wish for everything reaches. */
export const roots = domainRegistry.roots.filter((d) => !isReference(d) && !d.beyondWishes && d.recordType !== 'access-package');

/** Lets part of a millisecond pass without holding up the other side: a timer is too coarse to bring two transactions together. */
export async function offset(milliseconds: number): Promise<void> {
  const end = performance.now() + milliseconds;
  while (performance.now() < end) await new Promise((resolve) => setImmediate(resolve));
}

/** Records by place (`record-type/id`). */
export type State = ReadonlyMap<string, { readonly code: number; readonly row: Readonly<Record<string, unknown>> }>;
export const rowText = (state: State, place: string): string | undefined => {
  const found = state.get(place);
  return found && JSON.stringify(found.row);
};

/** What races found wrong, and how often the writer came before something that the erasure would have treated. */
export interface Tally {
  readonly wrong: string[];
  readonly writerFirst: number;
}
interface Prepared {
  readonly person: string;
  readonly before: State;
  readonly runId: string;
  readonly erase: () => Promise<void>;
}
/** Somebody who writes about a person while she is erased. @returns what is wrong when everything is over, and whether she was there in time */
export type Writer = (person: string, before: State) => Promise<{ readonly end: (after: State) => string[]; readonly first: boolean }>;

/** A demo company whose people are erased while others write about them. */
export class Races {
  private constructor(readonly db: TestDatabase, private readonly people: string[], readonly today: string, readonly reviewOn: string, private seed: number) {}

  /** @param scale 1 = 2,000 people, of whom about half can be raced for; @param seed the same seed gives the same company and offsets */
  static async create(scale: number, seed: number): Promise<Races> {
    const db = await cloneDatabase(allMigrations);
    const { session } = db.owner;
    await recordDeclarations(db.engine.session, domainRegistry);
    await installSchedule(session, domainRegistry, shippedSchedule);
    const [day] = await session.query<{ today: string; review: string }>(`select calendar.paris_date(now())::text as today, (calendar.paris_date(now()) + 80)::text as review`);
    await seedDemo(session, { asOf: day?.today ?? '', seed, scale, fieldKeys });
    const people = await session.query<{ id: string }>(`select p.id::text as id from people.person p where p.phase = 'active' and exists (select from recruitment.assignment a where a.person_id = p.id)
      and exists (select from people.contact_details c where c.person_id = p.id and c.phase = 'active') and not exists (select from retention.hold h where h.person_id = p.id) order by p.id`);
    await db.owner.transaction(async (s) => {
      await s.query('set local session_replication_role = replica');
      // Nothing is owed and no assignment runs: each erasure has something to do with every record.
      for (const settle of ['update invoicing.invoice set paid_on = issued_on + 20 where paid_on is null', 'update invoicing.received_invoice set paid_on = invoiced_on where paid_on is null', 'update invoicing.expense_claim set reimbursed_on = booked_on where reimbursed_on is null',
        `update recruitment.assignment set status = 'ended', client_contact_id = null`, `update recruitment.assignment a set client_contact_id = (select p.id from people.person p where p.id > a.person_id order by p.id limit 1)`]) await s.query(settle);
    });
    return new Races(db, people.map(({ id }) => id), day?.today ?? '', day?.review ?? '', seed);
  }

  /** Seeded, so that a race that was found can be run again. @returns from 0 to below 1 */
  chance(): number {
    this.seed = (Math.imul(this.seed, 1_664_525) + 1_013_904_223) | 0;
    return (this.seed >>> 0) / 4_294_967_296;
  }

  sql<R = Record<string, unknown>>(text: string, ...values: unknown[]): Promise<R[]> {
    return this.db.owner.session.query<R>(text, values);
  }

  context(reach: (point: CrashPoint) => void | Promise<void> = () => undefined): BatchContext {
    return { engine: this.db.engine, registry: domainRegistry, worker: randomUUID(), reach, keys: { ledger: { ...hmacPads(ledgerKey), version: 1 }, treatment: treatmentKeys(Buffer.alloc(32, 2)) } };
  }

  /** Somebody nobody has raced for. @throws Error when there is nobody left */
  next(): string {
    const person = this.people.shift();
    if (person === undefined) throw new Error('The company has too few people for so many races.');
    return person;
  }

  /** Every record that is about a person, in one statement. */
  async stateOf(person: string): Promise<State> {
    const subject = ({ subjects }: RootDeclaration<Row>): string => snakeCase(subjects[0] ?? 'id');
    const everything = roots.map((root) => `select '${root.recordType}/' || r.id as place, ${root.code} as code, to_jsonb(r) as row from ${root.table} r where r.${subject(root)} = $1::uuid`).join(' union all ');
    return new Map((await this.sql<{ place: string; code: number; row: Record<string, unknown> }>(everything, person)).map(({ place, ...rest }) => [place, rest]));
  }

  /** What the ledger says against what is there: a change without entry, an entry without change. */
  async contradictions(before: State, after: State): Promise<string[]> {
    const refs = new Map([...before].map(([place, { code }]) => [refOf(code, place.slice(place.indexOf('/') + 1)), place]));
    const entries = new Set((await this.sql<{ ref: string }>(`select encode(ref, 'hex') as ref from ledger.entry where ref = any($1::bytea[])`, [...refs.keys()].map((ref) => Buffer.from(ref, 'hex')))).map(({ ref }) => refs.get(ref) ?? ''));
    const wrong: string[] = [];
    for (const place of before.keys()) {
      const changed = rowText(before, place) !== rowText(after, place);
      if (changed && !entries.has(place)) wrong.push(`changed without entry: ${place}`);
      if (!changed && entries.has(place)) wrong.push(`entry without change: ${place}`);
    }
    return wrong;
  }

  /** A request for erasure of a person that was decided and whose plan was seen. @returns with the plan's digest, to be accepted */
  async decided(person: string): Promise<{ request: RightsRequest; accept: string }> {
    const { app, engine } = this.db;
    const request = await app.transaction((s) => registerRequest(s, { kind: 'erasure', door: 'post', language: 'fr', personId: person, contact: { email: 'asks@example.org' }, actorId: officer.id }));
    const known = await identityFacts(engine.session, request);
    for (const method of ['in-person', 'held-question'] as const) await app.transaction((s) => recordProof(s, request.id, method, officer, known));
    await app.transaction(async (s) => {
      await moveRequest(s, request.id, 'take', officer);
      await moveRequest(s, request.id, 'decide', officer, 'partially-granted');
    });
    const { plan } = await previewErasureOfRequest(engine, { requestId: request.id, ground: 'no-longer-needed' });
    return { request, accept: plan.digest };
  }

  /** The click on "carry out". */
  start(requestId: string, accept: string): ReturnType<typeof carryOutErasure> {
    return carryOutErasure(this.db.engine, listKeys, { requestId, ground: 'no-longer-needed', accept, runId: randomUUID(), wishId: randomUUID(), actor: officer });
  }

  /** Works until the run is over. */
  async work(runId: string, with_ = this.context()): Promise<void> {
    for (let state = 'running'; state === 'running';) {
      await Promise.all([0, 1].map((lane) => workLane(with_, runId, lane, () => true)));
      state = (await this.sql<{ state: string }>('select state from retention.run where id = $1', runId))[0]?.state ?? 'lost';
    }
  }

  /** Treated, kept, gone and set aside of a run are what its plan counted. */
  async unaccounted(runId: string): Promise<string[]> {
    const [sum] = await this.sql<{ n: number; due: number }>(`select (select coalesce(sum(treated + kept + gone + quarantined), 0)::int from retention.batch where run = $1) as n, (select sum(planned)::int from retention.run_step where run = $1) as due`, runId);
    return sum?.n === sum?.due ? [] : [`${sum?.n} of ${sum?.due} accounted for in run ${runId}`];
  }

  /** Erasures of several people as one run of one batch a record, so that a race is about batches and not about planning. */
  async prepare(count: number, with_ = this.context()): Promise<Prepared[]> {
    const some = Array.from({ length: count }, () => this.next());
    await this.sql(`insert into retention.erasure_wish (id, person_id, request, ground, asked_on) select gen_random_uuid(), p, 'R-2025-' || lpad((nextval('rights.request_number'))::text, 6, '0'), 'no-longer-needed', calendar.paris_date(now()) from unnest($1::uuid[]) p`, some);
    const runId = randomUUID();
    await this.db.engine.transaction(async (session) => {
      const schedule = await loadSchedule(session);
      const open = await makePlan(session, domainRegistry, schedule, { asking: { kind: 'recorded', person: null } }, false);
      await writeRun(session, { runId, requestedBy: 'test', batchSize: 1 }, open, schedule);
    });
    const material = await loadMaterial(this.db.engine.session, runId);
    const batches = await this.sql<{ number: number; id: string }>('select number, ids[1]::text as id from retention.batch where run = $1 and wave = 1 order by number', runId);
    return Promise.all(some.map(async (person) => {
      const before = await this.stateOf(person);
      const hers = new Set([...before.keys()].map((place) => place.slice(place.indexOf('/') + 1)));
      const numbers = batches.filter(({ id }) => hers.has(id)).map(({ number }) => number);
      return { person, before, runId, erase: async () => { for (const number of numbers) await executeBatch(with_, material, number); } };
    }));
  }

  /** Erasures under way while somebody writes, `within` so many milliseconds; what the writer was told is asked again when everything is over. */
  async erasing(times: number, write: Writer, { within = 160, with_ = this.context() }: { readonly within?: number; readonly with_?: BatchContext } = {}): Promise<Tally> {
    const prepared = await this.prepare(times, with_);
    const written = await threeAtATime(prepared, async ({ person, before, erase }) => {
      const at = this.chance();
      const [, answer] = await Promise.all([
        (async () => { await offset(this.chance() * 5); await erase(); })(),
        (async () => { await offset(at * at * within); return write(person, before); })(),
      ]);
      return { person, before, answer };
    });
    const runId = prepared[0]?.runId ?? '';
    await this.work(runId);
    const wrong = await this.unaccounted(runId);
    for (const { person, before, answer } of written) {
      const after = await this.stateOf(person);
      wrong.push(...answer.end(after), ...(await this.contradictions(before, after)));
    }
    return { wrong, writerFirst: written.filter(({ answer }) => answer.first).length };
  }
}

/** How the ledger names a record. @returns lower-case hex */
function refOf(code: number, id: string): string {
  const entity = Buffer.alloc(2);
  entity.writeInt16BE(code);
  return createHmac('sha256', ledgerKey).update(Buffer.concat([entity, Buffer.from(id.replaceAll('-', ''), 'hex')])).digest('hex');
}

export async function threeAtATime<T, R>(of: readonly T[], one: (item: T) => Promise<R>): Promise<R[]> {
  const [queue, done] = [[...of], [] as R[]];
  const runner = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) done.push(await one(item));
  };
  await Promise.all([runner(), runner(), runner()]);
  return done;
}
