import { createHash } from 'node:crypto';
import { Controller, Inject, Req } from '@nestjs/common';
import { ActivityService, newSecret, UsersService } from '@oubli/access';
import { loadFieldKeys } from '@oubli/config';
import { type ActivityAction, type AnswerOf, api, type CopyMediaType, type InputOf } from '@oubli/contracts';
import type { Session } from '@oubli/database';
import { confirmMailbox, identityFacts, keepIdentityCopy, openIdentityCopy } from '@oubli/domains';
import { enqueue } from '@oubli/outbox';
import {
  type Actor as Mover, addDocument, copiesOf, identitySetting, keepMailboxLink, loadFile, loadRequest, mailboxLinkTo, mailboxMessage, moveRequest, proofsOf, questionMessage, questionOf, readingsOf, recordProof,
  refusalOf, refuseIdentity, type RightsRequest, setIdentityMode, stillNeeded, writeEvent,
} from '@oubli/rights';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { type Actor, type ApiRequest, userOf } from '../http/actor';
import { ProblemError } from '../http/problem.error';
import { Input, Route, Who } from '../http/route.decorator';
import { slow } from '../http/slow';
import { type House, houseToken } from '../tokens';

type Shown = AnswerOf<typeof api.readIdentity>;

/** Links one address may try in an hour: 256 bits are not guessed, and need not be asked about either. */
const tried = { points: 60, duration: 3600 } as const;

const whoDecides = (actor: Actor): Mover => ({ mover: 'officer', id: userOf(actor).signedIn.user.id });

const beginnings: Readonly<Record<CopyMediaType, readonly number[]>> = { 'image/png': [0x89, 0x50, 0x4e, 0x47], 'image/jpeg': [0xff, 0xd8, 0xff], 'application/pdf': [0x25, 0x50, 0x44, 0x46] };

/** Who somebody who asks is: what is needed, what was shown, and the vault of copies. */
@Controller()
export class IdentityController {
  private readonly links = new RateLimiterMemory(tried);

  constructor(
    @Inject(houseToken) private readonly house: House,
    private readonly users: UsersService,
    private readonly activity: ActivityService,
  ) {}

  private get app() {
    return this.house.logins.app;
  }

  @Route(api.readIdentity)
  async read(@Input() { params }: InputOf<typeof api.readIdentity>): Promise<Shown> {
    return this.shown(params.id);
  }

  @Route(api.askIdentity)
  async ask(@Input() { params, body }: InputOf<typeof api.askIdentity>, @Who() actor: Actor): Promise<Shown> {
    const mover = whoDecides(actor);
    await this.app.transaction(async (session) => {
      const request = await loadRequest(session, params.id);
      if (request.answeredOn !== null) throw new ProblemError('conflict', 'A request that is answered needs no proof any more.');
      const mailbox = (await loadFile(session, params.id)).contact?.email ?? null;
      if (mailbox === null) throw new ProblemError('conflict', 'Who asks gave no e-mail address: ask by post, or at the desk.');
      if (refusalOf('ask-identity', request.state, 'officer') === null) await moveRequest(session, params.id, 'ask-identity', mover);
      await (body.by === 'e-mail-link' ? this.askByLink(session, request, mailbox) : askByQuestion(session, request, mailbox, mover));
    });
    await this.noted(actor, `identity.asked ${body.by}`, params.id);
    return this.shown(params.id);
  }

  @Route(api.verifyIdentity)
  async verify(@Input() { params, body }: InputOf<typeof api.verifyIdentity>, @Who() actor: Actor): Promise<Shown> {
    const mover = whoDecides(actor);
    await this.app.transaction(async (session) => {
      const request = await loadRequest(session, params.id);
      await recordProof(session, params.id, body.method, mover, await identityFacts(this.house.logins.engine.session, request));
    });
    await this.noted(actor, `identity.verified ${body.method}`, params.id);
    return this.shown(params.id);
  }

  @Route(api.refuseIdentity)
  async refuse(@Input() { params }: InputOf<typeof api.refuseIdentity>, @Who() actor: Actor): Promise<Shown> {
    await this.app.transaction((session) => refuseIdentity(session, params.id, whoDecides(actor)));
    await this.noted(actor, 'identity.refused', params.id);
    return this.shown(params.id);
  }

