import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { dueCount, type ErasureGround, erasureGrounds, type ErasurePlan, loadSchedule, planErasure, type RecordDecision, startErasureRun } from '@oubli/retention';
import { CommandError, confirm, print, say, table, uuid } from '../io';
import { collect, command, type Json, withRuntime } from '../program';
import { follow } from './run';

interface EraseOptions extends Json {
  readonly request: string;
  readonly ground: string;
  readonly recordType?: string[];
  readonly accept?: string;
  readonly yes?: boolean;
}

const isGround = (text: string): text is ErasureGround => erasureGrounds.some((ground) => ground === text);

/** What is kept of a record and why, one line for each claim. */
function keptRows({ recordType, recordId, fields, leavesOn }: RecordDecision): (string | null)[][] {
  const kept = fields.filter((field) => field.verdict !== 'erase');
  const claims = [...new Set(kept.map((field) => field.claim))];
  return claims.map((claim) => {
    const of = kept.filter((field) => field.claim === claim);
    const columns = of.map((field) => field.column);
    return [`${recordType}/${recordId}`, claim, of[0]?.reference ?? null, leavesOn ?? 'no day known yet', columns.length === fields.length ? 'all' : columns.join(', ')];
  });
}

/** The decision as the command line prints it: what goes, what stays and for how long. */
export function erasureText({ plan, records }: ErasurePlan): string {
  const rows = records.flatMap(keptRows);
  const gone = records.filter((record) => record.becomes === 'deleted').length;
  return [
    `${dueCount(plan)} records change today (digest ${plan.digest}): ${gone} are deleted.`,
    rows.length === 0 ? 'Nothing is kept.' : table(['kept of', 'because of', 'reference', 'leaves on', 'columns'], rows),
  ].join('\n');
}

/** `oubli erase`: what a person's wish to be erased does, asked for and carried out. */
export function addEraseCommand(program: Command): void {
  command(program, 'erase <person>', 'Erases a person at her request: shows field by field what goes and what is kept, asks, and has the worker do it.', [
    'erase 0a0b... --request R-2026-000017', 'erase 0a0b... --request R-2026-000017 --ground objection --accept DIGEST --yes --json',
  ])
    .requiredOption('--request <number>', 'number of the request, such as R-2026-000017')
    .option('--ground <ground>', `on what ground: ${erasureGrounds.join(', ')}`, 'no-longer-needed')
    .option('--record-type <type>', 'only this record type (repeatable)', collect)
    .option('--accept <digest>', 'digest of the preview that was accepted')
    .option('--yes', 'do not ask')
    .action((person: string, options: EraseOptions) => withRuntime(async (runtime) => {
      const { ground } = options;
      if (!isGround(ground)) throw new CommandError(`--ground is none of ${erasureGrounds.join(', ')}.`, 2);
      if (!/^[A-Z][A-Z0-9]{0,7}(-[0-9]{1,8}){1,3}$/.test(options.request)) throw new CommandError('--request is the number of a request, such as R-2026-000017.', 2);
      const { engine } = runtime.logins;
      const { registry } = runtime.context;
      const question = { person: uuid(person, 'The person'), ground, ...(options.recordType && { recordTypes: options.recordType }) };
      const erasure = await engine.transaction(async (session) => planErasure(session, registry, await loadSchedule(session), question));
      if (options.accept !== undefined && options.accept !== erasure.plan.digest) throw new CommandError('The accepted digest is not that of today’s plan: preview again. Nothing was changed.');
      if (!options.json) say(erasureText(erasure));
      const due = dueCount(erasure.plan);
      await confirm(`${due} records will be treated; what is deleted cannot be brought back.`, options.yes, String(due));
      const { runId } = await startErasureRun(engine, registry, { ...question, request: options.request, accept: erasure.plan.digest, runId: randomUUID(), wishId: randomUUID() });
      const detail = await follow(runtime, runId);
      const result = { runId, request: options.request, state: detail.state, treated: detail.treated, kept: detail.kept, records: erasure.records };
      print(options, result, () => `Run ${runId} for ${options.request}: ${detail.treated} treated, ${detail.kept} kept. What is kept leaves by itself on its day.`);
    }));
}
