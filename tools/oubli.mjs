#!/usr/bin/env node
// The command `oubli`: installs and builds when nothing is there yet, then runs on the pinned Node.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { build, cli } from './prepare/build.mjs';
import { install, pinnedNode, root } from './prepare/install.mjs';
import { oneLine } from './prepare/say.mjs';

try {
  if (!existsSync(cli)) {
    // What is said while preparing belongs to the person, not to the document on standard output.
    process.stdout.write = process.stderr.write.bind(process.stderr);
    await install();
    await build(pinnedNode());
  }
  const data = process.env.OUBLI_DATA ?? `${root}/.oubli`;
  const { status } = spawnSync(pinnedNode(), [cli, ...process.argv.slice(2)], { stdio: 'inherit', env: { ...process.env, OUBLI_DATA: data } });
  process.exit(status ?? 1);
} catch (error) {
  process.stderr.write(`${oneLine(error)}\n`);
  process.exit(1);
}
