import { randomUUID } from 'node:crypto';
import { Controller, Inject, Res } from '@nestjs/common';
import { ActivityService, readsRecord } from '@oubli/access';
import { type AnswerOf, api, type InputOf } from '@oubli/contracts';
import { type Bringer, categoriesOfOne, changeRecord, domainRegistry, doneNotice, findSource, type ItemResult, listNotices, readRecords, upsertRecords } from '@oubli/domains';
import { orGone, sourceKey } from '@oubli/people';
import { isRestricted, loadSchedule, why } from '@oubli/retention';
import { loadRegister, PurposeWithoutBasisError, type PurposeRegister } from '@oubli/rights';
import type { Response } from 'express';
import { type Actor, userOf } from '../http/actor';
import { pageOf, placeOf } from '../http/page';
import { ProblemError } from '../http/problem.error';
import { apiPrefix, Input, Route, Who } from '../http/route.decorator';
import { assertReads } from './assert-reads';
import { type House, houseToken } from '../tokens';

type Result = AnswerOf<typeof api.createRecord>;
type Event = AnswerOf<typeof api.addEvent>;

const eventColumns = `id::text as id, person_id::text as "personId", kind, occurred_on::text as "occurredOn", source_type as "sourceType", cancelled_at is not null as cancelled`;
const addEventSql = `insert into people.dated_event (id, person_id, kind, occurred_on, source_type) values ($1, $2, $3, $4, $5)`;
const correctEventSql = `update people.dated_event set occurred_on = $2 where id = $1 and cancelled_at is null returning ${eventColumns}`;
const cancelEventSql = 'update people.dated_event set cancelled_at = now() where id = $1 and cancelled_at is null returning id';
const eventRestrictedSql = `select retention.is_restricted('person', person_id) as restricted from people.dated_event where id = $1 and cancelled_at is null`;
/** A month: an event further back could make a record fall due at once. */
const eventLimitSql = `select ($1::date < calendar.paris_date(now()) - interval '1 month') as "tooOld", $1::date > calendar.paris_date(now()) as "future"`;

/** Records of every declared type, for integrations and for those whose work they are. */
@Controller()
export class RecordsController {
  constructor(
    @Inject(houseToken) private readonly house: House,
    private readonly activity: ActivityService,
  ) {}

  private get app() {
    return this.house.logins.app;
  }

  @Route(api.listRecords)
  async list(@Input() { params, query }: InputOf<typeof api.listRecords>, @Who() actor: Actor): Promise<AnswerOf<typeof api.listRecords>> {
    assertReads(params.recordType, actor);
    const [after] = placeOf(query.after, 'uuid') ?? [];
    const id = query.sourceId === undefined ? null : await this.idOf(params.recordType, query.sourceId, actor);
    const rows = await readRecords(this.app.session, params.recordType, { id, personId: query.personId ?? null, after: after ?? null, limit: query.limit + 1 }, actor.purposes, await this.shownTo(actor));
    const { results, ...paging } = pageOf(rows, query.limit, (row) => [row.id]);
    return { results: [...results], ...paging };
  }

  @Route(api.readRecord)
  async read(@Input() { params }: InputOf<typeof api.readRecord>, @Who() actor: Actor): Promise<AnswerOf<typeof api.readRecord>> {
    assertReads(params.recordType, actor);
    const [row] = await readRecords(this.app.session, params.recordType, { id: params.id, limit: 1 }, actor.purposes, await this.shownTo(actor));
    if (!row) throw await this.absent(params.recordType, params.id, actor);
    return row;
  }

  @Route(api.createRecord)
  async create(@Input() { params, query, body }: InputOf<typeof api.createRecord>, @Who() actor: Actor, @Res({ passthrough: true }) response: Response): Promise<Result> {
    assertReads(params.recordType, actor);
    const [result] = await upsertRecords(this.app, params.recordType, [body], this.bringer(actor), query.dryRun === 'true');
    if (!result) throw new Error('The record was not looked at.');
    raise(result);
    if (result.id !== null) response.set('Location', `${apiPrefix}/records/${params.recordType}/${result.id}`);
    if (result.result !== 'created') response.status(200);
    return answer(result);
  }

