#!/usr/bin/env node
// Reports optional platform packages that the lock names but does not pin: such a lock makes `npm ci` fail elsewhere.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './prepare/install.mjs';

const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const known = new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, '')));
const missing = Object.entries(packages).flatMap(([path, entry]) =>
  Object.keys(entry.optionalDependencies ?? {}).filter((name) => !known.has(name)).map((name) => `${path || 'the root'} wants ${name}`));
const addresses = Object.entries(packages).filter(([path, entry]) => entry.resolved && /^https?:/.test(entry.resolved) && path !== '').map(([path]) => path);
for (const line of missing) process.stdout.write(`missing from the lock: ${line}\n`);
for (const path of addresses) process.stdout.write(`the lock names a registry address for ${path}\n`);
process.exit(missing.length + addresses.length === 0 ? 0 : 1);
