import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { openBell } from '@oubli/jobs';
import { cancelRun, dueCount, goOn, limitReached, listQuarantine, listRuns, resumeRun, retryQuarantine, runDetail, type RunDetail, startRun, stopAll, workLane } from '@oubli/retention';
import { finishRun } from '../../finish';
import type { Runtime } from '../../runtime';
import { CommandError, confirm, print, say, table, uuid } from '../io';
import { collect, command, type Json, withRuntime } from '../program';
import { previewPlan, previewText, scopeOf, type ScopeOptions } from './preview';

interface RunOptions extends ScopeOptions {
  readonly accept?: string;
  readonly yes?: boolean;
}

/** A worker that was seen within this time counts as alive. */
const aliveSeconds = 15;
const aliveWorkers = `select count(*)::int as n from retention.worker where seen_at > now() - interval '${aliveSeconds} seconds'`;

/** Rings, then follows the run to its end. Without a worker this process works the run itself. */
export async function follow(runtime: Runtime, runId: string): Promise<RunDetail> {
  const { logins, context, instance } = runtime;
  const [alive] = await logins.engine.session.query<{ n: number }>(aliveWorkers);
  const bell = openBell(instance.redisUrl);
  await bell.ring('retention.run', { runId });
  if (alive?.n === 0) {
    say('No worker is alive: this command works the run itself.');
    await Promise.all([0, 1].map((lane) => workUntilDone(runtime, runId, lane)));
  }
  const detail = await watch(runtime, runId);
  await bell.close();
  if (alive?.n === 0 && detail.state === 'done') await finishRun(runtime, runId);
  await logins.engine.session.query('delete from retention.worker where id = $1', [context.worker]);
  return detail;
}

