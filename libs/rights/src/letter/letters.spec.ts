import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extensionReasons, letterTemplates, reasonsFor, requestKinds, requestLanguages, requestOutcomes } from '@oubli/contracts';
import { claimKinds, lintText } from '@oubli/retention';
import fc from 'fast-check';
import { missingParts } from './complete';
import { exampleLetters, exampleSender } from './example-letters';
import { type LetterFacts, negative, wordingApproved } from './letter';
import { acknowledgementSentences, missingFacts, writeLetter } from './write-letter';

const folder = join(__dirname, 'examples');
const committed = (readdirSync(folder, { recursive: true, encoding: 'utf8' })).filter((file) => file.endsWith('.txt')).sort();
const examples = exampleLetters();

/** Proper names of the sender, which stay what they are in every language, and what somebody wrote in her own words. */
const withoutNames = (text: string, facts: LetterFacts): string =>
  [...Object.values(exampleSender.authority), exampleSender.controller.name, exampleSender.controller.street, exampleSender.host?.name ?? '', 'tribunal judiciaire', facts.client ?? '', facts.words ?? '']
    .filter((name) => name !== '').reduce((left, name) => left.replaceAll(name, 'X'), text);

describe('letters', () => {
  it('are committed byte by byte as they are written, and none is left over', () => {
    expect(committed).toEqual(examples.map(({ file }) => file).sort());
    expect(examples.filter(({ file, content }) => readFileSync(join(folder, file), 'utf8') !== content).map(({ file }) => file)).toEqual([]);
  });

  it('exist for every outcome, kind of request and language', () => {
    const wanted = requestLanguages.flatMap((language) => requestOutcomes.flatMap((outcome) => requestKinds.map((kind) => `${language}/${outcome}.${kind}.txt`)));
    expect(wanted.filter((file) => !committed.includes(file))).toEqual([]);
    expect(new Set(examples.map(({ facts }) => facts.template))).toEqual(new Set(letterTemplates));
  });

  it('are each marked as read by no lawyer, as long as none has read them', () => {
    expect(wordingApproved).toBeNull();
    expect(committed.filter((file) => !readFileSync(join(folder, file), 'utf8').startsWith('*** NOT APPROVED: no lawyer has read this wording yet. ***'))).toEqual([]);
  });

  it.each(requestLanguages)('in %s have no placeholder, no sentence of another language and no word of the program', (language) => {
    const found = examples.filter(({ facts }) => facts.language === language).flatMap(({ file, facts, text }) => {
      const said = withoutNames(text, facts);
      return [...lintText(language, said).map(({ rule, words }) => `${file}: ${rule}: ${words}`), ...[...said.matchAll(/undefined|null|\bNaN\b|Invalid|\$\{|\[object|\b\d{4}-\d{2}-\d{2}\b|\b(?:GDPR)\b/g)].filter(([word]) => !(word === 'GDPR' && language === 'en')).map(([word]) => `${file}: ${word}`)];
    });
    expect(found).toEqual([]);
  });

  it('of a refusal or a partial answer name articles, authority with address and link, and the courts; the lint finds what an edit took away', () => {
    const withRemedies = examples.filter(({ facts }) => negative.has(facts.template));
    expect(withRemedies).toHaveLength(3 * requestKinds.length * requestLanguages.length);
    for (const { facts, text, file } of withRemedies) {
      const { authority } = exampleSender;
      expect({ file, missing: missingParts({ ...facts, text }, facts.number, exampleSender) }).toEqual({ file, missing: [] });
      expect(missingParts({ ...facts, text: text.replaceAll(authority.complaintsUrl, '') }, facts.number, exampleSender)).toEqual(['authority']);
      expect(missingParts({ ...facts, text: text.replaceAll(/tribunal|court|Gericht/g, '') }, facts.number, exampleSender)).toEqual(['courts']);
      expect(missingParts({ ...facts, text: text.replaceAll(/artic?[lk]e[ls]?/gi, '') }, facts.number, exampleSender)).toEqual(['article']);
      expect(missingParts({ ...facts, text: `${text} [votre adresse]` }, facts.number, exampleSender)).toEqual(['placeholder']);
    }
  });

  it('of every other kind lack nothing either', () => {
    expect(examples.filter(({ facts, text }) => missingParts({ ...facts, text }, facts.number, exampleSender).length > 0).map(({ file }) => file)).toEqual([]);
  });

  it('to somebody who was not identified are the same whoever asks, whatever is held', () => {
    const letter = (more: Partial<LetterFacts>): string => writeLetter({ ...(examples.find(({ facts }) => facts.template === 'not-identified' && facts.language === 'fr' && facts.kind === 'access') ?? examples[0] as { facts: LetterFacts }).facts, ...more }).text;
    expect(letter({ decided: { erased: [{ record: 'missions', fields: ['notes'] }], kept: [] }, words: 'x' })).toBe(letter({ words: 'y' }));
  });

  const someDay = fc.date({ min: new Date('2020-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
  const kept = fc.record({
    record: fc.constantFrom('missions', 'factures'), fields: fc.array(fc.constantFrom('notes', 'montant'), { maxLength: 2 }), claim: fc.constantFrom(...claimKinds.filter((claim) => claim !== 'erasure')),
    reference: fc.option(fc.constantFrom('Art. 17(3)(b) GDPR; C. com. L123-22', 'Art. 15(4) GDPR', 'C. trav. L8222-1, D8222-5')), from: fc.option(someDay), until: fc.option(someDay), readers: fc.subarray(['facturation', 'formation']),
  });
  const anything = fc.record({
    template: fc.constantFrom(...letterTemplates), kind: fc.constantFrom(...requestKinds), language: fc.constantFrom(...requestLanguages), number: fc.constant('R-2026-000123'), receivedOn: someDay, dueLegal: someDay, day: someDay,
    sender: fc.option(fc.constantFrom(exampleSender, { ...exampleSender, host: null, representative: null, protectionOfficer: null })), extensionReason: fc.option(fc.constantFrom(...extensionReasons)),
    words: fc.constantFrom('', 'Ceci est dit.'), client: fc.constantFrom('', 'Client SA'), liftedFrom: someDay, copyAsked: fc.boolean(), decided: fc.record({ erased: fc.constant([]), kept: fc.array(kept, { maxLength: 3 }) }),
  }).chain((facts) => fc.subarray([...reasonsFor[facts.kind]]).map((reasons): LetterFacts => ({ ...facts, reasons })));

  it('are whole whatever they are about, or refuse to be written and say what is missing', () => {
    fc.assert(fc.property(anything, (facts) => {
      if (missingFacts(facts).length > 0) {
        expect(() => writeLetter(facts)).toThrow('A letter needs more');
        return;
      }
      const { title, text } = writeLetter(facts);
      expect(title).toContain(facts.number);
      expect(text).not.toMatch(/undefined|\bnull\b|\[object|\$\{|\n{3,}|\d{4}-\d{2}-\d{2}/);
      if (facts.sender) expect(missingParts({ ...facts, text }, facts.number, facts.sender)).toEqual([]);
      for (const { until } of facts.template === 'partially-granted' ? (facts.decided?.kept ?? []) : []) if (until) expect(text).toContain(until.slice(0, 4));
      expect(writeLetter(facts).text).toBe(text);
    }), { numRuns: 500, seed: 6 });
  });

  it.each([
    ['refused', {}, ['reasons']], ['refused', { reasons: ['legal-duty'] }, []], ['refused', { reasons: ['no-consent'] }, ['reasons']], ['refused', { reasons: ['unfounded'] }, ['words']], ['partially-granted', {}, ['reasons']],
    ['answered', {}, ['words']], ['forwarded', {}, ['client']], ['extended', {}, ['extensionReason']], ['restriction-placed', {}, ['kind']], ['granted', { sender: null }, ['sender']], ['granted', { decided: { erased: [], kept: [{ record: 'x', fields: [], claim: 'hold', reference: null, from: null, until: null, readers: [] }] } }, ['outcome']], ['acknowledgement', { sender: null }, []],
  ] as const)('%s with %j wants %j', (template, more, missing) => {
    const facts: LetterFacts = { template, kind: 'erasure', language: 'fr', number: 'R-2026-000001', receivedOn: '2026-11-01', dueLegal: '2026-12-01', day: '2026-11-25', sender: exampleSender, ...more };
    expect(missingFacts(facts)).toEqual(missing);
  });

  it.each([
    ['erasure', true, /fingerprint of your identifiers, made with a key/], ['erasure', false, /no fingerprint of your identifiers/], ['objection', true, /fingerprint of your identifiers, made with a key/], ['objection', false, /^(?!.*fingerprint)/s],
  ] as const)('say of the do-not-recreate list what is true: %s, %s', (kind, listed, said) => {
    const facts: LetterFacts = { template: 'granted', kind, language: 'en', number: 'R-2026-000001', receivedOn: '2026-11-01', dueLegal: '2026-12-01', day: '2026-11-25', sender: exampleSender, listed };
    expect(writeLetter(facts).text).toMatch(said);
  });

  it('name who represented the company on their date, and leave out what nobody wrote down', () => {
    const facts: LetterFacts = { template: 'withdrawn', kind: 'access', language: 'en', number: 'R-2026-000001', receivedOn: '2026-11-01', dueLegal: '2026-12-01', day: '2026-11-25', sender: exampleSender };
    expect(writeLetter(facts).text).toContain('Camille Exemple, manager\nData protection officer: Dominique Exemple, dpo@example.org\nHost: Hébergement Exemple');
    expect(writeLetter({ ...facts, sender: { ...exampleSender, representative: null, protectionOfficer: null, host: null } }).text).toMatch(/Yours faithfully,\n\nExemple Conseil\n$/);
  });

  it('acknowledge on the page of the form with number and day of the answer', () => {
    expect(acknowledgementSentences({ kind: 'erasure', language: 'en', number: 'R-2026-000007', receivedOn: '2026-11-01', dueLegal: '2026-12-01' })).toBe(
      'You asked for the erasure of your data (Article 17 GDPR). Your request arrived on 1 November 2026; its number is R-2026-000007. You will have an answer by 1 December 2026 at the latest (Article 12(3) GDPR). If we need to be certain that it is you, we will ask.');
  });
});
