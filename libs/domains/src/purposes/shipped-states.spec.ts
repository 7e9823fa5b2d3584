import { purposes } from '@oubli/personal-data';
import { PurposeRegister, purposeGaps, type PurposeState } from '@oubli/rights';
import { domainRegistry } from '../registry';
import { shippedStates } from './shipped-states';

const states: readonly PurposeState[] = shippedStates.flatMap((s) => s.categories.map((category): PurposeState => ({
  id: `${s.purpose} ${category}`, purpose: s.purpose, category, recordType: s.recordType ?? null, basis: s.basis, validFrom: '2026-01-01', basisInPolicy: s.basisInPolicy ?? null, legalReference: s.legalReference,
  confidence: s.confidence, balancingNote: s.balancingNote ?? null, exemption: s.exemption?.rule ?? null, exemptionReason: s.exemption?.reason ?? null, reason: 'shipped', author: null, recordedAt: '2026-01-01',
})));
const register = new PurposeRegister(states, '2026-01-01');

describe('the shipped register of purposes', () => {
  const gaps = purposeGaps(domainRegistry, register, purposes);

  it('states a basis for every declared column, purpose and category of person', () => expect(gaps.filter((gap) => gap.kind === 'no-state')).toEqual([]));

  it('states nothing that no column uses', () => expect(gaps.filter((gap) => gap.kind === 'unused')).toEqual([]));

  it('states nothing twice', () => expect(new Set(states.map((s) => `${s.purpose} ${s.category} ${s.recordType ?? ''}`)).size).toBe(states.length));

  it('brings a balancing note for every interest that the privacy policy names, and says of the others that nobody weighed them', () => {
    expect(states.filter((s) => s.basisInPolicy === 'legitimate-interest' && s.basis === 'legitimate-interest' && s.balancingNote === null)).toEqual([]);
    const unweighed = gaps.filter((gap) => gap.kind === 'no-balancing-note').map((gap) => gap.purpose);
    expect([...new Set(unweighed)].sort()).toEqual(['campaigns', 'client-relations', 'internal-reports', 'rights-and-disputes', 'security']);
  });

  it('asks for consent where the law does, and justifies where it does not', () => {
    const of = (category: 'expert' | 'prospect') => states.find((s) => s.purpose === 'campaigns' && s.category === category);
    expect(of('expert')?.basis).toBe('consent');
    expect(of('prospect')).toMatchObject({ basis: 'legitimate-interest', exemption: 'Art. L34-5 CPCE', exemptionReason: expect.stringContaining('professional') as string });
  });
});
