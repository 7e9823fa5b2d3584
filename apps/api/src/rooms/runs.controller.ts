import { randomUUID } from 'node:crypto';
import { Controller, Inject, Req, Res } from '@nestjs/common';
import { ActivityService } from '@oubli/access';
import { type ActivityAction, type AnswerOf, api, type InputOf } from '@oubli/contracts';
import { domainRegistry } from '@oubli/domains';
import { cancelRun, goOn, keptByRun, listQuarantine, listRuns, resumeRun, startRun, stopAll } from '@oubli/retention';
import type { Response } from 'express';
import { type Actor, type ApiRequest, userOf } from '../http/actor';
import { cursorOf, pageOf, placeOf } from '../http/page';
import { apiPrefix, Input, Route, Who } from '../http/route.decorator';
import { type House, houseToken } from '../tokens';
import { knownScope } from './preview.controller';
import { runAnswer } from './run-answer';

type Run = AnswerOf<typeof api.readRun>;

/** Often enough to look alive, seldom enough to cost nothing. */
const progressEvery = 300;

/** Runs: started with the digest of a preview, followed as they go, cancelled and resumed; and the kill switch. */
@Controller()
export class RunsController {
  constructor(
    @Inject(houseToken) private readonly house: House,
    private readonly activity: ActivityService,
  ) {}

  private get engine() {
    return this.house.logins.engine;
  }

  @Route(api.startRun)
  async start(@Input() { body }: InputOf<typeof api.startRun>, @Who() actor: Actor, @Res({ passthrough: true }) response: Response): Promise<Run> {
    const scope = await knownScope(this.engine.session, { recordType: body.recordTypes, policy: body.policies });
    const { runId } = await startRun(this.engine, domainRegistry, { scope, accept: body.accept, requestedBy: 'person', runId: randomUUID() });
    await this.house.bell.ring('retention.run', { runId });
    await this.note(actor, 'run.started', runId);
    response.set('Location', `${apiPrefix}/runs/${runId}`);
    return this.one(runId);
  }

  @Route(api.listRuns)
  async list(@Input() { query }: InputOf<typeof api.listRuns>): Promise<AnswerOf<typeof api.listRuns>> {
    const [before] = placeOf(query.after, 'instant') ?? [];
    const rows = await listRuns(this.engine.session, query.limit + 1, before);
    const results = rows.slice(0, query.limit);
    const last = results.at(-1);
    return rows.length > query.limit && last ? { results, paging: { next: { after: cursorOf([last.createdAt]) } } } : { results };
  }

  @Route(api.readRun)
  read(@Input() { params }: InputOf<typeof api.readRun>): Promise<Run> {
    return this.one(params.id);
  }

  @Route(api.listKept)
  async kept(@Input() { params, query }: InputOf<typeof api.listKept>): Promise<AnswerOf<typeof api.listKept>> {
    const [type, id] = placeOf(query.after, 'word', 'uuid') ?? [];
    const rows = await keptByRun(this.engine.session, params.id, query, type === undefined || id === undefined ? null : [type, id], query.limit + 1);
    const { results, ...paging } = pageOf(rows, query.limit, (row) => [row.recordType, row.id]);
    return { results: results.map((row) => ({ record: `${row.recordType}/${row.id}`, recordType: row.recordType, reason: row.reason })), ...paging };
  }

  /** Sends the run whenever it has moved, until it is over or the listener has gone. */
  @Route(api.followRun)
  async follow(@Input() { params }: InputOf<typeof api.followRun>, @Req() request: ApiRequest, @Res() response: Response): Promise<void> {
    let run = await this.one(params.id);
    response.status(200).set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
    response.flushHeaders();
    let listening = true;
    request.on('close', () => (listening = false));
    let sent = '';
    for (;;) {
      const text = JSON.stringify(api.followRun.response.parse(run));
      if (text !== sent) response.write(`data: ${text}\n\n`);
      sent = text;
      if (run.state !== 'running' || !listening) break;
      await new Promise((resolve) => setTimeout(resolve, progressEvery));
      run = await this.one(params.id);
    }
    response.end();
  }

  @Route(api.cancelRun)
  async cancel(@Input() { params }: InputOf<typeof api.cancelRun>, @Who() actor: Actor): Promise<Run> {
    await cancelRun(this.engine, params.id);
    await this.note(actor, 'run.cancelled', params.id);
    return this.one(params.id);
  }

  @Route(api.resumeRun)
  async resume(@Input() { params }: InputOf<typeof api.resumeRun>, @Who() actor: Actor): Promise<Run> {
    await resumeRun(this.engine, params.id);
    await this.house.bell.ring('retention.run', { runId: params.id });
    await this.note(actor, 'run.resumed', params.id);
    return this.one(params.id);
  }

  @Route(api.listQuarantine)
  async quarantine(): Promise<AnswerOf<typeof api.listQuarantine>> {
    const rows = await listQuarantine(this.engine.session);
    return { results: rows.map((r) => ({ record: `${r.recordType}/${r.recordId}`, sqlstate: r.sqlstate, constraintName: r.constraintName, attempts: r.attempts, nextTryOn: r.nextTryOn, overdue: r.overdue })) };
  }

  @Route(api.stopAll)
  async stop(@Who() actor: Actor): Promise<void> {
    await stopAll(this.house.logins.app);
    await this.note(actor, 'kill-switch.on');
  }

  @Route(api.goOn)
  async go(@Who() actor: Actor): Promise<void> {
    await goOn(this.house.logins.app);
    await this.note(actor, 'kill-switch.off');
  }

  private one(id: string): Promise<Run> {
    return runAnswer(this.engine.session, id);
  }

  private async note(actor: Actor, action: ActivityAction, aboutId?: string): Promise<void> {
    await this.activity.record({ personId: userOf(actor).signedIn.user.personId, area: 'retention', action, aboutType: 'run', ...(aboutId !== undefined && { aboutId }) });
  }
}
