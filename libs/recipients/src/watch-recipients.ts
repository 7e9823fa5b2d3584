import type { Session } from '@oubli/database';
import type { Recipient } from './recipients.personal-data';
import * as sql from './recipients.sql';

/** A recipient that somebody must look at. */
export type NearReview = Pick<Recipient, 'name' | 'reviewOn' | 'contractEndsOn'>;

/**
 * Recipients whose day of review or last day of contract is near or has passed, each day told once: written down in the caller's
 * transaction, which also writes the message. @param days so many before the day
 */
export const reviewsToTell = (session: Session, days: number): Promise<NearReview[]> => session.query<NearReview>(sql.reviewsToTell, [days]);
