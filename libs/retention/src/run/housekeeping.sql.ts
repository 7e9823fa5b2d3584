/** Engine rows that have reached their own end (RET-41): manifests and outcomes a year after the run, holds five years after their release. */
export const endOldRuns = `delete from retention.run where ended_at < now() - interval '1 year' returning id`;

export const endOldHoldReasons = `delete from retention.hold_reason where hold_id in (select id from retention.hold where released_at < now() - interval '5 years')`;
export const endOldHolds = `delete from retention.hold where released_at < now() - interval '5 years' returning id`;

/** Restrictions: with the file of the request, five years (RET-23). */
const endedRestrictions = `select id from retention.restriction where lifted_at < now() - interval '5 years'`;
export const endOldRestrictions = [
  `delete from retention.restriction_reason where restriction_id in (${endedRestrictions})`,
  `delete from retention.restriction_notice where restriction_id in (${endedRestrictions})`,
  `delete from retention.restriction where id in (${endedRestrictions})`,
] as const;

/** Reads of archived records: as the log of staff actions, three years. */
export const endOldArchiveAccess = `delete from retention.archive_access where asked_at < now() - interval '3 years' returning id`;

/** The activity trail: three years, internal control of retention (RET-25). */
export const endOldActivity = `delete from retention.activity where occurred_at < now() - interval '3 years'`;

/** Decisions of two: as the activity trail. */
export const endOldApprovals = `delete from retention.approval where decided_at < now() - interval '3 years'`;

/** Wishes for erasure: with the file of the request, five years (RET-23). */
export const endOldWishes = `delete from retention.erasure_wish w where w.ended_on < (calendar.paris_date(now()) - interval '5 years')::date
  and not exists (select 1 from retention.run r where r.wish = w.id)`;

export const endOldHeartbeats = `delete from retention.worker where seen_at < now() - interval '1 day'`;
export const endOldJobRuns = `delete from retention.job_run where day < calendar.paris_date(now()) - 365`;

export const rewriteTally = (table: string, count: string): string => `update ${table} set ${count} = ${count}`;
