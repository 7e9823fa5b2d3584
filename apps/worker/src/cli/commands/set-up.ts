import { join } from 'node:path';
import type { Command } from 'commander';
import { ensureOpenDsrKey, loadFieldKeys, loadInstance, processorDomain, roleSecrets } from '@oubli/config';
import { newPasswords } from '@oubli/database';
import { assertResidency, prepareInstallation, seedDemo, storesOf, wholeCompany } from '@oubli/domains';
import { CommandError, print, say } from '../io';
import { command, type Json, settings, withRuntime } from '../program';

/** The demo company is the same everywhere. */
const demoSeed = 20_261_124;

export function addSetUpCommands(program: Command): void {
  command(program, 'migrate', 'Brings the database to this version: roles, tables, keys, the shipped schedule.', ['migrate', 'DATABASE_URL=postgres://... npx oubli migrate'])
    .action(async (options: Json) => {
      const { databaseUrl, redisUrl, port, dataFolder, keysFolder, storage, openDsrDomain, url } = settings();
      const known = databaseUrl === null ? loadInstance(dataFolder) : null;
      const ownerUrl = databaseUrl ?? known?.ownerUrl ?? '';
      assertResidency(storage, storesOf(redisUrl ?? known?.redisUrl ?? null));
      const passwords = roleSecrets(dataFolder, newPasswords);
      const { created, applied, instance, extended } = await prepareInstallation({
        ownerUrl, passwords, redisUrl: redisUrl ?? known?.redisUrl ?? null, port, dataFolder, keysFolder, checkpointFile: join(dataFolder, 'checkpoints.jsonl'),
      });
      await ensureOpenDsrKey(keysFolder, processorDomain(openDsrDomain, url), new Date());
      const policies = extended && `From ${extended.effectiveFrom} the shipped policies of record types that came with this version hold: ${extended.recordTypes.join(', ')}.`;
      print(options, { created, applied, rolePrefix: instance.rolePrefix, policies }, () => [applied.length === 0 ? 'The database is up to date.' : `${applied.length} migrations applied.`, ...(policies === null ? [] : [policies])].join('\n'));
    });

  command(program, 'seed', 'Loads the fictional demo company into a database without people.', ['seed'])
    .action((options: Json) => withRuntime(async ({ logins, instance }) => {
      const [person] = await logins.owner.session.query('select 1 from people.person p where not exists (select 1 from access.console_user u where u.person_id = p.id) limit 1');
      if (person) throw new CommandError('The database has people in it: the demo company goes only into an empty one. Nothing was changed.');
      const [today] = await logins.owner.session.query<{ day: string }>('select calendar.paris_date(now())::text as day');
      const rows = await logins.owner.transaction((session) =>
        seedDemo(session, {
          asOf: today?.day ?? '', seed: demoSeed, fieldKeys: loadFieldKeys(instance.keysFolder), progress: everyTwoSeconds(), scale: wholeCompany,
        }));
      print(options, { rows }, () => `${rows} rows of the demo company.`);
    }));
}

/** Says how far the loading is, at most every two seconds: one screen, not ten. */
function everyTwoSeconds(): (table: string, rows: number) => void {
  let said = performance.now();
  let loaded = 0;
  return (table, rows) => {
    loaded += rows;
    if (performance.now() - said < 2000) return;
    said = performance.now();
    say(`  ${loaded} rows so far (${table})`);
  };
}
