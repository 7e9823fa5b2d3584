import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureFieldKeys, fieldKeysOf, hasFieldKeys, loadFieldKeys } from './field-keys';

describe('the keys of sealed fields', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'oubli-keys-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const write = (text: string): void => writeFileSync(join(folder, 'fields.key'), text);

  it('are made once, for their owner only, and read again', () => {
    const made = ensureFieldKeys(folder);
    expect(made.current).toBe(1);
    expect(ensureFieldKeys(folder)).toEqual(made);
    expect(statSync(join(folder, 'fields.key')).mode & 0o777).toBe(0o600);
  });

  it('turn to the highest version and keep those before', () => {
    ensureFieldKeys(folder);
    write(`${readFileSync(join(folder, 'fields.key'), 'utf8')}2 ${'ab'.repeat(32)}\n`);
    const keys = loadFieldKeys(folder);
    expect([keys.current, [...keys.byVersion.keys()]]).toEqual([2, [1, 2]]);
  });

  it('say that the file is missing', () => {
    expect(hasFieldKeys(folder)).toBe(false);
    expect(() => loadFieldKeys(folder)).toThrow(/fields\.key is missing: put it back; bank details cannot be read or written without it\.$/);
  });

  it.each([
    ['a short key', '1 abcd\n'], ['no version', `${'ab'.repeat(32)}\n`], ['version 0', `0 ${'ab'.repeat(32)}\n`], ['version 65536', `65536 ${'ab'.repeat(32)}\n`],
    ['capital digits', `1 ${'AB'.repeat(32)}\n`], ['a version twice', `1 ${'ab'.repeat(32)}\n1 ${'cd'.repeat(32)}\n`], ['nothing', '\n'],
  ])('are refused with %s, in a line that does not repeat them', (_what, text) => {
    write(text);
    expect(() => loadFieldKeys(folder)).toThrow(/^The key file .*fields\.key (has a line that is not|holds no key)/);
    expect(() => loadFieldKeys(folder)).not.toThrow(/abab|ABAB/);
  });

  it('are 32 bytes each', () => expect(() => fieldKeysOf([1, Buffer.alloc(31)])).toThrow('32 bytes'));
});
