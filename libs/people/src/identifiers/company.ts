import { stdnum } from 'stdnum';
import { accepted, type Parsed, refused, withoutBlanks } from './parsed';

/** The library's check of one French number. */
function isValid(kind: 'siren' | 'siret' | 'tva', value: string): boolean {
  const validator = stdnum['FR']?.[kind];
  if (!validator) throw new Error(`The identifier library has no check for ${kind}.`);
  return validator.validate(value).isValid;
}

function digitsOf(text: string, length: number): Parsed {
  const compact = withoutBlanks(text);
  if (/^\d[,.]?\d*e\+?\d+$/i.test(compact)) return refused('is in scientific notation: the last digits are lost');
  const digits = compact.replace(/[.-]/g, '');
  if (digits.length !== length || !/^\d+$/.test(digits)) return refused(`has not ${length} digits`);
  // Zeros have a right check sum, but stand for "none" in every spreadsheet.
  return /^0+$/.test(digits.slice(0, 9)) ? refused('is a placeholder') : accepted(digits);
}

/** SIREN: nine digits with a right check digit, as text (leading zeros are kept). */
export function parseSiren(text: string): Parsed {
  const digits = digitsOf(text, 9);
  return digits.ok && !isValid('siren', digits.value) ? refused('has a wrong check digit') : digits;
}

/**
 * SIRET: fourteen digits, as text. The library checks the whole, with the sum of digits that establishments of
 * La Poste have instead; the SIREN inside must have its own right check digit too.
 */
export function parseSiret(text: string): Parsed {
  const digits = digitsOf(text, 14);
  if (!digits.ok) return digits;
  const right = isValid('siret', digits.value) && isValid('siren', digits.value.slice(0, 9));
  return right ? digits : refused('has a wrong check digit');
}

/** French VAT number: FR, two characters of key (old ones have letters), SIREN. Without blanks, upper case. */
export function parseFrenchVat(text: string): Parsed {
  const compact = withoutBlanks(text).replace(/[.-]/g, '').toUpperCase();
  if (!compact.startsWith('FR')) return refused('does not begin with FR');
  if (!/^FR[0-9A-HJ-NP-Z]{2}\d{9}$/.test(compact)) return refused('has not two characters of key and nine digits');
  return isValid('tva', compact) ? accepted(compact) : refused('has a wrong key');
}
