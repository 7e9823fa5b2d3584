import fc from 'fast-check';
import { parseBic, parseIban } from './bank';
import { parseFrenchVat, parseSiren, parseSiret } from './company';
import { parseEmail, parsePhone, parsePostcode } from './contact';
import { type Parsed, required } from './parsed';
import { searchKey } from './search-key';

const value = (parsed: Parsed): string | false => parsed.ok && parsed.value;

describe('identifiers', () => {
  it.each([
    ['48760376300037', '48760376300037'], ['487 603 763 00037', '48760376300037'], ['487\u202f603\u00a0763 00037', '48760376300037'],
    ['35600000000048', '35600000000048'], ['35600000009075', '35600000009075'], ['35600000009076', false], ['11122233344455', false],
    ['4.87604E+13', false], ['4876037630003', false], ['42476141900045', '42476141900045'],
    ['4,87604E+13', false], ['00000000000000', false], ['48760376300038', false], ['35600000009072', false], ['487.603.763-00037', '48760376300037'], ['48760376300037 ', '48760376300037'], ['487603763000377', false], ['', false],
  ])('reads the SIRET %s as %s', (text, expected) => expect(value(parseSiret(text))).toBe(expected));

  it('names the rule for a SIRET in scientific notation and never repeats it', () => {
    expect(() => required(parseSiret('4.87604E+13'), 'line 3, column SIRET')).toThrow(/^line 3, column SIRET: is in scientific notation/);
  });

  it.each([['487603763', '487603763'], ['487603764', false], ['356 000 000', '356000000'], ['005520135', '005520135'], ['000000000', false]])('reads the SIREN %s as %s', (text, expected) => expect(value(parseSiren(text))).toBe(expected));
  it.each([['FR22424761419', true], ['fr 22 424.761.419', true], ['FR23424761419', false], ['FR22424761418', false], ['FRIO424761419', false], ['FR', false], ['DE123', false]])('checks the key of the VAT number %s', (text, ok) => expect(parseFrenchVat(text).ok).toBe(ok));
  it.each([
    ['FR14 2004 1010 0505 0001 3M02 606', 'FR1420041010050500013M02606'], ['FR8420041010050500013M02607', false], ['FR1520041010050500013M02606', false], ['hello', false],
    ['fr14\u00a02004\u202f1010 0505 0001 3m02 606', 'FR1420041010050500013M02606'], ['BE68 5390 0754 7034', 'BE68539007547034'], ['FR14', false], ['', false],
  ])('reads the IBAN %s as %s', (text, expected) => expect(value(parseIban(text))).toBe(expected));
  it.each([['PSSTFRPPPAR', true], ['PSSTFRPP', true], ['PSST', false], ['psst fr pp', true], ['PSSTXXPP', false], ['PSSTFRPPPARX', false]])('checks the BIC %s', (text, ok) => expect(parseBic(text).ok).toBe(ok));
  it.each([
    ['06 12 34 56 78', '+33612345678'], ['612345678', '+33612345678'], ['+33 (0)6 12 34 56 78', '+33612345678'], ['0033612345678', '+33612345678'],
    ['06.12.34.56.78', '+33612345678'], ['0692 12 34 56', '+262692123456'], ['0590 27 12 34', '+590590271234'], ['01 99 00 12 34', '+33199001234'],
    ['06 39 98 12 34', '+33639981234'], ['12', false],
    ['06\u00a012\u202f34 56 78', '+33612345678'], ['0696 12 34 56', '+596696123456'], ['0694 20 12 34', '+594694201234'], ['+687 75 12 34', '+687751234'], ['+689 87 12 34 56', '+68987123456'],
    ['+44 20 7946 0958', '+442079460958'], ['call 06 12 34 56 78', false], ['06 12 34 56 78 / 06 98 76 54 32', false], ['01 44 55 66 77 ext. 12', false], ['néant', false], ['', false],
  ])('reads the telephone number %s as %s', (text, expected) => expect(value(parsePhone(text))).toBe(expected));
  it.each([[' Jean.Dupont@Example.FR. ', 'Jean.Dupont@example.fr'], ['a@b', false], ['a b@example.fr', false], ['a@example.fr;b@example.fr', false],
    ['a@example.fr, b@example.fr', false], ["o'neil+tag@sub.example.co.uk", "o'neil+tag@sub.example.co.uk"], ['contact@SOCIÉTÉ.fr', 'contact@société.fr'], ['a@example.fr . ', 'a@example.fr'],
    ['a..b@example.fr', false], ['.a@example.fr', false], ['a@-example.fr', false], ['a@10.0.0.1', false], ['a@b@example.fr', false], ['Jean <a@example.fr>', false], ['a\u0000b@example.fr', false], ['', false]])(
    'reads the e-mail address %s as %s', (text, expected) => expect(value(parseEmail(text))).toBe(expected));
  it.each([['01000', '01000'], ['20 000', '20000'], ['97400', '97400'], ['75\u00a0001', '75001'], ['1000', false], ['00100', false], ['99000', false], ['2A000', false], ['750010', false]])('reads the postcode %s as %s', (text, expected) => expect(value(parsePostcode(text))).toBe(expected));

  it.each([
    ['LEFEVRE', 'Lefèvre'], ["D’Œuvre", "d'oeuvre"], ['Jean-Pierre', 'jean pierre'], ['Le\u0301o', 'Léo'],
    ['LE GOFF', 'Le  Goff '], ['d’Angelo', 'd angelo'], ['Strauß', 'STRAUSS'], ['Søren', 'soren'], ['Æneas', 'aeneas'],
  ])('compares %s with %s as equal', (a, b) => expect(searchKey(a)).toBe(searchKey(b)));
});

describe('every validator', () => {
  const validators: readonly (readonly [string, (text: string) => Parsed])[] = [
    ['SIREN', parseSiren], ['SIRET', parseSiret], ['VAT', parseFrenchVat], ['IBAN', parseIban], ['BIC', parseBic], ['telephone', parsePhone], ['e-mail', parseEmail], ['postcode', parsePostcode],
  ];
  const anyText = fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[0-9 .+-]{0,30}$/), fc.stringMatching(/^FR[0-9A-Z ]{0,30}$/));

  it.each(validators)('never throws, never repeats what it refuses, and accepts its own answer: %s', (_name, parse) => {
    fc.assert(fc.property(anyText, (text) => {
      const parsed = parse(text);
      if (parsed.ok) expect(parse(parsed.value)).toEqual(parsed);
      else expect(text.length > 4 && parsed.rule.includes(text)).toBe(false);
    }), { numRuns: 500 });
  });

  it('finds one wrong digit in every SIRET', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 13 }), fc.integer({ min: 1, max: 9 }), (at, add) => {
      const wrong = [...'48760376300037'].map((digit, n) => (n === at ? String((Number(digit) + add) % 10) : digit)).join('');
      expect(parseSiret(wrong).ok).toBe(false);
    }));
  });

  it('refuses a SIRET that is right as a whole and wrong in its SIREN', () => expect(parseSiret('11122233344455')).toEqual({ ok: false, rule: 'has a wrong check digit' }));
});
