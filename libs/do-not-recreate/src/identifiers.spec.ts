import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { type Identifiers, keyedHashes, mailboxOf, nameForms } from './identifiers';

const key = Buffer.alloc(32, 7);
const nobody: Identifiers = { emails: [], names: [], birthDate: null, phones: [], ibans: [], sirets: [] };
const anne = { last: 'lefevre', first: 'anne' };
const hex = (who: Identifiers, with_ = key): string[] => keyedHashes(who, with_).map(({ hash }) => hash.toString('hex'));

describe('the mailbox behind an address', () => {
  it.each([
    ['Anne.Durand@Example.FR', 'anne.durand@example.fr'],
    ['anne.durand+jobs@example.fr', 'anne.durand@example.fr'],
    ['anne.durand@example.fr. ', 'anne.durand@example.fr'],
    ['anne.durand@gmail.com', 'annedurand@gmail.com'],
    ['a.n.n.e.durand+x@googlemail.com', 'annedurand@gmail.com'],
    ['anne@müller.example', 'anne@xn--mller-kva.example'],
    ['+anne@example.fr', '+anne@example.fr'],
  ])('of %s is %s', (given, mailbox) => expect(mailboxOf(given)).toBe(mailbox));

  it.each([['annedurand@example.fr', 'anne.durand@example.fr'], ['ann@example.fr', 'joann@example.fr'], ['anne@example.fr', 'anne@example.org']])('is not the same for %s and %s', (one, other) =>
    expect(mailboxOf(one)).not.toBe(mailboxOf(other)));

  it('is its own mailbox, whatever the address', () =>
    fc.assert(fc.property(fc.emailAddress(), (address) => expect(mailboxOf(mailboxOf(address))).toBe(mailboxOf(address)))));
});

describe('forms of a name', () => {
  it.each([
    ['in either place', { last: 'anne', first: 'lefevre' }, anne],
    ['with and without its particle', { last: 'd artagnan', first: 'charles' }, { last: 'artagnan', first: 'charles' }],
    ['with its particle joined', { last: 'd artagnan', first: 'charles' }, { last: 'dartagnan', first: 'charles' }],
    ['with two particles and one', { last: 'de la tour', first: 'eve' }, { last: 'la tour', first: 'eve' }],
    ['joined or apart', { last: 'durand', first: 'jean pierre' }, { last: 'durand', first: 'jeanpierre' }],
    ['in either order of a double name', { last: 'martin durand', first: 'eve' }, { last: 'durand martin', first: 'eve' }],
  ])('meet %s', (_how, one, other) => expect(nameForms(one).some((form) => nameForms(other).includes(form))).toBe(true));

  it.each([
    ['another first name', { last: 'lefevre', first: 'anna' }, anne],
    ['another surname', { last: 'lefebvre', first: 'anne' }, anne],
    ['a letter moved from one part to the other', { last: 'lefevrea', first: 'nne' }, anne],
  ])('do not meet with %s', (_how, one, other) => expect(nameForms(one).some((form) => nameForms(other).includes(form))).toBe(false));

  it('are none of half a name, and some of one that is nothing but a particle', () => {
    expect([nameForms({ last: 'lefevre', first: '' }), nameForms({ last: ' ', first: 'anne' })]).toEqual([[], []]);
    expect(nameForms({ last: 'le', first: 'thi' }).length).toBeGreaterThan(0);
  });
});

describe('keyed hashes', () => {
  it('are none of a name, a telephone, an account or an establishment alone', () => {
    for (const alone of [{ names: [anne] }, { phones: ['+33612345678'] }, { ibans: ['FR1420041010050500013M02606'] }, { sirets: ['00000001800010'] }, { birthDate: '1980-01-01' }]) {
      expect(keyedHashes({ ...nobody, ...alone }, key)).toEqual([]);
    }
  });

  it('are 32 bytes, differ by kind and key, and hold nothing of what they are of', () => {
    const who: Identifiers = { emails: ['anne@example.fr'], names: [anne], birthDate: '1980-01-01', phones: ['+33612345678'], ibans: ['FR1420041010050500013M02606'], sirets: ['00000001800010'] };
    const hashes = keyedHashes(who, key);
    expect(new Set(hashes.map(({ kind }) => kind)).size).toBe(5);
    expect(hashes.every(({ hash }) => hash.length === 32)).toBe(true);
    expect(hex(who).some((hash) => hex(who, Buffer.alloc(32, 8)).includes(hash))).toBe(false);
  });

  it('tell no French mobile number to whoever has them all and tries every number, but no key; with the key they would', () => {
    const listed = ['+33612340017', '+33612345678', '+33699999999'];
    const stolen = new Set(listed.flatMap((phone) => hex({ ...nobody, names: [anne], phones: [phone] })));
    const sample = [...Array.from({ length: 20_000 }, (_, i) => `+3361234${String(i % 10_000).padStart(4, '0')}`.slice(0, 12)), '+33699999999'];
    const forms = nameForms(anne);
    const digests: ((text: string) => string)[] = [
      (text) => createHash('sha256').update(text).digest('hex'),
      (text) => createHmac('sha256', '').update(text).digest('hex'),
      (text) => createHmac('sha256', Buffer.alloc(32)).update(text).digest('hex'),
    ];
    const texts = (phone: string): string[] => [phone, ...forms.flatMap((form) => [`${form}\0${phone}`, `oubli do-not-recreate\0name-phone\0${form}\0${phone}`])];
    const recovered = [...new Set(sample)].filter((phone) => texts(phone).some((text) => digests.some((digest) => stolen.has(digest(text)))));
    expect(recovered).toEqual([]);
    const withKey = [...new Set(sample)].filter((phone) => texts(phone).some((text) => stolen.has(createHmac('sha256', key).update(text).digest('hex'))));
    expect(withKey.sort()).toEqual(listed);
  });
});
