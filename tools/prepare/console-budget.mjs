import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Bytes of script, compressed, that the first screen may load. */
export const firstScreenBytes = 250_000;

/** Scripts that the page loads before anything was clicked: those it names, and what these import statically. */
function firstScripts(folder) {
  const seen = new Set();
  const visit = (name) => {
    if (seen.has(name)) return;
    seen.add(name);
    const text = readFileSync(join(folder, name), 'utf8');
    for (const [, imported] of text.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)) visit(imported);
  };
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  for (const [, name] of page.matchAll(/(?:src|href)="([\w.-]+\.js)"/g)) visit(name);
  return [...seen];
}

/** @returns compressed bytes of the first screen's scripts @throws Error when they are too many */
export function checkBudget(folder) {
  const bytes = firstScripts(folder).reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0);
  if (bytes > firstScreenBytes) throw new Error(`The console's first screen loads ${bytes} bytes of script compressed, more than ${firstScreenBytes}.`);
  return bytes;
}
