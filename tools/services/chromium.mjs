import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A Chromium on PATH, or the one that OUBLI_CHROMIUM names; null when there is none. */
export function findChromium() {
  const named = process.env.OUBLI_CHROMIUM;
  if (named) return existsSync(named) ? named : null;
  for (const folder of (process.env.PATH ?? '').split(delimiter)) for (const name of names) if (existsSync(join(folder, name))) return join(folder, name);
  return null;
}

/** The browser of the browser tests: found, or installed where that can be done without asking. */
export function ensureChromium() {
  const found = findChromium();
  if (found || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return found;
  const quiet = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  for (const args of [['install', '-y', '--no-install-recommends', 'chromium'], ['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    try {
      execFileSync('/usr/bin/apt-get', args, quiet);
    } catch {
      // Empty package lists: the update comes next.
    }
    if (findChromium()) break;
  }
  return findChromium();
}
