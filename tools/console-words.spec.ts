import { timedJobs } from '@oubli/contracts';
import { domainRegistry } from '@oubli/domains';
import { eventKinds } from '@oubli/personal-data';
import { clockNames, eventNames } from '../apps/admin/src/app/i18n/words/clocks';
import { columnNames } from '../apps/admin/src/app/i18n/words/columns';
import { english, french } from '../apps/admin/src/app/i18n/messages';
import { recordTypeNames } from '../apps/admin/src/app/i18n/words/record-types';

const shown = domainRegistry.roots.flatMap((root) => [root, ...domainRegistry.childrenOf(root.recordType)]);
const missing = (names: readonly string[], words: Readonly<Record<string, unknown>>): string[] => [...new Set(names)].filter((name) => !Object.hasOwn(words, name));

describe('the words of the console', () => {
  it('name every record type that a policy can govern', () => expect(missing(domainRegistry.roots.map((root) => root.recordType), recordTypeNames)).toEqual([]));
  it('name every column of them and of what belongs to them', () => expect(missing(shown.flatMap(({ columns }) => Object.keys(columns)), columnNames)).toEqual([]));
  it('name every clock a period may count from', () => expect(missing(domainRegistry.roots.flatMap(({ clocks }) => Object.keys(clocks)), clockNames)).toEqual([]));
  it('name every job and say what it does', () => expect(missing(timedJobs.flatMap((job) => [`job.${job}`, `jobText.${job}`]), french)).toEqual([]));
  it('name every kind of dated event', () => expect(missing([...eventKinds], eventNames)).toEqual([]));

  it('have a singular and a plural only where a number is said with them', () => {
    expect([french, english].flatMap((words) => Object.entries(words).filter(([key, text]) => !key.endsWith('.n') && text.includes('|')).map(([key]) => key))).toEqual([]);
  });

  it.each(Object.entries({ columnNames, clockNames, eventNames }))('are no technical names, in neither language: %s', (_what, words) => {
    expect(Object.entries(words).filter(([, both]) => both.length !== 2 || both.some((word) => word === '' || /[a-z][A-Z]{1}[a-z]|_/.test(word)))).toEqual([]);
  });
});
