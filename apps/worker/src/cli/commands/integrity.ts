import type { Command } from 'commander';
import { acceptAlarm, checkIntegrity, openAlarms } from '@oubli/retention';
import { CommandError, print, recordAddress, table } from '../io';
import { command, type Json, withRuntime } from '../program';

interface AcceptOptions extends Json {
  readonly reason: string;
  readonly author: string;
}

export function addIntegrityCommands(program: Command): void {
  const integrity = program.command('integrity').description('Stored files and issued documents against their hashes.');

  command(integrity, 'check', 'Reads them all again now; exit 1 when one does not match.', ['integrity check', 'integrity check --json'])
    .action((options: Json) => withRuntime(async ({ logins, context }) => {
      const report = await checkIntegrity(logins.engine, context.registry);
      print(options, report, () => `${report.compared} compared, ${report.damaged} do not match, ${report.raised} of them new.`);
      if (report.damaged > 0) throw new CommandError('Something does not match its hash: oubli integrity list. Nothing was changed but the list of alarms.');
    }));

  command(integrity, 'list', 'Lists what does not match its hash.', ['integrity list', 'integrity list --accepted --json'])
    .option('--accepted', 'those that were accepted too')
    .action((options: Json & { accepted?: boolean }) => withRuntime(async ({ logins }) => {
      const alarms = await openAlarms(logins.engine.session, options.accepted ?? false);
      print(options, alarms, () => (alarms.length === 0 ? 'No alarm is open.' : table(['record', 'place', 'raised', 'accepted'], alarms.map((a) => [`${a.recordType}/${a.recordId}`, a.place, a.raisedAt, a.acceptedAt]))));
    }));

  command(integrity, 'accept <record> <place>', 'Takes note of a damage that cannot be undone; it is silent from then on.', [
    'integrity accept receipt/0a0b... sha256 --reason "Original lost, see case 14" --author DPO',
  ])
    .requiredOption('--reason <text>', 'why')
    .requiredOption('--author <text>', 'who')
    .action((record: string, place: string, options: AcceptOptions) => withRuntime(async ({ logins }) => {
      const { recordType, recordId } = recordAddress(record);
      await acceptAlarm(logins.engine.session, { recordType, recordId, place }, options);
      print(options, { recordType, recordId, place, accepted: true }, () => `Noted: ${recordType}/${recordId} at ${place}.`);
    }));
}
