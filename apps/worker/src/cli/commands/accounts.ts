import { linkTo, type ConsoleUser, passwordProblem } from '@oubli/access';
import { isRight, type Right, rights, roleNames } from '@oubli/contracts';
import { lawfulBases, purposes } from '@oubli/personal-data';
import { todayOf } from '@oubli/retention';
import { type Command, Option } from 'commander';
import type { Runtime } from '../../runtime';
import { type Accounts, withAccounts } from '../accounts';
import { calendarDate, CommandError, print, table, uuid } from '../io';
import { command, type Json, settings, withRuntime } from '../program';

interface KeyOptions extends Json {
  readonly name: string;
  readonly scopes: string;
  readonly source?: string;
  readonly origin: 'person' | 'import' | 'third-party';
  readonly purposes?: string;
  readonly basis: (typeof lawfulBases)[number];
  readonly expiresOn?: string;
}

const inAccounts = (work: (accounts: Accounts, runtime: Runtime) => Promise<void>): Promise<void> => withRuntime((runtime) => withAccounts(runtime, (accounts) => work(accounts, runtime)));

/** `a:read,b:write` or `*`. @throws CommandError (exit 2) naming the place of what is no right */
function scopesOf(text: string): (Right | '*')[] {
  return text.split(',').map((part, i) => {
    const scope = part.trim();
    if (scope === '*' || isRight(scope)) return scope;
    throw new CommandError(`Scope ${i + 1} is none; known: *, ${rights.join(', ')}.`, 2);
  });
}

const addKeyCommands = (program: Command): void => {
  const key = program.command('api-key').description('Keys of integrations.');
  command(key, 'create', 'Makes a key and shows it once.', ['api-key create --name payroll --scopes people:read,records:write --source payroll --purposes invoicing', 'api-key create --name everything --scopes "*" --json'])
    .requiredOption('--name <name>', 'what it is for')
    .requiredOption('--scopes <scopes>', 'rights with commas between, or *')
    .option('--source <source>', 'the system the records come from; its name otherwise')
    .addOption(new Option('--origin <origin>', 'where that system has them from').choices(['person', 'import', 'third-party']).default('import'))
    .option('--purposes <purposes>', 'what the records are for, with commas between; all of them otherwise')
    .addOption(new Option('--basis <basis>', 'on which basis').choices([...lawfulBases]).default('contract'))
    .option('--expires-on <date>', 'last day on which it is good')
    .action((options: KeyOptions) => inAccounts(async ({ keys }) => {
      const made = await keys.create({
        name: options.name, scopes: scopesOf(options.scopes), source: options.source ?? options.name, origin: options.origin, purposes: options.purposes?.split(',').map((p) => p.trim()) ?? purposes,
        basis: options.basis, createdBy: null, expiresAt: options.expiresOn === undefined ? null : new Date(`${calendarDate(options.expiresOn, '--expires-on')}T23:59:59Z`),
      }, new Date());
      const { id, prefix, scopes, source } = made.details;
      print(options, { key: made.key, id, prefix, scopes, source }, () => `${made.key}\nIt is shown this once. Revoke it with: npx oubli api-key revoke ${id}`);
    }));
  command(key, 'list', 'Lists keys, without their secrets.', ['api-key list'])
    .action((options: Json) => inAccounts(async ({ keys }) => {
      const rows = (await keys.list()).map((k) => ({ id: k.id, name: k.name, prefix: k.prefix, scopes: k.scopes, source: k.source, lastUsedOn: k.lastUsedOn, expiresAt: k.expiresAt, revokedAt: k.revokedAt }));
      print(options, rows, () => table(['key', 'name', 'prefix', 'scopes', 'source', 'last used', 'state'], rows.map((r) => [r.id, r.name, r.prefix, r.scopes.join(','), r.source, r.lastUsedOn, r.revokedAt ? 'revoked' : 'good'])));
    }));
  command(key, 'revoke <key>', 'Revokes a key at once (its id, from "api-key list").', ['api-key revoke 0a0b...'])
    .action((id: string, options: Json) => inAccounts(async ({ keys }) => {
      await keys.revoke(uuid(id, 'The key'), new Date());
      print(options, { revoked: id }, () => 'Revoked.');
    }));
};

