import { type CountryCode, parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/max';
import { accepted, type Parsed, refused, withoutBlanks } from './parsed';

/** Overseas numbering plans: national numbers from there look French, and France refuses them. */
const overseas: readonly CountryCode[] = ['RE', 'GP', 'MQ', 'GF', 'YT', 'NC', 'PF', 'PM', 'WF'];

/** Ranges reserved for fiction (ARCEP) pass in demo and test data, although no operator serves them. */
const fiction = /^\+33(?:19900|26191|35301|46571|53649|63998)\d{4}$/;

/** The number when the whole text is one; a number somewhere inside a sentence is not taken for the cell's value. */
function numberOf(text: string, region: CountryCode): PhoneNumber | undefined {
  const number = parsePhoneNumberFromString(text, { defaultCountry: region, extract: false });
  return number && (number.isValid() || fiction.test(number.number)) ? number : undefined;
}

/** A telephone number in E.164. French and overseas ones may be national; foreign ones need their country code. */
export function parsePhone(text: string): Parsed {
  const cleaned = text.replace(/[\u200b-\u200f\u202a-\u202e\u2060]/g, '').replace(/\s+/g, ' ').trim();
  const french = numberOf(cleaned, 'FR');
  const found = french ? [french] : overseas.flatMap((region) => numberOf(cleaned, region) ?? []);
  if (found.some((number) => number.ext)) return refused('has an extension, which has no place in the number');
  const [number, ...others] = [...new Set(found.map((each) => each.number))];
  if (!number) return refused('is not a telephone number');
  return others.length === 0 ? accepted(number) : refused('belongs to several overseas territories without its country code');
}

const label = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?';
const address = new RegExp(`^([^\\s\\p{C}@,;:<>()"\\[\\]\\\\]{1,64})@((?:${label}\\.)+(?!\\p{N}+$)${label})$`, 'u');

/**
 * E-mail address: outer blanks and trailing dots removed, the domain in lower case. The part before the @ keeps its
 * case, because some hosts tell cases apart. Two addresses in one cell are refused.
 */
export function parseEmail(text: string): Parsed {
  const cleaned = text.trim().replace(/[\s.]+$/, '').normalize('NFC');
  const [, local, domain] = address.exec(cleaned) ?? [];
  if (!local || !domain || local.startsWith('.') || local.endsWith('.') || local.includes('..') || cleaned.length > 254) {
    return refused('is not an e-mail address');
  }
  return accepted(`${local}@${domain.toLowerCase()}`);
}

/** French postcode as text: five digits, department 01 to 98 (Corsica is 20). A lost leading zero is not guessed. */
export function parsePostcode(text: string): Parsed {
  const compact = withoutBlanks(text);
  return /^(?:0[1-9]|[1-8]\d|9[0-8])\d{3}$/.test(compact) ? accepted(compact) : refused('is not a French postcode of five digits');
}
