/**
 * For whom a plan asks that she be erased. `recorded`: the wishes of the register that are open, of one person or of everybody;
 * `supposed`: a wish nobody has recorded yet, for a preview.
 */
export type Asking =
  | { readonly kind: 'recorded'; readonly person: string | null }
  | { readonly kind: 'supposed'; readonly person: string; readonly recordTypes: readonly string[] | null };

/** On what ground erasure is asked (Art. 17(1)(a) to (d), 7(3) and 21 GDPR; after a death, LIL 85). */
export const erasureGrounds = ['no-longer-needed', 'consent-withdrawn', 'objection', 'unlawful', 'legal-duty', 'death'] as const;
export type ErasureGround = (typeof erasureGrounds)[number];

/** The article of each ground, for letters and traces. */
export const groundArticles: Readonly<Record<ErasureGround, string>> = {
  'no-longer-needed': 'Art. 17(1)(a) GDPR', 'consent-withdrawn': 'Art. 7(3) and 17(1)(b) GDPR', objection: 'Art. 17(1)(c) and 21 GDPR',
  unlawful: 'Art. 17(1)(d) GDPR', 'legal-duty': 'Art. 17(1)(e) GDPR', death: 'LIL art. 85',
};

/** Stands where a step names the policy that decided: here it was the person. */
export const erasurePolicy = 'erasure';
/** Stands where a step names a version; ledger entries name the wish instead. */
export const noVersion = '00000000-0000-0000-0000-000000000000';
