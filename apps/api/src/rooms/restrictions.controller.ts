import { Controller, Inject } from '@nestjs/common';
import { ActivityService } from '@oubli/access';
import { type ActivityAction, type AnswerOf, api, type InputOf } from '@oubli/contracts';
import { domainRegistry, tellOfRestriction } from '@oubli/domains';
import { liftRestriction, listRestrictions, placeRestriction, recordNotice, reviewRestriction, todayOf } from '@oubli/retention';
import { type Actor, userOf } from '../http/actor';
import { ProblemError } from '../http/problem.error';
import { Input, Route, Who } from '../http/route.decorator';
import { type House, houseToken } from '../tokens';

/** Restriction (Art. 18 GDPR): placed at once, reviewed within six months, lifted after the person was told. */
@Controller()
export class RestrictionsController {
  constructor(
    @Inject(houseToken) private readonly house: House,
    private readonly activity: ActivityService,
  ) {}

  @Route(api.listRestrictions)
  async list(@Input() { query }: InputOf<typeof api.listRestrictions>): Promise<AnswerOf<typeof api.listRestrictions>> {
    return { results: await listRestrictions(this.house.logins.app.session, query.lifted === 'true', query.personId ?? null) };
  }

  @Route(api.placeRestriction)
  async place(@Input() { body }: InputOf<typeof api.placeRestriction>, @Who() actor: Actor): Promise<AnswerOf<typeof api.placeRestriction>> {
    if (body.recordType !== undefined && !domainRegistry.roots.some((r) => r.recordType === body.recordType)) {
      throw new ProblemError('bad-request', undefined, [{ pointer: '/recordType', detail: 'is no declared record type' }]);
    }
    const { app, engine, keys } = this.house.logins;
    if (body.reviewOn < (await todayOf(app.session))) throw new ProblemError('bad-request', undefined, [{ pointer: '/reviewOn', detail: 'lies in the past' }]);
    const { user } = userOf(actor).signedIn;
    const placed = await placeRestriction(app, engine.session, domainRegistry, keys.ledger, { ...body, author: user.displayName ?? '' }, (session) => tellOfRestriction(session, body));
    await this.record(actor, 'restriction.placed', placed.id);
    return { id: placed.id, restricts: placed.restricts.map((r) => ({ ...r, ids: [...r.ids] })), alreadyTreated: [...placed.alreadyTreated] };
  }

  @Route(api.tellOfLifting)
  async tell(@Input() { params, body }: InputOf<typeof api.tellOfLifting>, @Who() actor: Actor): Promise<void> {
    const { app } = this.house.logins;
    if (body.toldOn > (await todayOf(app.session))) throw new ProblemError('bad-request', undefined, [{ pointer: '/toldOn', detail: 'lies in the future' }]);
    await recordNotice(app, params.id, { ...body, author: userOf(actor).signedIn.user.displayName ?? '' });
    await this.record(actor, 'restriction.told', params.id);
  }

  @Route(api.reviewRestriction)
  async review(@Input() { params, body }: InputOf<typeof api.reviewRestriction>, @Who() actor: Actor): Promise<void> {
    await reviewRestriction(this.house.logins.app, params.id, body.reviewOn);
    await this.record(actor, 'restriction.reviewed', params.id);
  }

  @Route(api.liftRestriction)
  async lift(@Input() { params }: InputOf<typeof api.liftRestriction>, @Who() actor: Actor): Promise<void> {
    await liftRestriction(this.house.logins.app, params.id);
    await this.record(actor, 'restriction.lifted', params.id);
  }

  private async record(actor: Actor, action: ActivityAction, id: string): Promise<void> {
    await this.activity.record({ personId: userOf(actor).signedIn.user.personId, area: 'rights', action, aboutType: 'restriction', aboutId: id });
  }
}
