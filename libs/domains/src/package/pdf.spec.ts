import fc from 'fast-check';
import { domainRegistry } from '../registry';
import { paperRecords, pdfFile } from './pdf';
import { pdfText } from './testing/pdf-text';
import type { ShownRecord } from './write';

const person = domainRegistry.person;
const record = (...values: readonly string[]): ShownRecord => ({
  declaration: person, id: '00000000-0000-4000-8000-000000000001', phase: 'active', origin: 'person', collectedOn: '2026-01-05', purposes: ['recruitment'], bases: ['contract'], until: '2028-01-06', held: false,
  legalReferences: ['GDPR Art. 5(1)(e)'], sources: ['payroll'], parts: [],
  values: values.map((value) => ({ name: 'lastName', column: person.columns['lastName'] ?? fail(), value, kind: 'value', bases: ['contract'], redacted: false })),
});
const fail = (): never => {
  throw new Error('A person has a last name.');
};

const made = (records: readonly ShownRecord[], own: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {}): Buffer => {
  const file = pdfFile('access', 'fr', '2026-11-25');
  return Buffer.from([file.begin(), ...records.map((r) => file.record(r)), file.end(own)].join(''), 'latin1');
};
const pages = (file: Buffer): number => file.toString('latin1').match(/\/Type \/Page\n/g)?.length ?? 0;

describe('a package on paper', () => {
  it('says what is held, why, until when and to whom it went, in the language of who asked, and can be searched', () => {
    const text = pdfText(made([record('Łukasz Ÿ. d’Œuvre-Müller Ελένη')], { recipients: [{ recipient: 'Client Exemple' }] }));
    for (const found of ['Toutcequenousdétenonssurvous', 'Łukasz', 'Ÿ.d’Œuvre-Müller', 'Ελένη', 'payroll', '2028-01-06', 'contrat(art.6-1-b)', 'ClientExemple', 'page1']) expect(text).toContain(found);
  });

  it('is tagged, names its language and title, and holds nothing that runs or is fetched', () => {
    const file = made([record('Dupont')]).toString('latin1');
    expect(file).toMatch(/^%PDF-1\.7/);
    expect(file).toMatch(/\/Marked true[^]*\/Lang \(fr\)|\/Lang \(fr\)[^]*\/Marked true/);
    expect(file).toMatch(/\/S \/H1[^]*\/S \/TR/);
    expect(file).toContain('/DisplayDocTitle true');
    expect(file).not.toMatch(/\/JavaScript|\/JS |\/URI|\/Launch|\/EmbeddedFile/);
  });

  it('goes on over the pages where a text is longer than one, and loses no word of it', () => {
    const long = Array.from({ length: 3000 }, (_, i) => `mot${i}`).join(' ');
    const file = made([record(long), record('Après')]);
    expect(pages(file)).toBeGreaterThan(4);
    const text = pdfText(file).replace(/page\d+/g, '');
    expect(text).toContain(long.replaceAll(' ', ''));
    expect(text).toContain('Après');
  });

  it('says how many records are in the other files where there are more than paper serves', () => {
    const file = made(Array.from({ length: paperRecords + 7 }, (_, i) => record(`Nom-${i}-`)));
    const text = pdfText(file);
    expect(text).toContain(`Nom-${paperRecords - 1}-`);
    expect(text).not.toContain(`Nom-${paperRecords}-`);
    expect(text).toContain('7autresenregistrements');
  }, 60_000);

  it('holds any text that its typeface has, and is the same file for the same day', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'aZé€(ß)\\<>[]"\'&%/ \n\t\r0ñŒ–ω'), minLength: 1, maxLength: 60 }), (text) => {
      const file = made([record(text)]);
      expect(pdfText(file)).toContain(text.replace(/\s/g, ''));
      expect(made([record(text)]).equals(file)).toBe(true);
    }), { numRuns: 15 });
  });
});
