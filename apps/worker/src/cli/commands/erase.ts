import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { carryOutErasure, previewErasureOfRequest } from '@oubli/domains';
import { dueCount, type ErasureGround, erasureGrounds, type ErasurePlan, type RecordDecision } from '@oubli/retention';
import { requestOfNumber } from '@oubli/rights';
import { CommandError, confirm, print, say, table } from '../io';
import { collect, command, type Json, withRuntime } from '../program';
import { follow } from './run';

interface EraseOptions extends Json {
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

/** `oubli erase`: carries a decided request for erasure out, with its preview and a question before. */
export function addEraseCommand(program: Command): void {
  command(program, 'erase <request>', 'Carries a decided request for erasure out: shows field by field what goes and what is kept, asks, and has the worker do it.', [
    'erase R-2026-000017', 'erase R-2026-000017 --ground objection --accept DIGEST --yes --json',
  ])
    .option('--ground <ground>', `on what ground: ${erasureGrounds.join(', ')}`, 'no-longer-needed')
    .option('--record-type <type>', 'only this record type (repeatable)', collect)
    .option('--accept <digest>', 'digest of the preview that was accepted')
    .option('--yes', 'do not ask')
    .action((number: string, options: EraseOptions) => withRuntime(async (runtime) => {
      const { ground } = options;
      if (!isGround(ground)) throw new CommandError(`--ground is none of ${erasureGrounds.join(', ')}.`, 2);
      if (!/^R-[0-9]{4}-[0-9]{6,}$/.test(number)) throw new CommandError('The request is named by its number, such as R-2026-000017.', 2);
      const { engine, listKeys } = runtime.logins;
      const request = await requestOfNumber(engine.session, number);
      const question = { requestId: request.id, ground, ...(options.recordType && { recordTypes: options.recordType }) };
      const erasure = await previewErasureOfRequest(engine, question);
      if (options.accept !== undefined && options.accept !== erasure.plan.digest) throw new CommandError('The accepted digest is not that of today’s plan: preview again. Nothing was changed.');
      if (!options.json) say(erasureText(erasure));
      const due = dueCount(erasure.plan);
      await confirm(`${due} records will be treated; what is deleted cannot be brought back.`, options.yes, String(due));
      // Whoever may read the key files stands in for the officer; the timeline names nobody.
      const { runId } = await carryOutErasure(engine, listKeys, { ...question, accept: erasure.plan.digest, runId: randomUUID(), wishId: randomUUID(), actor: { mover: 'officer', id: null } });
      const detail = await follow(runtime, runId);
      const result = { runId, request: number, state: detail.state, treated: detail.treated, kept: detail.kept, records: erasure.records };
      print(options, result, () => `Run ${runId} for ${number}: ${detail.treated} treated, ${detail.kept} kept. What is kept leaves by itself on its day.`);
    }));
}
