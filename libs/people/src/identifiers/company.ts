import { stdnum } from 'stdnum';
import { accepted, type Parsed, refused, withoutBlanks } from './parsed';

/** The library's check of one French number. */
function isValid(kind: 'siren' | 'siret' | 'tva', value: string): boolean {
  const validator = stdnum['FR']?.[kind];
  if (!validator) throw new Error(`The identifier library has no check for ${kind}.`);
  return validator.validate(value).isValid;
}

/** Establishments of La Poste have check sums of their own, which the library knows. */
const laPoste = '356000000';

function digitsOf(text: string, length: number): Parsed {
  const compact = withoutBlanks(text).replace(/[.-]/g, '');
  if (/^\d[,.]?\d*e\+?\d+$/i.test(withoutBlanks(text))) return refused('is in scientific notation: the last digits are lost');
  if (!new RegExp(`^\\d{${length}}$`).test(compact)) return refused(`has not ${length} digits`);
  return accepted(compact);
}

/** SIREN: nine digits with a right check digit, as text (leading zeros are kept). */
export function parseSiren(text: string): Parsed {
  const digits = digitsOf(text, 9);
  return digits.ok && !isValid('siren', digits.value) ? refused('has a wrong check digit') : digits;
}

/** SIRET: fourteen digits. The library checks the whole; the SIREN inside must have its own right check digit too. */
export function parseSiret(text: string): Parsed {
  const digits = digitsOf(text, 14);
  if (!digits.ok) return digits;
  const siren = digits.value.slice(0, 9);
  const right = isValid('siret', digits.value) && (siren === laPoste || isValid('siren', siren));
  return right ? digits : refused('has a wrong check digit');
}

/** French VAT number, its key computed from the SIREN. */
export function parseFrenchVat(text: string): Parsed {
  const compact = withoutBlanks(text).toUpperCase();
  if (!compact.startsWith('FR')) return refused('does not begin with FR');
  return isValid('tva', compact) ? accepted(compact) : refused('has a wrong key');
}
