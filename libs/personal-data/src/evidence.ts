import type { Condition } from './condition';

/** Why something is kept against a person's wish to be erased: a legal obligation (Art. 17(3)(b)), or claims (Art. 17(3)(e)). */
export const exemptions = ['legal-duty', 'claims'] as const;
export type Exemption = (typeof exemptions)[number];
/** The article that each names in a letter. */
export const exemptionArticles: Readonly<Record<Exemption, string>> = { 'legal-duty': 'Art. 17(3)(b) GDPR', claims: 'Art. 17(3)(e) GDPR' };

/**
 * What of a record is kept although its person asked for erasure (domain.md 3.1): only the columns named, out of reach, until
 * the end of the record's own policies. A record type that names none keeps nothing beyond its statutory floors.
 * Columns of structure, state and date stay with any row that stays: without them it could not be found, dated or ended.
 */
export interface Evidence<Name extends string> {
  readonly exemption: Exemption;
  /** Columns with a personal value that are kept. */
  readonly columns: readonly Name[];
  /** Only records that match are evidence; absent: all. */
  readonly when?: Condition;
  /** An end of its own: a declared clock and a period, last day inclusive. A clock that has not started keeps nothing. */
  readonly until?: { readonly clock: string; readonly period: string; readonly legalReference: string };
}

/**
 * When a record is still in use, so that Art. 17(1)(a) GDPR is not met and it stays as it is, in sight: while its own
 * condition holds, or while another active record of the same person needs it.
 */
export interface InUse {
  readonly while?: Condition;
  readonly servedBy?: readonly { readonly recordType: string; readonly while: Condition }[];
}
