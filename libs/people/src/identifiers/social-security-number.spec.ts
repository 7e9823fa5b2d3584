import fc from 'fast-check';
import { findSocialSecurityNumber, refuseSocialSecurityNumber, SocialSecurityNumberError } from './social-security-number';
import { socialSecurityCases, spaced, withKey } from './social-security-number.cases';

const number = withKey('2550175115001');
const digits = (min: number, max: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^[0-9]{${min},${max}}$`));

describe('social-security numbers', () => {
  it.each(socialSecurityCases)('are found, or not, in %s', (_what, text, found) => expect(findSocialSecurityNumber(text)).toBe(found));

  it('pass neither with nor without marks, whoever they belong to', () => {
    const anyNumber = fc.tuple(
      fc.constantFrom('1', '2', '3', '4', '7', '8'), digits(2, 2), fc.constantFrom('01', '12', '20', '42', '50', '99'),
      fc.constantFrom('01', '75', '2A', '2B', '97', '99'), digits(6, 6)).map((parts) => withKey(parts.join('')));
    fc.assert(fc.property(anyNumber, fc.constantFrom('', ' ', '.', '-', '\u00a0', ' / '), fc.constantFrom('', 'x ', '(', '12, '), (text, mark, before) =>
      findSocialSecurityNumber(`${before}${spaced(text, mark)}`)));
  });

  it('are not seen in runs of any other length, nor in groups of four', () => {
    const other = fc.oneof(digits(0, 14), digits(16, 40), fc.array(digits(4, 4), { maxLength: 8 }).map((groups) => groups.join(' ')), fc.array(digits(2, 2), { maxLength: 12 }).map((groups) => groups.join(' ')));
    fc.assert(fc.property(other, (text) => !findSocialSecurityNumber(text)), { numRuns: 3000 });
  });

  it.each([
    ['a field', { note: `nir ${number}` }, 'application.note'],
    ['a list', { a: ['x', { note: number }] }, 'application.a[1].note'],
    ['a number', { reference: Number(number) }, 'application.reference'],
    ['a field name', { [number]: 'x' }, 'application'],
  ])('are refused in %s, naming the place and not the number', (_what, record, place) => {
    let error: unknown;
    try {
      refuseSocialSecurityNumber(record, 'application');
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(SocialSecurityNumberError);
    expect(String(error)).toContain(`${place} holds a social-security number`);
    expect(JSON.stringify([String(error), error])).not.toContain(number);
  });

  it('are not looked for in files, dates and empty values', () => {
    expect(() => refuseSocialSecurityNumber({ cv: Buffer.from(number), at: new Date(0), none: null, absent: undefined, yes: true }, 'profile')).not.toThrow();
  });
});
