import { CompanyError } from './company-error';
import { type LegalEntityInput, readLegalEntity, siretOf, warningsOf } from './legal-entity';
import { type Read, readActivityCode, readCapital, readPostcode, readRegisterNumber, readSiren, readSiret, readVat, sirenText, siretText, vatKeyAgrees, vatText } from './numbers';

const value = (read: Read): string | false => read.ok && read.value;

const expert: LegalEntityInput = {
  name: 'EXPERCONNECT', legalForm: 'SARL', capital: '55 166 €', registerCity: 'Paris', registerNumber: '48760376300037', siret: null, vatNumber: null, activityCode: null,
  street: '30 avenue Franklin D. Roosevelt', postcode: '75008', city: 'Paris',
};
const ovh: LegalEntityInput = {
  name: 'OVH SAS', legalForm: 'SAS', capital: '10 069 020', registerCity: 'Lille Métropole', registerNumber: '424 761 419 00045', siret: null, vatNumber: 'FR 22 424 761 419', activityCode: '2620Z',
  street: '2 rue Kellermann', postcode: '59100', city: 'Roubaix',
};

describe('numbers of a company', () => {
  it.each([['487603763', '487603763'], ['487 603 763', '487603763'], ['424\u00a0761\u202f419', '424761419'], ['487603764', false], ['000000000', false], ['48760376', false], ['', false]])(
    'reads the SIREN %s as %s', (text, expected) => expect(value(readSiren(text))).toBe(expected));
  it.each([['48760376300037', '48760376300037'], ['424 761 419 00045', '42476141900045'], ['48760376300038', false], ['11122233344455', false], ['35600000009075', '35600000009075'], ['35600000009076', false], ['4.87604E+13', false]])(
    'reads the SIRET %s as %s, the sum of La Poste and the SIREN inside included', (text, expected) => expect(value(readSiret(text))).toBe(expected));
  it.each([['487603763', '487603763'], ['48760376300037', '48760376300037'], ['48760376300038', false], ['4876037630', false], ['B 487 603 763', false]])(
    'reads the register number %s as %s', (text, expected) => expect(value(readRegisterNumber(text))).toBe(expected));
  it.each([['FR22424761419', true], ['fr 22 424.761.419', true], ['FR23424761419', false]])('checks the key of the VAT number %s', (text, agrees) => {
    const read = readVat(text);
    expect(read.ok && vatKeyAgrees(read.value)).toBe(agrees);
  });
  it.each([['FRIO424761419'], ['DE123456789'], ['22424761419']])('refuses the VAT number %s by its form', (text) => expect(readVat(text).ok).toBe(false));
  it.each([['55 166 €', '55166.00'], ['55166', '55166.00'], ['10\u202f069\u202f020,5', '10069020.50'], ['55166.25', '55166.25'], ['0055 EUR', '55.00'], ['0', '0.00'], ['55.166', false], ['1e6', false], ['-5', false], ['', false], ['NaN', false]])(
    'reads the capital %s as %s', (text, expected) => expect(value(readCapital(text))).toBe(expected));
  it.each([['2620Z', '2620Z'], ['26.20z', '2620Z'], ['2620', false]])('reads the activity code %s as %s', (text, expected) => expect(value(readActivityCode(text))).toBe(expected));
  it.each([['75008', '75008'], ['20 000', '20000'], ['00100', false], ['99000', false], ['7500', false]])('reads the postcode %s as %s', (text, expected) => expect(value(readPostcode(text))).toBe(expected));
  it('groups them with no-break spaces', () => {
    expect([sirenText('487603763'), siretText('48760376300037'), vatText('FR22424761419')]).toEqual(['487\u00a0603\u00a0763', '487\u00a0603\u00a0763\u00a000037', 'FR\u00a022\u00a0424\u00a0761\u00a0419']);
  });
});

describe('a company’s identity', () => {
  it('is the demo’s: fourteen digits in place of the register number are accepted and warned about', () => {
    const entity = readLegalEntity(expert);
    expect(entity).toMatchObject({ capital: '55166.00', registerNumber: '48760376300037' });
    expect([siretOf(entity), warningsOf(entity)]).toEqual(['48760376300037', [{ field: 'registerNumber', rule: 'register-expects-siren' }]]);
    expect(warningsOf(readLegalEntity({ ...expert, registerNumber: '487 603 763' }))).toEqual([]);
  });

  it.each([
    ['has a right key', 'FR22424761419', []],
    ['has a wrong key', 'FR23424761419', ['vat-key']],
    ['is another company’s', 'FR83404833048', ['vat-of-another']],
  ])('warns of a VAT number that %s: %s', (_what, vatNumber, rules) => {
    expect(warningsOf(readLegalEntity({ ...ovh, registerNumber: '424761419', vatNumber })).map((w) => w.rule)).toEqual(rules);
  });

  it.each<readonly [string, Partial<LegalEntityInput>, readonly string[]]>([
    ['a wrong check digit', { registerNumber: '48760376300038' }, ['registerNumber']],
    ['a SIRET of another company', { siret: '42476141900045' }, ['siret']],
    ['an amount that is none', { capital: '55.166' }, ['capital']],
    ['nothing at all', { name: ' ', registerCity: '', registerNumber: '', postcode: '', city: '' }, ['name', 'registerCity', 'registerNumber', 'postcode', 'city']],
  ])('is refused for %s, names every field, and repeats no value', (_what, wrong, fields) => {
    const refusal = (): unknown => readLegalEntity({ ...expert, ...wrong });
    expect(refusal).toThrow(CompanyError);
    try {
      refusal();
    } catch (error) {
      const { code, message, fields: named } = error as CompanyError;
      expect([code, named.map((f) => f.field)]).toEqual(['value-refused', fields]);
      for (const given of Object.values(wrong)) if (given !== null && given.trim() !== '') expect(message).not.toContain(given);
    }
  });
});
