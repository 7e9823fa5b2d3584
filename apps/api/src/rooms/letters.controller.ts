import { Controller, Inject } from '@nestjs/common';
import { ActivityService } from '@oubli/access';
import { senderOn } from '@oubli/company';
import { type ActivityAction, type AnswerOf, api, type InputOf, type LetterMeans, reasonsFor, reasonsToExplain } from '@oubli/contracts';
import type { Session } from '@oubli/database';
import { cameBack, decidedOfRequest, listedAtRequest, restHasLeft } from '@oubli/domains';
import { refuseSocialSecurityNumber } from '@oubli/people';
import { type Actor as Mover, identityMode, isFinalAnswer, type LetterFacts, lettersFor, loadFile, loadRequest, missingFacts, missingParts, releaseLetter, requestOfLetter, sendFiled, today, wordingApproved, writeLetter } from '@oubli/rights';
import { type Actor, userOf } from '../http/actor';
import { ProblemError } from '../http/problem.error';
import { Input, Route, Who } from '../http/route.decorator';
import { type House, houseToken } from '../tokens';
import { assertCarriedOut } from './assert-carried-out';

const officer = (actor: Actor): Mover => {
  const { id, displayName } = userOf(actor).signedIn.user;
  return { mover: 'officer', id, ...(displayName && { name: displayName }) };
};

/** Letters to who asks for her rights. */
@Controller()
export class LettersController {
  constructor(
    @Inject(houseToken) private readonly house: House,
    private readonly activity: ActivityService,
  ) {}

  private get app() {
    return this.house.logins.app;
  }

  @Route(api.listLetters)
  async list(@Input() { params }: InputOf<typeof api.listLetters>): Promise<AnswerOf<typeof api.listLetters>> {
    const { session } = this.app;
    const request = await loadRequest(session, params.id);
    const { contact } = await loadFile(session, params.id);
    return {
      letters: [...lettersFor(request, await restHasLeft(this.house.logins.engine.session, request))], reasons: [...reasonsFor[request.kind]], reasonsToExplain: [...reasonsToExplain],
      language: request.language, byMail: Boolean(contact?.email), approved: wordingApproved !== null,
    };
  }

  @Route(api.previewLetter)
  async preview(@Input() { params, body }: InputOf<typeof api.previewLetter>): Promise<AnswerOf<typeof api.previewLetter>> {
    const { session } = this.app;
    const request = await loadRequest(session, params.id);
    await this.refuseUncalledFor(params.id, body.template);
    const day = await today(session);
    const language = body.language ?? request.language;
    const { number, kind, receivedOn, dueLegal, extensionReason } = request;
    const decided = body.template === 'granted' || body.template === 'partially-granted' ? await decidedOfRequest(this.house.logins.engine, request, language) : null;
    const facts: LetterFacts = {
      template: body.template, language, number, kind, receivedOn, dueLegal, day, extensionReason, sender: await senderOn(session, day), copyAsked: (await identityMode(session)) === 'policy-strict',
      reasons: body.reasons ?? [], words: body.words ?? '', client: body.client ?? '', ...(body.liftedFrom !== undefined && { liftedFrom: body.liftedFrom }), ...(decided && { decided }),
      listed: await listedAtRequest(this.house.logins.engine.session, request),
    };
    const missing = [...missingFacts(facts)];
    return { template: body.template, language, day, missing, ...(missing.length > 0 ? { title: '', text: '' } : writeLetter(facts)) };
  }

  /** What was edited is read again: whoever it goes to has a right to number, sender, articles and remedies. */
  @Route(api.sendLetter)
  async send(@Input() { params, body }: InputOf<typeof api.sendLetter>, @Who() actor: Actor): Promise<AnswerOf<typeof api.sendLetter>> {
    const { by, day, ...letter } = body;
    refuseSocialSecurityNumber([letter.title, letter.text], 'letter');
    await this.refuseUncalledFor(params.id, letter.template);
    if (isFinalAnswer(letter.template)) await assertCarriedOut(this.house.logins.engine.session, await loadRequest(this.app.session, params.id));
    const id = await this.app.transaction(async (session) => {
      await this.refuseReturned(session, params.id, by);
      if (day !== (await today(session))) throw new ProblemError('stale', 'The letter was written on another day; preview it again, so that it names who represents the company today.');
      const { number, kind } = await loadRequest(session, params.id);
      const missing = missingParts({ ...letter, kind }, number, await senderOn(session, day));
      if (missing.length > 0) throw new ProblemError('refused', 'The letter lacks something that it must say. Nothing was sent.', missing.map((part) => ({ pointer: '/text', detail: missingWords[part] })));
      return releaseLetter(session, params.id, { ...letter, text: `${letter.text}\n` }, by, officer(actor));
    });
    await this.noted(actor, `letter.released ${letter.template} ${by}`, params.id);
    return { id };
  }

  @Route(api.sendFiledLetter)
  async sendFiled(@Input() { params, body }: InputOf<typeof api.sendFiledLetter>, @Who() actor: Actor): Promise<void> {
    await this.app.transaction(async (session) => {
      await this.refuseReturned(session, await requestOfLetter(session, params.id), body.by);
      await sendFiled(session, params.id, body, officer(actor));
    });
    await this.noted(actor, `letter.sent ${body.by}`, params.id);
  }

  /** No letter goes to an address from which mail came back, until somebody has mended it. */
  private async refuseReturned(session: Session, requestId: string, by: LetterMeans): Promise<void> {
    const { personId } = await loadRequest(session, requestId);
    const { contact } = await loadFile(session, requestId);
    const to = by === 'mail' ? { email: contact?.email ?? null } : { address: contact?.address ?? null };
    if (await cameBack(session, personId, to)) throw new ProblemError('conflict', 'Mail to this address came back: mend the address on the person’s page first. Nothing was sent.');
  }

  private async refuseUncalledFor(id: string, template: LetterFacts['template']): Promise<void> {
    const request = await loadRequest(this.app.session, id);
    if (lettersFor(request, await restHasLeft(this.house.logins.engine.session, request)).includes(template)) return;
    throw new ProblemError('conflict', `A request that is ${request.state} does not call for this letter.`);
  }

  private async noted(actor: Actor, action: ActivityAction, aboutId: string): Promise<void> {
    await this.activity.record({ personId: userOf(actor).signedIn.user.personId, area: 'rights', action, aboutType: 'rights-request', aboutId });
  }
}

const missingWords = {
  number: 'does not name the number of the request', sender: 'does not name the company and its address', article: 'names no article', authority: 'does not name the supervisory authority, its address and its link',
  courts: 'does not name the way to a court', placeholder: 'holds words of a template that nobody filled in',
} as const;
