import type { Command } from 'commander';
import { proofHolds, proofs, verify } from '@oubli/ledger';
import { print, table, uuid } from '../io';
import { command, type Json, withRuntime } from '../program';

export function addLedgerCommands(program: Command): void {
  const ledger = program.command('ledger').description('The proof of what was treated.');
  command(ledger, 'verify', 'Recomputes the ledger and its checkpoints; exit 0 only when verified.', ['ledger verify', 'ledger verify --person 0a0b... --json'])
    .option('--person <uuid>', 'and prove every entry of this person')
    .action((options: Json & { person?: string }) => withRuntime(async ({ logins, context, instance }) => {
      const session = logins.engine.session;
      const publicKey = logins.keys.checkpointPublic;
      const result = await verify(session, { checkpointFile: instance.checkpointFile, publicKey });
      const found = options.person === undefined ? [] : await proofs(session, logins.keys.ledger, context.registry.person.code, uuid(options.person, 'The person'), instance.checkpointFile);
      const names = new Map(context.registry.declarations.map((d) => [d.code, d.recordType]));
      const entries = found.map((p) => ({
        recordType: names.get(p.entry.entity) ?? String(p.entry.entity), phase: p.phase, action: p.action, batch: p.seq, proven: proofHolds(p, publicKey), checkpoint: p.checkpoint?.seq ?? null,
      }));
      const verified = result.verified && entries.every((e) => e.proven);
      process.exitCode = verified ? 0 : 1;
      print(options, { ...result, verified, ...(options.person === undefined ? {} : { entries }) }, () => [
        ...result.findings.map((f) => `${f.place}: ${f.what}`),
        ...(options.person === undefined ? [] : [entries.length === 0 ? 'The ledger has no entry of this person.' : table(['record type', 'from', 'action', 'batch', 'proven'], entries.map((e) => [e.recordType, e.phase, e.action, e.batch, e.proven ? 'yes' : 'NO']))]),
        `${verified ? 'Verified' : 'NOT verified'}: ${result.batches} batches, ${result.entries} entries, ${result.checkpoints} checkpoints${result.ended > 0 ? `; entries ended up to batch ${result.ended}` : ''}.`,
      ].join('\n'));
    }));
}
