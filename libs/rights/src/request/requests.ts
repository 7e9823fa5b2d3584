import type { ExtensionReason, RequestDoor, RequestEventKind, RequestKind, RequestLanguage, RequestOutcome, RequestState } from '@oubli/contracts';
import type { Session } from '@oubli/database';
import { answerDeadline, type DeadlineFacts, mayExtend, maySuspend } from '../deadline/deadline';
import { RightsError } from '../rights-error';
import type { RightsRequest } from './request.personal-data';
import * as sql from './request.sql';
import { type MoveName, type Mover, moves, refusalOf } from './states';

/** Who asked, as she gave it. Everything may be missing but some way to answer, which the door sees to. */
export interface ContactGiven {
  readonly name?: string | null;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly address?: string | null;
  /** What she wrote, in her own words. */
  readonly words?: string | null;
}

export interface NewRequest {
  readonly kind: RequestKind;
  readonly door: RequestDoor;
  readonly language: RequestLanguage;
  /** Null: somebody the registry does not know, or does not know yet. */
  readonly personId: string | null;
  /** Day of arrival; absent: today. */
  readonly receivedOn?: string;
  readonly contact: ContactGiven;
  /** The account that registered it; null: the person herself, or a key. */
  readonly actorId: string | null;
}

/** Who moves a request, and by which account. */
export interface Actor {
  readonly mover: Mover;
  readonly id: string | null;
  /** As she is named where an id says nothing. */
  readonly name?: string;
}

/** Today in Paris, by the database's clock. */
export const today = async (session: Session): Promise<string> => {
  const [row] = await session.query<{ day: string }>(sql.today);
  if (!row) throw new Error('The database did not tell the day.');
  return row.day;
};

/**
 * Registers a request, in the caller's transaction. The term runs from the day it arrived.
 * @throws RightsError `received-later` for a day that has not come
 */
export async function registerRequest(session: Session, request: NewRequest): Promise<RightsRequest> {
  const day = await today(session);
  const receivedOn = request.receivedOn ?? day;
  if (receivedOn > day) throw new RightsError('received-later', 'A request cannot have arrived on a day that has not come.');
  const { target, legal } = answerDeadline({ receivedOn }, day);
  const [row] = await session.query<RightsRequest>(sql.insertRequest, [request.kind, request.door, request.language, request.personId, receivedOn, day, target, legal]);
  if (!row) throw new Error('The request was not written.');
  const { name, email, phone, address, words } = request.contact;
  await session.query(sql.insertContact, [row.id, name ?? null, email ?? null, phone ?? null, address ?? null, words ?? null]);
  await writeEvent(session, row, 'registered', request.actorId);
  return row;
}

/** Adds a line to the timeline. @param aboutId id of what it is about, such as a document */
export async function writeEvent(session: Session, request: Pick<RightsRequest, 'id' | 'state'>, kind: RequestEventKind, actorId: string | null, aboutId: string | null = null): Promise<void> {
  await session.query(sql.insertEvent, [request.id, kind, request.state, actorId, aboutId]);
}

export const loadRequest = async (session: Session, id: string): Promise<RightsRequest> => known(await session.query<RightsRequest>(sql.loadRequest, [id]));

/** @param number as a person quotes it @throws RightsError `unknown-request` */
export async function requestOfNumber(session: Session, number: string): Promise<RightsRequest> {
  const [row] = await session.query<{ id: string }>(sql.idOfNumber, [number]);
  if (!row) throw new RightsError('unknown-request', 'There is no request of that number among the active records.');
  return loadRequest(session, row.id);
}

/** The request, locked until the caller's transaction ends. @throws RightsError `unknown-request` */
export const lockRequest = async (session: Session, id: string): Promise<RightsRequest> => known(await session.query<RightsRequest>(sql.lockRequest, [id]));

function known(rows: readonly RightsRequest[]): RightsRequest {
  const [row] = rows;
  if (!row) throw new RightsError('unknown-request', 'There is no request of that id among the active records.');
  return row;
}

/** What decides the deadline of a request. */
export function deadlineFacts({ receivedOn, identityAskedOn, identityGivenOn, extendedOn }: RightsRequest): DeadlineFacts {
  return { receivedOn, extended: extendedOn !== null, ...(identityAskedOn !== null && { identity: { askedOn: identityAskedOn, givenOn: identityGivenOn } }) };
}

