import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { doNotRecreateKeyFile, fieldKeyFile, keyFiles } from '@oubli/config';
import { logEvents } from '@oubli/logging';

const root = join(__dirname, '../../..');
const page = readFileSync(join(root, 'docs/operations.md'), 'utf8');
const settings = readFileSync(join(root, 'docs/settings.md'), 'utf8');
const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|mjs)$/.test(file) && !/\.(spec|d)\.ts$|dist\//.test(file))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'));

describe('the page for operators', () => {
  it.each(Object.keys(logEvents))('says what to do about the log line %s', (event) => expect(page).toContain(`\`${event}\``));

  it.each([...keyFiles.filter((file) => !file.endsWith('.pub')), fieldKeyFile, doNotRecreateKeyFile])('says what a lost %s means', (file) => expect(page).toContain(`| \`${file}\` |`));

  it('names every figure of /metrics, and none that is not there', () => {
    const added = [...readFileSync(join(root, 'apps/api/src/metrics.ts'), 'utf8').matchAll(/add\('([a-z_]+)'/g)].map((match) => `oubli_${match[1] ?? ''}`);
    const named = new Set([...page.matchAll(/oubli_[a-z_]+/g)].map((match) => match[0]));
    expect(added.length).toBeGreaterThan(20);
    expect([...named].sort()).toEqual([...new Set(added)].sort());
  });

  it('names every exit code that a program of ours ends with', () => {
    const codes = new Set(['apps', 'tools'].flatMap(sources).flatMap((text) => [...text.matchAll(/(?:process\.exit\(|exitCode = (?:\w+ \? 0 : )?|\bleave\(|stop\()(\d)/g)].map((match) => match[1])));
    expect([...codes].filter((code) => !new RegExp(`\\| (?:\\d, )*${code ?? ''}(?:, \\d)* \\|`).test(page))).toEqual([]);
    expect(codes.size).toBeGreaterThan(1);
  });

  it('stands beside a page that explains every setting', () => {
    const read = [...readFileSync(join(root, 'libs/config/src/settings.ts'), 'utf8').matchAll(/^ {2}([A-Z_]+): /gm)].map((match) => match[1] ?? '');
    expect(read.filter((name) => !settings.includes(`\`${name}\``))).toEqual([]);
    expect(read.length).toBeGreaterThan(8);
  });
});
