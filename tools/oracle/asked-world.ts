import { randomUUID } from 'node:crypto';
import { treatmentKeys } from '@oubli/anonymization';
import { fieldKeysOf } from '@oubli/config';
import type { Session } from '@oubli/database';
import { allMigrations, domainRegistry, plainWords, seedDemo, shippedSchedule } from '@oubli/domains';
import { hmacPads } from '@oubli/ledger';
import type { Registry } from '@oubli/personal-data';
import { type BatchContext, dueCount, type ErasurePlan, installSchedule, loadSchedule, makePlan, planErasure, type RecordDecision, recordDeclarations, type Schedule, startErasureRun, type Wish, workLane, writeRun } from '@oubli/retention';
import { type DecidedFields, decidedFields } from '@oubli/rights';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';

type Query = <R = Record<string, unknown>>(text: string, values?: readonly unknown[]) => Promise<R[]>;
interface Field {
  readonly verdict: 'freeze' | 'keep' | 'erase';
  readonly claim: string;
  readonly until: string | null;
}
/** `type/id` -> what must become of the record. */
export type Answer = ReadonlyMap<string, { readonly becomes: string; readonly leavesOn: string | null; readonly fields: ReadonlyMap<string, Field> }>;
export interface Expected {
  of(person: string, recordTypes: readonly string[] | null): Answer;
}
interface Oracle {
  snapshot(query: Query): Promise<void>;
}
interface Asked {
  snapshotParts(query: Query): Promise<void>;
  expectErasures(query: Query, options: { asOf: string; asks: string }): Promise<Expected>;
  auditErasures(query: Query, expected: Expected): Promise<string[]>;
  compareAnswer(answer: Answer, records: readonly RecordDecision[]): string[];
  tells(type: string, name: string): boolean;
}
interface Mixture {
  mixPeople(query: Query): Promise<void>;
  recordWishes(query: Query): Promise<void>;
}

export const fieldKeys = fieldKeysOf([1, Buffer.alloc(32, 7)]);
/** What an engine may be made to do wrong before it answers. */
export interface Wrong {
  readonly registry?: Registry;
  readonly schedule?: (schedule: Schedule) => Schedule;
  /** Done in the answer's own transaction, which is taken back. */
  readonly before?: (session: Session) => Promise<unknown>;
}

/** A mixed company, what the oracle says of it, and the engine that is judged. */
export class AskedWorld {
  private constructor(
    readonly db: TestDatabase,
    readonly asked: Asked,
    readonly expected: Expected,
    readonly asOf: string,
    readonly wishes: readonly Wish[],
    readonly people: readonly string[],
  ) {}

  /** @param scale of the demo company, of 2,000 people at 1 */
  static async create(scale: number): Promise<AskedWorld> {
    const oracle = (await import('./oracle.mjs')) as unknown as Oracle;
    const asked = (await import('./asked.mjs')) as unknown as Asked;
    const mixture = (await import('./mixture.mjs')) as unknown as Mixture;
    const db = await cloneDatabase(allMigrations);
    await recordDeclarations(db.engine.session, domainRegistry);
    await installSchedule(db.owner.session, domainRegistry, shippedSchedule);
    const query: Query = (text, values) => db.owner.session.query(text, values);
    const [today] = await query<{ day: string }>('select calendar.paris_date(now())::text as day');
    const asOf = today?.day ?? '';
    await seedDemo(db.owner.session, { asOf, seed: 20_261_125, scale, fieldKeys });
    await db.owner.transaction((s) => mixture.mixPeople((text, values) => s.query(text, values)));
    await mixture.recordWishes(query);
    await query('analyze');
    await oracle.snapshot(query);
    await asked.snapshotParts(query);
    const expected = await asked.expectErasures(query, { asOf, asks: '(select person_id as person, asked_on, record_types from retention.erasure_wish where ended_on is null)' });
    const wishes = await query<Wish>(`select id::text as id, person_id::text as "personId", request, ground, record_types as "recordTypes" from retention.erasure_wish order by person_id`);
    const people = await query<{ id: string }>('select id::text as id from people.person order by id');
    return new AskedWorld(db, asked, expected, asOf, wishes, people.map((p) => p.id));
  }

  readonly query: Query = (text, values) => this.db.owner.session.query(text, values);

  readonly context: BatchContext = this.contextOf();

  private contextOf(): BatchContext {
    const keys = { ledger: { ...hmacPads(Buffer.alloc(32, 7)), version: 1 }, treatment: treatmentKeys(Buffer.alloc(32, 2)) };
    return { engine: this.db.engine, registry: domainRegistry, keys, worker: randomUUID(), reach: () => undefined };
  }

  wishOf(person: string): Wish | undefined {
    return this.wishes.find((wish) => wish.personId === person);
  }

  /** What the project answers to one person. */
  preview(person: string, wrong: Wrong = {}): Promise<ErasurePlan> {
    const wish = this.wishOf(person);
    const question = { person, ground: wish?.ground ?? ('no-longer-needed' as const), ...(wish?.recordTypes && { recordTypes: wish.recordTypes }) };
    const answer = async (session: Session): Promise<ErasurePlan> => {
      const schedule = await loadSchedule(session);
      return planErasure(session, wrong.registry ?? domainRegistry, wrong.schedule?.(schedule) ?? schedule, question);
    };
    if (!wrong.before) return this.db.engine.transaction(answer);
    return this.takenBack(this.db.owner, async (session) => {
      await wrong.before?.(session);
      return answer(session);
    });
  }

