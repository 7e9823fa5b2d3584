import { Controller, Inject, Req } from '@nestjs/common';
import { ActivityService } from '@oubli/access';
import { type ActivityAction, type AnswerOf, api, type InputOf } from '@oubli/contracts';
import { carryOutChoice, choicesOf, currentChoices, type ChoiceDoor, fileFromPage, giveConsent, judgeObjection, objectTo, ownPageTextVersion, withdrawConsent } from '@oubli/domains';
import type { Purpose } from '@oubli/personal-data';
import { type Actor, type ApiRequest, pageOf, userOf } from '../http/actor';
import { ProblemError } from '../http/problem.error';
import { Input, Route, Who } from '../http/route.decorator';
import { type House, houseToken } from '../tokens';

type Chosen = AnswerOf<typeof api.chooseOnOwnPage>;

/** Consents and objections: written down by who serves the purpose, and made by the person herself on her own page. */
@Controller()
export class ChoicesController {
  constructor(
    @Inject(houseToken) private readonly house: House,
    private readonly activity: ActivityService,
  ) {}

  private get door(): ChoiceDoor {
    return this.house.logins;
  }

  @Route(api.readChoices)
  async read(@Input() { params }: InputOf<typeof api.readChoices>, @Who() actor: Actor): Promise<AnswerOf<typeof api.readChoices>> {
    const { consents, objections } = await choicesOf(this.door.app.session, params.id);
    const served = ({ purpose }: { readonly purpose: Purpose }): boolean => actor.purposes.includes('rights-and-disputes') || actor.purposes.includes(purpose);
    return { consents: consents.filter(served), objections: objections.filter(served) };
  }

  @Route(api.giveConsent)
  async give(@Input() { params, body }: InputOf<typeof api.giveConsent>, @Who() actor: Actor): Promise<AnswerOf<typeof api.giveConsent>> {
    assertServes(actor, body.purpose);
    const id = await giveConsent(this.door.app, { personId: params.id, ...body });
    await this.noted(actor, 'consent.given', 'consent', id);
    return { id };
  }

  @Route(api.withdrawConsent)
  async withdraw(@Input() { params, body: { means, ...choice } }: InputOf<typeof api.withdrawConsent>, @Who() actor: Actor): Promise<AnswerOf<typeof api.withdrawConsent>> {
    assertServes(actor, choice.purpose);
    const stopped = await withdrawConsent(this.door, { personId: params.id, ...choice }, means);
    await this.noted(actor, 'consent.withdrawn', 'person', params.id);
    return stopped;
  }

  @Route(api.objectTo)
  async object(@Input() { params, body }: InputOf<typeof api.objectTo>, @Who() actor: Actor): Promise<AnswerOf<typeof api.objectTo>> {
    const actorId = actor.kind === 'user' ? actor.signedIn.user.id : null;
    const { restricted, ...objected } = await objectTo(this.door, { personId: params.id, ...body, requestId: null, actorId });
    await this.noted(actor, 'objection.made', 'objection', objected.objectionId);
    return { ...objected, restricted: [...restricted] };
  }

  @Route(api.carryOutChoice)
  async carryOut(@Input() { params, body }: InputOf<typeof api.carryOutChoice>, @Who() actor: Actor): Promise<AnswerOf<typeof api.carryOutChoice>> {
    assertServes(actor, 'rights-and-disputes');
    const { withdrawn, cancelled, restricted } = await carryOutChoice(this.door, params.id, body, userOf(actor).signedIn.user.id);
    await this.noted(actor, 'choice.carried-out', 'rights-request', params.id);
    return { withdrawn, cancelled, restricted: [...restricted] };
  }

  @Route(api.judgeObjection)
  async judge(@Input() { params, body }: InputOf<typeof api.judgeObjection>, @Who() actor: Actor): Promise<AnswerOf<typeof api.judgeObjection>> {
    assertServes(actor, 'rights-and-disputes');
    const judged = await judgeObjection(this.door.app, params.id, body, { mover: 'officer', id: userOf(actor).signedIn.user.id });
    await this.noted(actor, `objection.${body.decision}`, 'rights-request', params.id);
    return { judged };
  }

  @Route(api.readOwnChoices)
  async own(@Req() request: ApiRequest): Promise<AnswerOf<typeof api.readOwnChoices>> {
    const { page } = pageOf(request);
    return { textVersion: ownPageTextVersion, results: [...(await currentChoices(this.door.engine.session, page.personId))] };
  }

  @Route(api.chooseOnOwnPage)
  async choose(@Input() { body }: InputOf<typeof api.chooseOnOwnPage>, @Req() request: ApiRequest): Promise<Chosen> {
    const { page } = pageOf(request);
    const { personId, language } = page;
    const means = 'own-page';
    if (body.choice === 'consent') {
      if (body.textVersion !== ownPageTextVersion) throw new ProblemError('conflict', 'The sentences of this page have changed since it was opened; open it again.');
      await giveConsent(this.door.app, { personId, purpose: body.purpose, channel: body.channel, textVersion: body.textVersion, means });
      return { standing: 'consented', cancelled: 0 };
    }
    if (body.choice === 'withdraw') {
      const { cancelled } = await withdrawConsent(this.door, { personId, purpose: body.purpose, channel: body.channel }, means);
      return { standing: 'withdrawn', cancelled };
    }
    const { purpose, channel } = body;
    const written = purpose === 'campaigns' || purpose === 'surveys';
    const requestId = written ? null : (await fileFromPage(this.door, page, 'objection', null)).request.id;
    const { standing, cancelled } = await objectTo(this.door, { personId, purpose, channel, means, language, requestId, actorId: null });
    return { standing: standing === 'pending' ? 'pending' : 'objected', cancelled };
  }

  private async noted(actor: Actor, action: ActivityAction, aboutType: string, aboutId: string): Promise<void> {
    if (actor.kind !== 'user') return;
    await this.activity.record({ personId: actor.signedIn.user.personId, area: 'rights', action, aboutType, aboutId });
  }
}

/** @throws ProblemError for whoever does not serve the purpose, nor the rights of persons */
function assertServes(actor: Actor, purpose: Purpose): void {
  if (!actor.purposes.includes(purpose) && !actor.purposes.includes('rights-and-disputes')) throw new ProblemError('forbidden', 'Your roles do not serve this purpose.');
}
