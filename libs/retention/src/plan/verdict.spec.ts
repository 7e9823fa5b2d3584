import * as fc from 'fast-check';
import type { Treatment } from '@oubli/personal-data';
import type { PublishedVersion } from '../policies/schedule';
import { type VersionBodyInput, versionBodySchema } from '@oubli/contracts';
import { toyRegistry } from '../testing/toy';
import { type Keeper, parseSignature, type Stage, targetRank, verdictOf } from './verdict';

const erase: Treatment = { kind: 'erase' };
const token: Treatment = { kind: 'pseudonym', form: 'email' };
const version = (policy: string, columns: Record<string, Treatment> = {}, children: Record<string, 'keep' | 'delete'> = {}): PublishedVersion => ({
  id: policy, policy, number: 1, recordType: 'note', legalReference: 'x', confidence: 'I', mandatoryRetroactive: false, retroactiveReference: null, optedOut: false,
  body: versionBodySchema.parse({ startEvent: [{ clock: 'written' }], active: { period: 'P1Y', sorting: { columns, children } }, archived: { period: 'P5Y' }, end: 'delete' } satisfies VersionBodyInput),
});
const shape = (versions: readonly PublishedVersion[][], keepers: readonly Keeper[] = [], phase: 'active' | 'archived' | 'treated' = 'active') => ({
  declaration: toyRegistry.root('note'), children: toyRegistry.childrenOf('note'), keepers, phase,
  policies: versions.map(([base, ...shorteners]) => ({ policy: base?.policy ?? '', base: base ?? null, shorteners })),
});
const accounts: Keeper = { code: 'accounts', cap: 'treated', columns: ['amount', 'scan'] };

describe('a verdict', () => {
  const one = [[version('a', { text: erase, mail: token }, { scan: 'delete' })]];
  it.each([
    ['no policy matches', '-|', { target: 'active', columns: {}, children: {} }],
    ['the active phase runs', '0|', { target: 'active', columns: {}, children: {} }],
    ['the active phase has ended', '1|', { target: 'archived', columns: { text: erase, mail: token }, children: { scan: 'delete' } }],
    ['the policy has ended', '2|', { target: 'deleted', columns: {}, children: { scan: 'delete' } }],
  ])('when %s', (_when, signature, expected) => expect(verdictOf(shape(one), parseSignature(signature))).toMatchObject(expected));

  it('keeps the columns of a live floor and lets the others go', () => {
    const { target, columns, children, keptBy } = verdictOf(shape(one, [accounts]), parseSignature('2|1'));
    expect({ target, children, keptBy }).toEqual({ target: 'treated', children: { scan: 'keep' }, keptBy: ['accounts'] });
    expect(Object.keys(columns).sort()).toEqual(['author', 'mail', 'mark', 'text']);
  });

  it('keeps a floor’s columns through the sorting too', () => {
    const floor: Keeper = { code: 'f', cap: 'treated', columns: ['text'] };
    expect(verdictOf(shape(one, [floor]), parseSignature('1|1')).columns).toEqual({ mail: token });
  });

  it('deletes when the floor has ended', () => expect(verdictOf(shape(one, [accounts]), parseSignature('2|0')).target).toBe('deleted'));

  it('follows the strictest version of a policy', () => {
    const policies = [[version('a', { text: erase }), version('a', { mail: erase })]];
    expect(verdictOf(shape(policies), parseSignature('01|'))).toMatchObject({ target: 'archived', columns: { mail: erase } });
    expect(verdictOf(shape(policies), parseSignature('02|')).target).toBe('deleted');
    expect(verdictOf(shape(policies), parseSignature('-1|')).columns).toEqual({ mail: erase });
  });

  it('keeps, over several policies, each column as long as any of them does', () => {
    const policies = [[version('a', { text: erase, mail: erase })], [version('b', { mail: token })]];
    expect(verdictOf(shape(policies), parseSignature('1|1|'))).toMatchObject({ target: 'archived', columns: { mail: token } });
    expect(verdictOf(shape(policies), parseSignature('2|0|')).target).toBe('active');
    expect(verdictOf(shape(policies), parseSignature('2|-|')).target).toBe('deleted');
  });

  it('lets a column go once every policy that matches would have it gone: at its sorting where one says so, at its end where another does', () => {
    const policies = [[version('ends first')], [version('sorts', { text: erase })]];
    expect(verdictOf(shape(policies), parseSignature('1|1|'))).toMatchObject({ target: 'archived', columns: {} });
    expect(verdictOf(shape(policies), parseSignature('2|1|'))).toMatchObject({ target: 'archived', columns: { text: erase } });
    expect(verdictOf(shape(policies), parseSignature('1|2|'))).toMatchObject({ target: 'archived', columns: {} });
  });

  const stage = fc.constantFrom<Stage>(null, 0, 1, 2);
  const text = (stages: readonly (readonly Stage[])[], keepers: readonly boolean[]): string => [...stages.map((s) => s.map((x) => x ?? '-').join('')), keepers.map(Number).join('')].join('|');

  it('never goes farther when one more policy matches, nor when one more keeper lives', () => {
    const policies = [[version('a')], [version('b')], [version('c')]];
    fc.assert(fc.property(fc.tuple(stage, stage, stage), fc.boolean(), fc.nat(2), fc.constantFrom<Stage>(0, 1, 2), (stages, alive, at, more) => {
      const rank = (s: readonly Stage[], k: boolean): number => targetRank[verdictOf(shape(policies, [accounts]), parseSignature(text(s.map((x) => [x]), [k]))).target];
      const matched = stages.map((s, i) => (i === at && s === null ? more : s));
      const before = rank(stages, alive);
      const anyMatched = stages.some((s) => s !== null);
      return rank(stages, true) <= rank(stages, false) && (!anyMatched || rank(matched, alive) <= before);
    }));
  });

  it('reads back every signature that can be written', () =>
    fc.assert(fc.property(fc.array(fc.array(stage, { minLength: 1, maxLength: 3 }), { maxLength: 3 }), fc.array(fc.boolean(), { maxLength: 3 }), (stages, keepers) => {
      expect(parseSignature(text(stages, keepers))).toEqual({ stages, keepers });
    })));
});
