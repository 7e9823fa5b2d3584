import { randomUUID } from 'node:crypto';
import { Controller, Inject } from '@nestjs/common';
import { ActivityService } from '@oubli/access';
import { type AnswerOf, api, type InputOf } from '@oubli/contracts';
import { disclosuresOf, endRecipient, listRecipients, registerRecipient } from '@oubli/recipients';
import { type Actor, userOf } from '../http/actor';
import { ProblemError } from '../http/problem.error';
import { Input, Route, Who } from '../http/route.decorator';
import { type House, houseToken } from '../tokens';
import { assertNoNumber } from './assert-no-number';

/** Disclosures of one person that a page shows. */
const mostDisclosures = 1000;

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
    return { results: await listRecipients(this.session) };
  }

  @Route(api.registerRecipient)
  async register(@Input() { body }: InputOf<typeof api.registerRecipient>, @Who() actor: Actor): Promise<AnswerOf<typeof api.registerRecipient>> {
    assertNoNumber(body, ['name', 'contactReference']);
    const recipient = await registerRecipient(this.session, { id: randomUUID(), name: body.name, category: body.category, country: body.country, contactReference: body.contactReference ?? null });
    if (!recipient) throw new ProblemError('already-there', 'A recipient of this name is registered.');
    await this.note(actor, 'recipient.registered', recipient.id);
    return recipient;
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

  private async note(actor: Actor, action: string, aboutId: string): Promise<void> {
    if (actor.kind === 'user') await this.activity.record({ personId: userOf(actor).signedIn.user.personId, area: 'rights', action, aboutType: 'recipient', aboutId });
  }
}
