/** Days after which a due record counts as overdue: a night, a week, a month, a quarter. */
export const overdueLimits = [1, 7, 30, 90] as const;

/** Of the plan being made, by record type: due, and overdue by more than each limit. `due_on` is the first day of treatment. */
export const countPlanned = `select record_type as "recordType", count(*)::int as due, greatest(max($1::date - due_on), 0) as "longestOverdue",
    ${overdueLimits.map((days) => `count(*) filter (where $1::date - due_on > ${days})::int as "over${days}"`).join(', ')}
  from planned where excluded is null group by record_type order by record_type`;

export const writeFigures = `insert into retention.figures (as_of, counted_at, counts) values ($1, clock_timestamp(), $2)
  on conflict (id) do update set as_of = excluded.as_of, counted_at = excluded.counted_at, counts = excluded.counts`;

export const readFigures = `select as_of::text as "asOf", extract(epoch from now() - counted_at)::float8 as "ageSeconds", counts from retention.figures`;

/** What can be read at every look, in one row. A manifest leaves after a year, so `treated` may fall. */
export const readPulse = `select
    (select count(*)::int from retention.run where state = 'running') as "openRuns",
    (select count(*)::int from retention.batch where state = 'pending') as "pendingBatches",
    (select coalesce(sum(treated), 0)::bigint from retention.batch) as treated,
    (select coalesce(sum(treated), 0)::float8 / 60 from retention.batch where finished_at > now() - interval '1 minute') as "treatedPerSecond",
    (select count(*)::int from retention.quarantine) as quarantined,
    (select count(*)::int from retention.waiting_policy) as "waitingPolicies",
    (select count(*)::int from retention.hold where released_at is null) as "holds",
    (select count(*)::int from retention.restriction where lifted_at is null) as "restrictions",
    (select count(*)::int from retention.restriction where lifted_at is null and review_on < calendar.paris_date(now())) as "restrictionsOverdue",
    (select min(review_on)::text from retention.restriction where lifted_at is null) as "nextReviewOn",
    (select count(*)::int from retention.policy_gate where policy is null) as stopped,
    (select count(*)::int from retention.integrity_alarm where accepted_at is null) as "integrityAlarms",
    (select count(*)::int from retention.worker where seen_at > now() - interval '30 seconds') as workers,
    (select extract(epoch from now() - max(seen_at))::float8 from retention.worker) as "heartbeatAge",
    (select seq::bigint from ledger.head) as "ledgerBatches",
    (select extract(epoch from now() - sealed_at)::float8 from ledger.batch order by seq desc limit 1) as "ledgerAge"`;
