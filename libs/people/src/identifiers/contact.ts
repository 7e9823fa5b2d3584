import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { accepted, type Parsed, refused, withoutBlanks } from './parsed';

/** French numbering plans; a number from overseas that France refuses is tried with each. */
const regions: readonly CountryCode[] = ['FR', 'RE', 'GP', 'MQ', 'GF', 'YT', 'NC', 'PF', 'PM'];

/** Ranges reserved for fiction pass in demo and test data, although no operator serves them. */
const fiction = /^\+33(?:19900|26191|35301|46571|53649|63998)\d{4}$/;

/** A telephone number in E.164. Foreign ones need their country code. */
export function parsePhone(text: string): Parsed {
  const cleaned = text.trim();
  for (const region of regions) {
    const number = parsePhoneNumberFromString(cleaned, region);
    if (number && (number.isValid() || fiction.test(number.number))) return accepted(number.number);
  }
  return refused('is not a telephone number');
}

/**
 * E-mail address: outer blanks and a trailing dot removed, the domain in lower case. The part before the @ keeps its
 * case, because some hosts tell cases apart.
 */
export function parseEmail(text: string): Parsed {
  const cleaned = text.trim().replace(/\.+$/, '');
  const match = /^([^\s@,;<>()"]{1,64})@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)$/.exec(cleaned);
  const [, local, domain] = match ?? [];
  if (!local || !domain || local.startsWith('.') || local.endsWith('.') || local.includes('..') || cleaned.length > 254) {
    return refused('is not an e-mail address');
  }
  return accepted(`${local}@${domain.toLowerCase()}`);
}

/** French postcode as text: five digits, department 01 to 98 (Corsica is 20). */
export function parsePostcode(text: string): Parsed {
  const compact = withoutBlanks(text);
  return /^(?:0[1-9]|[1-8]\d|9[0-8])\d{3}$/.test(compact) ? accepted(compact) : refused('is not a French postcode of five digits');
}