  @Route(api.changeRecord)
  async change(@Input() { params, query, body }: InputOf<typeof api.changeRecord>, @Who() actor: Actor): Promise<Result> {
    assertReads(params.recordType, actor);
    const result = await changeRecord(this.app, params.recordType, params.id, body.values, this.bringer(actor), query.dryRun === 'true');
    if (result.result === 'gone') throw await this.absent(params.recordType, params.id, actor);
    raise(result);
    return answer(result);
  }

  @Route(api.upsertRecords)
  async upsert(@Input() { params, query, body }: InputOf<typeof api.upsertRecords>, @Who() actor: Actor): Promise<AnswerOf<typeof api.upsertRecords>> {
    assertReads(params.recordType, actor);
    const dryRun = query.dryRun === 'true';
    return { dryRun, results: (await upsertRecords(this.app, params.recordType, body.items, this.bringer(actor), dryRun)).map(answer) };
  }

  @Route(api.endRecord)
  async end(@Input() { params }: InputOf<typeof api.endRecord>, @Who() actor: Actor): Promise<AnswerOf<typeof api.endRecord>> {
    assertReads(params.recordType, actor);
    const [row] = await readRecords(this.app.session, params.recordType, { id: params.id, limit: 1 }, actor.purposes, 'masked');
    if (!row) throw await this.absent(params.recordType, params.id, actor);
    const { engine } = this.house.logins;
    const trace = await why(engine.session, domainRegistry, await loadSchedule(engine.session), params.recordType, params.id);
    return { record: trace.record, dueOn: trace.dueOn, held: trace.held, fields: trace.fields.map(({ column, today, because }) => ({ column, today, because })) };
  }

  @Route(api.addEvent)
  async addEvent(@Input() { params, body }: InputOf<typeof api.addEvent>, @Who() actor: Actor): Promise<Event> {
    assertReads('person', actor);
    await this.assertDay(body.occurredOn);
    await this.assertBasis(params.id, actor);
    const id = randomUUID();
    // Written and not read back: an event of somebody whose data are restricted is stored, and nothing else.
    await orGone(`person/${params.id}`, this.app.session.query(addEventSql, [id, params.id, body.kind, body.occurredOn, body.sourceType]));
    return { id, personId: params.id, ...body, cancelled: false };
  }

  @Route(api.correctEvent)
  async correctEvent(@Input() { params, body }: InputOf<typeof api.correctEvent>, @Who() actor: Actor): Promise<Event> {
    assertReads('person', actor);
    await this.assertDay(body.occurredOn);
    const [event] = await this.app.session.query<Event>(correctEventSql, [params.id, body.occurredOn]);
    if (!event) throw await this.absentEvent(params.id);
    return event;
  }

  @Route(api.cancelEvent)
  async cancelEvent(@Input() { params }: InputOf<typeof api.cancelEvent>, @Who() actor: Actor): Promise<void> {
    assertReads('person', actor);
    const cancelled = await this.app.session.query(cancelEventSql, [params.id]);
    if (cancelled.length === 0) throw await this.absentEvent(params.id);
  }

  @Route(api.listNoticeTasks)
  async notices(): Promise<AnswerOf<typeof api.listNoticeTasks>> {
    return { results: await this.app.session.query<AnswerOf<typeof api.listNoticeTasks>['results'][number]>(listNotices) };
  }

  @Route(api.doneNoticeTask)
  async doneNotice(@Input() { params }: InputOf<typeof api.doneNoticeTask>, @Who() actor: Actor): Promise<void> {
    const done = await this.app.session.query(doneNotice, [params.id]);
    if (done.length === 0) throw new ProblemError('unknown', 'There is no such task, or it was done.');
    await this.activity.record({ personId: userOf(actor).signedIn.user.personId, area: 'rights', action: 'notice.given', aboutType: 'notice-task', aboutId: params.id });
  }

