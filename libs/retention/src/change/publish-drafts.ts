import type { TreatmentKeys } from '@oubli/anonymization';
import { versionBodySchema } from '@oubli/contracts';
import type { Connections, Session } from '@oubli/database';
import type { Registry } from '@oubli/personal-data';
import { definePolicy, freezeVersion } from '../policies/freeze';
import { loadSchedule } from '../policies/load.sql';
import { type ChangeReason, publish, type PublishedMember } from '../policies/publish';
import { RetentionError } from '../retention-error';
import { carryTexts, type PolicyTexts, textsBefore, type Waiver, writeTexts } from '../texts/texts';
import { draftProblems, dropDraft, findDraft, type SavedDraft } from './drafts';
import type { Reach } from './hypothesis';
import { type Impact, impactOf } from './impact';

export interface DraftPublication {
  readonly effectiveFrom: string;
  readonly title: string;
  readonly reason: Exclude<ChangeReason, 'first'>;
  readonly explanation: string;
  readonly drafts: readonly (Reach & { readonly policy: string; readonly accept?: string | undefined })[];
  /** The privacy policy in words; without it the words of the publication before go on. */
  readonly texts?: (PolicyTexts & { readonly waivers: readonly Waiver[] }) | undefined;
}

/** What the drafts of a publication would do, each checked against the digest that was seen. */
export interface Examined {
  readonly stricter: boolean;
  readonly drafts: readonly SavedDraft[];
}

/**
 * Checks that every draft can be frozen and that whoever publishes has seen what it does: a first rule and a stricter one need
 * the digest of their preview.
 * @param approved a second person decides now: the day of the digest may be over, and what matters is that the drafts still fit
 * @throws RetentionError `version-refused`, `preview-needed`, `plan-moved`
 */
export async function examineDrafts(engine: Connections, registry: Registry, wanted: DraftPublication, keys: TreatmentKeys, approved = false): Promise<Examined> {
  const drafts: SavedDraft[] = [];
  let stricter = false;
  for (const { policy, accept, ...reach } of wanted.drafts) {
    const { draft, impact } = await engine.transaction((session) => examine(session, registry, policy, reach, keys));
    if (!approved && (impact.first || impact.stricter) && accept === undefined) {
      throw new RetentionError('preview-needed', `${policy} is ${impact.first ? 'a first rule' : 'stricter than before'}: publish it with the digest of its preview. Nothing was changed.`);
    }
    if (!approved && accept !== undefined && accept !== impact.digest) throw new RetentionError('plan-moved', `What ${policy} would do has changed since it was previewed; nothing was changed. Preview again.`);
    stricter ||= impact.stricter;
    drafts.push(draft);
  }
  return { stricter, drafts };
}

async function examine(session: Session, registry: Registry, policy: string, reach: Reach, keys: TreatmentKeys): Promise<{ draft: SavedDraft; impact: Impact }> {
  const draft = await findDraft(session, policy);
  if (!draft) throw new RetentionError('version-refused', `There is no draft of ${policy}.`);
  const problems = await draftProblems(session, registry, draft);
  if (problems.length > 0) throw new RetentionError('version-refused', `${policy}: ${problems.join(' ')}`);
  return { draft, impact: await impactOf(session, registry, await loadSchedule(session), { ...draft, ...reach }, keys, false) };
}

/**
 * Freezes the drafts and publishes them with every other version of the latest publication. In the caller's transaction, with
 * the application's login. @returns id of the publication
 * @throws RetentionError `publication-refused`, `version-refused`, `text-stopped`
 */
export async function publishDrafts(session: Session, registry: Registry, wanted: DraftPublication): Promise<string> {
  const schedule = await loadSchedule(session);
  const replaced = new Set(wanted.drafts.map((d) => d.policy));
  const kept = (schedule.publications.at(-1)?.versions ?? []).filter((v) => !replaced.has(v.policy)).map((v): PublishedMember => ({ version: v.id }));
  const members: PublishedMember[] = [];
  for (const { policy, mandatoryRetroactive, optedOut } of wanted.drafts) {
    const draft = await findDraft(session, policy);
    if (!draft) throw new RetentionError('version-refused', `There is no draft of ${policy}.`);
    const { recordType, title, automatic, legalReference, confidence, body } = draft;
    await definePolicy(session, registry, { code: policy, recordType, title, automatic });
    const version = await freezeVersion(session, registry, { policy, legalReference, confidence, body: versionBodySchema.parse(body) });
    members.push({ version, ...(mandatoryRetroactive && { mandatoryRetroactive }), ...(optedOut && { optedOut }) });
    await dropDraft(session, policy);
  }
  const { effectiveFrom, title, reason, explanation, texts } = wanted;
  const before = await textsBefore(session, null);
  const id = await publish(session, { effectiveFrom, title, reason, explanation, versions: [...kept, ...members] });
  if (texts) await writeTexts(session, id, texts, before, texts.waivers);
  else await carryTexts(session, id);
  return id;
}
