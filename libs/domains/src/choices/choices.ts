import { randomUUID } from 'node:crypto';
import { channels, type ClerkMeans, type RequestKind, type RequestLanguage, writtenPurposes, type WrittenPurpose } from '@oubli/contracts';
import type { Connections, Session } from '@oubli/database';
import type { Channel, ChoiceMeans, ObjectionStanding } from '@oubli/engagement';
import { orGone } from '@oubli/people';
import type { Purpose } from '@oubli/personal-data';
import { restrictIn } from '@oubli/retention';
import { type Actor, addNote, loadRegister, lockRequest, moveRequest, RightsError, takeIn } from '@oubli/rights';
import { feedWaiting, type ListKeys } from '../again/again';
import { categoriesOfOne } from '../purposes/categories-of';
import { domainRegistry } from '../registry';
import { tellOfRestriction } from '../telling/tell-restriction';
import * as sql from './choices.sql';

/** What a choice is made through: the application's login writes, the engine's sees what is restricted or archived. */
export interface ChoiceDoor {
  readonly app: Connections;
  readonly engine: Connections;
  readonly listKeys: ListKeys;
}

export interface Choice {
  readonly personId: string;
  readonly purpose: WrittenPurpose;
  readonly channel: Channel;
}

export interface NewConsent extends Choice {
  readonly textVersion: string;
  readonly means: ChoiceMeans;
  /** Day on which it was given, where that was before today. */
  readonly givenOn?: string | undefined;
}

/** What ended with a withdrawal or an objection. */
export interface Stopped {
  readonly withdrawn: number;
  /** Messages that waited and will not leave. */
  readonly cancelled: number;
}

export interface Objected extends Stopped {
  readonly objectionId: string;
  readonly standing: ObjectionStanding;
  /** The request under which a person decides; null where nothing is to be decided. */
  readonly requestId: string | null;
  /** Record types that are restricted until then. */
  readonly restricted: readonly string[];
}

export interface NewObjection {
  readonly personId: string;
  readonly purpose: Purpose;
  /** Absent: every channel. */
  readonly channel?: Channel | undefined;
  readonly means: ChoiceMeans;
  readonly language: RequestLanguage;
  /** The request that brought it; null: one is filed where a person has to decide. */
  readonly requestId: string | null;
  readonly actorId: string | null;
}

const isWritten = (purpose: Purpose): purpose is WrittenPurpose => writtenPurposes.some((written) => written === purpose);
const numberOf = async (session: Session, text: string, values: readonly unknown[]): Promise<number> => (await session.query<{ n: number }>(text, values))[0]?.n ?? 0;

/**
 * Writes a consent down with its proof (Art. 7(1) GDPR). One that is in force already stays the proof; an earlier objection of hers to
 * the same ends with it. @returns its id @throws RecordGoneError, RecordRestrictedError, IdentifierError for a day to come
 */
export function giveConsent(app: Connections, { personId, purpose, channel, textVersion, means, givenOn }: NewConsent): Promise<string> {
  return orGone(`person/${personId}`, app.transaction(async (session) => {
    const [known] = await session.query<{ id: string }>(sql.consentInForce, [personId, purpose, channel]);
    if (known) return known.id;
    const id = randomUUID();
    await session.query(sql.insertConsent, [id, personId, purpose, channel, textVersion, means, givenOn ?? null]);
    await session.query(sql.endObjection, [personId, purpose, channel]);
    return id;
  }));
}

/** Withdraws a consent in the caller's transaction: from its commit nothing leaves on it, and the clock of its proof runs. Also for somebody restricted or archived. */
export async function withdrawIn(session: Session, { personId, purpose, channel }: Choice, means: ChoiceMeans): Promise<Stopped> {
  const withdrawn = await numberOf(session, sql.withdrawConsent, [personId, purpose, channel, means]);
  return { withdrawn, cancelled: await numberOf(session, sql.cancelQueued, [personId, purpose, channel]) };
}

/**
 * Objects to being written to, in the caller's transaction: absolute and at once (Art. 21(2), (3) GDPR; surveys R28). A consent to the same
 * ends with it, so that neither can be read without the other. @throws RecordGoneError
 */
export async function stopWritingIn(session: Session, { personId, purpose, channel }: Choice, means: ChoiceMeans, requestId: string | null): Promise<Stopped & { readonly objectionId: string }> {
  const [made] = await orGone(`person/${personId}`, session.query<{ id: string }>(sql.objectTo, [personId, purpose, channel, means, 'in-force', requestId]));
  if (!made) throw new Error('The objection was not written.');
  return { objectionId: made.id, ...(await withdrawIn(session, { personId, purpose, channel }, means)) };
}

