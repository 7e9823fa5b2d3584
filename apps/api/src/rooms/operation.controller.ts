import { Controller, Inject } from '@nestjs/common';
import { type AnswerOf, api, type InputOf, isJobName, jobSentences, type TimedJob, timedJobs, timetable } from '@oubli/contracts';
import { domainRegistry, drawReports, readStorageLocations, residencyProblems, storesOf } from '@oubli/domains';
import { proofHolds, proofs, verify } from '@oubli/ledger';
import { purposes } from '@oubli/personal-data';
import { frozenOf, gateState, listApprovals, listRuns, listWaiting, readFigures, readPulse } from '@oubli/retention';
import { countRequests } from '@oubli/rights';
import { cursorOf, placeOf } from '../http/page';
import { ProblemError } from '../http/problem.error';
import type { Actor } from '../http/actor';
import { Input, Route, Who } from '../http/route.decorator';
import { examineReadiness, type Readiness } from '../readiness';
import { type House, houseToken } from '../tokens';

type Overview = AnswerOf<typeof api.readOverview>;

const lastRunsSql = `select distinct on (job) job, day::text as day, started_at as "startedAt", outcome from retention.job_run order by job, day desc`;
const nowSql = `select calendar.paris_date(now())::text as day, (calendar.paris_date(now()) + 1)::text as tomorrow, to_char(now() at time zone 'Europe/Paris', 'HH24:MI') as time`;
const batchesSql = `select seq::int as seq, run::text as run, number, entries, encode(merkle_root, 'hex') as root, encode(hash, 'hex') as hash, sealed_at as "sealedAt"
  from ledger.batch b where ($1::bigint is null or b.seq < $1) and ($2::uuid is null or b.run = $2) order by b.seq desc limit $3`;
const activitySql = `select a.id::text as id, a.occurred_on::text as on, a.area, a.action, a.about_type as "aboutType", a.about_id::text as "aboutId", coalesce(u.display_name, a.key, '') as who
  from (select id, person_id, occurred_on, area, action, about_type, about_id, null as key from access.staff_activity
    union all select d.id, null, d.occurred_on, 'other', d.action, 'api-key', d.key_id, k.name || ' (' || d.on_behalf_of || ')' from access.delegated_act d join access.api_key k on k.id = d.key_id
    union all select id, null, calendar.paris_date(occurred_at), 'retention', kind || ' ' || place, record_type, record_id, null from retention.activity) a
  left join access.console_user u on u.person_id = a.person_id
  where ($1::text is null or a.area = $1) and ($2::date is null or (a.occurred_on, a.id) < ($2::date, $3::uuid)) order by a.occurred_on desc, a.id desc limit $4`;

/** How the house is: overview, ledger, jobs, storage, activity. */
@Controller()
export class OperationController {
  constructor(@Inject(houseToken) private readonly house: House) {}

  private get session() {
    return this.house.logins.engine.session;
  }

  @Route(api.readOverview)
  async overview(): Promise<Overview> {
    const { alarmDays } = this.house.settings;
    const days = Math.max(...alarmDays);
    const [pulse, figures, readiness, runs, waiting, approvals, gate, next, requests] = await Promise.all([
      readPulse(this.session), readFigures(this.session), examineReadiness(this.house.instance, this.house.logins), listRuns(this.session, 1), listWaiting({ session: this.session }), listApprovals(this.session), gateState(this.house.logins.app), this.nextOf('retention.nightly'), countRequests(this.session, days),
    ]);
    const sum = (counts: readonly { count: number }[]): number => counts.reduce((total, row) => total + row.count, 0);
    const counts = figures?.counts;
    const [lastRun] = runs;
    return {
      figures: figures && counts ? {
        asOf: figures.asOf, ageSeconds: figures.ageSeconds, due: counts.due.reduce((total, d) => total + d.due, 0), overdue: counts.due.reduce((total, d) => total + d.over1, 0),
        held: sum(counts.kept.filter((k) => k.reason === 'hold')), noClock: sum(counts.noClock),
      } : null,
      restrictions: { open: pulse.restrictions, overdue: pulse.restrictionsOverdue, nextReviewOn: pulse.nextReviewOn, expiredFrozen: frozenOf(figures) },
      requests: { ...requests, days },
      months: monthsOf(counts?.months ?? []),
      lastRun: lastRun ? { runId: lastRun.runId, state: lastRun.state, createdAt: lastRun.createdAt, treated: lastRun.treated, planned: lastRun.planned } : null,
      nextRun: next, waiting: waiting.map((w) => ({ policy: w.policy, due: w.due, limit: w.limitReached })), approvals: approvals.filter((a) => a.state === 'open').length, stopped: gate.stopped,
      parts: this.partsOf(readiness),
    };
  }

