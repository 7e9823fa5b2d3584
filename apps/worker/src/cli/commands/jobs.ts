import type { Command } from 'commander';
import { isJobName, jobSentences, type TimedJob, timedJobs, timetable } from '@oubli/contracts';
import { openBell } from '@oubli/jobs';
import type { Log } from '@oubli/logging';
import { handle, type HandlerContext } from '../../handlers';
import { Lanes } from '../../lanes';
import { openCourier } from '../../courier';
import { openHerald } from '../../herald';
import { openPostman } from '../../postman';
import { CommandError, print, table } from '../io';
import { command, type Json, settings, withRuntime } from '../program';

const lastRuns = `select distinct on (job) job, day, started_at as "startedAt", outcome from retention.job_run order by job, day desc`;

/** The command line tells what it did itself. */
const silent: Log = { write: () => undefined };

const isTimed = (name: string): name is TimedJob => isJobName(name) && timedJobs.some((job) => job === name);

export function addJobCommands(program: Command): void {
  command(program, 'jobs', 'Lists the timetable: what, when last, when next.', ['jobs'])
    .action((options: Json) => withRuntime(async ({ logins }) => {
      const last = await logins.engine.session.query<{ job: string; startedAt: string; outcome: string | null; day: string }>(lastRuns);
      const [today] = await logins.engine.session.query<{ day: string; tomorrow: string; time: string }>(
        `select calendar.paris_date(now())::text as day, (calendar.paris_date(now()) + 1)::text as tomorrow, to_char(now() at time zone 'Europe/Paris', 'HH24:MI') as time`);
      const rows = timedJobs.map((job) => {
        const timing = timetable[job];
        const before = last.find((l) => l.job === job);
        const next = 'daily' in timing ? `${before?.day === today?.day || (today?.time ?? '') >= timing.daily ? today?.tomorrow : today?.day} ${timing.daily} (Paris)` : `every ${timing.everySeconds} s`;
        return { job, what: jobSentences[job], last: before?.startedAt ?? null, outcome: before?.outcome ?? null, next };
      });
      print(options, rows, () => table(['job', 'last', 'outcome', 'next', 'what'], rows.map((r) => [r.job, r.last, r.outcome, r.next, r.what])));
    }));

  const job = program.command('job').description('Jobs of the timetable, on demand.');
  command(job, 'run <name>', 'Does a job of the timetable now.', ['job run retention.nightly', 'job run ledger.checkpoint --wait'])
    .option('--wait', 'do it in this process and wait for its end')
    .action((name: string, options: Json & { wait?: boolean }) => withRuntime(async (runtime) => {
      if (!isTimed(name)) throw new CommandError(`There is no job ${JSON.stringify(name)}; known: ${timedJobs.join(', ')}.`, 2);
      const [row] = await runtime.logins.engine.session.query<{ day: string }>('select calendar.paris_date(now())::text as day');
      const bell = openBell(runtime.instance.redisUrl);
      const postman = openPostman(runtime.instance, settings().mail, silent);
      const herald = openHerald(runtime.instance, settings(), silent);
      const context: HandlerContext = { runtime, lanes: new Lanes(2), postman, courier: openCourier(runtime, settings().outboundHosts, silent), herald, settings: settings(), bell, draining: () => false, log: silent };
      const day = row?.day ?? '';
      const rung = options.wait ? false : await (name === 'ledger.checkpoint' ? bell.ring(name, {}) : bell.ring(name, { day }));
      if (!rung) await (name === 'ledger.checkpoint' ? handle(name, {}, context) : handle(name, { day }, context));
      await Promise.all([bell.close(), postman.close(), herald.close()]);
      print(options, { job: name, where: rung ? 'worker' : 'here' }, () => (rung ? `${name} is rung; a worker does it.` : `${name} is done.`));
    }));
}
