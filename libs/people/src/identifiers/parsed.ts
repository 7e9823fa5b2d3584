/** The answer of a validator: the normalised value, or the rule that failed. The value given is never repeated. */
export type Parsed = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly rule: string };

export const accepted = (value: string): Parsed => ({ ok: true, value });
export const refused = (rule: string): Parsed => ({ ok: false, rule });

/** Blanks of every width (no-break and zero-width ones too), as spreadsheets and telephones put them between groups. */
export const withoutBlanks = (text: string): string => text.replace(/[\s\u200b-\u200f\u2060]/g, '');

export class IdentifierError extends Error {
  constructor(
    readonly place: string,
    readonly rule: string,
  ) {
    super(`${place}: ${rule}.`);
    this.name = 'IdentifierError';
  }
}

/** The normalised value. @throws IdentifierError naming place and rule, never the value */
export function required(parsed: Parsed, place: string): string {
  if (!parsed.ok) throw new IdentifierError(place, parsed.rule);
  return parsed.value;
}
