import { Controller, Inject, Req } from '@nestjs/common';
import { ActivityService } from '@oubli/access';
import { type ActivityAction, type AnswerOf, api, type InputOf } from '@oubli/contracts';
import { confirmData, endAccuracyTask, listAccuracyTasks, openBirthDates, reportReturnedMail } from '@oubli/domains';
import { orGone } from '@oubli/people';
import { type Actor, type ApiRequest, pageOf, userOf } from '../http/actor';
import { ProblemError } from '../http/problem.error';
import { Input, Route, Who } from '../http/route.decorator';
import { type House, houseToken } from '../tokens';

/** Whether what is held about persons is right. */
@Controller()
export class AccuracyController {
  constructor(
    @Inject(houseToken) private readonly house: House,
    private readonly activity: ActivityService,
  ) {}

  @Route(api.listAccuracyTasks)
  async list(@Input() { query }: InputOf<typeof api.listAccuracyTasks>): Promise<AnswerOf<typeof api.listAccuracyTasks>> {
    return { results: await listAccuracyTasks(this.house.logins.app.session, query.personId ?? null) };
  }

  @Route(api.reportReturnedMail)
  async returned(@Input() { params, body }: InputOf<typeof api.reportReturnedMail>, @Who() actor: Actor): Promise<void> {
    const { app } = this.house.logins;
    await orGone('person', app.transaction((session) => reportReturnedMail(session, params.id, body.recordId, body.field)));
    await this.noted(actor, 'mail.returned', 'person', params.id);
  }

  @Route(api.readBirthDates)
  async birthDates(@Input() { params }: InputOf<typeof api.readBirthDates>, @Who() actor: Actor): Promise<AnswerOf<typeof api.readBirthDates>> {
    if (!actor.purposes.includes('rights-and-disputes')) throw new ProblemError('forbidden', 'Your roles do not serve the rights of persons.');
    const { app, listKeys } = this.house.logins;
    const dates = await app.transaction((session) => openBirthDates(session, params.id, listKeys.fields));
    // Written down before anything is shown.
    await this.noted(actor, 'birth-dates.read', 'accuracy-task', params.id);
    return dates;
  }

  @Route(api.endAccuracyTask)
  async end(@Input() { params, body }: InputOf<typeof api.endAccuracyTask>, @Who() actor: Actor): Promise<void> {
    const { app, keys, listKeys } = this.house.logins;
    await endAccuracyTask(app, params.id, body.outcome, userOf(actor).signedIn.user.id, { key: keys.ledger, fields: listKeys.fields });
    await this.noted(actor, `accuracy.${body.outcome}`, 'accuracy-task', params.id);
  }

  @Route(api.confirmOwnData)
  async confirm(@Req() request: ApiRequest): Promise<void> {
    const { page } = pageOf(request);
    await orGone('person', this.house.logins.app.transaction((session) => confirmData(session, page.personId)));
  }

  private async noted(actor: Actor, action: ActivityAction, aboutType: string, aboutId: string): Promise<void> {
    await this.activity.record({ personId: userOf(actor).signedIn.user.personId, area: 'rights', action, aboutType, aboutId });
  }
}
