import type { Session } from '@oubli/database';
import type { Registry } from '@oubli/personal-data';
import { defineFloor, definePolicy, freezeVersion } from './freeze';
import type { ShippedSchedule } from './install';
import { loadSchedule } from './load.sql';
import { publish, type PublishedMember } from './publish';
import { carryTexts } from '../texts/texts';
import * as sql from './policy.sql';

/** What an upgrade published: record types that came with this version, and from which day their policies hold. */
export interface Extension {
  readonly recordTypes: readonly string[];
  readonly effectiveFrom: string;
}

const publicationText = {
  title: 'Record types that came with this version', reason: 'technical', explanation: 'technical: record types that came with this version',
} as const;

/**
 * Publishes the shipped policies of record types that this database has neither a policy nor a draft for, beside everything
 * that is in force. A record type that has one is never touched, and one that ships without policy stays without.
 * @returns null when there is nothing to add
 * @throws RetentionError when a shipped version does not fit the database
 */
export async function extendSchedule(session: Session, registry: Registry, shipped: ShippedSchedule): Promise<Extension | null> {
  const ruled = new Set((await session.query<{ recordType: string }>(sql.ruledTypes)).map((row) => row.recordType));
  const policies = shipped.policies.filter((policy) => !ruled.has(policy.recordType));
  if (policies.length === 0) return null;
  const added: PublishedMember[] = [];
  for (const policy of policies) {
    await definePolicy(session, registry, policy);
    const last = shipped.versions.filter((version) => version.policy === policy.code).at(-1);
    if (!last) throw new Error(`The shipped policy ${policy.code} has no version.`);
    const { key: _key, ...draft } = last;
    added.push({ version: await freezeVersion(session, registry, draft) });
  }
  for (const floor of shipped.floors) if (!ruled.has(floor.recordType)) await defineFloor(session, registry, floor);
  const kept = ((await loadSchedule(session)).publications.at(-1)?.versions ?? []).map((v): PublishedMember => ({ version: v.id }));
  const [day] = await session.query<{ day: string }>(sql.nextPublicationDay);
  const effectiveFrom = day?.day ?? '';
  await carryTexts(session, await publish(session, { ...publicationText, effectiveFrom, versions: [...kept, ...added] }));
  const recordTypes = [...new Set(policies.map((policy) => policy.recordType))].sort();
  await session.query(sql.noteExtension, [policies.map((p) => p.recordType), policies.map((p) => p.code), publicationText.explanation]);
  return { recordTypes, effectiveFrom };
}
