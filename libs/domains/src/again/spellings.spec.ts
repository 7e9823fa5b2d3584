import { type KeyedHash, keyedHashes } from '@oubli/do-not-recreate';
import { type GivenIdentifiers, readIdentifiers } from './identifiers-of';

const key = Buffer.alloc(32, 3);
const blank: GivenIdentifiers = { lastName: null, birthName: null, firstName: null, birthDate: null, emails: [], phones: [], ibans: [], sirets: [] };
/** Who asked to be forgotten: married Lefèvre, born d'Artagnan. */
const forgotten: GivenIdentifiers = {
  lastName: 'Lefèvre-Œuvray', birthName: 'd’Artagnan', firstName: 'Anne-Élise', birthDate: '1980-05-17', emails: ['anne.lefevre@gmail.com', 'Anne@Example.FR'],
  phones: ['06 12 34 56 78'], ibans: ['FR14 2004 1010 0505 0001 3M02 606'], sirets: ['000 000 018 00010'],
};
const listed = new Set(keyedHashes(readIdentifiers(forgotten), key).map(({ hash }) => hash.toString('hex')));
const matches = (given: Partial<GivenIdentifiers>): KeyedHash['kind'][] => keyedHashes(readIdentifiers({ ...blank, ...given }), key).filter(({ hash }) => listed.has(hash.toString('hex'))).map(({ kind }) => kind);
const born = '1980-05-17';

describe('somebody on the do-not-recreate list', () => {
  it.each([
    ['her e-mail in capitals', { emails: ['ANNE@EXAMPLE.FR'] }],
    ['a plus and a word in her address', { emails: ['anne+newsletter@example.fr'] }],
    ['dots that her provider does not read', { emails: ['annelefevre@googlemail.com'] }],
    ['a dot and a blank after her address', { emails: [' anne@example.fr. '] }],
    ['no accents, and her birth date', { lastName: 'LEFEVRE-OEUVRAY', firstName: 'ANNE-ELISE', birthDate: born }],
    ['blanks for hyphens', { lastName: 'lefèvre  œuvray', firstName: 'anne élise', birthDate: born }],
    ['her name at birth as a surname', { lastName: 'd’Artagnan', firstName: 'Anne-Élise', birthDate: born }],
    ['her name at birth without its particle', { lastName: 'Artagnan', firstName: 'Anne Elise', birthDate: born }],
    ['her name at birth in one word', { lastName: 'Dartagnan', firstName: 'Anneélise', birthDate: born }],
    ['first name and surname swapped', { lastName: 'Anne-Élise', firstName: 'Lefèvre-Œuvray', birthDate: born }],
    ['the two names of her surname swapped', { lastName: 'Œuvray Lefèvre', firstName: 'Anne-Elise', birthDate: born }],
    ['her name and a telephone with its country code', { lastName: 'Lefevre-Œuvray', firstName: 'Anne-Elise', phones: ['+33 (0)6.12.34.56.78'] }],
    ['her name and a telephone without blanks', { lastName: 'Lefevre-Œuvray', firstName: 'Anne-Elise', phones: ['0033612345678'] }],
    ['her name and her account without blanks', { lastName: 'Lefevre-Œuvray', firstName: 'Anne-Elise', ibans: ['fr1420041010050500013m02606'] }],
    ['her name and her establishment', { lastName: 'Lefevre-Œuvray', firstName: 'Anne-Elise', sirets: ['00000001800010'] }],
  ])('is known again by %s', (_how, given) => expect(matches(given)).not.toEqual([]));

  it.each([
    ['a homonym with another birth date', { lastName: 'Lefèvre-Œuvray', firstName: 'Anne-Élise', birthDate: '1981-05-17' }],
    ['a homonym of whom nothing else is known', { lastName: 'Lefèvre-Œuvray', firstName: 'Anne-Élise' }],
    ['her husband with the telephone they share', { lastName: 'Lefèvre-Œuvray', firstName: 'Paul', birthDate: '1979-01-02', phones: ['06 12 34 56 78'] }],
    ['her husband with the account they share', { lastName: 'Lefèvre-Œuvray', firstName: 'Paul', ibans: ['FR1420041010050500013M02606'] }],
    ['somebody with her telephone alone', { phones: ['06 12 34 56 78'] }],
    ['a colleague of her address’s domain', { lastName: 'Martin', firstName: 'Eve', emails: ['eve@example.fr'] }],
    ['somebody whose address ends as hers', { emails: ['joanne@example.fr'] }],
    ['her twin of the same day', { lastName: 'Lefèvre-Œuvray', firstName: 'Marie', birthDate: born, phones: ['06 98 76 54 32'] }],
    ['somebody of the same establishment', { lastName: 'Martin', firstName: 'Eve', sirets: ['00000001800010'] }],
    ['somebody with dots that another provider reads', { emails: ['an.ne@example.fr'] }],
  ])('bars not %s', (_who, given) => expect(matches(given)).toEqual([]));
});
