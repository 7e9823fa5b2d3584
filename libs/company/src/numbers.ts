import { stdnum } from 'stdnum';

/** The normalised value, or the rule that failed. */
export type Read = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly rule: string };

const accepted = (value: string): Read => ({ ok: true, value });
const refused = (rule: string): Read => ({ ok: false, rule });

/** Blanks of every width, as they stand between the groups of a number that was pasted. */
const compact = (text: string): string => text.replace(/[\s\u200b-\u200f\u2060.-]/g, '');

function isValid(kind: 'siren' | 'siret' | 'tva', value: string): boolean {
  const validator = stdnum['FR']?.[kind];
  if (!validator) throw new Error(`The identifier library has no check for ${kind}.`);
  return validator.validate(value).isValid;
}

/** SIREN: nine digits, the last a Luhn check digit (INSEE). Zeros have a right check sum and stand for "none". */
export function readSiren(text: string): Read {
  const digits = compact(text);
  if (!/^\d{9}$/.test(digits)) return refused('has not 9 digits');
  if (/^0+$/.test(digits)) return refused('is a placeholder');
  return isValid('siren', digits) ? accepted(digits) : refused('has a wrong check digit');
}

/**
 * SIRET: fourteen digits. The whole has a check digit (for establishments of La Poste the sum of digits is a multiple of five
 * instead), and the SIREN inside has its own.
 */
export function readSiret(text: string): Read {
  const digits = compact(text);
  if (!/^\d{14}$/.test(digits)) return refused('has not 14 digits');
  if (/^0{9}/.test(digits)) return refused('is a placeholder');
  return isValid('siret', digits) && isValid('siren', digits.slice(0, 9)) ? accepted(digits) : refused('has a wrong check digit');
}

/**
 * The number in the trade register (RCS): the SIREN. Fourteen digits are a SIRET; they are accepted, and whoever gives them is
 * warned (D2).
 */
export function readRegisterNumber(text: string): Read {
  const digits = compact(text);
  if (/^\d{9}$/.test(digits)) return readSiren(digits);
  return /^\d{14}$/.test(digits) ? readSiret(digits) : refused('has not the 9 digits of a SIREN');
}

/** French VAT number by its form alone: FR, two characters of key, nine digits (CGI annexe III, art. 242 nonies A). */
export function readVat(text: string): Read {
  const number = compact(text).toUpperCase();
  return /^FR[0-9A-HJ-NP-Z]{2}\d{9}$/.test(number) ? accepted(number) : refused('has not FR, two characters of key and nine digits');
}

/** Does the key of a French VAT number agree with its SIREN? */
export const vatKeyAgrees = (vat: string): boolean => isValid('tva', vat);

/** Share capital in euros as a decimal, `55166.00`: `55 166 €`, `55166,5` and `55166.50` are understood; a point before three digits is not, because it may separate thousands. */
export function readCapital(text: string): Read {
  const plain = text.replace(/[\s\u00a0\u202f]/g, '').replace(/(?:€|EUR)$/i, '').replace(',', '.');
  const [, whole, cents = ''] = /^(\d{1,15})(?:\.(\d{1,2}))?$/.exec(plain) ?? [];
  return whole === undefined ? refused('is not an amount in euros') : accepted(`${whole.replace(/^0+(?=\d)/, '')}.${cents.padEnd(2, '0')}`);
}

/** Main activity (APE): four digits and a letter of the NAF. */
export function readActivityCode(text: string): Read {
  const code = compact(text).toUpperCase();
  return /^\d{4}[A-Z]$/.test(code) ? accepted(code) : refused('has not four digits and a letter');
}

/** French postcode: five digits, department 01 to 98. */
export function readPostcode(text: string): Read {
  const digits = compact(text);
  return /^(?:0[1-9]|[1-8]\d|9[0-8])\d{3}$/.test(digits) ? accepted(digits) : refused('is not a French postcode of five digits');
}

const grouped = (digits: string): string => digits.replace(/(\d{3})(?=\d)/g, '$1\u00a0');
/** `487 603 763`, with no-break spaces: how a SIREN is written in a letter. */
export const sirenText = grouped;
/** `487 603 763 00037`. */
export const siretText = (siret: string): string => `${grouped(siret.slice(0, 9))}\u00a0${siret.slice(9)}`;
/** `FR 22 424 761 419`. */
export const vatText = (vat: string): string => `${vat.slice(0, 2)}\u00a0${vat.slice(2, 4)}\u00a0${grouped(vat.slice(4))}`;
