import { Controller, Inject } from '@nestjs/common';
import { ActivityService, UsersService } from '@oubli/access';
import { daysBetween } from '@oubli/calendar';
import { type ActivityAction, type AnswerOf, api, type InputOf, settledStates } from '@oubli/contracts';
import type { Session } from '@oubli/database';
import { factsAbout, findSource } from '@oubli/domains';
import { orGone, refuseSocialSecurityNumber, sourceKey } from '@oubli/people';
import {
  acknowledgeByMail, type Actor as Mover, addNote, classifyRequest, countRequests, deadlineFacts, extendTerm, listRequests, loadFile, loadRequest, mayExtend, moveRequest, movesFrom, namePerson, readDocument,
  recordProof, type RightsRequest, takeIn, today, triage, urgencyOf,
} from '@oubli/rights';
import { erasureIsOpen } from '@oubli/retention';
import { type Actor, userOf } from '../http/actor';
import { ProblemError } from '../http/problem.error';
import { Input, Route, Who } from '../http/route.decorator';
import { type House, houseToken } from '../tokens';
import { assertCarriedOut } from './assert-carried-out';

type Summary = AnswerOf<typeof api.createRequest>;
type Whole = AnswerOf<typeof api.readRequest>;

const settled: ReadonlySet<string> = new Set(settledStates);
const whoDecides = (actor: Actor): Mover => ({ mover: 'officer', id: userOf(actor).signedIn.user.id });

/** Requests of persons: registered by a clerk, worked on by the protection officer. */
@Controller()
export class RequestsController {
  constructor(
    @Inject(houseToken) private readonly house: House,
    private readonly users: UsersService,
    private readonly activity: ActivityService,
  ) {}

  /** Days before the legal date from which on a request is urgent: those of the first alarm. */
  private get soon(): number {
    return Math.max(...this.house.settings.alarmDays);
  }

  @Route(api.createRequest)
  async create(@Input() { body }: InputOf<typeof api.createRequest>, @Who() actor: Actor): Promise<Summary> {
    const { personId, receivedOn, contact, attested, ...rest } = body;
    refuseSocialSecurityNumber(contact, 'request');
    const actorId = actor.kind === 'user' ? actor.signedIn.user.id : null;
    const signedInThere = attested && (await this.attestedPerson(actor, attested.sourceId, personId));
    const arrived = { ...rest, personId: signedInThere ?? personId ?? null, actorId, contact: Object.fromEntries(Object.entries(contact).filter(([, value]) => value !== undefined)), ...(receivedOn !== undefined && { receivedOn }) };
    const { app } = this.house.logins;
    const request = await orGone('person', app.transaction(async (session) => {
      const taken = await takeIn(session, arrived);
      await acknowledgeByMail(session, taken, arrived);
      if (signedInThere !== undefined) await recordProof(session, taken.request.id, 'source-system', { mover: 'system', id: null }, await factsAbout(this.house.logins.engine.session, signedInThere, contact.email ?? null));
      return taken.request;
    }));
    await this.noted(actor, 'request.registered', request.id);
    return summaryOf(request, await today(app.session), this.soon);
  }

  @Route(api.listRequests)
  async list(@Input() { query }: InputOf<typeof api.listRequests>): Promise<AnswerOf<typeof api.listRequests>> {
    const { session } = this.house.logins.app;
    const day = await today(session);
    return { results: (await listRequests(session, query, this.soon)).map((r) => summaryOf(r, day, this.soon)), ...(await countRequests(session, this.soon)), soonDays: this.soon };
  }

  @Route(api.readRequest)
  async read(@Input() { params }: InputOf<typeof api.readRequest>, @Who() actor: Actor): Promise<Whole> {
    return this.whole(this.house.logins.app.session, params.id, actor);
  }

  @Route(api.moveRequest)
  async move(@Input() { params, body }: InputOf<typeof api.moveRequest>, @Who() actor: Actor): Promise<Whole> {
    if ((body.move === 'decide') !== (body.outcome !== undefined)) throw new ProblemError('bad-request', undefined, [{ pointer: '/outcome', detail: 'goes with a decision, and with nothing else' }]);
    if (body.move === 'answer') await assertCarriedOut(this.house.logins.engine.session, await loadRequest(this.house.logins.app.session, params.id));
    if (body.move === 'close') await this.refuseWhileKept(params.id);
    return this.change(params.id, actor, `request.${body.move}`, (session, mover) => moveRequest(session, params.id, body.move, mover, body.outcome));
  }

  @Route(api.extendRequest)
  async extend(@Input() { params, body }: InputOf<typeof api.extendRequest>, @Who() actor: Actor): Promise<Whole> {
    return this.change(params.id, actor, 'request.extended', (session, mover) => extendTerm(session, params.id, body.reason, mover));
  }

  @Route(api.classifyRequest)
  async classify(@Input() { params, body }: InputOf<typeof api.classifyRequest>, @Who() actor: Actor): Promise<Whole> {
    return this.change(params.id, actor, 'request.classified', (session, mover) => classifyRequest(session, params.id, body.kind, mover));
  }

