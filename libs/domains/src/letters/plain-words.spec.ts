import { isChild, isFrame, isRoot } from '@oubli/personal-data';
import { requestLanguages } from '@oubli/contracts';
import { domainRegistry } from '../registry';
import { plainWords } from './plain-words';

/** Record types that a person's own wish to be erased may be about, with their parts. */
const ofPersons = domainRegistry.declarations.filter((d) => {
  const root = isRoot(d) ? d : isChild(d) ? domainRegistry.root(d.partOf.recordType) : null;
  return root !== null && root.subjects.length > 0;
});

it.each(requestLanguages)('every record type of a person and every field that says something has a plain name in %s', (language) => {
  const missing = ofPersons.flatMap(({ recordType, columns }) => {
    const told = Object.entries(columns).filter(([, column]) => !isFrame(column)).map(([property]) => property);
    const tries = told.length === 0 ? [] : [() => plainWords.record(recordType, language), ...told.map((property) => () => plainWords.field(recordType, property, language))];
    return tries.flatMap((ask) => {
      try {
        return ask().trim() === '' ? [recordType] : [];
      } catch (error) {
        return [`${recordType}: ${error instanceof Error ? error.message : ''}`];
      }
    });
  });
  expect(missing).toEqual([]);
  expect(ofPersons.length).toBeGreaterThan(40);
});
