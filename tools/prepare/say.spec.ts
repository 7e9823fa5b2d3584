import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Say {
  oneLine(error: unknown): string;
}

describe('an error of the start', () => {
  let say: Say;
  beforeAll(async () => {
    say = (await import('./say.mjs')) as unknown as Say;
  });

  const met = (work: () => void): string => {
    try {
      work();
    } catch (error) {
      return say.oneLine(error);
    }
    throw new Error('Nothing went wrong.');
  };

  it('says that the disk is full, and where', () => expect(met(() => writeFileSync('/dev/full', 'x'))).toMatch(/^The disk is full.*: free some space and start again\.$/));

  it('says that a folder is none', () => {
    const line = met(() => writeFileSync(join('/dev/null', 'x'), 'x'));
    expect(line).toMatch(/^\/dev\/null\/x is not a folder: name another one in OUBLI_DATA\.$/);
  });

  it('says no more than its first line', () => expect(say.oneLine(new Error('one\nat two'))).toBe('one'));
});
