/** By what a duty or a rule on consent is set aside, where it is; each has to be justified. */
export const exemptions = ['Art. 11 GDPR', 'Art. 14(5) GDPR', 'Art. 23 GDPR', 'Art. L34-5 CPCE'] as const;
export type Exemption = (typeof exemptions)[number];

/** What the register lacks: a basis, the weighing of an interest, a use of what is stated, or agreement with the published policy. */
export const purposeGapKinds = ['no-state', 'no-balancing-note', 'unused', 'policy-differs'] as const;
export type PurposeGapKind = (typeof purposeGapKinds)[number];
