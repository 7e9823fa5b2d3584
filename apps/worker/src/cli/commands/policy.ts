import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { type DraftVersion, freezeVersion, loadSchedule, readDraft, versionProblems } from '@oubli/retention';
import { CommandError, print, table } from '../io';
import { command, type Json, withRuntime } from '../program';

function draftFrom(file: string): DraftVersion {
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
    throw new CommandError(`The draft ${file} cannot be read (${code}). Nothing was changed.`, 2);
  }
  return readDraft(text);
}

export function addPolicyCommands(program: Command): void {
  const policy = program.command('policy').description('Retention policies: what is published, and drafts of new versions.');

  command(policy, 'list', 'Lists the versions that are published, and since when.', ['policy list', 'policy list --json'])
    .action((options: Json) => withRuntime(async ({ logins }) => {
      const { publications, automatic } = await loadSchedule(logins.engine.session);
      const rows = publications.flatMap(({ effectiveFrom, title, versions }) => versions.map((v) => ({
        policy: v.policy, version: v.number, recordType: v.recordType, since: effectiveFrom, publication: title, active: v.body.active.period, whole: v.body.archived?.period ?? v.body.active.period,
        automatic: automatic.has(v.policy), legalReference: v.legalReference, confidence: v.confidence,
      })));
      print(options, rows, () => table(['policy', 'version', 'record type', 'since', 'active', 'whole', 'nightly', 'legal reference', 'confidence'],
        rows.map((r) => [r.policy, r.version, r.recordType, r.since, r.active, r.whole, r.automatic ? 'yes' : 'no', r.legalReference, r.confidence])));
    }));

  const drafts = ['{ "policy": "survey-answer", "legalReference": "Art. 5(1)(e) GDPR", "confidence": "I",', '  "body": { "startEvent": [{ "clock": "answered" }], "active": { "period": "P2M" }, "end": "delete" } }'];
  command(policy, 'check <file>', 'Checks the draft of a version against declarations and database; changes nothing.', ['policy check draft.json', 'policy check - < draft.json'])
    .addHelpText('after', `\nA draft:\n${drafts.map((line) => `  ${line}`).join('\n')}`)
    .action((file: string, options: Json) => withRuntime(async ({ logins, context }) => {
      const problems = await versionProblems(logins.engine.session, context.registry, draftFrom(file));
      process.exitCode = problems.length === 0 ? 0 : 1;
      print(options, { fits: problems.length === 0, problems }, () => (problems.length === 0 ? 'The draft can be frozen.' : problems.join('\n')));
    }));

  command(policy, 'freeze <file>', 'Freezes a draft as the next version of its policy, for ever; it takes effect when it is published.', ['policy freeze draft.json'])
    .action((file: string, options: Json) => withRuntime(async ({ logins, context }) => {
      const draft = draftFrom(file);
      const version = await logins.owner.transaction((session) => freezeVersion(session, context.registry, draft));
      print(options, { policy: draft.policy, version }, () => `Frozen as version ${version} of ${draft.policy}. Nothing changes until it is published.`);
    }));
}
