import type { Session } from '@oubli/database';
import { RightsError } from '../rights-error';
import { type Actor, lockRequest, moveRequest, today } from '../request/requests';
import type { RightsRequest } from '../request/request.personal-data';
import type { IdentityCopy, IdentityProof, IdentityReading, IdentitySetting } from './identity.personal-data';
import { type IdentityFacts, type IdentityMode, type ProofMethod, type ProofNeeded, proofNeeded } from './proof-needed';

const readSettingSql = 'select mode, set_on::text as "setOn", set_by::text as "setBy" from rights.identity_setting';
const setModeSql = 'update rights.identity_setting set mode = $1, set_on = calendar.paris_date(now()), set_by = $2';
const insertCopy = 'insert into rights.identity_copy (id, request_id, content_sealed, media_type, received_on) values ($1, $2, $3, $4, $5)';
const readCopySql = 'select content_sealed as "contentSealed", media_type as "mediaType" from rights.read_identity_copy($1, $2)';
const destroyCopies = 'delete from rights.identity_copy where request_id = $1';
const insertProof = 'insert into rights.identity_proof (request_id, method, verified_on, agent_id) values ($1, $2, $3, $4) on conflict (request_id, method) do nothing';
const listCopies = `select id::text as id, media_type as "mediaType", received_on::text as "receivedOn" from rights.identity_copy where request_id = $1 order by received_on, id`;
const listReadings = `select copy_id::text as "copyId", reader_id::text as "readerId", read_at::text as "readAt" from rights.identity_reading where request_id = $1 order by read_at, id`;
const listProofs = 'select id::text as id, request_id::text as "requestId", method, verified_on as "verifiedOn", agent_id::text as "agentId" from rights.identity_proof where request_id = $1 order by verified_on, method';

/** How much this house asks for, since when and who said so. */
export async function identitySetting(session: Session): Promise<Pick<IdentitySetting, 'mode' | 'setOn' | 'setBy'>> {
  const [row] = await session.query<Pick<IdentitySetting, 'mode' | 'setOn' | 'setBy'>>(readSettingSql);
  if (!row) throw new Error('The setting of identity is not there.');
  return row;
}

/** How much this house asks for. */
export const identityMode = async (session: Session): Promise<IdentityMode> => (await identitySetting(session)).mode;

export async function setIdentityMode(session: Session, mode: IdentityMode, actorId: string | null): Promise<void> {
  await session.query(setModeSql, [mode, actorId]);
}

/** What of a copy is put into the vault: sealed already, bound to `rights.identity_copy`, `content_sealed` and its id. */
export type SealedCopy = Pick<IdentityCopy, 'id' | 'contentSealed' | 'mediaType'>;

/**
 * Puts a copy into the vault, in the caller's transaction. It never blocks a request: it may come with it, or later.
 * @throws RightsError `unknown-request`, `wrong-state` once the request is answered: nothing is left to prove
 */
export async function depositCopy(session: Session, requestId: string, { id, contentSealed, mediaType }: SealedCopy): Promise<void> {
  const request = await lockRequest(session, requestId);
  if (request.answeredOn !== null) throw new RightsError('wrong-state', 'A request that is answered needs no proof any more.');
  await session.query(insertCopy, [id, requestId, contentSealed, mediaType, await today(session)]);
}

/**
 * The sealed copy, for the protection officer; that she read it is written down before it is answered. Commit before it is shown: a
 * rollback would take the line with it.
 * @returns null when it is gone @throws RightsError `not-yours`
 */
export async function readCopy(session: Session, copyId: string, actor: Actor): Promise<Pick<IdentityCopy, 'contentSealed' | 'mediaType'> | null> {
  if (actor.mover !== 'officer' || actor.id === null) throw new RightsError('not-yours', 'Only officer may do that.');
  const [row] = await session.query<Pick<IdentityCopy, 'contentSealed' | 'mediaType'>>(readCopySql, [copyId, actor.id]);
  return row ?? null;
}

export const copiesOf = (session: Session, requestId: string): Promise<Pick<IdentityCopy, 'id' | 'mediaType' | 'receivedOn'>[]> => session.query(listCopies, [requestId]);

/** Who read a copy of this request, and when: also of one that is gone. */
export const readingsOf = (session: Session, requestId: string): Promise<Pick<IdentityReading, 'copyId' | 'readerId' | 'readAt'>[]> => session.query(listReadings, [requestId]);

/**
 * Nobody showed who she is: refused as such (Art. 11(2), 12(2) GDPR), and what she sent for it is destroyed.
 * @throws RightsError `unknown-request`, `wrong-state` where identity was not asked for
 */
export async function refuseIdentity(session: Session, requestId: string, actor: Actor): Promise<void> {
  await moveRequest(session, requestId, 'give-up-identity', actor);
  await session.query(destroyCopies, [requestId]);
}

export const proofsOf = (session: Session, requestId: string): Promise<IdentityProof[]> => session.query<IdentityProof>(listProofs, [requestId]);

/** What the registry says about a request, which the engine of rights does not know by itself. */
export type KnownFacts = Pick<IdentityFacts, 'peopleOfMailbox' | 'bankDetails' | 'dispute'>;

export async function stillNeeded(session: Session, request: Pick<RightsRequest, 'id' | 'kind'>, known: KnownFacts): Promise<ProofNeeded> {
  const given = (await proofsOf(session, request.id)).map((proof) => proof.method);
  return proofNeeded({ mode: await identityMode(session), kind: request.kind, given, ...known });
}

/**
 * Writes down that somebody showed who she is; with the copy itself, or with the last proof, every copy is destroyed in the same
 * transaction (RET-22: nothing after the verification). When that was the last proof of a request that waited for it, its term runs on from today.
 * @throws RightsError `unknown-request`, `not-yours` for a proof only a human can judge
 */
export async function recordProof(session: Session, requestId: string, method: ProofMethod, actor: Actor, known: KnownFacts): Promise<ProofNeeded> {
  const request = await lockRequest(session, requestId);
  const bySystem = method === 'e-mail-link' || method === 'source-system';
  if (actor.mover !== 'officer' && !(bySystem && actor.mover === 'system')) throw new RightsError('not-yours', 'Only officer may do that.');
  await session.query(insertProof, [requestId, method, await today(session), actor.id]);
  const needed = await stillNeeded(session, request, known);
  // A copy that nobody has looked at yet may still be needed beside a link that was confirmed meanwhile.
  if (method === 'document-copy' || needed.missing === 0) await session.query(destroyCopies, [requestId]);
  if (needed.missing === 0 && request.state === 'identity-asked') await moveRequest(session, requestId, 'identity-given', actor);
  return needed;
}
