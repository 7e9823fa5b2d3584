import { alignedDictionary, dictionary } from '@oubli/anonymization';
import { parseEmail, parseIban, parsePostcode, parseSiret } from '@oubli/people';

/** What a fake writes has to pass the checks of the fields it stands in, and to be recognisable as nobody's. */
describe('fictional values', () => {
  it('of a SIRET have right check digits, and a SIREN that the register gives nobody', () => {
    const numbers = dictionary('siret');
    expect(new Set(numbers).size).toBe(400);
    expect(numbers.filter((siret) => !parseSiret(siret).ok || !siret.startsWith('0000'))).toEqual([]);
  });

  it('of an IBAN have right keys, at a bank that does not exist', () => {
    const numbers = dictionary('iban');
    expect(new Set(numbers).size).toBe(400);
    expect(numbers.filter((iban) => !parseIban(iban).ok || iban.slice(4, 9) !== '99999')).toEqual([]);
  });

  it('of an e-mail reach nobody: the domain is reserved (RFC 6761)', () => {
    for (const mail of [...dictionary('email'), ...alignedDictionary('email')]) expect([mail, parseEmail(mail).ok, mail.endsWith('@example.invalid')]).toEqual([mail, true, true]);
  });

  it('of a postcode are postcodes', () => {
    expect([...dictionary('postcode'), ...alignedDictionary('postcode')].filter((code) => !parsePostcode(code).ok)).toEqual([]);
  });
});
