import { daysBetween } from '@oubli/calendar';
import { listRequests, today } from '@oubli/rights';
import type { Command } from 'commander';
import { print, table } from '../io';
import { command, type Json, settings, withRuntime } from '../program';

interface RequestsOptions extends Json {
  readonly late?: boolean;
  readonly soon?: boolean;
}

/** `oubli requests`: what is owed to persons, by its legal date; numbers and days, nobody's name. */
export function addRequestsCommand(program: Command): void {
  command(program, 'requests', 'Lists the requests of persons that somebody owes an answer, the most urgent first; names nobody.', ['requests', 'requests --late', 'requests --soon --json'])
    .option('--late', 'only those whose term is over')
    .option('--soon', 'only those whose term ends within the days of the first alarm')
    .action((options: RequestsOptions) => withRuntime(async ({ logins }) => {
      const { session } = logins.engine;
      const day = await today(session);
      const show = options.late ? 'late' : options.soon ? 'soon' : 'open';
      const rows = (await listRequests(session, { show }, Math.max(...settings().alarmDays))).map(({ number, kind, state, receivedOn, dueTarget, dueLegal }) => ({ number, kind, state, receivedOn, dueTarget, dueLegal, daysLeft: daysBetween(day, dueLegal) }));
      print(options, rows, () => (rows.length === 0 ? 'None.' : table(['number', 'kind', 'state', 'received', 'target', 'due', 'days left'], rows.map((r) => [r.number, r.kind, r.state, r.receivedOn, r.dueTarget, r.dueLegal, r.daysLeft]))));
    }));
}