const linkFor = (kind: 'invitation' | 'reset', token: string): string => linkTo(kind, token, settings().url);

async function find(accounts: Accounts, email: string): Promise<ConsoleUser> {
  const user = await accounts.users.byEmail(email);
  if (!user) throw new CommandError('There is no account of that e-mail; nothing was changed.');
  return user;
}

/** The first administrator: with the password of the settings, else with a link that is good once. Nothing when somebody can sign in already. */
async function first({ users }: Accounts, { logins }: Runtime): Promise<{ link: string | null; email: string | null }> {
  const everybody = await users.list();
  if (everybody.some((u) => u.passwordHash !== null)) return { link: null, email: null };
  const { admin } = settings();
  const problem = admin && passwordProblem(admin.password, [admin.email]);
  if (problem) throw new CommandError(`OUBLI_ADMIN_PASSWORD ${problem}: name another.`);
  const wanted = { name: 'Administrator', email: admin?.email ?? 'admin@oubli.invalid', roles: ['administrator', 'data-protection-officer'], language: 'fr' } as const;
  const user = (await users.byEmail(wanted.email)) ?? (await users.open(wanted, await todayOf(logins.engine.session)));
  if (!admin) return { link: linkFor('invitation', await users.issue(user.id, 'invitation', new Date())), email: wanted.email };
  await users.setPassword(user, admin.password);
  return { link: null, email: admin.email };
}

export function addAccountCommands(program: Command): void {
  addKeyCommands(program);
  const user = program.command('user').description('Accounts of the console.');
  command(user, 'list', 'Lists open accounts and their roles.', ['user list'])
    .action((options: Json) => inAccounts(async ({ users }) => {
      const rows = (await users.list()).filter((u) => u.closedOn === null).map((u) => ({ id: u.id, name: u.displayName, email: u.email, roles: u.roles, secondFactor: u.totpSince !== null, lastActivityOn: u.lastActivityOn }));
      print(options, rows, () => table(['user', 'name', 'e-mail', 'roles', 'second factor', 'last activity'], rows.map((r) => [r.id, r.name, r.email, r.roles.join(','), r.secondFactor ? 'yes' : 'no', r.lastActivityOn])));
    }));
  command(user, 'invite <email>', 'Opens an account and shows the link that sets its password (24 hours, once).', ['user invite anne@example.org --name "Anne Roux" --roles recruiter,trainer'])
    .requiredOption('--name <name>', 'who it is')
    .requiredOption('--roles <roles>', `with commas between: ${roleNames.join(', ')}`)
    .action((email: string, options: Json & { name: string; roles: string }) => inAccounts(async ({ users }, { logins }) => {
      const roles = options.roles.split(',').map((text, i) => {
        const role = roleNames.find((name) => name === text.trim());
        if (!role) throw new CommandError(`Role ${i + 1} is none; known: ${roleNames.join(', ')}.`, 2);
        return role;
      });
      const opened = await users.open({ name: options.name, email, roles, language: 'fr' }, await todayOf(logins.engine.session));
      const link = linkFor('invitation', await users.issue(opened.id, 'invitation', new Date()));
      print(options, { id: opened.id, link }, () => link);
    }));
  command(user, 'reset <email>', 'Shows a link for somebody who lost her password (an hour, once); her second factor is still asked.', ['user reset anne@example.org'])
    .action((email: string, options: Json) => inAccounts(async (accounts) => {
      const found = await find(accounts, email);
      const link = linkFor('reset', await accounts.users.issue(found.id, 'reset', new Date()));
      print(options, { id: found.id, link }, () => link);
    }));
  command(user, 'first', 'Makes the first administrator when nobody can sign in yet.', ['user first'])
    .action((options: Json) => inAccounts(async (accounts, runtime) => {
      const made = await first(accounts, runtime);
      print(options, made, () => made.link ?? (made.email === null ? 'Somebody can sign in already; nothing was changed.' : `${made.email} can sign in with the password of the settings.`));
    }));
}
