/**
 * Finds French social-security numbers (NIR): 13 characters and a key of two, Corsica as 2A and 2B, with or without
 * separators between the groups. Only a right key counts (97 minus the number modulo 97), and a run that is part of
 * a longer number passes, so that IBANs, telephone and order numbers are not refused.
 */
const separator = '[ \\u00a0\\u202f.-]?';
const groups = ['[1-478]', '[0-9]{2}', '(?:0[1-9]|1[0-2]|[2-9][0-9])', '(?:[0-9]{2}|2[ABab])', '[0-9]{3}', '[0-9]{3}', '[0-9]{2}'];
const candidate = new RegExp(
  `(?<![0-9A-Za-z])(?<![0-9][ \\u00a0\\u202f.-])${groups.join(separator)}(?![0-9A-Za-z])(?!${separator}[0-9])`, 'g');

const keyIsRight = (text: string): boolean => {
  const compact = text.replace(/[^0-9ABab]/g, '').toUpperCase();
  const number = compact.slice(0, 13).replace('2A', '19').replace('2B', '18');
  return 97n - (BigInt(number) % 97n) === BigInt(compact.slice(13));
};

/** Does the text hold a social-security number with the right key? */
export function findSocialSecurityNumber(text: string): boolean {
  return [...text.matchAll(candidate)].some(([match]) => keyIsRight(match));
}

export class SocialSecurityNumberError extends Error {
  constructor(readonly place: string) {
    super(`${place} holds a social-security number, which is never stored (loi Informatique et Libertés, art. 30).`);
    this.name = 'SocialSecurityNumberError';
  }
}

/** Checks every text value of a record, nested ones too. @throws SocialSecurityNumberError naming the place, never the value */
export function refuseSocialSecurityNumber(value: unknown, place: string): void {
  if (typeof value === 'string') {
    if (findSocialSecurityNumber(value)) throw new SocialSecurityNumberError(place);
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => refuseSocialSecurityNumber(item, `${place}[${index}]`));
  } else if (value !== null && typeof value === 'object' && !Buffer.isBuffer(value)) {
    for (const [key, item] of Object.entries(value)) refuseSocialSecurityNumber(item, `${place}.${key}`);
  }
}

/** The same rule in SQL, for CHECK constraints. */
export const socialSecurityNumberSql = `
create function people.holds_social_security_number(value text) returns boolean
  language sql immutable parallel safe
  as $$
    select value is not null and value ~ '[0-9]{2}' and exists (
      select 1
      from regexp_matches(value, '(?<![0-9A-Za-z])(?<![0-9][ \\u00a0\\u202f.-])(${groups.join(separator).replaceAll('(?:', '(?:')})(?![0-9A-Za-z])(?!${separator}[0-9])', 'g') m,
        lateral (select upper(regexp_replace(m[1], '[^0-9ABab]', '', 'g')) as compact) c,
        lateral (select replace(replace(left(compact, 13), '2A', '19'), '2B', '18')::bigint as number, right(compact, 2)::bigint as key) n
      where 97 - n.number % 97 = n.key)
  $$;
`;
