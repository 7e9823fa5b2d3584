import type { AnswerOf, api } from '@oubli/contracts';
import type { Session } from '@oubli/database';
import { domainRegistry } from '@oubli/domains';

export interface PolicyFact {
  readonly code: string;
  readonly recordType: string;
  readonly title: string;
  readonly automatic: boolean;
}

export const policiesOf = (session: Session): Promise<PolicyFact[]> => session.query<PolicyFact>('select code, record_type as "recordType", title, automatic from retention.policy order by code');

/** How many records of each type are held: exact, because each is one count of an index. */
export async function recordCounts(session: Session): Promise<ReadonlyMap<string, number>> {
  const parts = domainRegistry.roots.map((root) => `select '${root.recordType}' as type, count(*)::int as n from ${root.table}`);
  return new Map((await session.query<{ type: string; n: number }>(parts.join(' union all '))).map((r) => [r.type, r.n]));
}

type Version = AnswerOf<typeof api.readPolicy>['versions'][number];

const versionsSql = `select v.id::text as id, v.number, v.body, v.legal_reference as "legalReference", v.confidence, v.frozen_at as "frozenAt",
    coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'effectiveFrom', p.effective_from, 'title', p.title, 'mandatoryRetroactive', pv.mandatory_retroactive, 'optedOut', pv.opted_out) order by p.effective_from)
      from retention.publication_version pv join retention.publication p on p.id = pv.publication where pv.version = v.id), '[]') as publications
  from retention.policy_version v where v.policy = $1 and v.state = 'frozen' order by v.number desc`;

/** Frozen versions of a policy, newest first, and where each was published. */
export const versionsOf = (session: Session, policy: string): Promise<Version[]> => session.query<Version>(versionsSql, [policy]);
