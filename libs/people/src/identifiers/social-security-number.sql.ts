import { socialSecurityNumberPattern } from './social-security-number-pattern';

/**
 * The detector in SQL, for CHECK constraints; equal to `findSocialSecurityNumber`. The outer function is one
 * expression that the planner writes into the constraint, so that a short value costs a comparison of lengths and
 * an ordinary one a regular expression; keys are only computed for what looks like a number.
 */
export const socialSecurityNumberSql = `
create function people.social_security_key_is_right(value text) returns boolean
  language sql immutable strict parallel safe
  as $$
    select exists (
      select 1
      from regexp_matches(value, '${socialSecurityNumberPattern}', 'g') m,
        lateral (select upper(regexp_replace(m[1], '[^0-9ABab]', '', 'g')) as compact) c,
        lateral (select replace(replace(left(compact, 13), '2A', '19'), '2B', '18')::bigint as number, right(compact, 2)::bigint as key) n
      where 97 - n.number % 97 = n.key)
  $$;

create function people.holds_social_security_number(value text) returns boolean
  language sql immutable parallel safe
  as $$
    select case
      when value is null or octet_length(value) < 15 then false
      when value !~ '${socialSecurityNumberPattern}' then false
      else people.social_security_key_is_right(value) end
  $$;
`;
