import { type NoticeMeans, noticeMeans, type RestrictionGround, restrictionGrounds } from '@oubli/contracts';
import { liftRestriction, listRestrictions, placeRestriction, recordNotice, reviewRestriction } from '@oubli/retention';
import { type Command, Option } from 'commander';
import { calendarDate, print, table, uuid } from '../io';
import { command, type Json, withRuntime } from '../program';

interface PlaceOptions extends Json {
  readonly person: string;
  readonly recordType?: string;
  readonly ground: RestrictionGround;
  readonly reason: string;
  readonly request?: string;
  readonly author: string;
  readonly reviewOn: string;
}

interface LiftOptions extends Json {
  readonly toldOn?: string;
  readonly means: NoticeMeans;
  readonly author: string;
}

/** Restrictions (Art. 18 GDPR) by command: placed, reviewed, lifted after the person was told. */
export function addRestrictionCommands(program: Command): void {
  const restriction = program.command('restriction').description('Restrictions (Art. 18 GDPR): what is held about a person is stored, and nothing else.');

  command(restriction, 'place', 'Restricts what is held about a person and tells what had already been treated.', [
    'restriction place --person 0a0b... --ground accuracy-contested --reason "Dates of her contract" --author "M. Roux" --review-on 2027-03-01',
  ])
    .requiredOption('--person <uuid>', 'whose')
    .option('--record-type <type>', 'only records of this type')
    .addOption(new Option('--ground <ground>', 'Art. 18(1)').choices([...restrictionGrounds]).makeOptionMandatory())
    .requiredOption('--reason <text>', 'why')
    .option('--request <number>', 'number of her request')
    .requiredOption('--author <text>', 'who')
    .requiredOption('--review-on <date>', 'when it is looked at again, within six months')
    .action((options: PlaceOptions) => withRuntime(async ({ logins, context }) => {
      const placed = await placeRestriction(logins.app, logins.engine.session, context.registry, logins.keys.ledger, {
        personId: uuid(options.person, 'The person'), recordType: options.recordType, ground: options.ground, reason: options.reason,
        requestReference: options.request, author: options.author, reviewOn: calendarDate(options.reviewOn, '--review-on'),
      });
      print(options, placed, () => [
        `Restriction ${placed.id} is in force.`,
        placed.restricts.length === 0 ? 'It restricts no record today.' : table(['restricts', 'records'], placed.restricts.map((r) => [r.recordType, r.count])),
        ...(placed.alreadyTreated.length === 0 ? [] : [table(['treated before', 'how', 'due on', 'rows'], placed.alreadyTreated.map((t) => [t.recordType, t.action, t.dueOn, t.count]))]),
      ].join('\n'));
    }));

  command(restriction, 'review <restriction>', 'Says that a restriction is still needed and when it is looked at again.', ['restriction review 0a0b... --on 2027-05-01'])
    .requiredOption('--on <date>', 'the next review, within six months')
    .action((id: string, options: Json & { on: string }) => withRuntime(async ({ logins }) => {
      const reviewOn = calendarDate(options.on, '--on');
      await reviewRestriction(logins.app, uuid(id, 'The restriction'), reviewOn);
      print(options, { reviewOn }, () => `It is looked at again on ${reviewOn}.`);
    }));

  command(restriction, 'lift <restriction>', 'Lifts a restriction, after the person was told (Art. 18(3)). The next run finishes what waited.', ['restriction lift 0a0b... --told-on 2026-11-20 --means letter'])
    .option('--told-on <date>', 'the day she was told, where that is not recorded yet')
    .addOption(new Option('--means <means>', 'how she was told').choices([...noticeMeans]).default('letter'))
    .option('--author <text>', 'who told her', 'by command')
    .action((id: string, options: LiftOptions) => withRuntime(async ({ logins }) => {
      const which = uuid(id, 'The restriction');
      if (options.toldOn !== undefined) await recordNotice(logins.app, which, { toldOn: calendarDate(options.toldOn, '--told-on'), means: options.means, author: options.author });
      const person = await liftRestriction(logins.app, which);
      print(options, { lifted: which, person }, () => 'Lifted. The next run finishes what waited.');
    }));

  command(restriction, 'list', 'Lists restrictions in force.', ['restriction list', 'restriction list --lifted --json'])
    .option('--lifted', 'lifted ones too')
    .action((options: Json & { lifted?: boolean }) => withRuntime(async ({ logins }) => {
      const rows = await listRestrictions(logins.app.session, options.lifted ?? false);
      print(options, rows, () => table(['restriction', 'person', 'record type', 'ground', 'review on', 'told on', 'lifted', 'author', 'reason'],
        rows.map((r) => [r.id, r.personId, r.recordType ?? 'everything', r.ground, `${r.reviewOn}${r.reviewOverdue ? ' (overdue)' : ''}`, r.toldOn, r.liftedAt?.slice(0, 10) ?? null, r.author, r.reason])));
    }));
}