  private partsOf(readiness: Readiness): Overview['parts'] {
    const { settings, instance } = this.house;
    const problems = residencyProblems(readStorageLocations(settings.storage.file), storesOf(instance.redisUrl), settings.storage.allowed);
    return [
      { part: 'database', state: readiness.database, detail: '' }, { part: 'queue', state: readiness.queue, detail: '' }, { part: 'worker', state: readiness.worker, detail: '' },
      { part: 'ledger', state: readiness.ledger, detail: '' }, { part: 'keys', state: readiness.keys, detail: '' },
      { part: 'declarations', state: readiness.declarations.state, detail: readiness.declarations.undeclared.join(', ') },
      { part: 'integrity', state: readiness.integrity.state, detail: readiness.integrity.alarms > 0 ? String(readiness.integrity.alarms) : '' },
      { part: 'storage', state: problems.length === 0 ? 'up' : 'down', detail: problems.join('; ') },
    ];
  }

  @Route(api.verifyLedger)
  async verifyLedger(): Promise<AnswerOf<typeof api.verifyLedger>> {
    const { verified, batches, entries, checkpoints, findings } = await verify(this.session, { checkpointFile: this.house.instance.checkpointFile, publicKey: this.house.logins.keys.checkpointPublic });
    return { verified, batches, entries, checkpoints, findings: [...findings] };
  }

  @Route(api.searchLedger)
  async searchLedger(@Input() { query }: InputOf<typeof api.searchLedger>): Promise<AnswerOf<typeof api.searchLedger>> {
    const [before] = placeOf(query.after, 'number') ?? [];
    const rows = await this.session.query<AnswerOf<typeof api.searchLedger>['results'][number]>(batchesSql, [before ?? null, query.run ?? null, query.limit + 1]);
    const results = rows.slice(0, query.limit);
    const last = results.at(-1);
    return rows.length > query.limit && last ? { results, paging: { next: { after: cursorOf([String(last.seq)]) } } } : { results };
  }

  @Route(api.proveRecord)
  async prove(@Input() { params }: InputOf<typeof api.proveRecord>): Promise<AnswerOf<typeof api.proveRecord>> {
    const declaration = domainRegistry.roots.find((r) => r.recordType === params.recordType);
    if (!declaration) throw new ProblemError('unknown', 'There is no such record type.');
    const { keys } = this.house.logins;
    const found = await proofs(this.session, keys.ledger, declaration.code, params.id, this.house.instance.checkpointFile, declaration === domainRegistry.person ? 'person' : 'record');
    const names = new Map(domainRegistry.declarations.map((d) => [d.code, d.recordType]));
    return {
      results: found.map((p) => ({
        recordType: names.get(p.entry.entity) ?? String(p.entry.entity), phase: p.phase, action: p.action, dueOn: new Date(p.entry.dueDays * 86_400_000).toISOString().slice(0, 10), batch: p.seq, proven: proofHolds(p, keys.checkpointPublic),
        checkpoint: p.checkpoint?.seq ?? null,
        proof: { run: p.batch.run, number: p.batch.number, leaf: p.entry.leaf, path: p.path, root: p.batch.root.toString('hex'), hash: p.hash.toString('hex') },
      })),
    };
  }

