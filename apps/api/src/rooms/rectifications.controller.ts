import { Controller, Inject } from '@nestjs/common';
import { ActivityService, UsersService } from '@oubli/access';
import { type ActivityAction, type AnswerOf, api, type InputOf } from '@oubli/contracts';
import { domainRegistry, listRectified, listTelling, NotRectifiedError, openRectification, rectify } from '@oubli/domains';
import { endRecipientTask, type Actor as Mover, loadRequest, sendMessagesAgain, today } from '@oubli/rights';
import { type Actor, userOf } from '../http/actor';
import { ProblemError } from '../http/problem.error';
import { Input, Route, Who } from '../http/route.decorator';
import { type House, houseToken } from '../tokens';

type Shown = AnswerOf<typeof api.rectifyField>;

const whoDecides = (actor: Actor): Mover => ({ mover: 'officer', id: userOf(actor).signedIn.user.id });

/** Rectification at a person's request, its proof, and the recipients to be told. */
@Controller()
export class RectificationsController {
  constructor(
    @Inject(houseToken) private readonly house: House,
    private readonly users: UsersService,
    private readonly activity: ActivityService,
  ) {}

  @Route(api.rectifyField)
  async rectify(@Input() { params, body }: InputOf<typeof api.rectifyField>, @Who() actor: Actor): Promise<Shown> {
    assertServes(actor);
    if (!domainRegistry.roots.some((root) => root.recordType === body.recordType)) throw new ProblemError('bad-request', undefined, [{ pointer: '/recordType', detail: 'is no declared record type' }]);
    const { app, keys, listKeys } = this.house.logins;
    const id = await rectify(app, params.id, body, whoDecides(actor), { key: keys.ledger, listKeys }).catch((error: unknown) => {
      throw error instanceof NotRectifiedError ? problemFor(error) : error;
    });
    await this.noted(actor, 'rectification.made', 'rectification', id);
    const made = (await this.shown(params.id)).find((r) => r.id === id);
    if (!made) throw new Error('The correction was not written.');
    return made;
  }

  @Route(api.listRectifications)
  async list(@Input() { params }: InputOf<typeof api.listRectifications>): Promise<AnswerOf<typeof api.listRectifications>> {
    await loadRequest(this.house.logins.app.session, params.id);
    return { results: await this.shown(params.id) };
  }

  @Route(api.readRectification)
  async read(@Input() { params }: InputOf<typeof api.readRectification>, @Who() actor: Actor): Promise<AnswerOf<typeof api.readRectification>> {
    assertServes(actor);
    const { app, listKeys } = this.house.logins;
    const opened = await openRectification(app.session, params.id, listKeys.fields());
    if (!opened) throw new ProblemError('unknown', 'There is no such correction among the active records.');
    // Written down before anything is shown.
    await this.noted(actor, 'rectification.read', 'rectification', params.id);
    return { id: params.id, ...opened };
  }

  @Route(api.listRecipientTasks)
  async tasks(@Input() { params }: InputOf<typeof api.listRecipientTasks>): Promise<AnswerOf<typeof api.listRecipientTasks>> {
    const { session } = this.house.logins.app;
    await loadRequest(session, params.id);
    const nameOf = await this.names();
    const results = (await listTelling(session, params.id)).map(({ doneBy, theirReferences, ...task }) => ({ ...task, theirReferences: [...theirReferences], who: nameOf(doneBy) }));
    return { results, unconfirmed: results.filter((task) => task.doneOn === null).length };
  }

  @Route(api.sendTaskAgain)
  async sendAgain(@Input() { params }: InputOf<typeof api.sendTaskAgain>, @Who() actor: Actor): Promise<void> {
    if ((await sendMessagesAgain(this.house.logins.app.session, { taskId: params.id })) === 0) throw new ProblemError('unknown', 'There is no open task of that id whose message did not arrive.');
    await this.noted(actor, 'recipient.sent-again', 'recipient-task', params.id);
  }

  @Route(api.endRecipientTask)
  async endTask(@Input() { params, body }: InputOf<typeof api.endRecipientTask>, @Who() actor: Actor): Promise<void> {
    const { app } = this.house.logins;
    await endRecipientTask(app.session, params.id, body.doneOn ?? (await today(app.session)), body.outcome, whoDecides(actor));
    await this.noted(actor, `recipient.${body.outcome}`, 'recipient-task', params.id);
  }

  private async names(): Promise<(user: string | null) => string | null> {
    const users = await this.users.list();
    return (user) => users.find((u) => u.id === user)?.displayName ?? null;
  }

  private async shown(requestId: string): Promise<Shown[]> {
    const nameOf = await this.names();
    return (await listRectified(this.house.logins.app.session, requestId)).map(({ id, recordType, recordId, field, correctedAt, agentId, tasks }) => ({
      id, recordType, recordId, field, correctedAt, who: nameOf(agentId), tasks: tasks.map(({ doneBy, ...task }) => ({ ...task, who: nameOf(doneBy) })),
    }));
  }

  private async noted(actor: Actor, action: ActivityAction, aboutType: string, aboutId: string): Promise<void> {
    await this.activity.record({ personId: userOf(actor).signedIn.user.personId, area: 'rights', action, aboutType, aboutId });
  }
}

/** @throws ProblemError for whoever does not serve the rights of persons: values of any record are hers to correct and read */
function assertServes(actor: Actor): void {
  if (!actor.purposes.includes('rights-and-disputes')) throw new ProblemError('forbidden', 'Your roles do not serve the rights of persons.');
}

/** As every other write is answered; the one value that was sent stands at `/value`. */
function problemFor({ result, code, errors }: NotRectifiedError): ProblemError {
  const places = errors.map(({ pointer, detail }) => ({ pointer: pointer.startsWith('/values') ? (detail.startsWith('is no field') ? '/field' : '/value') : pointer, detail }));
  if (result === 'gone') return new ProblemError('gone', 'The record is archived or gone: what is kept of it is no longer used, and not corrected.');
  if (result === 'unchanged') return new ProblemError('conflict', 'The record holds that value already.', [{ pointer: '/value', detail: 'is what is held already' }]);
  if (result === 'conflict') return new ProblemError(code === 'already-there' ? 'already-there' : 'conflict', undefined, places);
  return new ProblemError(code === 'refused' || code === 'restricted' ? code : 'bad-request', undefined, places);
}