  @Route(api.nameRequester)
  async name(@Input() { params, body }: InputOf<typeof api.nameRequester>, @Who() actor: Actor): Promise<Whole> {
    return this.change(params.id, actor, 'request.person-named', (session, mover) => namePerson(session, params.id, body.personId, mover));
  }

  @Route(api.noteRequest)
  async note(@Input() { params, body }: InputOf<typeof api.noteRequest>, @Who() actor: Actor): Promise<void> {
    refuseSocialSecurityNumber(body.body, 'note');
    await this.house.logins.app.transaction((session) => addNote(session, params.id, body.body, whoDecides(actor)));
  }

  @Route(api.readRequestDocument)
  async document(@Input() { params }: InputOf<typeof api.readRequestDocument>, @Who() actor: Actor): Promise<AnswerOf<typeof api.readRequestDocument>> {
    if (!actor.purposes.includes('rights-and-disputes')) throw new ProblemError('forbidden', 'Your roles do not serve the rights of persons.');
    const { title, mediaType, content } = await readDocument(this.house.logins.app.session, params.id);
    return { id: params.id, title, mediaType, text: mediaType === 'application/pdf' ? '' : content.toString('utf8') };
  }

  private async change(id: string, actor: Actor, action: ActivityAction, work: (session: Session, mover: Mover) => Promise<unknown>): Promise<Whole> {
    const mover = whoDecides(actor);
    const { app } = this.house.logins;
    await orGone('person', app.transaction((session) => work(session, mover)));
    await this.noted(actor, action, id);
    return this.whole(app.session, id, actor);
  }

  private async noted(actor: Actor, action: ActivityAction, aboutId: string): Promise<void> {
    if (actor.kind !== 'user') return;
    await this.activity.record({ personId: actor.signedIn.user.personId, area: 'rights', action, aboutType: 'rights-request', aboutId });
  }

  /** Who asked is for whoever serves the rights of persons; an administrator sees how it stands. */
  private async whole(session: Session, id: string, actor: Actor): Promise<Whole> {
    const request = await loadRequest(session, id);
    const [file, day, users] = [await loadFile(session, id), await today(session), await this.users.list()];
    const nameOf = (user: string | null): string | null => users.find((u) => u.id === user)?.displayName ?? null;
    const serves = actor.purposes.includes('rights-and-disputes');
    const proposed = triage(file.contact?.words ?? '');
    const decides = actor.rights.includes('requests:decide');
    const { identityAskedOn, identityGivenOn, extendedOn, extensionReason, answeredOn, closedOn } = request;
    return {
      ...summaryOf(request, day, this.soon), identityAskedOn, identityGivenOn, extendedOn, extensionReason, answeredOn, closedOn, contact: serves ? file.contact : null,
      proposedKind: serves && proposed !== request.kind ? proposed : null,
      moves: decides ? movesFrom(request.state, 'officer').filter((move) => move !== 'carry-out') : [],
      mayExtend: decides && !settled.has(request.state) && mayExtend(deadlineFacts(request), day),
      timeline: file.events.map((e) => ({ at: e.at, kind: e.kind, state: e.state, who: nameOf(e.actorId) })),
      documents: serves ? file.documents.map((d) => ({ ...d })) : [],
      notes: serves ? file.notes.map((n) => ({ id: n.id, body: n.body, who: nameOf(n.authorId), writtenAt: n.writtenAt })) : [],
    };
  }

  /** Closing would let the address go that a second notice needs. */
  private async refuseWhileKept(id: string): Promise<void> {
    const { number } = await loadRequest(this.house.logins.app.session, id);
    if (await erasureIsOpen(this.house.logins.engine.session, number)) throw new ProblemError('conflict', 'What was kept leaves by itself on its day; the person is told then, and the request is closed.');
  }

  /** Whom a key's own source knows under an id, and says is signed in there. @throws ProblemError for what that source never brought */
  private async attestedPerson(actor: Actor, sourceId: string, named: string | undefined): Promise<string> {
    if (actor.kind !== 'key' || !actor.rights.includes('identity:attest')) throw new ProblemError('forbidden', 'This needs a key with the scope identity:attest.');
    const { app, keys } = this.house.logins;
    const [found] = await app.session.query<{ id: string }>(findSource, [sourceKey(keys.ledger, actor.key.source, 'person', sourceId)]);
    if (!found || (named !== undefined && named !== found.id)) throw new ProblemError('unknown', 'This source has brought no such person.');
    return found.id;
  }
}

/** A request as a list shows it. While an answer about identity is awaited, its term stands still. */
function summaryOf(r: RightsRequest, day: string, soon: number): Summary {
  const { id, number, kind, door, language, state, outcome, personId, ownerId, receivedOn, registeredOn, dueTarget, dueLegal } = r;
  const suspended = state === 'identity-asked' && r.identityAskedOn !== null && r.identityGivenOn === null;
  const running = !settled.has(state) && !suspended;
  return {
    id, number, kind, door, language, state, outcome, personId, ownerId, receivedOn, registeredOn, dueTarget, dueLegal,
    daysLeft: running ? daysBetween(day, dueLegal) : null, urgency: running ? urgencyOf(dueLegal, day, soon) : null,
  };
}
