import type { Session } from '@oubli/database';
import { RetentionError } from '../retention-error';
import * as sql from './policy.sql';

export const changeReasons = ['first', 'legal', 'regulatory', 'judicial', 'technical', 'other'] as const;
export type ChangeReason = (typeof changeReasons)[number];

export interface PublishedMember {
  readonly version: string;
  /** The text of law that makes the version apply to what was collected before (R14). */
  readonly mandatoryRetroactive?: { readonly legalReference: string };
  /** Why a shorter period shall not reach what was collected before. */
  readonly optedOut?: { readonly reason: string };
}

export interface PublicationRequest {
  /** First day, calendar date in Paris. */
  readonly effectiveFrom: string;
  readonly title: string;
  readonly reason: ChangeReason;
  readonly explanation: string;
  readonly versions: readonly PublishedMember[];
}

/**
 * Publishes a dated set of frozen versions: the whole privacy policy as it stands from that day.
 * @param history true while the past of an installation is written down (seed, migration from paper): then a day in
 *   the past is allowed; otherwise a publication never begins before today, nor before the latest one
 * @throws RetentionError `publication-refused`
 */
export async function publish(session: Session, request: PublicationRequest, history = false): Promise<string> {
  const refuse = (why: string): never => {
    throw new RetentionError('publication-refused', why);
  };
  if (request.explanation.trim() === '') refuse('A publication needs an explanation of its change.');
  const [known] = await session.query<{ day: string | null; today: string }>(sql.latestPublication);
  if (known?.day && request.effectiveFrom <= known.day) refuse(`A publication of ${known.day} exists already; the next one begins later.`);
  if (!history && known && request.effectiveFrom < known.today) refuse('A publication cannot begin in the past.');
  for (const member of request.versions) {
    if (member.mandatoryRetroactive && member.mandatoryRetroactive.legalReference.trim() === '') refuse('A mandatory-retroactive version needs its legal reference.');
    if (member.optedOut && member.optedOut.reason.trim() === '') refuse('Opting out of a shorter period needs a reason.');
    if (member.optedOut && member.mandatoryRetroactive) refuse('What the law makes retroactive cannot opt out.');
  }
  const [row] = await session.query<{ id: string }>(sql.insertPublication, [request.effectiveFrom, request.title, request.reason, request.explanation]);
  if (!row) throw new Error('The publication was not written.');
  for (const { version, mandatoryRetroactive, optedOut } of request.versions) {
    await session.query(sql.insertPublicationVersion, [
      row.id, version, mandatoryRetroactive !== undefined, mandatoryRetroactive?.legalReference ?? null, optedOut !== undefined, optedOut?.reason ?? null,
    ]);
  }
  return row.id;
}
