import type { Connections, Session } from '@oubli/database';
import type { Ground } from '@oubli/do-not-recreate';
import { type ErasureGround, type ErasurePlan, startErasureIn, type StartedErasure } from '@oubli/retention';
import { type Actor, loadRequest, lockRequest, moveRequest, RightsError, type RightsRequest, stillNeeded, writeEvent } from '@oubli/rights';
import { feedDoNotRecreate, type ListKeys } from '../again/again';
import { domainRegistry } from '../registry';
import { tellOf } from '../telling/tell';
import { identityFacts } from './identity-vault';
import { endRelation, planOfRequest } from './relation-end';

/** Kinds of request that may end in an erasure: consent withdrawn and an objection upheld are grounds of it (Art. 17(1)(b), (c) GDPR). */
const erasingKinds: ReadonlySet<RightsRequest['kind']> = new Set(['erasure', 'withdrawal', 'objection']);

/** What the officer asks of the planner for a request. */
export interface ErasureQuestionOfRequest {
  readonly requestId: string;
  readonly ground: ErasureGround;
  /** The record types it covers; absent: all. */
  readonly recordTypes?: readonly string[];
}

export interface ErasureOfRequest extends ErasureQuestionOfRequest {
  /** Digest of the preview that was accepted. */
  readonly accept: string;
  readonly runId: string;
  readonly wishId: string;
  readonly actor: Actor;
}

function personOf({ kind, personId }: RightsRequest): string {
  if (!erasingKinds.has(kind)) throw new RightsError('wrong-kind', 'This request asks for no erasure.');
  if (personId === null) throw new RightsError('no-person', 'Nobody said yet which person of the registry asks.');
  return personId;
}

/**
 * What carrying out a request would do today, field by field; writes nothing.
 * @throws RightsError `unknown-request`, `wrong-kind`, `no-person`; RetentionError `unknown-record`
 */
export function previewErasureOfRequest(engine: Connections, { requestId, ground, recordTypes }: ErasureQuestionOfRequest): Promise<ErasurePlan> {
  return engine.transaction(async (session) => {
    const request = await loadRequest(session, requestId);
    return planOfRequest(session, request.receivedOn, { person: personOf(request), ground, ...(recordTypes && { recordTypes }) });
  });
}

/**
 * Carries a decided request out: the person is put on the do-not-recreate list while she can still be read, a relation that has no
 * end yet ends with the day her request was received, whoever was given her data is to be told, her wish and its run are written down, and the request's timeline says so, in one transaction.
 * @throws RightsError `wrong-state` unless it was decided and (in part) granted, `not-identified`, `wrong-kind`, `no-person`, `not-yours`;
 *   RetentionError `plan-moved`; DoNotRecreateKeyError while the list's key is lost
 */
export function carryOutErasure(engine: Connections, keys: ListKeys, erasure: ErasureOfRequest): Promise<StartedErasure> {
  const { requestId, ground, recordTypes, accept, runId, wishId, actor } = erasure;
  return engine.transaction(async (session) => {
    const request = await lockRequest(session, requestId);
    const person = personOf(request);
    await refuseUnlessDecided(session, request);
    const listed = recordTypes === undefined && ground !== 'death' && (await feedDoNotRecreate(session, keys, person, listGround(ground), request.receivedOn)) > 0;
    const ended = recordTypes === undefined && (await endRelation(session, person, request.receivedOn));
    const started = await startErasureIn(session, domainRegistry, { person, request: request.number, ground, accept, runId, wishId, ...(recordTypes && { recordTypes }) });
    await tellOf(session, request, 'erasure', { personId: person, ...(recordTypes && { recordTypes }) });
    const moved = await moveRequest(session, requestId, 'carry-out', actor);
    if (listed) await writeEvent(session, moved, 'put-on-list', actor.id);
    if (ended) await writeEvent(session, moved, 'relation-ended', actor.id);
    return started;
  });
}

async function refuseUnlessDecided(session: Session, request: RightsRequest): Promise<void> {
  if (request.state !== 'decided' || (request.outcome !== 'granted' && request.outcome !== 'partially-granted')) {
    throw new RightsError('wrong-state', 'A request is carried out once it was decided and granted, at least in part.');
  }
  const { missing } = await stillNeeded(session, request, await identityFacts(session, request));
  if (missing > 0) throw new RightsError('not-identified', `Who asks has not been shown: ${missing} proof(s) are missing.`);
}

const listGround = (ground: ErasureGround): Ground => (ground === 'objection' ? 'objection' : 'erasure');
