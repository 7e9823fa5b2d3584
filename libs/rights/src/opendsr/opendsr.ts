import { createHmac, timingSafeEqual } from 'node:crypto';
import { type OpenDsrAsked, type OpenDsrStatusBody, openDsrStatusOf, type OpenDsrVersion, type RequestKind, type RequestOutcome, type RequestState } from '@oubli/contracts';
import type { Session } from '@oubli/database';
import { RightsError } from '../rights-error';
import { today } from '../request/requests';
import * as sql from './opendsr.sql';

/** A request as the system that handed it over knows it. */
export interface HandedOver {
  readonly id: string;
  readonly requestId: string;
  readonly controllerId: string;
  readonly subjectRequestId: string;
  readonly apiVersion: OpenDsrVersion;
  readonly bodyHash: Buffer;
  /** RFC 3339, UTC. */
  readonly receivedTime: string;
  readonly expectedCompletionTime: string;
  readonly kind: RequestKind;
  readonly state: RequestState;
  readonly outcome: RequestOutcome | null;
}

/** Who hands over: the source of a key, which stays when the key is changed for another. */
export interface Controller {
  readonly source: string;
  readonly keyId: string;
}

/** What is kept of a body: a keyed hash, which tells whether it comes again and nothing of what it said. @param key of the ledger */
export const bodyHashOf = (key: Buffer, body: Buffer): Buffer => createHmac('sha256', key).update('oubli opendsr\0').update(body).digest();

export const isSameBody = (handed: Pick<HandedOver, 'bodyHash'>, hash: Buffer): boolean => timingSafeEqual(handed.bodyHash, hash);

export async function findHandedOver(session: Session, source: string, subjectRequestId: string): Promise<HandedOver | null> {
  const [row] = await session.query<HandedOver>(sql.findHandedOver, [source, subjectRequestId]);
  return row ?? null;
}

/** Until the caller's transaction ends nobody else hands over the same. */
export async function lockHandedOver(session: Session, source: string, subjectRequestId: string): Promise<void> {
  await session.query(sql.lockHandedOver, [source, subjectRequestId]);
}

/**
 * Day of arrival of a request that somebody made at another system of the house: her term runs from there (Art. 12(3) GDPR).
 * @param submittedTime RFC 3339 @throws RightsError `received-later` for a time that has not come, or lies more than a year back
 */
export async function dayAsked(session: Session, submittedTime: string): Promise<string> {
  const [row] = await session.query<{ day: string; ahead: boolean; longAgo: boolean }>(sql.dayAsked, [submittedTime]);
  if (!row || row.ahead || row.longAgo) throw new RightsError('received-later', 'The submitted time has not come yet, or lies more than a year back.');
  const day = await today(session);
  return row.day < day ? row.day : day;
}

/**
 * Ties a request to what the other system calls it, and writes the first of its callbacks, in the caller's transaction.
 * @returns null where an earlier request of that name rests in the archive
 */
export async function keepHandedOver(session: Session, requestId: string, { source, keyId }: Controller, asked: OpenDsrAsked, version: OpenDsrVersion, hash: Buffer): Promise<HandedOver | null> {
  const urls = [...new Set(asked.status_callback_urls ?? [])];
  const [kept] = await session.query(sql.insertHandedOver, [requestId, source, keyId, asked.subject_request_id, asked.regulation, version, asked.submitted_time, hash, urls]);
  if (!kept) return null;
  await session.query(sql.insertFirstCallbacks, [requestId, urls]);
  return findHandedOver(session, source, asked.subject_request_id);
}

/** Where a package that answers a request is fetched, and how many records it holds. */
export interface Results {
  readonly url: string;
  readonly records: number;
}

/** How a request stands, in the words of the standard. */
export const statusBodyOf = (handed: HandedOver, results: Results | null): OpenDsrStatusBody => ({
  controller_id: handed.controllerId, expected_completion_time: handed.expectedCompletionTime, subject_request_id: handed.subjectRequestId, request_status: openDsrStatusOf(handed.state, handed.outcome),
  api_version: handed.apiVersion, ...(results && { results_url: results.url, results_count: results.records }),
});

/** The package an officer sent in answer, where the asking system vouched for who asks; whether it is still there is another question. */
export async function sentPackageOf(session: Session, requestId: string): Promise<string | null> {
  const [row] = await session.query<{ id: string }>(sql.sentPackage, [requestId]);
  return row?.id ?? null;
}

/** Did another system hand this request over and vouch for who asks? Then her package may go back through it. */
export async function speaksFor(session: Session, requestId: string): Promise<boolean> {
  const [row] = await session.query<{ speaks: boolean }>(sql.speaksFor, [requestId]);
  return row?.speaks ?? false;
}

/** The moment, RFC 3339. */
export async function nowOf(session: Session): Promise<string> {
  const [row] = await session.query<{ now: string }>(sql.now);
  if (!row) throw new Error('The database did not tell the time.');
  return row.now;
}
