import { fieldKeysOf } from '@oubli/config';
import fc from 'fast-check';
import { openField, sealField, SealedFieldError } from './sealed-field';

const key = (byte: number): Buffer => Buffer.alloc(32, byte);
const keys = fieldKeysOf([1, key(1)], [2, key(2)]);
const place = { table: 'people.bank_details', column: 'iban_sealed', row: '00000000-0000-4000-8000-000000000001' };
const value = fc.string({ unit: 'binary', maxLength: 80 });

describe('a sealed field', () => {
  it('opens to the same value, whatever it is', () =>
    fc.assert(fc.property(value, (text) => {
      expect(openField(sealField(text, place, keys), place, keys)).toBe(text.toWellFormed());
    })));

  it('opens nowhere once a single bit of it was turned', () =>
    fc.assert(fc.property(value, fc.nat(), (text, at) => {
      const sealed = sealField(text, place, keys);
      const bit = at % (sealed.length * 8);
      sealed[bit >> 3] = (sealed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => openField(sealed, place, keys)).toThrow(SealedFieldError);
    })));

  it.each([
    ['table', { ...place, table: 'people.contact_details' }],
    ['column', { ...place, column: 'bic_sealed' }],
    ['row', { ...place, row: '00000000-0000-4000-8000-000000000002' }],
  ])('does not open in another %s', (_what, elsewhere) => {
    expect(() => openField(sealField('FR76', place, keys), elsewhere, keys)).toThrow('does not open: it was changed, moved');
  });

  it('does not open when it claims another version of the key', () => {
    const twins = fieldKeysOf([1, key(1)], [2, key(1)]);
    const sealed = sealField('FR76', place, twins);
    sealed.writeUInt16BE(1, 1);
    expect(() => openField(sealed, place, twins)).toThrow(SealedFieldError);
  });

  it('opens under the version it was sealed with after the key was turned, and says so when that one is lost', () => {
    const before = sealField('FR76', place, fieldKeysOf([1, key(1)]));
    expect(openField(before, place, keys)).toBe('FR76');
    expect(() => openField(before, place, fieldKeysOf([2, key(2)]))).toThrow('sealed under version 1 of the field key, which the key file does not hold');
    expect(sealField('FR76', place, keys).readUInt16BE(1)).toBe(2);
  });

  it('never looks the same twice, and shows nothing of the value when it does not open', () => {
    expect(sealField('FR76', place, keys).equals(sealField('FR76', place, keys))).toBe(false);
    const sealed = sealField('FR7699999', place, keys);
    expect(sealed.includes('99999')).toBe(false);
    expect(() => openField(Buffer.from('FR7699999'), place, keys)).toThrow(/^people\.bank_details\.iban_sealed does not hold a sealed value\.$/);
  });
});
