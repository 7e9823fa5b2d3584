import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { step } from './say.mjs';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const stampFile = join(root, 'node_modules', '.oubli-lock');

/** The lock and the rules of npm decide what is installed. */
const lockStamp = () => createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).update(readFileSync(join(root, '.npmrc'))).digest('hex');

const isInstalled = () => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lockStamp();

/** Runs a program and gathers what it says. @returns {Promise<{code: number, output: string}>} */
export function gather(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** npm as it runs this script, else the one on PATH. */
function npm(args) {
  const script = process.env.npm_execpath;
  return script ? gather(process.execPath, [script, ...args]) : gather('npm', args);
}

/** Installs the packages of the lock when they are not there. @throws Error in one line */
export async function install() {
  if (isInstalled()) return;
  await step('Installing packages', async () => {
    const { code, output } = await npm(['ci', '--loglevel=error']);
    if (code !== 0) {
      const full = /ENOSPC/.test(output) ? Object.assign(new Error(), { code: 'ENOSPC', path: join(root, 'node_modules') }) : null;
      throw full ?? new Error(`The packages could not be installed: ${output.split('\n').find((line) => /npm (error|ERR!)/.test(line)) ?? `npm ci ended with ${code}`}`);
    }
    writeFileSync(stampFile, lockStamp());
  });
}

/** The pinned Node when the platform has it, else this one if it is new enough. @throws Error in one line */
export function pinnedNode() {
  const pinned = join(root, 'node_modules', '.bin', 'node');
  if (existsSync(pinned)) return pinned;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Error(`Oubli needs Node 24 or newer on this platform; this is ${process.versions.node}.`);
}