/** The channels a choice is about. */
const channelsOf = (channel: Channel | undefined): readonly Channel[] => (channel === undefined ? channels : [channel]);

/** Stops writing on one channel or on all; she is put on the do-not-recreate list where she objected to campaigns. */
async function stopWriting({ app, listKeys }: ChoiceDoor, objection: NewObjection, purpose: WrittenPurpose): Promise<Objected> {
  const { personId, channel, means, requestId } = objection;
  return app.transaction(async (session) => {
    const stops: (Stopped & { readonly objectionId: string })[] = [];
    for (const one of channelsOf(channel)) stops.push(await stopWritingIn(session, { personId, purpose, channel: one }, means, requestId));
    await feedWaiting(session, listKeys, personId);
    const sum = (key: keyof Stopped): number => stops.reduce((total, stop) => total + stop[key], 0);
    return { objectionId: stops[0]?.objectionId ?? '', standing: 'in-force', requestId, restricted: [], withdrawn: sum('withdrawn'), cancelled: sum('cancelled') };
  });
}

/**
 * Record types that are held for a purpose on a legitimate interest and for nothing else: these are what an objection freezes. A record
 * that a contract or a law also asks for goes on being used for those (Art. 21(1) GDPR says nothing of them).
 */
export async function frozenBy(engine: Session, personId: string, purpose: Purpose): Promise<readonly string[]> {
  const [register, categories] = [await loadRegister(engine), await categoriesOfOne(engine, personId)];
  return domainRegistry.roots.flatMap((root) => {
    if (root.beyondRestriction || !root.purposes.includes(purpose)) return [];
    const bases = register.statesFor(root, purpose, categories).map(({ basis }) => basis);
    const others = register.allowed(root, root.purposes, categories).filter((other) => other !== purpose && other !== 'rights-and-disputes');
    return bases.includes('legitimate-interest') && others.length === 0 ? [root.recordType] : [];
  });
}

/** @throws RightsError `wrong-kind` where the purpose rests on no legitimate interest for her */
async function assertInterest(engine: Session, personId: string, purpose: Purpose): Promise<void> {
  const [register, categories] = [await loadRegister(engine), await categoriesOfOne(engine, personId)];
  const interest = domainRegistry.roots.some((root) => root.purposes.includes(purpose) && register.statesFor(root, purpose, categories).some(({ basis }) => basis === 'legitimate-interest'));
  if (!interest) throw new RightsError('wrong-kind', 'This purpose rests on a contract, a legal duty or a consent, and not on a legitimate interest: one cannot object to it (Art. 21(1) GDPR). A consent is withdrawn.');
}

/**
 * Objects to a purpose. To campaigns and surveys: at once and for good. To another legitimate interest: what is held for it alone is
 * restricted in the same transaction (Art. 18(1)(d) GDPR), and a request stands until a person has decided in writing within its term (R59).
 * @throws RightsError `wrong-kind`; RecordGoneError
 */
export async function objectTo(door: ChoiceDoor, objection: NewObjection): Promise<Objected> {
  const { personId, purpose, channel, means, language, actorId } = objection;
  if (isWritten(purpose)) return stopWriting(door, objection, purpose);
  const { session: engine } = door.engine;
  await assertInterest(engine, personId, purpose);
  const types = await frozenBy(engine, personId, purpose);
  return orGone(`person/${personId}`, door.app.transaction(async (session) => {
    const request = objection.requestId === null ? await file(session, personId, language, actorId) : await lockRequest(session, objection.requestId);
    const [made] = await session.query<{ id: string }>(sql.objectTo, [personId, purpose, channel ?? null, means, 'pending', request.id]);
    if (!made) throw new Error('The objection was not written.');
    const [review] = await session.query<{ day: string }>(sql.inSixMonths);
    for (const recordType of types) {
      await tellOfRestriction(session, { personId, recordType, requestReference: request.number });
      await restrictIn(session, { personId, recordType, ground: 'objection-pending', reason: `Objection to the purpose ${purpose}`, requestReference: request.number, author: request.number, reviewOn: review?.day ?? '' });
    }
    return { objectionId: made.id, standing: 'pending', requestId: request.id, restricted: types, withdrawn: 0, cancelled: 0 };
  }));
}