const eventOf: Readonly<Record<MoveName, RequestEventKind>> = {
  'take': 'taken', 'ask-identity': 'identity-asked', 'identity-given': 'identity-given', 'give-up-identity': 'not-identified', 'decide': 'decided',
  'reopen': 'reopened', 'carry-out': 'carrying-out', 'answer': 'answered', 'forward': 'forwarded', 'withdraw': 'withdrawn', 'close': 'closed',
};

/** Outcomes that follow from the move itself. */
const outcomeOf: Readonly<Partial<Record<MoveName, RequestOutcome | null>>> = { 'give-up-identity': 'not-identified', 'forward': 'forwarded', 'withdraw': 'withdrawn', 'reopen': null };

/**
 * Moves a request, in the caller's transaction: state, days and timeline together.
 * @param outcome what was decided; only and always with `decide`
 * @throws RightsError `unknown-request`, `wrong-state`, `not-yours`
 */
export async function moveRequest(session: Session, id: string, name: MoveName, actor: Actor, outcome?: RequestOutcome): Promise<RightsRequest> {
  const [request, day] = [await lockRequest(session, id), await today(session)];
  const refusal = refusalOf(name, request.state, actor.mover);
  if (refusal === 'mover') throw new RightsError('not-yours', `Only ${moves[name].by.join(' or ')} may do that.`);
  if (refusal === 'state') throw new RightsError('wrong-state', `A request that is ${request.state} cannot be moved by ${name}.`);
  if ((name === 'decide') !== (outcome !== undefined)) throw new Error('An outcome goes with a decision and with nothing else.');
  const to: RequestState = moves[name].to;
  const fresh = { ...request, state: to, outcome: outcome ?? (name in outcomeOf ? (outcomeOf[name] ?? null) : request.outcome) };
  if (name === 'take') return write(session, { ...fresh, ownerId: actor.id }, 'taken', actor);
  if (name === 'ask-identity') return write(session, askedOn(fresh, request, day), 'identity-asked', actor);
  if (name === 'identity-given') return write(session, redated({ ...fresh, identityGivenOn: request.identityGivenOn ?? (request.identityAskedOn === null ? null : day) }, day), 'identity-given', actor);
  const settles = to === 'answered' || to === 'forwarded' || to === 'withdrawn';
  return write(session, { ...fresh, answeredOn: settles ? day : request.answeredOn, closedOn: to === 'closed' ? day : null }, eventOf[name], actor);
}

/** A first question of identity stops the term; a later one is asked without stopping it. */
const askedOn = (fresh: RightsRequest, request: RightsRequest, day: string): RightsRequest =>
  maySuspend(deadlineFacts(request), day) ? { ...fresh, identityAskedOn: day } : fresh;

function redated(request: RightsRequest, day: string): RightsRequest {
  const { target, legal } = answerDeadline(deadlineFacts(request), day);
  return { ...request, dueTarget: target, dueLegal: legal };
}

/**
 * Extends the term to three months. The caller tells the person, with the reason, in the same transaction.
 * @throws RightsError `too-late` once the first term has ended or was extended, `wrong-state` where nobody owes an answer
 */
export async function extendTerm(session: Session, id: string, reason: ExtensionReason, actor: Actor): Promise<RightsRequest> {
  const [request, day] = [await lockRequest(session, id), await today(session)];
  if (actor.mover !== 'officer') throw new RightsError('not-yours', 'Only officer may do that.');
  if (request.answeredOn !== null) throw new RightsError('wrong-state', `A request that is ${request.state} has no term any more.`);
  if (!mayExtend(deadlineFacts(request), day)) throw new RightsError('too-late', 'The term can be extended once, before it has ended.');
  return write(session, redated({ ...request, extendedOn: day, extensionReason: reason }, day), 'extended', actor);
}

/** Says which person of the registry a request is about. */
export async function namePerson(session: Session, id: string, personId: string, actor: Actor): Promise<RightsRequest> {
  await lockRequest(session, id);
  const row = known(await session.query<RightsRequest>(sql.setPerson, [id, personId]));
  await writeEvent(session, row, 'person-named', actor.id);
  return row;
}

async function write(session: Session, r: RightsRequest, event: RequestEventKind, actor: Actor): Promise<RightsRequest> {
  const row = known(await session.query<RightsRequest>(sql.updateRequest, [
    r.id, r.state, r.outcome, r.ownerId, r.dueTarget, r.dueLegal, r.identityAskedOn, r.identityGivenOn, r.extendedOn, r.extensionReason, r.answeredOn, r.closedOn,
  ]));
  await writeEvent(session, row, event, actor.id);
  return row;
}
