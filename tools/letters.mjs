/** Writes the committed examples of every letter anew, after the build; the difference is what is read in review. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exampleLetters } from '../libs/rights/dist/letter/example-letters.js';

const folder = join(import.meta.dirname, '../libs/rights/src/letter/examples');
rmSync(folder, { recursive: true, force: true });
for (const { file, content } of exampleLetters()) {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), content);
}
