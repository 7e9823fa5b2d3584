#!/usr/bin/env node
// Runs a tool of node_modules/.bin under the pinned Node: with-node.mjs TOOL ARGS...
import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pinnedNode, root } from './prepare/install.mjs';

const [tool = '', ...args] = process.argv.slice(2);
const bin = join(root, 'node_modules', '.bin');
const flags = tool === 'jest' ? ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'] : [];
const { status } = spawnSync(pinnedNode(), [...flags, realpathSync(join(bin, tool)), ...args], {
  cwd: root, stdio: 'inherit', env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`, NX_DAEMON: 'false' },
});
process.exit(status ?? 1);
