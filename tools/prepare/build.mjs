import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gather, root } from './install.mjs';
import { step } from './say.mjs';

const stampFile = join(root, 'node_modules', '.oubli-build');

/** Size and time of every source file: cheap to compute, and a change of any makes a new stamp. */
function sourceStamp() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'tsconfig.base.json')));
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!['node_modules', 'dist'].includes(entry.name)) walk(path);
      } else if (/\.(ts|json)$/.test(entry.name)) {
        const { size, mtimeMs } = statSync(path);
        hash.update(`${path}:${size}:${mtimeMs}\n`);
      }
    }
  };
  for (const folder of ['libs', 'apps']) walk(join(root, folder));
  return hash.digest('hex');
}

export const cli = join(root, 'apps', 'worker', 'dist', 'cli', 'main.js');

/** Compiles what has changed. @throws Error with the first message of the compiler */
export async function build(node) {
  const stamp = sourceStamp();
  if (existsSync(cli) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  await step('Building', async () => {
    const { code, output } = await gather(node, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b']);
    if (code !== 0) throw new Error(`The build failed: ${output.split('\n')[0]}`);
    writeFileSync(stampFile, stamp);
  });
}
