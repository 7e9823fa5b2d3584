import type { Session } from '@oubli/database';
import { RetentionError } from '../retention-error';
import * as sql from './change.sql';

export type ApprovalKind = 'publication' | 'hold-release';
export type Decision = 'approve' | 'refuse' | 'withdraw';

/** Something that destroys more than before, and waits for a second person. */
export interface Approval {
  readonly id: string;
  readonly kind: ApprovalKind;
  readonly title: string;
  readonly reason: string;
  /** What is done when it is approved: only what was asked for, checked again then. */
  readonly payload: unknown;
  readonly requestedBy: string | null;
  readonly requestedAt: string;
  readonly state: 'open' | 'done' | 'refused' | 'withdrawn';
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
}

export async function requestApproval(session: Session, wanted: Pick<Approval, 'kind' | 'title' | 'reason' | 'payload' | 'requestedBy'>): Promise<Approval> {
  const [row] = await session.query<Approval>(sql.insertApproval, [wanted.kind, wanted.title, wanted.reason, JSON.stringify(wanted.payload), wanted.requestedBy]);
  if (!row) throw new Error('The approval was not written.');
  return row;
}

export const listApprovals = (session: Session): Promise<Approval[]> => session.query<Approval>(sql.listApprovals);

/** The open request to release a hold, if there is one. */
export const openReleaseOf = async (session: Session, hold: string): Promise<Approval | null> => (await session.query<Approval>(sql.openReleaseOf, [hold]))[0] ?? null;

/**
 * Decides, in the transaction in which `carryOut` does what was asked for; the row is locked, so that of two decisions one counts.
 * @param others whether anybody else could decide: with nobody else the author may go on alone after 24 hours
 * @throws RetentionError `wrong-state`, `second-person-needed`
 */
export async function decide(
  session: Session, id: string, decision: Decision, by: string, others: boolean, carryOut: (approval: Approval) => Promise<void>,
): Promise<Approval> {
  const [approval] = await session.query<Approval & { waited: boolean }>(sql.lockApproval, [id]);
  if (!approval) throw new RetentionError('unknown-approval', 'There is no such request for approval.');
  if (approval.state !== 'open') throw new RetentionError('wrong-state', `It was decided already (${approval.state}); nothing was changed.`);
  const own = approval.requestedBy === by;
  if (decision === 'withdraw' && !own) throw new RetentionError('second-person-needed', 'Only who asked can withdraw; refuse it instead.');
  if (decision === 'approve') {
    if (own && (others || !approval.waited)) {
      throw new RetentionError('second-person-needed', others ? 'Another person decides about this.' : 'With nobody else to decide, this can be approved 24 hours after it was asked for.');
    }
    await carryOut(approval);
  }
  const state = decision === 'approve' ? 'done' : decision === 'refuse' ? 'refused' : 'withdrawn';
  const [row] = await session.query<Approval>(sql.decideApproval, [id, state, by]);
  if (!row) throw new Error('The decision was not written.');
  return row;
}
