import { createHmac } from 'node:crypto';
import { domainToASCII } from 'node:url';

/** A name as it was given: usage name or name at birth, and the first name. Letters folded: lower case, no accents, blanks for hyphens and apostrophes. */
export interface FoldedName {
  readonly last: string;
  readonly first: string;
}

/** What is known of somebody, each value read already: addresses and numbers valid, telephones in E.164, IBAN and SIRET without blanks. */
export interface Identifiers {
  readonly emails: readonly string[];
  /** One for each name she bears or bore. */
  readonly names: readonly FoldedName[];
  /** YYYY-MM-DD */
  readonly birthDate: string | null;
  readonly phones: readonly string[];
  readonly ibans: readonly string[];
  readonly sirets: readonly string[];
}

/**
 * What an entry is a hash of. A telephone, an account or an establishment is shared by couples and offices: it never stands
 * alone, only joined to a name, so that no entry can bar somebody by it and nobody can try out all numbers.
 */
export const entryKinds = ['e-mail', 'name-birth-date', 'name-phone', 'name-iban', 'name-siret'] as const;
export type EntryKind = (typeof entryKinds)[number];

export interface KeyedHash {
  readonly kind: EntryKind;
  /** 32 bytes */
  readonly hash: Buffer;
}

/** Providers that deliver a mailbox's mail whatever dots its name is written with, and the domain they are one under. */
const dotless: Readonly<Record<string, string>> = { 'gmail.com': 'gmail.com', 'googlemail.com': 'gmail.com' };

/**
 * The mailbox behind an address: lower case, without what follows a plus (RFC 5233 subaddressing), without dots where the
 * provider ignores them, the domain in ASCII (RFC 5891), no dot or blank at the end.
 */
export function mailboxOf(address: string): string {
  const cleaned = address.normalize('NFKC').trim().replace(/[\s.]+$/, '').toLowerCase();
  const at = cleaned.lastIndexOf('@');
  const domain = cleaned.slice(at + 1);
  const ascii = domainToASCII(domain) || domain;
  const local = cleaned.slice(0, at).replace(/(?<=.)\+.*$/, '');
  const provider = dotless[ascii];
  return provider === undefined ? `${local}@${ascii}` : `${local.replaceAll('.', '')}@${provider}`;
}

/** Words that some write and others leave out of one and the same surname. */
const particles = new Set(['de', 'du', 'des', 'd', 'la', 'le', 'les', 'l', 'von', 'van', 'der', 'den', 'zu', 'di', 'da', 'del', 'della', 'dos', 'das', 'do', 'el', 'al', 'ben', 'bin', 'y', 'e']);

const wordsOf = (folded: string): string[] => folded.split(' ').filter((word) => word !== '');

/** A part of a name without blanks, and, where something is left of it, without its particles; the words of each in either order of writing. */
function formsOf(folded: string): string[] {
  const words = wordsOf(folded);
  const bare = words.filter((word) => !particles.has(word));
  return [words.join(''), [...words].sort().join(' '), ...(bare.length > 0 ? [bare.join(''), [...bare].sort().join(' ')] : [])];
}

/** Every way in which a name is one and the same: parts in either place, particles there or not, joined or apart. */
export function nameForms({ last, first }: FoldedName): readonly string[] {
  if (wordsOf(last).length === 0 || wordsOf(first).length === 0) return [];
  const pairs = formsOf(last).flatMap((l) => formsOf(first).map((f) => [l, f].sort().join('|')));
  return [...new Set(pairs)];
}

/**
 * Keyed hashes of somebody's identifiers (HMAC-SHA-256, RFC 2104): the e-mail, and each name with each other identifier.
 * @param key 32 bytes from outside the database
 */
export function keyedHashes(who: Identifiers, key: Buffer): readonly KeyedHash[] {
  const names = [...new Set(who.names.flatMap(nameForms))];
  const joined = (kind: EntryKind, values: readonly string[]): [EntryKind, string][] => values.flatMap((value) => names.map((name): [EntryKind, string] => [kind, `${name}\0${value}`]));
  const texts: [EntryKind, string][] = [
    ...who.emails.map((email): [EntryKind, string] => ['e-mail', mailboxOf(email)]),
    ...joined('name-birth-date', who.birthDate === null ? [] : [who.birthDate]),
    ...joined('name-phone', who.phones), ...joined('name-iban', who.ibans), ...joined('name-siret', who.sirets),
  ];
  const hashes = texts.map(([kind, text]) => ({ kind, hash: createHmac('sha256', key).update(`oubli do-not-recreate\0${kind}\0${text}`, 'utf8').digest() }));
  return [...new Map(hashes.map((one) => [one.hash.toString('hex'), one])).values()];
}
