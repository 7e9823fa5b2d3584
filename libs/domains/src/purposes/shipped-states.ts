import type { Confidence, Exemption } from '@oubli/contracts';
import { type LawfulBasis, type PersonCategory, personCategories, type Purpose } from '@oubli/personal-data';

/** What an installation begins with of the register, to be looked at and stated anew by the company. */
export interface ShippedState {
  readonly purpose: Purpose;
  readonly categories: readonly PersonCategory[];
  /** Only for records of this type. */
  readonly recordType?: string;
  readonly basis: LawfulBasis;
  /** What the published policy names; absent: it names nothing for this purpose (domain.md D4). */
  readonly basisInPolicy?: LawfulBasis;
  readonly legalReference: string;
  readonly confidence: Confidence;
  /** Absent for an interest: nobody has weighed it yet, which the gap report says. */
  readonly balancingNote?: string;
  readonly exemption?: { readonly rule: Exemption; readonly reason: string };
}

const account = ['candidate', 'expert', 'client-contact'] as const;
const interest = 'Art. 6(1)(f) GDPR';
const weighed = 'Proposed, to be weighed by the company:';

/**
 * The bases of the privacy policy (R26 to R29) and, where it names none or one that cannot carry the processing, the basis that does
 * (D4). Balancing notes stand only where the policy itself tells the interest; the others are left to whoever answers for them.
 */
export const shippedStates: readonly ShippedState[] = [
  {
    purpose: 'recruitment', categories: ['candidate'], basis: 'legitimate-interest', legalReference: `${interest}; CNIL, guide du recrutement (2023)`, confidence: 'S~',
    balancingNote: `${weighed} the company looks for experts for its clients; whoever applies expects to be assessed; only what tells of her ability is read, by those who recruit; what is not retained leaves three months after the decision, and she may object.`,
  },
  { purpose: 'recruitment', categories: ['candidate'], recordType: 'pool-consent', basis: 'consent', legalReference: 'Art. 6(1)(a) and 7 GDPR; CNIL, guide du recrutement (2023)', confidence: 'S' },
  { purpose: 'recruitment', categories: ['expert'], basis: 'contract', legalReference: 'Art. 6(1)(b) GDPR', confidence: 'I' },
  { purpose: 'assignments', categories: ['expert'], basis: 'contract', basisInPolicy: 'legitimate-interest', legalReference: 'Art. 6(1)(b) GDPR', confidence: 'I' },
  {
    purpose: 'assignments', categories: ['candidate', 'client-contact'], basis: 'legitimate-interest', basisInPolicy: 'legitimate-interest', legalReference: `${interest}; privacy policy, legal bases`, confidence: 'S',
    balancingNote: `${weighed} the policy names the best quality, management and follow-up of assignments; those concerned meet the company in their work and expect it; names, professional contact details and appointments suffice; they may object.`,
  },
  { purpose: 'invoicing', categories: ['expert'], basis: 'legal-obligation', legalReference: 'Art. 6(1)(c) GDPR; C. com. L123-22; CGI ann. III 96 I', confidence: 'I' },
  { purpose: 'invoicing', categories: ['expert'], recordType: 'bank-details', basis: 'contract', legalReference: 'Art. 6(1)(b) GDPR', confidence: 'I' },
  { purpose: 'invoicing', categories: ['expert'], recordType: 'assignment', basis: 'contract', legalReference: 'Art. 6(1)(b) GDPR', confidence: 'I' },
  { purpose: 'compliance', categories: ['expert'], basis: 'legal-obligation', legalReference: 'Art. 6(1)(c) GDPR; C. trav. L8222-1 and D8222-5', confidence: 'I' },
  { purpose: 'training', categories: ['expert'], basis: 'contract', legalReference: 'Art. 6(1)(b) GDPR; C. trav. L6353-1', confidence: 'G' },
  { purpose: 'access-management', categories: account, basis: 'contract', legalReference: 'Art. 6(1)(b) GDPR', confidence: 'I' },
  { purpose: 'access-management', categories: ['staff'], basis: 'contract', legalReference: 'Art. 6(1)(b) GDPR', confidence: 'G' },
  { purpose: 'internal-reports', categories: ['staff'], basis: 'legitimate-interest', legalReference: interest, confidence: 'G' },
  {
    purpose: 'surveys', categories: ['expert', 'client-contact'], basis: 'legitimate-interest', basisInPolicy: 'legitimate-interest', legalReference: `${interest}; privacy policy, legal bases`, confidence: 'S',
    balancingNote: `${weighed} the policy names satisfaction surveys; an answer is voluntary and nothing follows from declining; only the e-mail goes to the sender; answers are separated from the person after three months; she may object to surveys alone.`,
  },
  { purpose: 'client-relations', categories: ['client-contact', 'prospect'], basis: 'legitimate-interest', legalReference: `${interest}; CNIL, référentiel gestion commerciale (2022)`, confidence: 'S~' },
  { purpose: 'security', categories: [...account, 'staff'], basis: 'legitimate-interest', legalReference: `${interest}; Art. 32 GDPR; recital 49`, confidence: 'I' },
  {
    purpose: 'navigation', categories: account, basis: 'legitimate-interest', basisInPolicy: 'legitimate-interest', legalReference: `${interest}; privacy policy, legal bases`, confidence: 'S',
    balancingNote: `${weighed} the policy names improving the site; pages that were opened are counted and the counts kept without anybody’s name; what leads back to a person leaves by its period; she may object.`,
  },
  { purpose: 'navigation', categories: account, recordType: 'account', basis: 'contract', legalReference: 'Art. 6(1)(b) GDPR', confidence: 'I' },
  { purpose: 'navigation', categories: account, recordType: 'tracker-choice', basis: 'consent', legalReference: 'Art. 82 loi informatique et libertés; Art. 6(1)(a) GDPR', confidence: 'I' },
  { purpose: 'campaigns', categories: ['candidate', 'expert'], basis: 'consent', basisInPolicy: 'consent', legalReference: 'Art. 6(1)(a) GDPR; CPCE L34-5', confidence: 'I' },
  {
    purpose: 'campaigns', categories: ['client-contact', 'prospect'], basis: 'legitimate-interest', basisInPolicy: 'consent', legalReference: `${interest}; recital 47; CPCE L34-5`, confidence: 'I',
    exemption: { rule: 'Art. L34-5 CPCE', reason: 'Proposed, to be confirmed: addressed in a professional capacity, about what concerns the profession, with an objection in every message (CNIL, prospection B2B).' },
  },
  { purpose: 'rights-and-disputes', categories: personCategories, basis: 'legal-obligation', legalReference: 'Art. 6(1)(c) GDPR; Art. 5(2) and 12 to 22 GDPR', confidence: 'I' },
  { purpose: 'rights-and-disputes', categories: personCategories, recordType: 'dispute-case', basis: 'legitimate-interest', legalReference: `${interest}; C. civ. 2224`, confidence: 'I' },
];