  /** Who brings it: a key says so once for everything, a person at the console writes what she was told by the person. */
  private bringer(actor: Actor): Bringer {
    const { keys, listKeys } = this.house.logins;
    const common = { purposes: actor.purposes, key: keys.ledger, listKeys };
    return actor.kind === 'key' ? { source: actor.key.source, origin: actor.key.origin, ...common } : { source: 'console', origin: 'person', ...common };
  }

  /** A person at a screen sees masks; a key sees what the register of purposes allows. */
  private async shownTo(actor: Actor): Promise<'masked' | PurposeRegister> {
    return actor.kind === 'user' ? 'masked' : loadRegister(this.app.session);
  }

  /** 423 for what is restricted, 410 to the source that supplied what is gone, 404 to everybody else: whether it ever was is not theirs to know. */
  private async absent(recordType: string, id: string, actor: Actor): Promise<ProblemError> {
    if (await isRestricted(this.app.session, recordType, id)) return new ProblemError('restricted');
    if (actor.kind !== 'key') return new ProblemError('unknown', 'There is no such active record.');
    const rows = await this.app.session.query('select 1 from people.source_record where record_id = $1 and record_type = $2 and source = $3', [id, recordType, actor.key.source]);
    return new ProblemError(rows.length > 0 ? 'gone' : 'unknown');
  }

  /** The record a source knows under its id. @throws ProblemError 404, or 410 when it was forgotten */
  private async idOf(recordType: string, sourceId: string, actor: Actor): Promise<string> {
    const { source, key } = this.bringer(actor);
    const [found] = await this.app.session.query<{ id: string }>(findSource, [sourceKey(key, source, recordType, sourceId)]);
    if (!found) throw new ProblemError('unknown', 'This source has brought no such record.');
    const [there] = await readRecords(this.app.session, recordType, { id: found.id, limit: 1 }, actor.purposes, 'masked');
    if (!there) throw new ProblemError((await isRestricted(this.app.session, recordType, found.id)) ? 'restricted' : 'gone');
    return found.id;
  }

  private async absentEvent(id: string): Promise<ProblemError> {
    const [row] = await this.house.logins.engine.session.query<{ restricted: boolean }>(eventRestrictedSql, [id]);
    return row?.restricted ? new ProblemError('restricted') : new ProblemError('unknown', 'There is no such event, or it was cancelled.');
  }

  /** An event is collected about a person as every other write is. @throws PurposeWithoutBasisError */
  private async assertBasis(personId: string, actor: Actor): Promise<void> {
    const { person } = domainRegistry;
    const allowed = (await loadRegister(this.app.session)).allowed(person, actor.purposes, await categoriesOfOne(this.app.session, personId));
    if (!readsRecord(person, allowed)) throw new PurposeWithoutBasisError(actor.purposes.join(', '));
  }

  private async assertDay(day: string): Promise<void> {
    const [row] = await this.app.session.query<{ tooOld: boolean; future: boolean }>(eventLimitSql, [day]);
    const detail = row?.tooOld ? 'lies further back than a month; history comes by import' : row?.future ? 'lies in the future' : null;
    if (detail !== null) throw new ProblemError('bad-request', undefined, [{ pointer: '/occurredOn', detail }]);
  }
}


const answer = (result: ItemResult): Result => ({ ...result, errors: [...result.errors] });

/** One record that could not be written is a refusal of the whole request. */
function raise({ result, code, errors }: ItemResult): void {
  if (result === 'refused') throw new ProblemError(code === 'refused' || code === 'restricted' || code === 'purpose-without-basis' ? code : 'bad-request', undefined, errors);
  if (result === 'gone') throw new ProblemError('gone');
  if (result === 'conflict') throw new ProblemError(code === 'already-there' || code === 'rectified' ? code : 'conflict', undefined, errors);
}