  private async takenBack<T>(connections: TestDatabase['owner'], work: (session: Session) => Promise<T>): Promise<T> {
    const done: T[] = [];
    const back = new Error('taken back');
    await connections.transaction(async (session) => {
      done.push(await work(session));
      throw back;
    }).catch((error: unknown) => {
      if (error !== back) throw error;
    });
    return done[0] as T;
  }

  /** The oracle's answer. */
  answerOf(person: string): Answer {
    return this.expected.of(person, this.wishOf(person)?.recordTypes ?? null);
  }

  /** Differences between preview and letter of the project and the oracle, of some people, two at a time. */
  async differences(people: readonly string[], wrong: Wrong = {}): Promise<string[]> {
    const found: string[] = [];
    const queue = [...people];
    const reader = async (): Promise<void> => {
      for (let person = queue.shift(); person !== undefined; person = queue.shift()) {
        const { records } = await this.preview(person, wrong);
        const answer = this.answerOf(person);
        found.push(...this.asked.compareAnswer(answer, records), ...this.letterDifferences(answer, decidedFields(domainRegistry, records, plainWords, 'fr')));
      }
    };
    // What is done to the database before an answer is done by one at a time.
    await Promise.all(wrong.before ? [reader()] : [reader(), reader()]);
    return found;
  }

  /** What a letter tells, kind by kind: names and last days. */
  letterDifferences(answer: Answer, told: DecidedFields): string[] {
    const must = new Map<string, { names: Set<string>; ends: string[] }>();
    const add = (key: string, name: string, until: string | null): void => {
      const group = must.get(key) ?? { names: new Set<string>(), ends: [] };
      group.names.add(name);
      if (until !== null) group.ends.push(until);
      must.set(key, group);
    };
    for (const [place, { fields }] of answer) {
      const type = place.slice(0, place.indexOf('/'));
      for (const [name, { verdict, claim, until }] of fields) {
        if (!this.asked.tells(type, name)) continue;
        const [of, property] = name.includes('.') ? name.split('.') : [type, name];
        const words = [plainWords.record(of ?? '', 'fr'), plainWords.field(of ?? '', property ?? '', 'fr')] as const;
        add(verdict === 'erase' ? `gone ${words[0]}` : `kept ${words[0]} ${claim} ${until === null}`, words[1], until);
      }
    }
    const said = new Map<string, { names: Set<string>; ends: string[] }>();
    for (const { record, fields } of told.erased) said.set(`gone ${record}`, { names: new Set(fields), ends: [] });
    for (const { record, fields, claim, from, until } of told.kept) {
      const key = `kept ${record} ${claim} ${until === null}`;
      const group = said.get(key) ?? { names: new Set<string>(), ends: [] };
      said.set(key, { names: new Set([...group.names, ...fields]), ends: [...group.ends, ...(from === null ? [] : [from]), ...(until === null ? [] : [until])] });
    }
    const line = ({ names, ends }: { names: Set<string>; ends: string[] }): string => `${[...names].sort().join(', ')} ${[...ends].sort()[0] ?? '-'} ${[...ends].sort().at(-1) ?? '-'}`;
    const keys = [...new Set([...must.keys(), ...said.keys()])];
    return keys.filter((key) => line(must.get(key) ?? { names: new Set(), ends: [] }) !== line(said.get(key) ?? { names: new Set(), ends: [] })).map((key) => `letter ${key}`);
  }

  /** Carries one wish out by the door of requests. */
  async carryOut(wish: Wish): Promise<void> {
    const { plan } = await this.preview(wish.personId);
    const { runId } = await startErasureRun(this.db.engine, domainRegistry, {
      person: wish.personId, request: wish.request, ground: wish.ground, ...(wish.recordTypes && { recordTypes: wish.recordTypes }), accept: plan.digest, runId: randomUUID(), wishId: randomUUID(),
    });
    await this.finish(runId);
  }

  /** Carries every wish out by one plan over all of them, as the night does. @returns records due */
  async carryOutAll(): Promise<number> {
    const runId = randomUUID();
    const due = await this.db.engine.transaction(async (session) => {
      const schedule = await loadSchedule(session);
      const open = await makePlan(session, domainRegistry, schedule, { asking: { kind: 'recorded', person: null } }, false);
      await writeRun(session, { runId, requestedBy: 'test', batchSize: 500, ...(this.wishes[0] && { wish: this.wishes[0].id }) }, open, schedule);
      return dueCount(open.plan);
    });
    await this.finish(runId);
    return due;
  }

  private async finish(runId: string): Promise<void> {
    for (let state = 'running', tries = 0; state === 'running'; tries += 1) {
      if (tries > 200) throw new Error(`The run ${runId} does not come to an end.`);
      await Promise.all([0, 1].map((lane) => workLane(this.context, runId, lane, () => true)));
      state = (await this.query<{ state: string }>('select state from retention.run where id = $1', [runId]))[0]?.state ?? 'lost';
    }
  }

  audit(query: Query = this.query): Promise<string[]> {
    return this.asked.auditErasures(query, this.expected);
  }
}
