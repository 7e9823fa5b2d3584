import { Controller, Inject, Res } from '@nestjs/common';
import { ActivityService, readsRecord } from '@oubli/access';
import { type AnswerOf, api, type InputOf } from '@oubli/contracts';
import { domainRegistry, drawExport, type ExportList, type Extract, fileOf, listExtracts, readExtract } from '@oubli/domains';
import type { Purpose } from '@oubli/personal-data';
import { todayOf } from '@oubli/retention';
import type { Response } from 'express';
import { type Actor, userOf } from '../http/actor';
import { cursorOf, placeOf } from '../http/page';
import { ProblemError } from '../http/problem.error';
import { apiPrefix, Input, Route, Who } from '../http/route.decorator';
import { sendFile } from '../http/send-file';
import { type House, houseToken } from '../tokens';
import { assertNoNumber } from './assert-no-number';
import { assertReads } from './assert-reads';

type Shown = AnswerOf<typeof api.drawExport>;

/** Lists as files: masked for whoever may see them, with values for a purpose, a recipient and a reason. */
@Controller()
export class ExportsController {
  constructor(
    @Inject(houseToken) private readonly house: House,
    private readonly activity: ActivityService,
  ) {}

  @Route(api.drawExport)
  async draw(@Input() { body }: InputOf<typeof api.drawExport>, @Who() actor: Actor, @Res({ passthrough: true }) response: Response): Promise<Shown> {
    const { wanted } = body;
    if (wanted.list === 'records') assertReads(wanted.recordType, actor);
    if (wanted.list === 'due') assertDue(wanted.recordType, actor);
    return this.drawn(await this.make(actor, wanted, null), actor, response);
  }

  @Route(api.discloseExport)
  async disclose(@Input() { body }: InputOf<typeof api.discloseExport>, @Who() actor: Actor, @Res({ passthrough: true }) response: Response): Promise<Shown> {
    assertNoNumber(body, ['reason', 'theirReference']);
    const { wanted, purpose, recipientId, reason, theirReference } = body;
    if (!actor.purposes.includes(purpose)) throw new ProblemError('forbidden', 'Your roles do not serve this purpose.');
    if (wanted.list === 'due') assertDue(wanted.recordType, actor);
    if (wanted.list !== 'person') assertReaches(purpose, wanted.recordType, actor);
    const ofOnePerson = wanted.list === 'person' || (wanted.list === 'records' && wanted.personId !== undefined);
    if (theirReference !== undefined && !ofOnePerson) throw new ProblemError('refused', undefined, [{ pointer: '/theirReference', detail: 'is of one person: export her records alone' }]);
    return this.drawn(await this.make(actor, wanted, { purpose, recipientId, reason, theirReference: theirReference ?? null }), actor, response);
  }

  @Route(api.listExports)
  async list(@Input() { query }: InputOf<typeof api.listExports>, @Who() actor: Actor): Promise<AnswerOf<typeof api.listExports>> {
    const [generatedOn, id] = placeOf(query.after, 'day', 'uuid') ?? [];
    const { app, engine } = this.house.logins;
    const maker = oversees(actor) ? null : personOf(actor);
    const rows = await listExtracts(app.session, engine.session, maker, generatedOn === undefined || id === undefined ? null : { generatedOn, id }, query.limit + 1);
    const today = await todayOf(engine.session);
    const last = rows[query.limit - 1];
    const results = rows.slice(0, query.limit).filter((row) => !isOver(row, today)).map((row) => shownTo(actor, row));
    return rows.length > query.limit && last ? { results, paging: { next: { after: cursorOf([last.generatedOn, last.id]) } } } : { results };
  }

  @Route(api.downloadExport)
  async download(@Input() { params }: InputOf<typeof api.downloadExport>, @Who() actor: Actor, @Res() response: Response): Promise<void> {
    const extract = await this.extractOf(params.id, actor);
    // Written down before a byte leaves.
    await this.activity.record({ personId: personOf(actor), area: 'rights', action: 'export.downloaded', aboutType: 'report-extract', aboutId: extract.id });
    const name = `oubli-${extract.generatedOn}-${extract.title.replaceAll(/[^a-z-]+/g, '-')}.csv`;
    await sendFile(response, { type: 'text/csv; charset=utf-8', name }, fileOf(this.house.logins.app.session, extract.id));
  }

  private make(actor: Actor, wanted: ExportList, terms: Parameters<typeof drawExport>[2]['terms']): Promise<string> {
    const { app, engine } = this.house.logins;
    return drawExport(app, engine.session, { personId: personOf(actor), purposes: actor.purposes, wanted, terms });
  }

  private async drawn(id: string, actor: Actor, response: Response): Promise<Shown> {
    const extract = await this.extractOf(id, actor);
    response.set('Location', `${apiPrefix}/exports/${id}/file`);
    return shownTo(actor, extract);
  }

  /** @throws ProblemError for one that is not there, not hers, or over */
  private async extractOf(id: string, actor: Actor): Promise<Extract> {
    const { app, engine } = this.house.logins;
    const extract = await readExtract(app.session, engine.session, id);
    if (!extract || (extract.personId !== personOf(actor) && !oversees(actor))) throw new ProblemError('unknown', 'There is no such export of yours, or it is no longer held.');
    if (isOver(extract, await todayOf(engine.session))) throw new ProblemError('gone', 'The file has expired.');
    return extract;
  }
}

const personOf = (actor: Actor): string => userOf(actor).signedIn.user.personId;
const oversees = (actor: Actor): boolean => actor.rights.includes('exports:oversee');
/** Whether or not the run that deletes it has come: from its day on nobody gets the file. */
const isOver = ({ expiresOn }: Extract, today: string): boolean => expiresOn !== null && expiresOn <= today;

const shownTo = (actor: Actor, { personId, recipientId: _recipient, ...extract }: Extract): Shown => ({ ...extract, mine: personId === personOf(actor) });

/** @throws ProblemError for whoever may not see what falls due, or a record type nobody declared */
function assertDue(recordType: string | undefined, actor: Actor): void {
  if (!actor.rights.includes('preview:read')) throw new ProblemError('forbidden', 'This needs the right preview:read.');
  if (recordType !== undefined && !domainRegistry.roots.some((root) => root.recordType === recordType)) throw new ProblemError('unknown', 'There is no such record type.');
}

/** @throws ProblemError for a record type that is not hers, or of which nothing is held for the purpose */
function assertReaches(purpose: Purpose, recordType: string, actor: Actor): void {
  assertReads(recordType, actor);
  if (!readsRecord(domainRegistry.root(recordType), [purpose])) throw new ProblemError('forbidden', 'Nothing of this record type is held for this purpose.');
}
