/** Dictionaries a fake value is picked from; contact values come only from ranges reserved for fiction. */
export const fakeDictionaries = ['first-name', 'last-name', 'full-name', 'city', 'street', 'phone'] as const;
export type FakeDictionary = (typeof fakeDictionaries)[number];

/**
 * What happens to one column. `keep` is a decision too: it is written down, never implied.
 * Deleting a row is not a treatment of a column; it is the end of a record or of a child.
 */
export type Treatment =
  | { readonly kind: 'keep' }
  | { readonly kind: 'erase'; readonly constant?: string | number | boolean }
  | { readonly kind: 'generalise'; readonly to: 'year' | 'decade' }
  | { readonly kind: 'fake'; readonly dictionary: FakeDictionary }
  | { readonly kind: 'pseudonym'; readonly form: 'text' | 'email' };
export type TreatmentKind = Treatment['kind'];

export const keep: Treatment = { kind: 'keep' };
export const erase: Treatment = { kind: 'erase' };
/** For a NOT NULL column: the value that stands where the personal one stood. */
export const eraseTo = (constant: string | number | boolean): Treatment => ({ kind: 'erase', constant });
export const generalise = (to: 'year' | 'decade'): Treatment => ({ kind: 'generalise', to });
export const fake = (dictionary: FakeDictionary): Treatment => ({ kind: 'fake', dictionary });
export const pseudonym = (form: 'text' | 'email'): Treatment => ({ kind: 'pseudonym', form });
