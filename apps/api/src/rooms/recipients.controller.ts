import { randomBytes, randomUUID } from 'node:crypto';
import { Controller, Inject } from '@nestjs/common';
import { ActivityService } from '@oubli/access';
import { type ActivityAction, type AnswerOf, api, type InputOf } from '@oubli/contracts';
import { closeEndpoint, openEndpoint, turnEndpointSecret } from '@oubli/domains';
import { outsideUrl, type UrlRefusal } from '@oubli/outbound';
import { orGone } from '@oubli/people';
import { changeRecipient, disclosuresOf, endRecipient, listRecipients, type ListedRecipient, RecipientError, registerRecipient } from '@oubli/recipients';
import { type Actor, userOf } from '../http/actor';
import { ProblemError } from '../http/problem.error';
import { Input, Route, Who } from '../http/route.decorator';
import { type House, houseToken } from '../tokens';
import { assertNoNumber } from './assert-no-number';

/** Disclosures of one person that a page shows. */
const mostDisclosures = 1000;

const texts = ['name', 'contactReference', 'contractReference', 'subProcessors'] as const;
const refusedUrl: Readonly<Record<UrlRefusal, string>> = { 'no-url': 'is no address', 'not-https': 'must begin with https://', 'has-credentials': 'must carry no name and no password', 'too-long': 'is too long' };
const shown = ({ purposes, ...rest }: ListedRecipient) => ({ ...rest, purposes: [...purposes] });

/** Who may be given data, and to whom something of a person went. */
@Controller()
export class RecipientsController {
  constructor(
    @Inject(houseToken) private readonly house: House,
    private readonly activity: ActivityService,
  ) {}

  private get session() {
    return this.house.logins.app.session;
  }

  @Route(api.listRecipients)
  async list(): Promise<AnswerOf<typeof api.listRecipients>> {
    return { results: (await listRecipients(this.session)).map(({ purposes, ...rest }) => ({ ...rest, purposes: [...purposes] })) };
  }

  @Route(api.registerRecipient)
  async register(@Input() { body }: InputOf<typeof api.registerRecipient>, @Who() actor: Actor): Promise<AnswerOf<typeof api.registerRecipient>> {
    assertNoNumber(body, texts);
    const recipient = await registerRecipient(this.session, { id: randomUUID(), ...body });
    if (!recipient) throw new ProblemError('already-there', 'A recipient of this name is registered.');
    await this.note(actor, 'recipient.registered', recipient.id);
    return shown(recipient);
  }

  @Route(api.changeRecipient)
  async change(@Input() { params, body }: InputOf<typeof api.changeRecipient>, @Who() actor: Actor): Promise<AnswerOf<typeof api.changeRecipient>> {
    assertNoNumber(body, texts);
    const { contactReference = null, contractReference = null, contractEndsOn = null, purposes = [], subProcessors = null, reviewOn = null, noticeEmail = null } = body;
    const facts = { name: body.name, country: body.country, contactReference, contractReference, contractEndsOn, purposes, subProcessors, reviewOn, noticeEmail };
    const recipient = await orGone('The recipient of this name', changeRecipient(this.session, params.id, facts));
    if (!recipient) throw new ProblemError('unknown', 'There is no such recipient, or it was ended.');
    await this.note(actor, 'recipient.changed', params.id);
    return shown(recipient);
  }

  @Route(api.openEndpoint)
  async openEndpoint(@Input() { params, body }: InputOf<typeof api.openEndpoint>, @Who() actor: Actor): Promise<AnswerOf<typeof api.openEndpoint>> {
    assertNoNumber(body, ['url']);
    const target = outsideUrl(body.url, this.house.settings.outboundHosts);
    if ('refused' in target) throw new ProblemError('bad-request', undefined, [{ pointer: '/url', detail: refusedUrl[target.refused] }]);
    const { app, listKeys } = this.house.logins;
    const secret = await orGone('The recipient', openEndpoint(app, params.id, target.url.href, listKeys.fields(), randomBytes));
    await this.note(actor, 'recipient.endpoint-opened', params.id);
    return { secret };
  }

  @Route(api.turnEndpointSecret)
  async turnSecret(@Input() { params }: InputOf<typeof api.turnEndpointSecret>, @Who() actor: Actor): Promise<AnswerOf<typeof api.turnEndpointSecret>> {
    const { app, listKeys } = this.house.logins;
    const secret = await turnEndpointSecret(app, params.id, listKeys.fields(), randomBytes).catch((error: unknown) => {
      throw error instanceof RecipientError ? new ProblemError('unknown', error.message) : error;
    });
    await this.note(actor, 'recipient.secret-turned', params.id);
    return { secret };
  }

  @Route(api.closeEndpoint)
  async closeEndpoint(@Input() { params }: InputOf<typeof api.closeEndpoint>, @Who() actor: Actor): Promise<void> {
    if (!(await closeEndpoint(this.house.logins.app, params.id))) throw new ProblemError('unknown', 'This recipient has no endpoint that takes messages.');
    await this.note(actor, 'recipient.endpoint-closed', params.id);
  }

  @Route(api.endRecipient)
  async end(@Input() { params }: InputOf<typeof api.endRecipient>, @Who() actor: Actor): Promise<void> {
    if (!(await endRecipient(this.session, params.id))) throw new ProblemError('unknown', 'There is no such recipient, or it was ended.');
    await this.note(actor, 'recipient.ended', params.id);
  }

  @Route(api.listDisclosures)
  async disclosures(@Input() { params }: InputOf<typeof api.listDisclosures>): Promise<AnswerOf<typeof api.listDisclosures>> {
    return { results: (await disclosuresOf(this.session, params.id, mostDisclosures)).map(({ fields, ...rest }) => ({ ...rest, fields: [...fields] })) };
  }

  private async note(actor: Actor, action: ActivityAction, aboutId: string): Promise<void> {
    if (actor.kind === 'user') await this.activity.record({ personId: userOf(actor).signedIn.user.personId, area: 'rights', action, aboutType: 'recipient', aboutId });
  }
}
