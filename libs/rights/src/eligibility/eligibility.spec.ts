import { lawfulBases, type LawfulBasis, origins, purposes } from '@oubli/personal-data';
import fc from 'fast-check';
import { articlesOf, type Eligibility, eligibilityOf, type ErasureGround, erasureGrounds, type PersonRight } from './eligibility';

const rights = Object.keys(articlesOf) as PersonRight[];
const of = (right: PersonRight, basis: LawfulBasis, more: Partial<Parameters<typeof eligibilityOf>[0]> = {}): Eligibility =>
  eligibilityOf({ right, basis, purpose: 'assignments', origin: 'person', ...more }).eligible;

describe('the matrix of right and basis', () => {
  it.each<readonly [PersonRight, Readonly<Record<LawfulBasis, Eligibility>>]>([
    ['access', { 'consent': 'yes', 'contract': 'yes', 'legal-obligation': 'yes', 'legitimate-interest': 'yes' }],
    ['rectification', { 'consent': 'yes', 'contract': 'yes', 'legal-obligation': 'yes', 'legitimate-interest': 'yes' }],
    ['restriction', { 'consent': 'yes', 'contract': 'yes', 'legal-obligation': 'yes', 'legitimate-interest': 'yes' }],
    ['erasure', { 'consent': 'yes', 'contract': 'no', 'legal-obligation': 'no', 'legitimate-interest': 'weigh' }],
    ['portability', { 'consent': 'yes', 'contract': 'yes', 'legal-obligation': 'no', 'legitimate-interest': 'no' }],
    ['objection', { 'consent': 'no', 'contract': 'no', 'legal-obligation': 'no', 'legitimate-interest': 'weigh' }],
    ['withdrawal', { 'consent': 'yes', 'contract': 'no', 'legal-obligation': 'no', 'legitimate-interest': 'no' }],
  ])('%s', (right, expected) => expect(Object.fromEntries(lawfulBases.map((basis) => [basis, of(right, basis)]))).toEqual(expected));

  it.each<readonly [ErasureGround, Readonly<Record<LawfulBasis, Eligibility>>]>([
    ['no-longer-necessary', { 'consent': 'yes', 'contract': 'yes', 'legal-obligation': 'no', 'legitimate-interest': 'yes' }],
    ['consent-withdrawn', { 'consent': 'yes', 'contract': 'no', 'legal-obligation': 'no', 'legitimate-interest': 'weigh' }],
    ['objection-upheld', { 'consent': 'yes', 'contract': 'no', 'legal-obligation': 'no', 'legitimate-interest': 'yes' }],
    ['unlawful', { 'consent': 'yes', 'contract': 'yes', 'legal-obligation': 'yes', 'legitimate-interest': 'yes' }],
    ['erasure-required-by-law', { 'consent': 'yes', 'contract': 'yes', 'legal-obligation': 'yes', 'legitimate-interest': 'yes' }],
  ])('erasure on the ground %s', (ground, expected) =>
    expect(Object.fromEntries(lawfulBases.map((basis) => [basis, of('erasure', basis, { ground })]))).toEqual(expected));

  it('gives an objection to campaigns whatever they rest on, without weighing', () => {
    expect(lawfulBases.map((basis) => of('objection', basis, { purpose: 'campaigns' }))).toEqual(['yes', 'yes', 'yes', 'yes']);
  });

  it('carries elsewhere only what the person provided', () => {
    expect(origins.map((origin) => [origin, of('portability', 'contract', { origin })])).toEqual([['person', 'yes'], ['import', 'no'], ['third-party', 'no'], ['derived', 'no']]);
  });

  it('cites what the policy cites and acts on what the law says', () => {
    expect(articlesOf.withdrawal).toEqual({ operative: 'Art. 7(3) GDPR', cited: 'Art. 13(2)(c) GDPR' });
    expect(rights.filter((right) => articlesOf[right].operative !== articlesOf[right].cited)).toEqual(['withdrawal']);
  });

  it('always names the provision that decides', () => {
    fc.assert(fc.property(fc.constantFrom(...rights), fc.constantFrom(...lawfulBases), fc.constantFrom(...purposes), fc.constantFrom(...origins), fc.option(fc.constantFrom(...erasureGrounds)), (right, basis, purpose, origin, ground) => {
      expect(eligibilityOf({ right, basis, purpose, origin, ground }).because).toMatch(/^Art\. \d+/);
    }));
  });
});