  @Route(api.listJobs)
  async jobs(): Promise<AnswerOf<typeof api.listJobs>> {
    const last = await this.session.query<{ job: string; startedAt: string; outcome: string | null }>(lastRunsSql);
    const results = await Promise.all(timedJobs.map(async (job) => {
      const before = last.find((l) => l.job === job);
      return { job, what: jobSentences[job], last: before?.startedAt ?? null, outcome: before?.outcome ?? null, next: await this.nextOf(job) };
    }));
    return { results };
  }

  @Route(api.runJob)
  async runJob(@Input() { params }: InputOf<typeof api.runJob>): Promise<AnswerOf<typeof api.runJob>> {
    const job = timedJobs.find((name) => name === params.job);
    if (!job || !isJobName(job)) throw new ProblemError('unknown', 'There is no such job.');
    const [now] = await this.session.query<{ day: string }>(nowSql);
    const rung = job === 'ledger.checkpoint' ? await this.house.bell.ring(job, {}) : await this.house.bell.ring(job, { day: now?.day ?? '' });
    if (!rung) throw new ProblemError('not-ready', 'There is no queue to ring: run the job by command (oubli job run).');
    return { rung };
  }

  @Route(api.listStorage)
  storage(): AnswerOf<typeof api.listStorage> {
    const { storage } = this.house.settings;
    return { results: readStorageLocations(storage.file).map(({ store, name, provider, identifier, country }) => ({ store, name: name ?? null, provider, identifier, country })), allowed: [...storage.allowed] };
  }

  @Route(api.listActivity)
  async activity(@Input() { query }: InputOf<typeof api.listActivity>): Promise<AnswerOf<typeof api.listActivity>> {
    const [on, id] = placeOf(query.after, 'day', 'uuid') ?? [];
    const rows = await this.house.logins.app.session.query<{ id: string; on: string; area: string; action: string; aboutType: string | null; aboutId: string | null; who: string }>(
      activitySql, [query.area ?? null, on ?? null, id ?? null, query.limit + 1]);
    const results = rows.slice(0, query.limit);
    const last = results.at(-1);
    const shown = results.map(({ aboutType, aboutId, ...row }) => ({ ...row, about: aboutType === null ? null : aboutId === null ? aboutType : `${aboutType}/${aboutId}` }));
    return rows.length > query.limit && last ? { results: shown, paging: { next: { after: cursorOf([last.on, last.id]) } } } : { results: shown };
  }

  @Route(api.drawReports)
  async reports(@Who() actor: Actor): Promise<AnswerOf<typeof api.drawReports>> {
    return { results: (await drawReports(this.house.logins.app.session, actor.purposes)).map((report) => ({ ...report, cells: [...report.cells] })) };
  }

  @Route(api.listPurposes)
  purposes(): AnswerOf<typeof api.listPurposes> {
    return { results: [...purposes] };
  }

  /** The next time of a job, in words of Paris time. */
  private async nextOf(job: TimedJob): Promise<string> {
    const timing = timetable[job];
    if (!('daily' in timing)) return `${timing.everySeconds} s`;
    const [[now], done] = await Promise.all([
      this.session.query<{ day: string; tomorrow: string; time: string }>(nowSql),
      this.session.query('select 1 from retention.job_run where job = $1 and day = calendar.paris_date(now())', [job]),
    ]);
    const over = done.length > 0 || (now?.time ?? '') >= timing.daily;
    return `${(over ? now?.tomorrow : now?.day) ?? ''} ${timing.daily}`;
  }
}

function monthsOf(counts: readonly { month: string; recordType: string; count: number }[]): Overview['months'] {
  const months = [...new Set(counts.map((c) => c.month))].sort();
  return months.map((month) => ({ month, byType: counts.filter((c) => c.month === month).map(({ recordType, count }) => ({ recordType, count })) }));
}