  @Route(api.depositIdentityCopy)
  async deposit(@Input() { params, body }: InputOf<typeof api.depositIdentityCopy>, @Who() actor: Actor): Promise<Shown> {
    const content = Buffer.from(body.content, 'base64');
    if (!beginnings[body.mediaType].every((byte, i) => content[i] === byte)) throw new ProblemError('bad-request', undefined, [{ pointer: '/content', detail: 'is no file of that kind' }]);
    await this.app.transaction((session) => keepIdentityCopy(session, params.id, content, body.mediaType, loadFieldKeys(this.house.instance.keysFolder)));
    await this.noted(actor, 'identity.copy-received', params.id);
    return this.shown(params.id);
  }

  @Route(api.openIdentityCopy)
  async open(@Input() { params }: InputOf<typeof api.openIdentityCopy>, @Who() actor: Actor): Promise<AnswerOf<typeof api.openIdentityCopy>> {
    const opened = await this.app.transaction((session) => openIdentityCopy(session, params.id, whoDecides(actor), loadFieldKeys(this.house.instance.keysFolder)));
    if (!opened) throw new ProblemError('unknown', 'There is no such copy, or it was destroyed.');
    return { mediaType: opened.mediaType, content: opened.content.toString('base64') };
  }

  @Route(api.readIdentityMode)
  async mode(): Promise<AnswerOf<typeof api.readIdentityMode>> {
    const { mode, setOn, setBy } = await identitySetting(this.app.session);
    return { mode, setOn, who: await this.nameOf(setBy) };
  }

  @Route(api.setIdentityMode)
  async setMode(@Input() { body }: InputOf<typeof api.setIdentityMode>, @Who() actor: Actor): Promise<AnswerOf<typeof api.setIdentityMode>> {
    const { user } = userOf(actor).signedIn;
    await setIdentityMode(this.app.session, body.mode, user.id);
    await this.activity.record({ personId: user.personId, area: 'rights', action: `identity.mode ${body.mode}`, aboutType: 'identity-setting' });
    return this.mode();
  }

  /** One answer for a link that was opened, is over, or never was; what was found by a good one is told to nobody here. */
  @Route(api.confirmMailbox)
  async confirm(@Input() { body }: InputOf<typeof api.confirmMailbox>, @Req() request: ApiRequest): Promise<void> {
    await slow(this.links, request.ip ?? '');
    const good = await this.app.transaction((session) => confirmMailbox(session, this.house.logins.engine.session, this.house.logins.keys.ledger, body.token));
    if (!good) throw new ProblemError('gone', 'This link is not good any more.');
  }

  private async askByLink(session: Session, request: RightsRequest, mailbox: string): Promise<void> {
    const token = newSecret();
    await keepMailboxLink(session, this.house.logins.keys.ledger, request, token);
    await enqueue(session, mailboxMessage(request, mailbox, mailboxLinkTo(this.house.settings.url, token)));
  }

  private async shown(requestId: string): Promise<Shown> {
    const { session } = this.app;
    const request = await loadRequest(session, requestId);
    const { mode } = await identitySetting(session);
    const needed = await stillNeeded(session, request, await identityFacts(this.house.logins.engine.session, request));
    const names = new Map((await this.users.list()).map((user) => [user.id, user.displayName ?? '']));
    return {
      mode, needed: { ...needed, because: [...needed.because], accepted: [...needed.accepted] }, copies: await copiesOf(session, requestId),
      proofs: (await proofsOf(session, requestId)).map(({ method, verifiedOn, agentId }) => ({ method, verifiedOn, who: names.get(agentId ?? '') ?? null })),
      readings: (await readingsOf(session, requestId)).map(({ readAt, readerId }) => ({ at: readAt, who: names.get(readerId) ?? null })),
    };
  }

  private async nameOf(userId: string | null): Promise<string | null> {
    return userId === null ? null : ((await this.users.byId(userId))?.displayName ?? null);
  }

  private async noted(actor: Actor, action: ActivityAction, aboutId: string): Promise<void> {
    await this.activity.record({ personId: userOf(actor).signedIn.user.personId, area: 'rights', action, aboutType: 'rights-request', aboutId });
  }
}

/** The question goes by message, and lies in the file as it was asked. */
async function askByQuestion(session: Session, request: RightsRequest, mailbox: string, mover: Mover): Promise<void> {
  const { title, text } = questionOf(request);
  const content = Buffer.from(text, 'utf8');
  const documentId = await addDocument(session, {
    requestId: request.id, kind: 'identity-question', language: request.language, title, mediaType: 'text/plain', content, sha256: createHash('sha256').update(content).digest(), writtenBy: mover.id,
  });
  await writeEvent(session, await loadRequest(session, request.id), 'document-added', mover.id, documentId);
  await enqueue(session, questionMessage(request, mailbox));
}
