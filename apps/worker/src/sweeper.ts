import { timedJobs, timetable, type TimedJob } from '@oubli/contracts';
import { errorCode, type Log } from '@oubli/logging';
import { advance, openRuns, workLane } from '@oubli/retention';
import { finishRun } from './finish';
import { handle, type HandlerContext } from './handlers';

/** Seconds between two looks; without a queue the sweeper is the only one who finds work, so it looks more often. */
export const sweepSeconds = { withQueue: 5, alone: 1 } as const;

const paris = `select calendar.paris_date(now())::text as day, to_char(now() at time zone 'Europe/Paris', 'HH24:MI') as time`;
const claimDay = 'insert into retention.job_run (job, day) values ($1, $2) on conflict do nothing returning job';
const endDay = 'update retention.job_run set ended_at = now(), outcome = $3 where job = $1 and day = $2';
const heartbeat = `insert into retention.worker (id, started_at, seen_at) values ($1, now(), now()) on conflict (id) do update set seen_at = now()`;

interface ParisTime {
  readonly day: string;
  readonly time: string;
}

/**
 * Finds work without any bell: open runs with batches nobody works on, and jobs of the timetable that are due. Redis
 * may be flushed, down or absent: what it would have said stands in the database.
 */
export class Sweeper {
  private timer: NodeJS.Timeout | null = null;
  private sweeping: Promise<void> = Promise.resolve();
  private readonly lastTick = new Map<TimedJob, number>();
  private startedAt: ParisTime | null = null;

  constructor(
    private readonly context: HandlerContext,
    private readonly seconds: number,
    private readonly log: Log,
  ) {}

  start(): void {
    const again = (): void => {
      this.sweeping = this.sweep().catch((error: unknown) => this.log.write('sweep-failed', { code: errorCode(error) }));
      void this.sweeping.then(() => {
        if (!this.context.draining()) this.timer = setTimeout(again, this.seconds * 1000);
      });
    };
    again();
  }

  async stop(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    await this.sweeping;
  }

  private async sweep(): Promise<void> {
    const { engine } = this.context.runtime.logins;
    await engine.session.query(heartbeat, [this.context.runtime.context.worker]);
    await this.tick();
    for (const { id } of await engine.session.query<{ id: string }>(openRuns)) await this.sweepRun(id);
  }

  private async sweepRun(runId: string): Promise<void> {
    const { runtime, lanes, draining } = this.context;
    const working = [0, 1].map((lane) => lanes.tryRun(() => workLane(runtime.context, runId, lane, () => !draining())));
    const states = await Promise.all(working.filter((w) => w !== null));
    const done = states.some((s) => s.state === 'done') || (await advance(runtime.context, runId)).kind === 'done';
    if (done) {
      this.log.write('run-done', { run: runId });
      await finishRun(runtime, runId);
    }
  }

  /** Jobs of the timetable: daily ones claimed once a day in the database, others by each worker for itself. */
  private async tick(): Promise<void> {
    const { engine } = this.context.runtime.logins;
    const [now] = await engine.session.query<ParisTime>(paris);
    if (!now) return;
    this.startedAt ??= now;
    for (const job of timedJobs) {
      const timing = timetable[job];
      if ('daily' in timing) {
        if (now.time < timing.daily || !this.wasHereBefore(timing.daily, now)) continue;
        if ((await engine.session.query(claimDay, [job, now.day])).length > 0) await this.runDaily(job, now.day);
      } else if (performance.now() - (this.lastTick.get(job) ?? ('atStart' in timing ? -Infinity : 0)) > timing.everySeconds * 1000) {
        this.lastTick.set(job, performance.now());
        const done = this.run(job, now.day);
        if ('beside' in timing) void done.catch((error: unknown) => this.log.write('job-failed', { job, day: now.day, code: errorCode(error) }));
        else await done;
      }
    }
  }

  /** Starting late in the day starts no nightly run: only who was there when the hour struck catches a job up. */
  private wasHereBefore(time: string, now: ParisTime): boolean {
    return this.startedAt !== null && (this.startedAt.day < now.day || this.startedAt.time <= time);
  }

  private async runDaily(job: TimedJob, day: string): Promise<void> {
    const { engine } = this.context.runtime.logins;
    const before = performance.now();
    let outcome: 'done' | 'failed' = 'done';
    try {
      await this.run(job, day);
      this.log.write('job-done', { job, day, durationMs: Math.round(performance.now() - before) });
    } catch (error) {
      outcome = 'failed';
      this.log.write('job-failed', { job, day, code: errorCode(error) });
    }
    await engine.session.query(endDay, [job, day, outcome]);
  }

  private run(job: TimedJob, day: string): Promise<void> {
    return job === 'ledger.checkpoint' ? handle(job, {}, this.context) : handle(job, { day }, this.context);
  }
}
