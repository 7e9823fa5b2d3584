import { parsePhone, searchKey } from '@oubli/people';
import type { RedactionReason } from '@oubli/rights';

/** A stretch of a text that tells of somebody else. */
export interface Mention {
  readonly from: number;
  readonly to: number;
  readonly reason: Exclude<RedactionReason, 'file'>;
}

/** A person of the registry as texts are searched for her. */
export interface Known {
  readonly id: string;
  readonly lastName: string | null;
  readonly birthName: string | null;
  readonly firstName: string | null;
}

interface Named {
  readonly last: readonly string[];
  readonly first: readonly string[];
}

const emailForm = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const phoneForm = /\+?\d[\d\s().\u00a0\u202f-]{6,18}\d/gu;
const uuidForm = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
const wordForm = /[\p{L}\p{M}]+/gu;

const words = (name: string | null): string[] => searchKey(name).split(' ').filter((word) => word !== '');

/**
 * Everybody of the registry but one person, as texts about her are searched for them: ids, e-mails and telephones as a whole
 * (ann@ is not in joann@), names by their search keys. What is hers too — a couple's telephone, a family's name — tells of nobody else.
 */
export class Others {
  private readonly ids = new Set<string>();
  private readonly emails = new Set<string>();
  private readonly phones = new Set<string>();
  /** First word of a last name -> who bears it. */
  private readonly names = new Map<string, Named[]>();
  private readonly ownLast: ReadonlySet<string>;
  private readonly ownFirst: string;
  private readonly ownEmails = new Set<string>();
  private readonly ownPhones = new Set<string>();

  constructor(private readonly self: Known) {
    this.ownLast = new Set([self.lastName, self.birthName].map((name) => words(name).join(' ')).filter((key) => key !== ''));
    this.ownFirst = words(self.firstName).join(' ');
  }

  addPerson({ id, lastName, birthName, firstName }: Known): void {
    if (id === this.self.id) return;
    this.ids.add(id);
    for (const name of new Set([lastName, birthName])) {
      const last = words(name);
      const [begin] = last;
      if (begin === undefined) continue;
      this.names.set(begin, [...(this.names.get(begin) ?? []), { last, first: words(firstName) }]);
    }
  }

  addContact(personId: string, email: string | null, phone: string | null): void {
    const own = personId === this.self.id;
    if (email !== null) (own ? this.ownEmails : this.emails).add(email.toLowerCase());
    if (phone !== null) (own ? this.ownPhones : this.phones).add(phone);
  }

  isOther(id: string): boolean {
    return this.ids.has(id.toLowerCase());
  }

  /** Where a text tells of somebody else, in order and without overlap. */
  mentions(text: string): Mention[] {
    const found: Mention[] = [...this.ofIds(text), ...this.ofContacts(text), ...this.ofNames(text)].sort((a, b) => a.from - b.from || b.to - a.to);
    const apart: Mention[] = [];
    for (const mention of found) {
      const last = apart.at(-1);
      if (last === undefined || mention.from >= last.to) apart.push(mention);
      else if (mention.to > last.to) apart[apart.length - 1] = { ...last, to: mention.to };
    }
    return apart;
  }

  private *ofIds(text: string): Generator<Mention> {
    for (const match of text.matchAll(uuidForm)) if (this.isOther(match[0])) yield { from: match.index, to: match.index + match[0].length, reason: 'person' };
  }

  private *ofContacts(text: string): Generator<Mention> {
    for (const match of text.matchAll(emailForm)) {
      const email = match[0].toLowerCase();
      if (this.emails.has(email) && !this.ownEmails.has(email)) yield { from: match.index, to: match.index + match[0].length, reason: 'e-mail' };
    }
    for (const match of text.matchAll(phoneForm)) {
      const phone = parsePhone(match[0]);
      if (phone.ok && this.phones.has(phone.value) && !this.ownPhones.has(phone.value)) yield { from: match.index, to: match.index + match[0].length, reason: 'telephone' };
    }
  }

  private *ofNames(text: string): Generator<Mention> {
    const tokens = [...text.matchAll(wordForm)].map((match) => ({ key: searchKey(match[0]), from: match.index, to: match.index + match[0].length, capital: /^\p{Lu}/u.test(match[0]) }));
    const follows = (at: number, keys: readonly string[]): boolean => keys.length > 0 && keys.every((key, i) => tokens[at + i]?.key === key);
    for (const [i, token] of tokens.entries()) {
      for (const { last, first } of this.names.get(token.key) ?? []) {
        const end = i + last.length;
        if (!follows(i, last)) continue;
        const before = follows(i - first.length, first);
        const after = !before && follows(end, first);
        const family = this.ownLast.has(last.join(' '));
        // Her own family's name is hers, unless another first name stands beside it; a name in small letters alone is a word.
        if (!before && !after && (family || !token.capital || token.key.length < 2)) continue;
        if (family && first.join(' ') === this.ownFirst) continue;
        const begin = tokens[before ? i - first.length : i];
        const finish = tokens[(after ? end + first.length : end) - 1];
        if (begin && finish) yield { from: begin.from, to: finish.to, reason: 'name' };
      }
    }
  }
}

/** A text without what tells of others, and saying so in its place. @param instead such as `[redacted: tells of somebody else]` */
export function redacted(text: string, mentions: readonly Mention[], instead: string): string {
  let [out, at] = ['', 0];
  for (const { from, to } of mentions) {
    out += text.slice(at, from) + instead;
    at = to;
  }
  return out + text.slice(at);
}
