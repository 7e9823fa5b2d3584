import 'reflect-metadata';
import { Command, CommanderError } from 'commander';
import { DoNotRecreateKeyError } from '@oubli/do-not-recreate';
import { RetentionError } from '@oubli/retention';
import { RightsError } from '@oubli/rights';
import { AlreadyThereError, IdentifierError, RecordGoneError, RecordRestrictedError } from '@oubli/people';
import { addAccountCommands } from './commands/accounts';
import { addDemoCommands } from './commands/demo';
import { addDoctorCommand } from './commands/doctor';
import { addHoldCommands } from './commands/hold';
import { addRestrictionCommands } from './commands/restriction';
import { addIntegrityCommands } from './commands/integrity';
import { addJobCommands } from './commands/jobs';
import { addLedgerCommands } from './commands/ledger';
import { addPolicyCommands } from './commands/policy';
import { addPreviewCommands } from './commands/preview';
import { addPurposeCommands } from './commands/purposes';
import { addResidencyCommand } from './commands/residency';
import { addEraseCommand } from './commands/erase';
import { addRequestsCommand } from './commands/requests';
import { addRunCommands } from './commands/run';
import { addSetUpCommands } from './commands/set-up';
import { CommandError, say } from './io';

const program = new Command('oubli')
  .description('Keeps personal records exactly as long as the law and the privacy policy allow, then forgets them, and can prove both.')
  .exitOverride()
  .showHelpAfterError()
  .configureOutput({ writeErr: (text) => process.stderr.write(text) });

for (const add of [addPreviewCommands, addPolicyCommands, addRunCommands, addEraseCommand, addRequestsCommand, addHoldCommands, addRestrictionCommands, addLedgerCommands, addIntegrityCommands, addJobCommands, addSetUpCommands, addAccountCommands, addDoctorCommand, addResidencyCommand, addPurposeCommands, addDemoCommands]) add(program);
inheritExitOverride(program);

function inheritExitOverride(parent: Command): void {
  for (const child of parent.commands) {
    child.exitOverride().showHelpAfterError();
    inheritExitOverride(child);
  }
}

/** Errors that say themselves what is wrong; of any other only the kind is printed, because a message may hold values. */
function explain(error: unknown): { message: string; code: number } {
  if (error instanceof CommandError) return { message: error.message, code: error.exitCode };
  if (error instanceof CommanderError) return { message: '', code: error.exitCode === 0 ? 0 : 2 };
  if (error instanceof IdentifierError || error instanceof RecordGoneError || error instanceof RecordRestrictedError || error instanceof AlreadyThereError) return { message: error.message, code: 1 };
  if (error instanceof RetentionError || error instanceof RightsError || error instanceof DoNotRecreateKeyError) return { message: error.message, code: 1 };
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string') {
    if (error.code === '53100') return { message: 'The disk of the database is full (53100): free some space there. What had not been committed was not changed.', code: 1 };
    const refused = ['ECONNREFUSED', 'ECONNRESET', '57P03', '08006', '3D000', '28P01'].includes(error.code);
    return { message: refused ? `The database cannot be reached (${error.code}): is Oubli running? Nothing was changed.` : `The database refused (${error.code}). What had not been committed was not changed.`, code: 1 };
  }
  return { message: error instanceof Error ? error.message : 'Unknown error.', code: 1 };
}

program.parseAsync(process.argv).then(
  () => leave(Number(process.exitCode ?? 0)),
  (error: unknown) => {
    const { message, code } = explain(error);
    if (message) say(message);
    leave(code);
  },
);

/** Ends when what was printed has left: a pipe takes a large document in parts. */
function leave(code: number): void {
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
}
