export const insertRun = `insert into retention.run (id, as_of, digest, state, requested_by, plan, schedule, wish)
  values ($1, $2, decode($3, 'hex'), $4, $5, $6, $7, $8)`;

export const insertSteps = `insert into retention.run_step (run, number, wave, policy, record_type, planned)
  select $1, x.number, x.wave, x.policy, x.record_type, x.planned
  from unnest($2::int[], $3::int[], $4::text[], $5::text[], $6::int[]) as x (number, wave, policy, record_type, planned)`;

/** Size of a table as the planner of PostgreSQL knows it; counted when it has never been analysed. */
export const tableSize = (table: string): string => `select count(*)::int as count from ${table}`;

/** Ids and row addresses are written out for the one batch that is taken: a projection before the limit would write out every pending batch. */
const claim = (which: string): string => `with claimed as (
    select b.run, b.number from retention.batch b
    where b.run = $1 and b.state = 'pending' and b.not_before <= clock_timestamp() and ${which}
      and exists (select 1 from retention.run r where r.id = b.run and r.state = 'running' and r.wave = b.wave)
    order by b.number limit 1 for update of b skip locked)
  select b.number, b.step, b.wave, b.lane, array_to_string(b.ids, ';') as ids, array_to_string(b.places, ';') as places, b.attempts
  from claimed c join retention.batch b on b.run = c.run and b.number = c.number`;

export const claimBatch = claim('b.number = $2');

/** Any batch of a run that nobody works on: the sweeper's way to find work without a bell. */
export const claimAnyBatch = claim('($2::int is null or b.lane = $2)');

export const finishBatch = `update retention.batch set state = $3, treated = $4, entries = $5, kept = $6, gone = $7, quarantined = $8,
    worker = $9, attempts = attempts + 1, finished_at = clock_timestamp() where run = $1 and number = $2`;

/** One at a time for a run, so that numbers do not collide. */
export const lockRun = 'select 1 from retention.run where id = $1 for update';

export const addBatch = `insert into retention.batch (run, number, step, wave, lane, ids, attempts, not_before)
  select $1, max(number) + 1, $2, $3, $4, $5::uuid[], $6, clock_timestamp() + $7::int * interval '1 millisecond'
  from retention.batch where run = $1 returning number`;

export const insertOutcomes = `insert into retention.outcome (run, record_type, record_id, reason)
  select $1, $2, x.id, x.reason from unnest($3::uuid[], $4::text[]) as x (id, reason)
  on conflict (run, record_type, record_id) do update set reason = excluded.reason`;

export const setAside = `insert into retention.quarantine (record_type, record_id, sqlstate, constraint_name, next_try_on)
  values ($1, $2, $3, $4, calendar.paris_date(now()) + 1)
  on conflict (record_type, record_id) do update set sqlstate = excluded.sqlstate, constraint_name = excluded.constraint_name,
    attempts = quarantine.attempts + 1, last_at = now(),
    next_try_on = case when quarantine.attempts >= 4 then date 'infinity' else calendar.paris_date(now()) + 1 + quarantine.attempts end`;

export const anyQuarantined = 'select 1 from retention.quarantine where record_type = $1 limit 1';

/** What was set aside and has now been treated is no longer set aside. */
export const clearQuarantine = 'delete from retention.quarantine where record_type = $1 and record_id = any($2::uuid[])';

export const nextWave = `update retention.run r set wave = r.wave + 1
  where r.id = $1 and r.state = 'running' and r.wave < 2
    and not exists (select 1 from retention.batch b where b.run = r.id and b.wave = r.wave and b.state = 'pending') returning r.wave`;

export const endRun = `update retention.run r set state = 'done', ended_at = clock_timestamp()
  where r.id = $1 and r.state = 'running' and not exists (select 1 from retention.batch b where b.run = r.id and b.state = 'pending') returning r.id`;

export const loadRun = `select id, as_of as "asOf", encode(digest, 'hex') as digest, state, wave, plan, schedule, wish::text as wish from retention.run where id = $1`;

export const pendingNumbers = `select number from retention.batch where run = $1 and wave = $2 and state = 'pending' order by number`;

export const openRuns = `select id from retention.run where state = 'running' order by created_at, id`;

export const changeState = `update retention.run set state = $2, ended_at = case when $2 = 'running' then null else clock_timestamp() end
  where id = $1 and state = any($3::text[]) returning state`;

/** Progress and result of a run, exact: what was treated is counted by the ledger's own entries per batch. */
export const runSummary = `select r.id as "runId", r.as_of as "asOf", encode(r.digest, 'hex') as digest, r.state, r.requested_by as "requestedBy",
    r.created_at as "createdAt", r.ended_at as "endedAt",
    (select coalesce(sum(s.planned), 0)::int from retention.run_step s where s.run = r.id) as planned,
    (select coalesce(sum(b.treated), 0)::int from retention.batch b where b.run = r.id) as treated,
    (select count(*)::int from retention.outcome o where o.run = r.id and o.reason <> 'quarantined') as kept,
    (select count(*)::int from retention.outcome o where o.run = r.id and o.reason = 'quarantined') as quarantined,
    (select coalesce(sum(b.gone), 0)::int from retention.batch b where b.run = r.id) as gone,
    (select count(*)::int from retention.batch b where b.run = r.id and b.state = 'pending') as "batchesOpen"
  from retention.run r`;

export const keptByReason = `select record_type as "recordType", reason, count(*)::int as count from retention.outcome where run = $1 group by 1, 2 order by 1, 2`;

/** In the order of the primary key, so that a page costs what a page costs. */
export const keptRecords = `select record_type as "recordType", record_id::text as id, reason from retention.outcome
  where run = $1 and ($2::text is null or record_type = $2) and ($3::text is null or reason = $3) and ($4::text is null or (record_type, record_id) > ($4, $5::uuid))
  order by record_type, record_id limit $6`;

export const treatedByStep = `select s.number, s.policy, s.record_type as "recordType", s.planned, coalesce(sum(b.treated), 0)::int as treated
  from retention.run_step s left join retention.batch b on b.run = s.run and b.step = s.number where s.run = $1 group by s.run, s.number order by s.number`;

/** Records of a type that a run has changed: to know which tables hold dead rows with the old values. */
export const touchedTypes = `select distinct s.record_type as "recordType" from retention.run_step s
  join retention.batch b on b.run = s.run and b.step = s.number where s.run = $1 and b.treated > 0`;
