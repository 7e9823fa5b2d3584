/**
 * What a French social-security number (NIR) looks like: sex, year, month, department (Corsica 2A and 2B), commune,
 * order, key; the groups may be apart by up to three blanks or punctuation marks. JavaScript and PostgreSQL read
 * the expression alike, so it is written once.
 *
 * A number that is part of a longer run of letters and digits is not one. A neighbour behind a blank is another
 * number: IBANs, telephone numbers and SIRETs cannot match across their own groups, because none of them has a
 * boundary where this number has one.
 */
const separator = '[ \\t\\r\\n\\u00a0\\u2007\\u2009\\u202f./_|-]{0,3}';
const groups = ['[1-478]', '[0-9]{2}', '(?:0[1-9]|1[0-2]|[2-9][0-9])', '(?:[0-9]{2}|2[ABab])', '[0-9]{3}', '[0-9]{3}', '[0-9]{2}'];

export const socialSecurityNumberPattern = `(?<![0-9A-Za-z])(${groups.join(separator)})(?![0-9A-Za-z])`;
