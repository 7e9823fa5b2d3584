import type { Session } from '@oubli/database';
import type { Floor, Publication, PublishedVersion, Schedule } from './schedule';

const publicationsSql = `select id, effective_from as "effectiveFrom", title from retention.publication order by effective_from`;

const versionsSql = `select pv.publication, v.id, v.policy, v.number, p.record_type as "recordType", v.body,
    v.legal_reference as "legalReference", v.confidence, pv.mandatory_retroactive as "mandatoryRetroactive",
    pv.legal_reference as "retroactiveReference", pv.opted_out as "optedOut"
  from retention.publication_version pv
  join retention.policy_version v on v.id = pv.version
  join retention.policy p on p.code = v.policy
  order by pv.publication, v.policy`;

const floorsSql = `select code, record_type as "recordType", body, valid_from as "validFrom", valid_to as "validTo",
    legal_reference as "legalReference" from retention.statutory_floor order by code`;

const automaticSql = `select code from retention.policy where automatic order by code`;

/** Reads every rule in one place; bodies were checked when they were frozen. */
export async function loadSchedule(session: Session): Promise<Schedule> {
  const versions = await session.query<PublishedVersion & { publication: string }>(versionsSql);
  const publications = await session.query<Omit<Publication, 'versions'>>(publicationsSql);
  const floors = await session.query<Floor>(floorsSql);
  const automatic = await session.query<{ code: string }>(automaticSql);
  return {
    publications: publications.map((publication) => ({
      ...publication,
      versions: versions.filter((v) => v.publication === publication.id).map(({ publication: _publication, ...version }) => version),
    })),
    floors,
    automatic: new Set(automatic.map((a) => a.code)),
  };
}
