import { CompanyError, type RefusedField } from './company-error';
import { type Read, readActivityCode, readCapital, readPostcode, readRegisterNumber, readSiret, readVat, vatKeyAgrees } from './numbers';

export const entityRoles = ['controller', 'host'] as const;
/** Who is responsible for the processing (R15, R16), and who keeps the servers (R69, R70). */
export type EntityRole = (typeof entityRoles)[number];

/** What somebody writes down about a company; numbers as they were pasted. */
export interface LegalEntityInput {
  readonly name: string;
  readonly legalForm: string;
  readonly capital: string | null;
  readonly registerCity: string;
  readonly registerNumber: string;
  readonly siret: string | null;
  readonly vatNumber: string | null;
  readonly activityCode: string | null;
  readonly street: string;
  readonly postcode: string;
  readonly city: string;
}

/** The same with every number normalised: digits without blanks, capital as a decimal in euros. */
export type LegalEntity = LegalEntityInput;

/** Something that is accepted and should be looked at: a field, and why. */
export interface Warning {
  readonly field: keyof LegalEntity;
  readonly rule: 'register-expects-siren' | 'vat-key' | 'vat-of-another';
}

/** The nine digits by which the register knows a company. */
export const sirenOf = ({ registerNumber }: LegalEntity): string => registerNumber.slice(0, 9);

/** Its establishment: the SIRET that was given, or the one that stands in place of the register number. */
export const siretOf = ({ siret, registerNumber }: LegalEntity): string | null => siret ?? (registerNumber.length === 14 ? registerNumber : null);

/**
 * Checks and normalises a company's identity.
 * @throws CompanyError `value-refused` naming every field and its rule
 */
export function readLegalEntity(input: LegalEntityInput): LegalEntity {
  const fields: RefusedField[] = [];
  const take = (field: keyof LegalEntity, read: Read): string => {
    if (read.ok) return read.value;
    fields.push({ field, rule: read.rule });
    return '';
  };
  const text = (field: keyof LegalEntity): string => {
    const value = (input[field] ?? '').trim().replace(/\s+/g, ' ');
    return take(field, value === '' ? { ok: false, rule: 'is empty' } : { ok: true, value });
  };
  const optional = (field: keyof LegalEntity, reader: (value: string) => Read): string | null => {
    const value = input[field];
    return value === null || value.trim() === '' ? null : take(field, reader(value));
  };
  const entity: LegalEntity = {
    name: text('name'), legalForm: text('legalForm'), capital: optional('capital', readCapital),
    registerCity: text('registerCity'), registerNumber: take('registerNumber', readRegisterNumber(input.registerNumber)),
    siret: optional('siret', readSiret), vatNumber: optional('vatNumber', readVat), activityCode: optional('activityCode', readActivityCode),
    street: text('street'), postcode: take('postcode', readPostcode(input.postcode)), city: text('city'),
  };
  if (entity.siret && entity.registerNumber && !entity.siret.startsWith(sirenOf(entity))) fields.push({ field: 'siret', rule: 'belongs to another SIREN than the register number' });
  if (fields.length > 0) throw new CompanyError('value-refused', `The company’s identity is not right: ${fields.map(({ field, rule }) => `${field} ${rule}`).join('; ')}. Nothing was changed.`, fields);
  return entity;
}

/** What is accepted and yet not as it should be (D2, R70). */
export function warningsOf(entity: LegalEntity): readonly Warning[] {
  const { registerNumber, vatNumber } = entity;
  const warnings: Warning[] = [];
  if (registerNumber.length === 14) warnings.push({ field: 'registerNumber', rule: 'register-expects-siren' });
  if (vatNumber && !vatKeyAgrees(vatNumber)) warnings.push({ field: 'vatNumber', rule: 'vat-key' });
  else if (vatNumber && vatNumber.slice(4) !== sirenOf(entity)) warnings.push({ field: 'vatNumber', rule: 'vat-of-another' });
  return warnings;
}
