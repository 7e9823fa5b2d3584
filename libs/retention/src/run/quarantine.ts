import type { Session } from '@oubli/database';

export interface Quarantined {
  readonly recordType: string;
  readonly recordId: string;
  readonly sqlstate: string;
  readonly constraintName: string | null;
  readonly attempts: number;
  readonly nextTryOn: string;
  readonly firstAt: string;
  /** Set aside for more than a day: somebody must look. */
  readonly overdue: boolean;
}

/** Records that could not be treated, oldest first, with code and constraint and never a message. */
export const listQuarantine = (session: Session): Promise<Quarantined[]> =>
  session.query<Quarantined>(`select record_type as "recordType", record_id::text as "recordId", sqlstate, constraint_name as "constraintName", attempts,
    next_try_on as "nextTryOn", first_at as "firstAt", first_at < now() - interval '1 day' as overdue from retention.quarantine order by first_at, record_id`);

/** Lets the next run try again: one record, or all. @returns how many */
export const retryQuarantine = async (session: Session, recordId: string | null): Promise<number> =>
  (await session.query(
    `update retention.quarantine set next_try_on = calendar.paris_date(now()), attempts = 0 where $1::uuid is null or record_id = $1 returning record_id`, [recordId])).length;
