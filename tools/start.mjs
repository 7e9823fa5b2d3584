#!/usr/bin/env node
// Begins on the system's Node with nothing installed; installs, then hands over to the pinned Node.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { install, pinnedNode, root } from './prepare/install.mjs';
import { oneLine } from './prepare/say.mjs';

try {
  await install();
  const child = spawn(pinnedNode(), [join(root, 'tools', 'start', 'main.mjs')], { cwd: root, stdio: 'inherit' });
  // The child stops its services in order and this process waits for it. Ctrl-C on a terminal reaches both: asking twice is harmless.
  process.on('SIGINT', () => child.kill('SIGINT'));
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGTERM'));
  child.once('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
} catch (error) {
  process.stderr.write(`${oneLine(error)}\n`);
  process.exit(1);
}
