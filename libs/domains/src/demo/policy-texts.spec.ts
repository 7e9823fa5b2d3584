import { lintTexts } from '@oubli/retention';
import { demoTexts } from './policy-texts';

describe('the words of the demo’s privacy policy', () => {
  it.each(['first', 'second', 'third'] as const)('pass their own lint: %s', (since) => {
    const { authoritative, bodies } = demoTexts(since);
    expect(lintTexts(authoritative, bodies, [])).toEqual([]);
  });
});
