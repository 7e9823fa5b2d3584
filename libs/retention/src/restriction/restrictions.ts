import { isCode, type Connections, type Session } from '@oubli/database';
import type { NoticeMeans, RestrictionGround } from '@oubli/contracts';
import type { Registry } from '@oubli/personal-data';
import { alreadyTreated, recordsIn, type RecordsOfType, type TreatedBefore } from '../holds/scope';
import { RetentionError } from '../retention-error';
import { notToldSqlState } from './restriction.migration';
import * as sql from './restriction.sql';

export interface RestrictionRequest {
  readonly personId: string;
  /** One record type (a table is a field group); absent: everything held about her. */
  readonly recordType?: string | undefined;
  readonly ground: RestrictionGround;
  readonly reason: string;
  /** Number of the person's request, where there is one. */
  readonly requestReference?: string | undefined;
  readonly author: string;
  /** Calendar date, at most six months away (domain.md 3.2). */
  readonly reviewOn: string;
}

export interface PlacedRestriction {
  readonly id: string;
  /** Records that are restricted from now on, by type. */
  readonly restricts: readonly RecordsOfType[];
  /** What had been treated before the restriction was in force: it cannot be brought back, and she is told. */
  readonly alreadyTreated: readonly TreatedBefore[];
}

/**
 * Restricts what is held about a person (Art. 18 GDPR). The insert waits for every batch under way and every later batch
 * waits for it, so the answer is the truth. From its commit the application's login neither reads nor changes the records.
 * @throws RetentionError `unknown-record` when there is no such person, `review-too-late` for a review beyond six months
 */
export async function placeRestriction(app: Connections, engine: Session, registry: Registry, ledgerKey: Buffer, request: RestrictionRequest, also: (session: Session) => Promise<unknown> = () => Promise.resolve()): Promise<PlacedRestriction> {
  const { personId, recordType } = request;
  if (recordType !== undefined) registry.root(recordType);
  const [known] = await engine.query(`select 1 from ${registry.person.table} where id = $1`, [personId]);
  if (!known) throw new RetentionError('unknown-record', 'There is no such person; nothing was restricted.');
  const id = await app.transaction(async (session) => {
    const placed = await restrictIn(session, request);
    await also(session);
    return placed;
  });
  const scope = { personId, ...(recordType === undefined ? {} : { recordType }) };
  return { id, restricts: await recordsIn(engine, registry, scope), alreadyTreated: await alreadyTreated(engine, registry, ledgerKey, scope) };
}

/** Writes a restriction in the caller's transaction; it is in force from its commit. @returns its id @throws RetentionError `review-too-late` */
export async function restrictIn(session: Session, { personId, recordType, ground, reason, requestReference, author, reviewOn }: RestrictionRequest): Promise<string> {
  const [row] = await inBounds(session.query<{ id: string }>(sql.insertRestriction, [personId, recordType ?? null, reviewOn]));
  if (!row) throw new Error('The restriction was not written.');
  await session.query(sql.insertReason, [row.id, ground, reason, requestReference ?? null, author]);
  return row.id;
}

export interface Notice {
  /** Calendar date, not in the future. */
  readonly toldOn: string;
  readonly means: NoticeMeans;
  readonly author: string;
}

const unknown = (): RetentionError => new RetentionError('unknown-restriction', 'There is no open restriction of that id; nothing was changed.');

/** Records that the person was told that a restriction will be lifted (Art. 18(3)). A second notice changes nothing. @throws RetentionError `unknown-restriction` */
export async function recordNotice(app: Pick<Connections, 'session'>, id: string, notice: Notice): Promise<void> {
  const [open] = await app.session.query(sql.isOpen, [id]);
  if (!open) throw unknown();
  await app.session.query(sql.insertNotice, [id, notice.toldOn, notice.means, notice.author]);
}

/**
 * Lifts a restriction; what another one covers stays restricted, and what waited is finished by the next run.
 * @returns the person
 * @throws RetentionError `unknown-restriction`, or `not-told` when no notice to the person is recorded (Art. 18(3))
 */
export async function liftRestriction(app: Pick<Connections, 'session'>, id: string): Promise<string> {
  try {
    const [lifted] = await app.session.query<{ personId: string }>(sql.liftRestriction, [id]);
    if (!lifted) throw unknown();
    return lifted.personId;
  } catch (error) {
    if (!isCode(error, notToldSqlState)) throw error;
    throw new RetentionError('not-told', 'The person must be told before the restriction is lifted (Art. 18(3) GDPR): record the day and the means first. Nothing was changed.');
  }
}

/** Says that a restriction is still needed and when it is looked at again. @throws RetentionError `unknown-restriction`, `review-too-late` */
export async function reviewRestriction(app: Pick<Connections, 'session'>, id: string, reviewOn: string): Promise<void> {
  const rows = await inBounds(app.session.query(sql.reviewRestriction, [id, reviewOn]));
  if (rows.length === 0) throw unknown();
}

async function inBounds<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (!isCode(error, '23514')) throw error;
    throw new RetentionError('review-too-late', 'A restriction is reviewed within six months. Nothing was changed.');
  }
}

export interface RestrictionRow {
  readonly id: string;
  readonly personId: string;
  readonly recordType: string | null;
  readonly placedAt: string;
  readonly liftedAt: string | null;
  readonly reviewOn: string;
  readonly reviewOverdue: boolean;
  readonly ground: RestrictionGround | null;
  readonly reason: string | null;
  readonly requestReference: string | null;
  readonly author: string | null;
  readonly toldOn: string | null;
  readonly toldBy: NoticeMeans | null;
}

/** Restrictions, oldest first. @param lifted also those that were lifted @param personId of one person only */
export const listRestrictions = (app: Session, lifted: boolean, personId: string | null = null): Promise<RestrictionRow[]> =>
  app.query<RestrictionRow>(sql.listRestrictions, [lifted, personId]);

/** Whether a record is restricted by any of its subjects, whatever its phase; false for what there is not. */
export async function isRestricted(session: Session, recordType: string, id: string): Promise<boolean> {
  const [row] = await session.query<{ restricted: boolean }>('select retention.record_is_restricted($1, $2) as restricted', [recordType, id]);
  return row?.restricted === true;
}
