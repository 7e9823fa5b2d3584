import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './ports.mjs';
import { commandOf, endProcess, isAlive, until } from './processes.mjs';

const run = promisify(execFile);
const servers = ['redis-server', 'valkey-server'];

const onPath = () =>
  servers.flatMap((name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name))).find((path) => existsSync(path)) ?? null;

/** On Debian and Ubuntu the server's packages are unpacked into the data folder: no root, nothing installed. */
async function unpacked(dataFolder) {
  const folder = join(dataFolder, 'redis-program');
  const program = join(folder, 'usr', 'bin', 'redis-server');
  if (existsSync(program)) return program;
  if (!existsSync('/usr/bin/apt-get') || !existsSync('/usr/bin/dpkg')) return null;
  mkdirSync(folder, { recursive: true });
  const download = () => run('apt-get', ['download', '-q', 'redis-tools', 'libjemalloc2', 'liblzf1', 'libatomic1'], { cwd: folder, timeout: 60_000 });
  try {
    await download().catch(async (error) => {
      if (process.getuid?.() !== 0) throw error;
      await run('apt-get', ['update', '-q'], { timeout: 120_000 });
      return download();
    });
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.deb'))) await run('dpkg', ['-x', join(folder, file), folder]);
    // One program under several names: the name it is called by decides what it is.
    symlinkSync('redis-check-rdb', program);
    return program;
  } catch {
    return null;
  }
}

const answers = (port) =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const end = (value) => {
      socket.destroy();
      resolve(value);
    };
    socket.setTimeout(500, () => end(false));
    socket.once('error', () => end(false));
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', (data) => end(String(data).startsWith('+PONG')));
  });

/**
 * Starts a Redis of this installation.
 * @returns {Promise<{url: string, pid: number, stop: () => Promise<void>} | null>} null when there is none to be had
 */
export async function startRedis({ dataFolder }) {
  const program = onPath() ?? (await unpacked(dataFolder));
  if (!program) return null;
  const folder = join(dataFolder, 'redis');
  mkdirSync(folder, { recursive: true });
  const pidFile = join(folder, 'redis.pid');
  const leftover = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) : 0;
  if (leftover > 0 && isAlive(leftover) && /redis|valkey/.test(commandOf(leftover))) await endProcess(leftover, [['SIGTERM', 3000], ['SIGKILL', 1000]]);
  const port = await freePort();
  const libraries = join(dataFolder, 'redis-program', 'usr', 'lib', 'x86_64-linux-gnu');
  const log = openSync(join(dataFolder, 'redis.log'), 'a', 0o600);
  const child = spawn(program, ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--appendonly', 'yes', '--save', '', '--maxmemory-policy', 'noeviction', '--daemonize', 'no'], {
    detached: true, stdio: ['ignore', log, log], env: { ...process.env, LD_LIBRARY_PATH: libraries },
  });
  let ended = false;
  child.once('exit', () => (ended = true));
  child.once('error', () => (ended = true));
  const ready = await until(async () => ended || (await answers(port)), 5000);
  if (!ready || ended) return null;
  writeFileSync(pidFile, String(child.pid));
  child.unref();
  return { url: `redis://127.0.0.1:${port}`, pid: child.pid, stop: async () => void (await endProcess(child.pid, [['SIGTERM', 2000], ['SIGKILL', 1000]])) };
}
