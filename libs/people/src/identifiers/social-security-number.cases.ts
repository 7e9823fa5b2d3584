/** Thirteen characters with their right key. */
export const withKey = (thirteen: string): string => {
  const number = BigInt(thirteen.toUpperCase().replace('2A', '19').replace('2B', '18'));
  return `${thirteen}${String(97n - (number % 97n)).padStart(2, '0')}`;
};

/** The groups as people write them, with a mark between. */
export const spaced = (number: string, mark = ' '): string => /^(.)(..)(..)(..)(...)(...)(..)$/.exec(number)?.slice(1).join(mark) ?? '';

const woman = withKey('2550175115001');
const corsican = withKey('185052A004084');

/** Fictional numbers, and neighbours that are none. */
export const socialSecurityCases: readonly (readonly [string, string, boolean])[] = [
  ['a number', woman, true],
  ['a number of 2A', corsican, true],
  ['a number of 2B', withKey('185052B004084'), true],
  ['a number of 2A in small letters', corsican.toLowerCase(), true],
  ['a number of an overseas birth', withKey('1850597411001'), true],
  ['a provisional number', withKey('7850575115001'), true],
  ['a month of a foreign birth', withKey('1852099115001'), true],
  ['groups with blanks', spaced(woman), true],
  ['groups with no-break blanks', spaced(woman, '\u00a0'), true],
  ['groups with narrow blanks', spaced(woman, '\u202f'), true],
  ['groups with dots', spaced(woman, '.'), true],
  ['groups with hyphens', spaced(woman, '-'), true],
  ['groups with hyphens between blanks', spaced(corsican, ' - '), true],
  ['the key apart', `${woman.slice(0, 13)} ${woman.slice(13)}`, true],
  ['a number inside a sentence', `see ${woman}, thanks`, true],
  ['a number at the end of a sentence', `n° ${spaced(woman)}.`, true],
  ['a number on two lines', `${woman.slice(0, 13)}\n${woman.slice(13)}`, true],
  ['a number before a telephone number', `${woman} 06 12 34 56 78`, true],
  ['a number after a case number', `12 ${spaced(woman)}`, true],
  ['the second of two, the first with a wrong key', `${woman.slice(0, 13)}00 ${woman}`, true],
  ['a number in JSON', JSON.stringify({ note: woman }), true],
  ['a wrong key', woman.replace(/.$/, (d) => String((Number(d) + 1) % 10)), false],
  ['a month that does not exist', withKey('2551375115001'), false],
  ['a longer run, before', `9${woman}`, false],
  ['a longer run, after', `${woman}7`, false],
  ['a part of a token', `ab${woman}`, false],
  ['no key at all', woman.slice(0, 13), false],
  ['an IBAN', 'FR14 2004 1010 0505 0001 3M02 606', false],
  ['an IBAN in one run', 'FR7630006000011234567890189', false],
  ['a telephone number', '+33 6 12 34 56 78', false],
  ['three telephone numbers', '06 12 34 56 78 / 01 44 55 66 77 / 07 12 34 56 78', false],
  ['a SIRET', '487 603 763 00037', false],
  ['a card', '4970 1012 3456 7890', false],
  ['a UUID', '00000000-0000-4000-8000-000000000001', false],
  ['nothing', '', false],
];
