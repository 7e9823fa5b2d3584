import { type Confidence, versionBodySchema } from '@oubli/contracts';
import type { Session } from '@oubli/database';
import type { Registry } from '@oubli/personal-data';
import { RetentionError } from '../retention-error';
import { bodyProblems } from '../policies/freeze';
import * as sql from './change.sql';

/** A rule somebody is writing: it may be incomplete, and nothing follows from it until it is published. */
export interface PolicyDraft {
  readonly policy: string;
  readonly recordType: string;
  readonly title: string;
  readonly automatic: boolean;
  readonly legalReference: string;
  readonly confidence: Confidence;
  readonly body: unknown;
}

export interface SavedDraft extends PolicyDraft {
  readonly changedAt: string;
  /** Account that wrote it last. */
  readonly changedBy: string | null;
  readonly etag: string;
}

export const listDrafts = (session: Session): Promise<SavedDraft[]> => session.query<SavedDraft>(sql.listDrafts);
export const findDraft = async (session: Session, policy: string): Promise<SavedDraft | null> => (await session.query<SavedDraft>(sql.readDraft, [policy]))[0] ?? null;
export const dropDraft = async (session: Session, policy: string): Promise<void> => void (await session.query(sql.dropDraft, [policy]));

/**
 * Keeps a draft. @param etag that of the draft that is replaced; null for the first one
 * @throws RetentionError `draft-stale` when somebody else has written since, `version-refused` when the policy is about another record type
 */
export async function saveDraft(session: Session, registry: Registry, draft: PolicyDraft, author: string | null, etag: string | null): Promise<SavedDraft> {
  registry.root(draft.recordType);
  const [known] = await session.query<{ recordType: string }>('select record_type as "recordType" from retention.policy where code = $1', [draft.policy]);
  if (known && known.recordType !== draft.recordType) throw new RetentionError('version-refused', `${draft.policy} is a policy for ${known.recordType}; give this one another code.`);
  const { policy, recordType, title, automatic, legalReference, confidence, body } = draft;
  const [saved] = await session.query<SavedDraft>(sql.saveDraft, [policy, recordType, title, automatic, legalReference, confidence, JSON.stringify(body), author, etag]);
  if (!saved) throw new RetentionError('draft-stale', 'Somebody has changed this draft since you read it; nothing was changed.');
  return saved;
}

/** Everything that keeps a draft from being frozen, in sentences that name the place. */
export async function draftProblems(session: Session, registry: Registry, draft: PolicyDraft): Promise<string[]> {
  const reference = draft.legalReference.trim().length < 3 ? ['legalReference: names no text of law.'] : [];
  const parsed = versionBodySchema.safeParse(draft.body);
  if (!parsed.success) return [...reference, ...parsed.error.issues.map((issue) => `${issue.path.length === 0 ? 'body' : issue.path.map(String).join('.')} ${issue.message}.`)];
  return [...reference, ...(await bodyProblems(session, registry, draft.recordType, parsed.data))];
}
