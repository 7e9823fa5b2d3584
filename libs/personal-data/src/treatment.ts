/** Dictionaries a fake value is picked from; contact values and numbers come only from ranges that belong to nobody. */
export const fakeDictionaries = ['first-name', 'last-name', 'full-name', 'city', 'street', 'phone', 'email', 'postcode', 'siret', 'iban'] as const;
export type FakeDictionary = (typeof fakeDictionaries)[number];

/** What a date or a year may be reduced to. */
export const dateGrains = ['month', 'quarter', 'year', 'decade'] as const;
export type DateGrain = (typeof dateGrains)[number];

/** What a French postcode may be reduced to. */
export const placeGrains = ['department', 'region'] as const;
export type PlaceGrain = (typeof placeGrains)[number];

export type Constant = string | number | boolean;

/** One part of a JSON value: keys from the outside in, `*` for every element of an array. Without `to` it is removed. */
export interface JsonPart {
  readonly path: readonly string[];
  readonly to?: Constant;
}

/**
 * What happens to one column. `keep` is a decision too: it is written down, never implied.
 * Deleting a row is not a treatment of a column; it is the end of a record or of a child.
 */
export type Treatment =
  | { readonly kind: 'keep' }
  | { readonly kind: 'erase'; readonly constant?: Constant }
  | { readonly kind: 'generalise'; readonly to: DateGrain | PlaceGrain }
  /** The lower end of a band of `width`; from `top` on all are `top`, below `bottom` all are `bottom`. Of a date: years. */
  | { readonly kind: 'band'; readonly width: number; readonly top?: number; readonly bottom?: number }
  /** `aligned`: the fakes of one row are those of one invented person at one place. */
  | { readonly kind: 'fake'; readonly dictionary: FakeDictionary; readonly aligned?: true }
  | { readonly kind: 'pseudonym'; readonly form: 'text' | 'email' }
  | { readonly kind: 'json'; readonly parts: readonly JsonPart[] };
export type TreatmentKind = Treatment['kind'];

export const keep: Treatment = { kind: 'keep' };
export const erase: Treatment = { kind: 'erase' };
/** For a NOT NULL column: the value that stands where the personal one stood. */
export const eraseTo = (constant: Constant): Treatment => ({ kind: 'erase', constant });
export const generalise = (to: DateGrain | PlaceGrain): Treatment => ({ kind: 'generalise', to });
export const band = (width: number, limits: { readonly top?: number; readonly bottom?: number } = {}): Treatment => ({ kind: 'band', width, ...limits });
export const fake = (dictionary: FakeDictionary): Treatment => ({ kind: 'fake', dictionary });
/** A fake that agrees with the other aligned fakes of its row. */
export const alignedFake = (dictionary: FakeDictionary): Treatment => ({ kind: 'fake', dictionary, aligned: true });
export const pseudonym = (form: 'text' | 'email'): Treatment => ({ kind: 'pseudonym', form });
export const jsonParts = (...parts: readonly JsonPart[]): Treatment => ({ kind: 'json', parts });
