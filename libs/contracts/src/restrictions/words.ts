/** Art. 18(1) GDPR, (a) to (d). */
export const restrictionGrounds = ['accuracy-contested', 'unlawful', 'needed-for-claims', 'objection-pending'] as const;
export type RestrictionGround = (typeof restrictionGrounds)[number];

/** How the person was told; `own-request`: she asked for the lift, or for her data to be erased, herself (Art. 18(2)). */
export const noticeMeans = ['letter', 'e-mail', 'in-person', 'telephone', 'own-page', 'own-request'] as const;
export type NoticeMeans = (typeof noticeMeans)[number];
