#!/usr/bin/env node
// `npm test`: installs, lints, builds, then small, database, whole and browser tests. `--long` runs the long forms as well.
// The last line is `N passed, M failed`.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { build, buildConsole } from './prepare/build.mjs';
import { install, pinnedNode, root } from './prepare/install.mjs';
import { oneLine } from './prepare/say.mjs';
import { ensureChromium } from './services/chromium.mjs';

const total = { passed: 0, failed: 0 };

/** Runs a tool under the pinned Node and shows what it prints. @returns its exit code */
function show(node, args, environment = {}) {
  const bin = join(root, 'node_modules', '.bin');
  return new Promise((resolve) => {
    const child = spawn(node, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...environment, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`, NX_DAEMON: 'false' } });
    child.once('error', () => resolve(1));
    child.once('close', (code) => resolve(code ?? 1));
  });
}

function count(name, ok) {
  if (ok) total.passed += 1;
  else {
    total.failed += 1;
    process.stdout.write(`FAILED: ${name}\n`);
  }
}

/** One Jest project; the numbers come from its own report. A project without a test has failed. */
async function jest(node, project, folder) {
  const report = join(folder, `${project}.json`);
  await show(node, ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', join(root, 'node_modules/jest/bin/jest.js'), '--selectProjects', project, '--json', `--outputFile=${report}`, '--runInBand']);
  if (!existsSync(report)) return count(`${project} tests (no report)`, false);
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numTotalTests } = JSON.parse(readFileSync(report, 'utf8'));
  total.passed += numPassedTests;
  total.failed += numFailedTests + numRuntimeErrorTestSuites;
  if (numTotalTests === 0) count(`${project} tests (none ran)`, false);
}

async function main() {
  const long = process.argv.includes('--long');
  await install();
  const node = pinnedNode();
  const folder = mkdtempSync(join(tmpdir(), 'oubli-report-'));
  try {
    await build(node).then(() => buildConsole(node)).then(() => count('build', true), (error) => {
      process.stdout.write(`${oneLine(error)}\n`);
      count('build', false);
    });
    const bin = (tool) => join(root, 'node_modules', tool);
    count('types of the tests', (await show(node, [bin('typescript/bin/tsc'), '-p', 'tsconfig.spec.json'])) === 0);
    count('lint', (await show(node, [bin('nx/dist/bin/nx.js'), 'run-many', '-t', 'lint', '--parallel=2', '--output-style=static'])) === 0);
    count('lint of tools and stories', (await show(node, [bin('eslint/bin/eslint.js'), 'tools', 'e2e', '--no-error-on-unmatched-pattern'])) === 0);
    for (const project of ['small', 'database', 'whole']) await jest(node, project, folder);
    if (ensureChromium()) await jest(node, 'browser', folder);
    else count('browser tests (no Chromium: install it, or name one in OUBLI_CHROMIUM)', false);
    if (long) await jest(node, 'long', folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  await main();
} catch (error) {
  process.stdout.write(`${oneLine(error)}\n`);
  total.failed += 1;
}
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
