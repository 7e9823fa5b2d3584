import { gapReport, purposeRegister } from '@oubli/domains';
import type { Command } from 'commander';
import { calendarDate, print, table } from '../io';
import { command, type Json, withRuntime } from '../program';

/** The register of purposes by command: as it stands on a day, and what it lacks. */
export function addPurposeCommands(program: Command): void {
  const purposes = program.command('purposes').description('For what personal data are held, on which legal basis, of whom.');

  command(purposes, 'list', 'Lists the basis of every purpose for each category of person, as it stood on a day.', ['purposes list', 'purposes list --as-of 2027-01-01 --json'])
    .option('--as-of <date>', 'a day, Paris; today when not said')
    .action((options: Json & { asOf?: string }) => withRuntime(async ({ logins }) => {
      const register = await purposeRegister(logins.engine.session, options.asOf === undefined ? undefined : calendarDate(options.asOf, '--as-of'));
      const states = register.states.filter((state) => state.when === 'in-force');
      print(options, { ...register, states }, () => table(['purpose', 'category', 'records', 'basis', 'since', 'reference', 'confidence'],
        states.map((s) => [s.purpose, s.category, s.recordType ?? 'all others', s.basis ?? 'none', s.validFrom, s.legalReference, s.confidence])));
    }));

  command(purposes, 'gaps', 'Names what is declared and not stated, interests nobody weighed, bases the published policy does not name, and what is stated for nothing; exit 0 only when every declared purpose has a basis.', ['purposes gaps', 'purposes gaps --json'])
    .action((options: Json) => withRuntime(async ({ logins }) => {
      const report = await gapReport(logins.engine.session);
      process.exitCode = report.gaps.some((gap) => gap.kind === 'no-state') ? 1 : 0;
      print(options, report, () => (report.gaps.length === 0 ? 'Nothing is missing.' : table(['gap', 'purpose', 'category', 'records'], report.gaps.map((gap) => [gap.kind, gap.purpose, gap.category ?? 'any', gap.recordTypes.join(', ')]))));
    }));
}
