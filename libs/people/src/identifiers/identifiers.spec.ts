import { parseBic, parseIban } from './bank';
import { parseFrenchVat, parseSiren, parseSiret } from './company';
import { parseEmail, parsePhone, parsePostcode } from './contact';
import { type Parsed, required } from './parsed';
import { searchKey } from './search-key';
import { findSocialSecurityNumber, refuseSocialSecurityNumber } from './social-security-number';

const value = (parsed: Parsed): string | false => parsed.ok && parsed.value;

describe('identifiers', () => {
  it.each([
    ['48760376300037', '48760376300037'], ['487 603 763 00037', '48760376300037'], ['487\u202f603\u00a0763 00037', '48760376300037'],
    ['35600000000048', '35600000000048'], ['35600000009075', '35600000009075'], ['35600000009076', false], ['11122233344455', false],
    ['4.87604E+13', false], ['4876037630003', false], ['42476141900045', '42476141900045'],
  ])('reads the SIRET %s as %s', (text, expected) => expect(value(parseSiret(text))).toBe(expected));

  it('names the rule for a SIRET in scientific notation and never repeats it', () => {
    expect(() => required(parseSiret('4.87604E+13'), 'line 3, column SIRET')).toThrow(/^line 3, column SIRET: is in scientific notation/);
  });

  it.each([['487603763', '487603763'], ['487603764', false]])('reads the SIREN %s as %s', (text, expected) => expect(value(parseSiren(text))).toBe(expected));
  it.each([['FR22424761419', true], ['FR23424761419', false], ['DE123', false]])('checks the key of the VAT number %s', (text, ok) => expect(parseFrenchVat(text).ok).toBe(ok));
  it.each([
    ['FR14 2004 1010 0505 0001 3M02 606', 'FR1420041010050500013M02606'], ['FR8420041010050500013M02607', false], ['FR1520041010050500013M02606', false], ['hello', false],
  ])('reads the IBAN %s as %s', (text, expected) => expect(value(parseIban(text))).toBe(expected));
  it.each([['PSSTFRPPPAR', true], ['PSSTFRPP', true], ['PSST', false]])('checks the BIC %s', (text, ok) => expect(parseBic(text).ok).toBe(ok));
  it.each([
    ['06 12 34 56 78', '+33612345678'], ['612345678', '+33612345678'], ['+33 (0)6 12 34 56 78', '+33612345678'], ['0033612345678', '+33612345678'],
    ['06.12.34.56.78', '+33612345678'], ['0692 12 34 56', '+262692123456'], ['0590 27 12 34', '+590590271234'], ['01 99 00 12 34', '+33199001234'],
    ['06 39 98 12 34', '+33639981234'], ['12', false],
  ])('reads the telephone number %s as %s', (text, expected) => expect(value(parsePhone(text))).toBe(expected));
  it.each([[' Jean.Dupont@Example.FR. ', 'Jean.Dupont@example.fr'], ['a@b', false], ['a b@example.fr', false], ['a@example.fr;b@example.fr', false]])(
    'reads the e-mail address %s as %s', (text, expected) => expect(value(parseEmail(text))).toBe(expected));
  it.each([['01000', '01000'], ['20 000', '20000'], ['1000', false], ['00100', false], ['99000', false]])('reads the postcode %s as %s', (text, expected) => expect(value(parsePostcode(text))).toBe(expected));

  it.each([
    ['LEFEVRE', 'Lefèvre'], ["D’Œuvre", "d'oeuvre"], ['Jean-Pierre', 'jean pierre'], ['Le\u0301o', 'Léo'],
  ])('compares %s with %s as equal', (a, b) => expect(searchKey(a)).toBe(searchKey(b)));
});

const withKey = (thirteen: string): string => {
  const number = BigInt(thirteen.replace('2A', '19').replace('2B', '18'));
  return `${thirteen}${String(97n - (number % 97n)).padStart(2, '0')}`;
};
export const socialSecurityCases: readonly (readonly [string, boolean])[] = [
  [withKey('2550175115001'), true],
  [withKey('185052A004084'), true],
  [withKey('185052B004084'), true],
  [`${withKey('2550175115001').slice(0, 1)} 55 01 75 115 001 ${withKey('2550175115001').slice(13)}`, true],
  [`see ${withKey('2550175115001')}, thanks`, true],
  [withKey('2550175115001').replace(/.$/, (d) => String((Number(d) + 1) % 10)), false],
  [`9${withKey('2550175115001')}`, false],
  [`${withKey('2550175115001')}7`, false],
  ['FR14 2004 1010 0505 0001 3M02 606', false],
  ['+33 6 12 34 56 78', false],
  ['48760376300037', false],
  ['', false],
];

describe('social-security numbers', () => {
  it.each(socialSecurityCases)('are found in case %#', (text, found) => expect(findSocialSecurityNumber(text)).toBe(found));

  it('are refused wherever they stand, naming the place and not the number', () => {
    const number = withKey('2550175115001');
    const check = (): void => refuseSocialSecurityNumber({ a: ['x', { note: `nir ${number}` }] }, 'application');
    expect(check).toThrow('application.a[1].note holds a social-security number');
    expect(check).not.toThrow(number);
  });
});
