/**
 * What a recipient is (Art. 15(1)(c) GDPR asks for recipients or their categories). The last one is registered only so that
 * it can be refused by name.
 */
export const recipientCategories = ['client', 'processor', 'public-authority', 'social-body', 'bank', 'adviser', 'training-body', 'other', 'commercial-advertising'] as const;
export type RecipientCategory = (typeof recipientCategories)[number];

/** Never given anything (R49), neither by this code nor by the database, and no right overrides it. */
export const refusedCategory = 'commercial-advertising' satisfies RecipientCategory;