async function workUntilDone({ context, logins }: Runtime, runId: string, lane: number): Promise<void> {
  for (;;) {
    const { state } = await workLane(context, runId, lane, () => true);
    const detail = await runDetail(logins.engine.session, runId);
    if (state !== 'open' || detail.state !== 'running') return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function watch({ logins }: Runtime, runId: string): Promise<RunDetail> {
  const started = performance.now();
  for (;;) {
    const detail = await runDetail(logins.engine.session, runId);
    progress(detail, (performance.now() - started) / 1000);
    if (detail.state !== 'running') return detail;
    const [stopped] = await logins.engine.session.query('select 1 from retention.policy_gate where policy is null');
    if (stopped) throw new CommandError(`The kill switch is on: run ${runId} waits with ${detail.treated} of ${detail.planned} records treated. "oubli go" lets it go on.`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function progress({ treated, kept, planned, state }: RunDetail, seconds: number): void {
  if (!process.stderr.isTTY || (seconds < 2 && state === 'running')) return;
  const done = treated + kept;
  const share = planned === 0 ? 1 : Math.min(done / planned, 1);
  const bar = '#'.repeat(Math.round(share * 30)).padEnd(30, '.');
  process.stderr.write(`\r[${bar}] ${done} of ${planned}, ${Math.round(done / Math.max(seconds, 0.1))}/s${state === 'running' ? '' : '\n'}`);
}


async function resultOf({ logins }: Runtime, detail: RunDetail): Promise<Record<string, unknown>> {
  const [row] = await logins.engine.session.query<{ steps: { number: number; target: 'archived' | 'treated' | 'deleted' }[] }>('select plan->\'steps\' as steps from retention.run where id = $1', [detail.runId]);
  const byAction = { archived: 0, treated: 0, deleted: 0 };
  for (const step of detail.bySteps) {
    const target = row?.steps.find((s) => s.number === step.number)?.target;
    if (target) byAction[target] += step.treated;
  }
  return { runId: detail.runId, digest: detail.digest, state: detail.state, treated: detail.treated, kept: detail.kept, quarantined: detail.quarantined, byAction, keptByReason: detail.keptByReason };
}

async function runCommand(runtime: Runtime, options: RunOptions): Promise<void> {
  const plan = await previewPlan(runtime, scopeOf(options));
  const due = dueCount(plan);
  if (options.accept !== undefined && options.accept !== plan.digest) throw new CommandError('The accepted digest is not that of today’s plan: preview again. Nothing was changed.');
  const limit = await limitReached(runtime.logins.engine.session, runtime.context.registry, plan);
  if (limit && options.yes && options.accept === undefined) throw new CommandError(`${limit}: start it with --accept and the digest of a preview. Nothing was changed.`);
  if (!options.json) say(previewText(plan));
  if (due > 0) await confirm(`${due} records will be treated; what is deleted cannot be brought back.`, options.yes, String(due));
  const { runId } = await startRun(runtime.logins.engine, runtime.context.registry, { scope: scopeOf(options), accept: plan.digest, requestedBy: 'person', runId: randomUUID() });
  const detail = await follow(runtime, runId);
  const result = await resultOf(runtime, detail);
  print(options, result, () => `Run ${runId}: ${detail.treated} treated, ${detail.kept} kept, ${detail.quarantined} set aside.\n${table(['record type', 'policy', 'planned', 'treated'], detail.bySteps.map((s) => [s.recordType, s.policy, s.planned, s.treated]))}`);
}

export function addRunCommands(program: Command): void {
  command(program, 'run', 'Previews, asks, and has the worker treat what is due today.', ['run', 'run --record-type survey-answer --yes', 'run --accept DIGEST --yes --json'])
    .option('--record-type <type>', 'only this record type (repeatable)', collect)
    .option('--policy <policy>', 'only what this policy decides (repeatable)', collect)
    .option('--accept <digest>', 'digest of the preview that was accepted')
    .option('--yes', 'do not ask')
    .action((options: RunOptions) => withRuntime((runtime) => runCommand(runtime, options)));

  command(program, 'runs', 'Lists the latest runs.', ['runs', 'runs --json'])
    .action((options: Json) => withRuntime(async ({ logins }) => {
      const runs = await listRuns(logins.engine.session);
      print(options, runs, () => table(['run', 'as of', 'state', 'by', 'planned', 'treated', 'kept', 'set aside'], runs.map((r) => [r.runId, r.asOf, r.state, r.requestedBy, r.planned, r.treated, r.kept, r.quarantined])));
    }));

  command(program, 'cancel <run>', 'Cancels a run: what was treated stays treated, the rest stays.', ['cancel 3f0c...'])
    .action((run: string, options: Json) => withRuntime(async ({ logins }) => {
      await cancelRun(logins.engine, uuid(run, 'The run'));
      const detail = await runDetail(logins.engine.session, run);
      print(options, detail, () => `Run ${run} is cancelled: ${detail.treated} of ${detail.planned} records were treated.`);
    }));

  command(program, 'resume <run>', 'Lets a cancelled or interrupted run go on.', ['resume 3f0c...'])
    .action((run: string, options: Json) => withRuntime(async (runtime) => {
      await resumeRun(runtime.logins.engine, uuid(run, 'The run'));
      const detail = await follow(runtime, run);
      print(options, await resultOf(runtime, detail), () => `Run ${run}: ${detail.treated} treated, ${detail.kept} kept, ${detail.quarantined} set aside.`);
    }));

  command(program, 'stop', 'Kill switch: no batch starts until "go".', ['stop'])
    .action((options: Json) => withRuntime(async ({ logins }) => {
      await stopAll(logins.app);
      print(options, { stopped: true }, () => 'Stopped: no batch starts until "oubli go".');
    }));

  command(program, 'go', 'Takes the kill switch off.', ['go'])
    .action((options: Json) => withRuntime(async ({ logins }) => {
      const was = await goOn(logins.app);
      print(options, { stopped: false, was }, () => (was ? 'Batches go on.' : 'The kill switch was not on.'));
    }));

  addQuarantine(program);
}

function addQuarantine(program: Command): void {
  const quarantine = program.command('quarantine').description('Records that could not be treated and were set aside.');
  command(quarantine, 'list', 'Lists them with code and constraint.', ['quarantine list'])
    .action((options: Json) => withRuntime(async ({ logins }) => {
      const rows = await listQuarantine(logins.engine.session);
      print(options, rows, () => (rows.length === 0 ? 'Nothing is set aside.' : table(['record', 'code', 'constraint', 'tries', 'next try', 'overdue'], rows.map((r) => [`${r.recordType}/${r.recordId}`, r.sqlstate, r.constraintName, r.attempts, r.nextTryOn, r.overdue ? 'yes' : 'no']))));
    }));
  command(quarantine, 'retry [record]', 'Lets the next run try again: one record (its uuid), or all.', ['quarantine retry', 'quarantine retry 0a0b...'])
    .action((record: string | undefined, options: Json) => withRuntime(async ({ logins }) => {
      const count = await retryQuarantine(logins.engine.session, record === undefined ? null : uuid(record, 'The record'));
      if (record !== undefined && count === 0) throw new CommandError('No such record is set aside; nothing was changed.');
      print(options, { retried: count }, () => `${count} records will be tried again by the next run.`);
    }));
}
