import { lawfulBases, type PersonCategory, personCategories, personalData, type Purpose, recordDate, registry, state, structure } from '@oubli/personal-data';
import fc from 'fast-check';
import { purposeGaps } from './gaps';
import { history, PurposeRegister, type PurposeState } from './purpose-state';

class Toy {
  readonly id!: string;
  readonly personId!: string;
  readonly phase!: string;
  readonly on!: string;
}

const rest = { subjects: ['personId'], phase: 'phase', collectedOn: 'on', clocks: {}, namesIdentity: [] } as const;
const columns = { id: structure, personId: structure, phase: state, on: recordDate } as const;
const letter = personalData(Toy, { recordType: 'letter', code: 1, table: 'toy.letter', purposes: ['recruitment', 'surveys'], about: ['candidate', 'expert'], ...rest, columns });
const wide = personalData(Toy, { recordType: 'wide', code: 2, table: 'toy.wide', purposes: ['training'], ...rest, columns });
const toys = registry([letter, wide], 'wide', 'toy.clock');

const stated = (more: Partial<PurposeState> = {}): PurposeState => ({
  id: 'x', purpose: 'recruitment', category: 'candidate', recordType: null, basis: 'contract', validFrom: '2026-01-01', basisInPolicy: 'contract', legalReference: 'Art. 6', confidence: 'S',
  balancingNote: null, exemption: null, exemptionReason: null, reason: 'test', author: null, recordedAt: '2026-01-01', ...more,
});
const at = (day: string, ...states: PurposeState[]): PurposeRegister => new PurposeRegister(states, day);

describe('the register of purposes', () => {
  it.each<[string, string, readonly PurposeState[], string | null]>([
    ['allows nothing without a state', '2026-06-01', [], null],
    ['allows nothing before the day from which a state holds', '2025-12-31', [stated()], null],
    ['allows it on the first day', '2026-01-01', [stated()], 'contract'],
    ['goes by the latest of several', '2026-06-01', [stated(), stated({ basis: 'consent', validFrom: '2026-05-01' })], 'consent'],
    ['tells what held on an earlier day', '2026-04-30', [stated(), stated({ basis: 'consent', validFrom: '2026-05-01' })], 'contract'],
    ['goes by the one recorded last where two hold from one day', '2026-06-01', [stated(), stated({ basis: 'consent' })], 'consent'],
    ['allows nothing once a purpose has ended', '2026-06-01', [stated(), stated({ basis: null, validFrom: '2026-05-01' })], null],
    ['prefers what is stated for the record type', '2026-06-01', [stated(), stated({ recordType: 'letter', basis: 'consent' })], 'consent'],
    ['falls back to what holds for all others when that ends', '2026-06-01', [stated(), stated({ recordType: 'letter', basis: 'consent' }), stated({ recordType: 'letter', basis: null, validFrom: '2026-05-01' })], 'contract'],
    ['asks nothing of another record type', '2026-06-01', [stated({ recordType: 'wide' })], null],
    ['asks nothing of another category', '2026-06-01', [stated({ category: 'expert' })], null],
  ])('%s', (_what, day, states, basis) => expect(at(day, ...states).stateOf('recruitment', 'candidate', 'letter')?.basis ?? null).toBe(basis));

  it.each<[string, readonly PersonCategory[], readonly Purpose[]]>([
    ['of a person of that category', ['expert'], ['surveys']],
    ['of a person of several categories what any of them allows', ['candidate', 'expert'], ['recruitment', 'surveys']],
    ['of a person nothing is known of, what any category of the record allows', [], ['recruitment', 'surveys']],
    ['of a person of a category such a record is never about, as of one nothing is known of', ['staff'], ['recruitment', 'surveys']],
  ])('allows %s', (_what, categories, allowed) =>
    expect(at('2026-06-01', stated(), stated({ purpose: 'surveys', category: 'expert' })).allowed(letter, ['recruitment', 'surveys', 'training'], categories)).toEqual(allowed));

  it('never has a basis on a day on which nothing stated holds, whatever was stated', () => {
    const states = fc.array(fc.record({ month: fc.integer({ min: 1, max: 9 }), basis: fc.option(fc.constantFrom(...lawfulBases)), recordType: fc.constantFrom(null, 'letter', 'wide'), category: fc.constantFrom(...personCategories) }), { maxLength: 8 });
    fc.assert(fc.property(states, fc.integer({ min: 1, max: 9 }), (given, month) => {
      const all = given.sort((a, b) => a.month - b.month).map((g) => stated({ basis: g.basis, recordType: g.recordType, category: g.category, validFrom: `2026-0${g.month}-15` }));
      const day = `2026-0${month}-15`;
      const found = at(day, ...all).stateOf('recruitment', 'candidate', 'letter');
      const holding = (recordType: string | null) => all.filter((s) => s.category === 'candidate' && s.recordType === recordType && s.validFrom <= day).at(-1)?.basis ?? null;
      expect(found?.basis ?? null).toBe(holding('letter') ?? holding(null));
    }));
  });

  it('gives every state its last day, the day before the next', () => {
    const told = history([stated(), stated({ basis: 'consent', validFrom: '2026-05-01' }), stated({ basis: null, validFrom: '2027-01-01' })], '2026-06-01');
    expect(told.map(({ basis, validTo, when }) => [basis, validTo, when])).toEqual([[null, null, 'to-come'], ['consent', '2026-12-31', 'in-force'], ['contract', '2026-04-30', 'past']]);
  });
});

describe('the gap report', () => {
  const full = [stated(), stated({ category: 'expert' }), stated({ purpose: 'surveys' }), stated({ purpose: 'surveys', category: 'expert' }), stated({ purpose: 'training', category: 'staff' })];
  const gaps = (...states: PurposeState[]) => purposeGaps(toys, at('2026-06-01', ...states), ['recruitment', 'surveys', 'training']);

  it('is empty where everything declared is stated, weighed, used and as the policy says', () => expect(gaps(...full)).toEqual([]));

  it('names every column, purpose and category without a state', () =>
    expect(gaps(...full.slice(1))).toEqual([{ kind: 'no-state', purpose: 'recruitment', category: 'candidate', recordTypes: ['letter'], columns: ['letter.id', 'letter.personId', 'letter.phase', 'letter.on'] }]));

  it('asks of records that may be about anybody for one category at least', () =>
    expect(gaps(...full.slice(0, 4))).toMatchObject([{ kind: 'no-state', purpose: 'training', category: null, recordTypes: ['wide'] }]));

  it.each<[string, PurposeState, object]>([
    ['an interest that nobody weighed', stated({ basis: 'legitimate-interest', basisInPolicy: 'legitimate-interest' }), { kind: 'no-balancing-note', purpose: 'recruitment', category: 'candidate' }],
    ['a basis other than the published policy names', stated({ basisInPolicy: null }), { kind: 'policy-differs', category: 'candidate' }],
    ['a category whose records no column holds for it', stated({ category: 'prospect' }), { kind: 'unused', category: 'prospect', recordTypes: [] }],
    ['a record type that no column holds for it', stated({ recordType: 'wide' }), { kind: 'unused', recordTypes: ['wide'] }],
  ])('names %s', (_what, state, gap) => expect(gaps(...full, state)).toMatchObject([gap]));
});
