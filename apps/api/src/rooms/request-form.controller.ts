import { Controller, Inject, Req } from '@nestjs/common';
import { newSecret } from '@oubli/access';
import { type AnswerOf, api, type InputOf } from '@oubli/contracts';
import type { Session } from '@oubli/database';
import { domainRegistry } from '@oubli/domains';
import { refuseSocialSecurityNumber } from '@oubli/people';
import { loadSchedule, type Publication, todayOf } from '@oubli/retention';
import { acknowledgeWithLink, type FormField, formFields, type RequestFormField, requestFormFields, requiredOfRequest, takeIn, type TakenIn, writeNotice } from '@oubli/rights';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { ApiRequest } from '../http/actor';
import { ProblemError } from '../http/problem.error';
import { Input, Route } from '../http/route.decorator';
import { slow } from '../http/slow';
import { type House, houseToken } from '../tokens';

/** Requests one address may file in an hour: a household or a small office, not a flood. */
const filed = { points: 20, duration: 3600 } as const;
/** Messages one mailbox is sent in an hour because of the form. */
const written = { points: 5, duration: 3600 } as const;

const wanted = Object.keys(requestFormFields);
const isAsked = (name: string): name is RequestFormField => Object.hasOwn(requestFormFields, name);

/** The public form: anybody asks for her rights, and is answered alike. */
@Controller()
export class RequestFormController {
  private readonly form = new RateLimiterMemory(filed);
  private readonly mailboxes = new RateLimiterMemory(written);
  private readonly fields: readonly FormField[];

  constructor(@Inject(houseToken) private readonly house: House) {
    const contact = domainRegistry.childrenOf('rights-request').find((child) => child.recordType === 'request-contact');
    this.fields = contact ? formFields(contact, wanted) : [];
  }

  @Route(api.readRequestForm)
  async describe(): Promise<AnswerOf<typeof api.readRequestForm>> {
    const policy = (await this.published()).at(0);
    const fields = this.fields.flatMap(({ name, purposes }) => (isAsked(name) ? [{ name, purposes: [...purposes], required: name === requiredOfRequest, without: requestFormFields[name] }] : []));
    return { fields, policy: policy ? { id: policy.id, title: policy.title, effectiveFrom: policy.effectiveFrom } : null };
  }

  /** Nobody is looked up, so the answer is the same for whoever is known and whoever is not, in its words and in its time. */
  @Route(api.fileRequest)
  async file(@Input() { body }: InputOf<typeof api.fileRequest>, @Req() request: ApiRequest): Promise<AnswerOf<typeof api.fileRequest>> {
    const { kind, language, policy, ...contact } = body;
    const undeclared = Object.keys(contact).filter((name) => !this.fields.some((field) => field.name === name));
    if (undeclared.length > 0) throw new ProblemError('bad-request', undefined, undeclared.map((name) => ({ pointer: `/${name}`, detail: 'is a field that no purpose declares' })));
    refuseSocialSecurityNumber(contact, 'request');
    await slow(this.form, request.ip ?? '');
    if (policy !== undefined) await this.assertShown(policy);
    const taken = await this.house.logins.app.transaction(async (session) => {
      const registered = await takeIn(session, { kind, language, door: 'form', personId: null, actorId: null, contact });
      if (policy !== undefined) await writeNotice(session, registered.request.id, policy, language);
      if (contact.email !== undefined) await this.answerByMail(session, registered, contact.email);
      return registered;
    });
    const { number, receivedOn, dueLegal } = taken.request;
    return { number, receivedOn, answerBy: dueLegal, message: taken.sentences };
  }

  /** What is in force or was, the latest first. */
  private async published(): Promise<readonly Publication[]> {
    const { session } = this.house.logins.engine;
    const [{ publications }, today] = [await loadSchedule(session), await todayOf(session)];
    return publications.filter((p) => p.effectiveFrom <= today).sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1));
  }

  /** What stood beside the form was in force: today, or when the page was opened. */
  private async assertShown(policy: string): Promise<void> {
    if (!(await this.published()).some((p) => p.id === policy)) throw new ProblemError('bad-request', undefined, [{ pointer: '/policy', detail: 'is no privacy policy that was in force' }]);
  }

  /** The acknowledgement with a link that confirms the mailbox. Whoever fills a box of somebody else's fills it with a few messages an hour. */
  private async answerByMail(session: Session, taken: TakenIn, mailbox: string): Promise<void> {
    if (!(await this.mailboxes.consume(mailbox.toLowerCase()).then(() => true, () => false))) return;
    await acknowledgeWithLink(session, taken, mailbox, { key: this.house.logins.keys.ledger, address: this.house.settings.url, token: newSecret() });
  }
}
