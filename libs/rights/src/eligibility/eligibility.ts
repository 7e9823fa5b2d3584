import type { RequestKind } from '@oubli/contracts';
import type { LawfulBasis, Origin, Purpose } from '@oubli/personal-data';

/** The rights among the kinds of request: complaints and questions are answered, not decided by basis. */
export type PersonRight = Exclude<RequestKind, 'complaint' | 'question'>;

/** The article that gives a right, and the one the privacy policy cites for it, which is not always the same (domain.md D6). */
export interface Articles {
  readonly operative: string;
  readonly cited: string;
}

export const articlesOf: Readonly<Record<PersonRight, Articles>> = {
  access: { operative: 'Art. 15 GDPR', cited: 'Art. 15 GDPR' },
  rectification: { operative: 'Art. 16 GDPR', cited: 'Art. 16 GDPR' },
  erasure: { operative: 'Art. 17 GDPR', cited: 'Art. 17 GDPR' },
  restriction: { operative: 'Art. 18 GDPR', cited: 'Art. 18 GDPR' },
  portability: { operative: 'Art. 20 GDPR', cited: 'Art. 20 GDPR' },
  objection: { operative: 'Art. 21 GDPR', cited: 'Art. 21 GDPR' },
  withdrawal: { operative: 'Art. 7(3) GDPR', cited: 'Art. 13(2)(c) GDPR' },
};

/** Grounds of Art. 17(1) GDPR: (a) to (e); (f) is about children's services and cannot arise here. */
export const erasureGrounds = ['no-longer-necessary', 'consent-withdrawn', 'objection-upheld', 'unlawful', 'erasure-required-by-law'] as const;
export type ErasureGround = (typeof erasureGrounds)[number];

/** `weigh`: a human weighs it, within the term, and the data are frozen meanwhile (Art. 18(1)(d) GDPR). */
export type Eligibility = 'yes' | 'no' | 'weigh';

export interface EligibilityFacts {
  readonly right: PersonRight;
  readonly basis: LawfulBasis;
  readonly purpose: Purpose;
  /** Where the data came from: only what a person provided can be carried elsewhere. */
  readonly origin: Origin;
  /** What an erasure rests on; null: nothing was said or found. */
  readonly ground?: ErasureGround | null;
}

export interface Verdict {
  readonly eligible: Eligibility;
  readonly articles: Articles;
  /** Why, as the provision that decides. */
  readonly because: string;
}

const said = (eligible: Eligibility, because: string): Omit<Verdict, 'articles'> => ({ eligible, because });

function erasure({ basis, ground }: EligibilityFacts): Omit<Verdict, 'articles'> {
  if (ground === 'unlawful') return said('yes', 'Art. 17(1)(d) GDPR');
  if (ground === 'erasure-required-by-law') return said('yes', 'Art. 17(1)(e) GDPR');
  if (basis === 'legal-obligation') return said('no', 'Art. 17(3)(b) GDPR');
  if (ground === 'no-longer-necessary') return said('yes', 'Art. 17(1)(a) GDPR');
  // To ask for erasure of what rests on consent is to withdraw it.
  if (basis === 'consent') return said('yes', 'Art. 17(1)(b) GDPR');
  if (ground === 'objection-upheld' && basis === 'legitimate-interest') return said('yes', 'Art. 17(1)(c) GDPR');
  return basis === 'legitimate-interest' ? said('weigh', 'Art. 17(1)(c) and 21(1) GDPR') : said('no', 'Art. 6(1)(b) GDPR');
}

function objection({ basis, purpose }: EligibilityFacts): Omit<Verdict, 'articles'> {
  if (purpose === 'campaigns') return said('yes', 'Art. 21(2) and (3) GDPR');
  return basis === 'legitimate-interest' ? said('weigh', 'Art. 21(1) GDPR') : said('no', 'Art. 21(1) GDPR');
}

function portability({ basis, origin }: EligibilityFacts): Omit<Verdict, 'articles'> {
  const carried = (basis === 'consent' || basis === 'contract') && origin === 'person';
  return said(carried ? 'yes' : 'no', 'Art. 20(1)(a) GDPR');
}

const rules: Readonly<Record<PersonRight, (facts: EligibilityFacts) => Omit<Verdict, 'articles'>>> = {
  access: () => said('yes', 'Art. 15 GDPR'),
  rectification: () => said('yes', 'Art. 16 GDPR'),
  restriction: () => said('yes', 'Art. 18(1) GDPR'),
  withdrawal: ({ basis }) => said(basis === 'consent' ? 'yes' : 'no', 'Art. 7(3) GDPR'),
  erasure, objection, portability,
};

/**
 * Does the basis of a processing give the right (R54)? Access, rectification and restriction always; withdrawal where there is
 * consent; portability of what the person provided under consent or contract; objection to a legitimate interest, and to
 * campaigns absolutely; erasure by its ground and basis. Statutory keeps, holds and restrictions are weighed afterwards, field
 * by field, by the planner.
 */
export const eligibilityOf = (facts: EligibilityFacts): Verdict => ({ ...rules[facts.right](facts), articles: articlesOf[facts.right] });
