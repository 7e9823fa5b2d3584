/** What a value is. Names follow fideslang where it has one; `organisation.*` and `record.*` are ours. */
export const dataCategories = [
  'user.name',
  'user.name.birth',
  'user.contact.email',
  'user.contact.phone_number',
  'user.contact.address',
  'user.demographic.date_of_birth',
  'user.financial.bank_account',
  'user.financial.amount',
  'user.device.ip_address',
  'user.device.identifier',
  'user.behavior',
  'user.authorization.credentials',
  'user.work.history',
  'user.work.evaluation',
  'user.content.free_text',
  'user.content.file',
  'user.organisation.identifier',
  'user.legal.dispute',
  'record.structure',
  'record.date',
  'record.state',
] as const;
export type DataCategory = (typeof dataCategories)[number];

/** Role of a column in singling somebody out (ISO/IEC 20889). */
export type IdentifierRole = 'direct' | 'quasi' | 'sensitive' | 'free-text' | 'file' | 'link' | 'none';

/**
 * The closed list of purposes (domain.md R30): the seven of the privacy policy and those it implies.
 * The database refuses any other (`retention.purpose`).
 */
export const purposes = [
  'recruitment',
  'invoicing',
  'compliance',
  'training',
  'access-management',
  'internal-reports',
  'surveys',
  'assignments',
  'client-relations',
  'security',
  'navigation',
  'campaigns',
  'rights-and-disputes',
] as const;
export type Purpose = (typeof purposes)[number];

/**
 * Who somebody is to the company: a basis holds for a purpose and a category of person (domain.md R26). A requester is somebody who
 * only wrote or asked, and of whom nothing else is known.
 */
export const personCategories = ['candidate', 'expert', 'client-contact', 'prospect', 'staff', 'requester'] as const;
export type PersonCategory = (typeof personCategories)[number];

/** Art. 6(1) GDPR. */
export const lawfulBases = ['consent', 'contract', 'legal-obligation', 'legitimate-interest'] as const;
export type LawfulBasis = (typeof lawfulBases)[number];

/** Where a record came from (Art. 14 GDPR). */
export const origins = ['person', 'import', 'third-party', 'derived'] as const;
export type Origin = (typeof origins)[number];
