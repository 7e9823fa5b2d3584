import type { Command } from 'commander';
import { listHolds, placeHold, releaseHold } from '@oubli/retention';
import { calendarDate, CommandError, print, recordAddress, table, uuid } from '../io';
import { command, type Json, withRuntime } from '../program';

interface PlaceOptions extends Json {
  readonly person?: string;
  readonly recordType?: string;
  readonly record?: string;
  readonly from?: string;
  readonly to?: string;
  readonly everything?: boolean;
  readonly case?: string;
  readonly reason: string;
  readonly author: string;
  readonly reviewOn: string;
}

export function addHoldCommands(program: Command): void {
  const hold = program.command('hold').description('Legal holds: what they protect is not treated.');

  command(hold, 'place', 'Places a hold and tells what it protects and what had already been treated.', [
    'hold place --person 0a0b... --reason "Dispute 2026-14" --author "M. Roux" --review-on 2027-03-01',
    'hold place --record invoice/0a0b... --reason Audit --author DPO --review-on 2027-01-15',
  ])
    .option('--person <uuid>', 'everything about this person')
    .option('--record-type <type>', 'only records of this type')
    .option('--record <record>', 'one record, TYPE/UUID')
    .option('--from <date>', 'only what was collected from this day on')
    .option('--to <date>', 'only what was collected up to this day')
    .option('--everything', 'every record of every person')
    .option('--case <uuid>', 'the case it belongs to; holds of a case can be released together')
    .requiredOption('--reason <text>', 'why')
    .requiredOption('--author <text>', 'who')
    .requiredOption('--review-on <date>', 'when it is looked at again')
    .action((options: PlaceOptions) => withRuntime(async ({ logins, context }) => {
      const record = options.record === undefined ? undefined : recordAddress(options.record);
      const recordType = record?.recordType ?? options.recordType;
      const placed = await placeHold(logins.app, logins.engine.session, context.registry, logins.keys.ledger, {
        scope: {
          ...(options.person === undefined ? {} : { personId: uuid(options.person, 'The person') }),
          ...(recordType === undefined ? {} : { recordType }),
          ...(record === undefined ? {} : { recordId: record.recordId }),
          ...(options.from === undefined ? {} : { collectedFrom: calendarDate(options.from, '--from') }),
          ...(options.to === undefined ? {} : { collectedTo: calendarDate(options.to, '--to') }),
          ...(options.everything ? { everything: true } : {}),
        },
        ...(options.case === undefined ? {} : { caseId: uuid(options.case, 'The case') }),
        reason: options.reason, author: options.author, reviewOn: calendarDate(options.reviewOn, '--review-on'),
      });
      print(options, placed, () => [
        `Hold ${placed.id} is in force.`,
        placed.protects.length === 0 ? 'It protects no record today.' : table(['protects', 'records'], placed.protects.map((p) => [p.recordType, p.count])),
        ...(placed.alreadyTreated.length === 0 ? [] : [table(['treated before', 'how', 'due on', 'rows'], placed.alreadyTreated.map((t) => [t.recordType, t.action, t.dueOn, t.count]))]),
      ].join('\n'));
    }));

  command(hold, 'release [hold]', 'Releases a hold, or all holds of a case; the next run finishes what waited.', ['hold release 0a0b...', 'hold release --case 0a0b...'])
    .option('--case <uuid>', 'all open holds of this case')
    .action((id: string | undefined, options: Json & { case?: string }) => withRuntime(async ({ logins }) => {
      if ((id === undefined) === (options.case === undefined)) throw new CommandError('Name either a hold or a case.', 2);
      const released = await releaseHold(logins.app, id === undefined ? { caseId: uuid(options.case ?? '', 'The case') } : { id: uuid(id, 'The hold') });
      print(options, { released }, () => `${released} released. The next run finishes what waited.`);
    }));

  command(hold, 'list', 'Lists holds in force.', ['hold list', 'hold list --released --json'])
    .option('--released', 'released ones too')
    .action((options: Json & { released?: boolean }) => withRuntime(async ({ logins }) => {
      const rows = await listHolds(logins.app, options.released ?? false);
      print(options, rows, () => table(['hold', 'person', 'record type', 'record', 'case', 'review on', 'author', 'reason'], rows.map((r) => [r.id, r.personId, r.recordType, r.recordId, r.caseId, `${r.reviewOn}${r.reviewOverdue ? ' (overdue)' : ''}`, r.author, r.reason])));
    }));
}
