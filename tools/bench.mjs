#!/usr/bin/env node
// `npm run bench`: the whole engine against PostgreSQL's own limit, in one run; `npm run bench -- api`: the API under a run. Last lines: `name value`.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from './prepare/build.mjs';
import { install, pinnedNode, root } from './prepare/install.mjs';
import { oneLine } from './prepare/say.mjs';

try {
  await install();
  await build(pinnedNode());
  spawn(pinnedNode(), [join(root, 'tools', 'bench', process.argv[2] === 'api' ? 'api.mjs' : 'main.mjs')], { cwd: root, stdio: 'inherit' }).once('exit', (code) => process.exit(code ?? 1));
} catch (error) {
  process.stderr.write(`${oneLine(error)}\n`);
  process.exit(1);
}
