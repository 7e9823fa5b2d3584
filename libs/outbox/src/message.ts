export const languages = ['fr', 'en', 'de'] as const;
export type Language = (typeof languages)[number];

/** A message as whoever writes it hands it over. Plain text: nothing in it is fetched, counted or hidden. */
export interface NewMessage {
  /** What it is, for operators and for the rule that ends it: `password-reset`, `request.acknowledged`. */
  readonly kind: string;
  /** One address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly language: Language;
  /** The person of the registry it goes to, when she is known. */
  readonly personId?: string | null;
  /** The record it tells of. */
  readonly about?: { readonly recordType: string; readonly recordId: string } | null;
  /** Minutes after which it says nothing any more (a link that is good for an hour): it is then not sent. */
  readonly goodForMinutes?: number;
  /** It carries a link that opens something: its text leaves the moment it is sent, and it is sent once. */
  readonly secret?: true;
}

/** A message that cannot be meant. Names the part, never its value. */
export class MessageError extends Error {
  override readonly name = 'MessageError';

  constructor(readonly part: keyof NewMessage, readonly rule: string) {
    super(`The ${part} of a message ${rule}.`);
  }
}

const oneAddress = /^[^\s@,;<>"()[\]\\]{1,64}@[^\s@,;<>"()[\]\\]{1,190}$/;
const kindForm = /^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)?$/;
// A line break in a header would begin another header (CWE-93).
const headerBreak = /[\p{Cc}\u2028\u2029]/u;

/** @throws MessageError naming the part: more than one recipient, a control character in a header, an empty or overlong text */
export function checkMessage(message: NewMessage): void {
  const { kind, to, subject, text, goodForMinutes } = message;
  if (!kindForm.test(kind)) throw new MessageError('kind', 'is a word, or two with a dot between');
  if (!oneAddress.test(to)) throw new MessageError('to', 'is one e-mail address');
  if (subject.trim() === '' || subject.length > 200 || headerBreak.test(subject)) throw new MessageError('subject', 'is one line of at most 200 characters');
  if (text.trim() === '' || text.length > 100_000) throw new MessageError('text', 'has 1 to 100,000 characters');
  if (goodForMinutes !== undefined && !(Number.isInteger(goodForMinutes) && goodForMinutes > 0)) throw new MessageError('goodForMinutes', 'is a whole number of minutes');
}
