import { socialSecurityNumberPattern } from './social-security-number-pattern';

export { socialSecurityNumberSql } from './social-security-number.sql';

const candidate = new RegExp(socialSecurityNumberPattern, 'g');

/** The key is 97 minus the number modulo 97, where Corsica counts as 19 and 18 (décret 82-103, annexe). */
const keyIsRight = (text: string): boolean => {
  const compact = text.replace(/[^0-9ABab]/g, '').toUpperCase();
  const number = compact.slice(0, 13).replace('2A', '19').replace('2B', '18');
  return 97n - (BigInt(number) % 97n) === BigInt(compact.slice(13));
};

/** Does the text hold a social-security number with the right key (RET-35: never stored)? Without its key none is recognised. */
export function findSocialSecurityNumber(text: string): boolean {
  return [...text.matchAll(candidate)].some(([match]) => keyIsRight(match));
}

export class SocialSecurityNumberError extends Error {
  constructor(readonly place: string) {
    super(`${place} holds a social-security number, which is never stored (loi Informatique et Libertés, art. 30).`);
    this.name = 'SocialSecurityNumberError';
  }
}

/**
 * Checks every text and number of a record, nested ones too, and the names of its fields.
 * @throws SocialSecurityNumberError naming the place, never the value
 */
export function refuseSocialSecurityNumber(value: unknown, place: string): void {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') {
    if (findSocialSecurityNumber(String(value))) throw new SocialSecurityNumberError(place);
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => refuseSocialSecurityNumber(item, `${place}[${index}]`));
  } else if (value !== null && typeof value === 'object' && !ArrayBuffer.isView(value)) {
    for (const [key, item] of Object.entries(value)) {
      refuseSocialSecurityNumber(key, place);
      refuseSocialSecurityNumber(item, `${place}.${key}`);
    }
  }
}
