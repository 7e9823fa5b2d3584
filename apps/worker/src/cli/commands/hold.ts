import type { Command } from 'commander';
import { rolesWith } from '@oubli/access';
import { listHolds, placeHold, releaseHold, requestApproval } from '@oubli/retention';
import type { Runtime } from '../../runtime';
import { withAccounts } from '../accounts';
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

/** Asks for the release of open holds where somebody can decide about it. @returns how many; 0 where nobody can sign in */
async function askForRelease(runtime: Runtime, id: string | null, options: { readonly case?: string; readonly reason: string }): Promise<number> {
  const { app } = runtime.logins;
  const deciders = await withAccounts(runtime, ({ users }) => users.openWith(rolesWith('approvals:decide')));
  if (deciders.length === 0) return 0;
  const open = (await listHolds(app, false)).filter((hold) => (id === null ? hold.caseId === options.case : hold.id === id));
  for (const hold of open) {
    await requestApproval(app.session, { kind: 'hold-release', title: `Release of the hold of ${hold.placedAt.slice(0, 10)}`, reason: options.reason, payload: { hold: hold.id }, requestedBy: null });
  }
  return open.length;
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

  command(hold, 'release [hold]', 'Asks to release a hold, or all holds of a case: a second person decides in the console. Where nobody can sign in it is done at once.', ['hold release 0a0b... --reason "Audit closed"', 'hold release --case 0a0b...'])
    .option('--case <uuid>', 'all open holds of this case')
    .option('--reason <text>', 'why', 'by command')
    .action((id: string | undefined, options: Json & { case?: string; reason: string }) => withRuntime(async (runtime) => {
      const { logins } = runtime;
      if ((id === undefined) === (options.case === undefined)) throw new CommandError('Name either a hold or a case.', 2);
      const asked = await askForRelease(runtime, id === undefined ? null : uuid(id, 'The hold'), options);
      if (asked > 0) {
        print(options, { released: 0, asked }, () => `${asked} asked for: a second person releases it in the console (Approvals).`);
        return;
      }
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
