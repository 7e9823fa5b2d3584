import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { checkBudget } from './console-budget.mjs';
import { gather, root } from './install.mjs';
import { step } from './say.mjs';

const stampFile = join(root, 'node_modules', '.oubli-build');

/** Size and time of every source file: cheap to compute, and a change of any makes a new stamp. */
function sourceStamp(folders, kinds) {
  const hash = createHash('sha256').update(readFileSync(join(root, 'tsconfig.base.json')));
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!['node_modules', 'dist'].includes(entry.name)) walk(path);
      } else if (kinds.test(entry.name)) {
        const { size, mtimeMs } = statSync(path);
        hash.update(`${path}:${size}:${mtimeMs}\n`);
      }
    }
  };
  for (const folder of folders) walk(join(root, folder));
  return hash.digest('hex');
}

export const cli = join(root, 'apps', 'worker', 'dist', 'cli', 'main.js');

/** Compiles what has changed. @throws Error with the first message of the compiler */
export async function build(node) {
  const stamp = sourceStamp(['libs', 'apps/api', 'apps/worker'], /\.(ts|json)$/);
  if (existsSync(cli) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  await step('Building', async () => {
    const { code, output } = await gather(node, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b']);
    if (code !== 0) throw new Error(`The build failed: ${output.split('\n')[0]}`);
    writeFileSync(stampFile, stamp);
  });
}

const admin = join(root, 'apps', 'admin');
const consoleStamp = join(root, 'node_modules', '.oubli-console');

/** Builds the console when its sources, or the contracts it is typed by, have changed. @throws Error in one line, also when its first screen has grown too large */
export async function buildConsole(node) {
  const stamp = sourceStamp(['apps/admin', 'libs/contracts'], /\.(ts|json|html|scss|svg)$/);
  if (existsSync(join(admin, 'dist', 'browser', 'index.html')) && existsSync(consoleStamp) && readFileSync(consoleStamp, 'utf8') === stamp) return;
  await step('Building the console', async () => {
    const bin = join(root, 'node_modules', '.bin');
    const environment = { ...process.env, NO_COLOR: '1', NG_CLI_ANALYTICS: 'false', PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };
    const { code, output } = await gather(node, [join(root, 'node_modules', '@angular', 'cli', 'bin', 'ng.js'), 'build'], { cwd: admin, env: environment });
    if (code !== 0) throw new Error(`The console could not be built: ${output.split('\n').find((line) => /ERROR/.test(line)) ?? 'no reason given'}`);
    checkBudget(join(admin, 'dist', 'browser'));
    writeFileSync(consoleStamp, stamp);
  });
}