async function file(session: Session, personId: string, language: RequestLanguage, actorId: string | null): Promise<{ readonly id: string; readonly number: string }> {
  const arrived = { kind: 'objection' as const, language, door: 'desk' as const, personId, actorId, contact: {} };
  return (await takeIn(session, arrived)).request;
}

/** Withdraws one consent, whatever it was given for. */
export const withdrawConsent = ({ app }: ChoiceDoor, choice: Choice, means: ChoiceMeans): Promise<Stopped> => app.transaction((session) => withdrawIn(session, choice, means));

const choiceKinds: ReadonlySet<RequestKind> = new Set(['withdrawal', 'objection']);

/** By which means somebody's request arrived, as the proof of her choice says it. */
const meansOfDoor: Readonly<Record<string, ClerkMeans>> = { 'form': 'form', 'e-mail': 'e-mail', 'post': 'paper', 'desk': 'form', 'api': 'form', 'contact-message': 'form' };

/**
 * Carries out a request of withdrawal or objection, by the same functions as her own page: a withdrawal is not weighed, an objection to a
 * legitimate interest waits for `judgeObjection`. Done twice it changes nothing.
 * @throws RightsError `unknown-request`, `wrong-kind`, `no-person`, `wrong-state` once it is settled
 */
export async function carryOutChoice(door: ChoiceDoor, requestId: string, choice: { readonly purpose: Purpose; readonly channel?: Channel | undefined }, actorId: string | null): Promise<Stopped & { readonly restricted: readonly string[] }> {
  const { purpose, channel } = choice;
  const { kind, personId, state, language, door: arrived } = await door.app.transaction((session) => lockRequest(session, requestId));
  if (!choiceKinds.has(kind)) throw new RightsError('wrong-kind', 'This request neither withdraws a consent nor objects.');
  if (personId === null) throw new RightsError('no-person', 'Nobody said yet which person of the registry asks.');
  if (!['open', 'decided'].includes(state)) throw new RightsError('wrong-state', `A request that is ${state} is not carried out.`);
  const means = meansOfDoor[arrived] ?? 'form';
  if (kind === 'objection') return objectTo(door, { personId, purpose, channel, means, language, requestId, actorId });
  return { ...(await withdrawEverywhere(door, { personId, purpose, channel }, means)), restricted: [] };
}

/** A consent to campaigns or surveys on one channel or all, or the consent to stay in the pool (RET-01). */
async function withdrawEverywhere({ app }: ChoiceDoor, { personId, purpose, channel }: { readonly personId: string; readonly purpose: Purpose; readonly channel?: Channel | undefined }, means: ChoiceMeans): Promise<Stopped> {
  return app.transaction(async (session) => {
    if (purpose === 'recruitment') return { withdrawn: (await session.query(sql.withdrawFromPool, [personId])).length, cancelled: 0 };
    if (!isWritten(purpose)) throw new RightsError('wrong-kind', 'This purpose rests on no consent that could be withdrawn.');
    let [withdrawn, cancelled] = [0, 0];
    for (const one of channelsOf(channel)) {
      const stop = await withdrawIn(session, { personId, purpose, channel: one }, means);
      withdrawn += stop.withdrawn;
      cancelled += stop.cancelled;
    }
    return { withdrawn, cancelled };
  });
}

/**
 * A person's decision on an objection to a legitimate interest, in writing: without compelling grounds it is upheld (Art. 21(1) GDPR). The
 * grounds go into the request's file; what was restricted stays so until she was told and somebody lifts it (Art. 18(3)).
 * @returns objections that were decided @throws RightsError `wrong-kind`, `wrong-state`, `not-yours`
 */
export function judgeObjection(app: Connections, requestId: string, decision: { readonly decision: 'upheld' } | { readonly decision: 'rejected'; readonly grounds: string }, actor: Actor): Promise<number> {
  return app.transaction(async (session) => {
    const { kind } = await lockRequest(session, requestId);
    if (kind !== 'objection') throw new RightsError('wrong-kind', 'This request does not object.');
    const judged = await numberOf(session, sql.judgeObjections, [requestId, decision.decision === 'upheld' ? 'in-force' : 'rejected']);
    if (judged === 0) throw new RightsError('wrong-state', 'No objection of this request waits for a decision: one to campaigns or surveys is never weighed.');
    await moveRequest(session, requestId, 'decide', actor, decision.decision === 'upheld' ? 'granted' : 'refused');
    if (decision.decision === 'rejected') await addNote(session, requestId, decision.grounds, actor);
    return judged;
  });
}
