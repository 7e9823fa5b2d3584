import type { Publication, PublishedVersion } from '../policies/schedule';
import { versionBodySchema } from '@oubli/contracts';
import { versionsOf, windowsOf } from './windows';

const version = (policy: string, number: number, more: Partial<PublishedVersion> = {}): PublishedVersion => ({
  id: `${policy}-${number}`, policy, number, recordType: 'note', legalReference: 'x', confidence: 'I', mandatoryRetroactive: false, retroactiveReference: null, optedOut: false,
  body: versionBodySchema.parse({ startEvent: [{ clock: 'c' }], active: { period: 'P1Y' }, end: 'delete' }), ...more,
});
const publication = (effectiveFrom: string, ...versions: PublishedVersion[]): Publication => ({ id: effectiveFrom, effectiveFrom, title: effectiveFrom, versions });
const shown = (publications: readonly Publication[]): unknown[] =>
  windowsOf('note', publications).map((w) => [w.from, w.to, ...w.policies.map((p) => `${p.base?.id ?? '-'} < ${p.shorteners.map((s) => s.id).join(' ')}`)]);

describe('windows of collection (domain.md R14 and 3.9)', () => {
  it('let the first publication govern everything earlier', () => {
    expect(shown([publication('2024-01-01', version('a', 1))])).toEqual([[null, null, 'a-1 < ']]);
  });

  it('follow R14’s own vector: v1 at collection, v3 by law, v2 never, because it opted out', () => {
    const publications = [
      publication('2024-01-01', version('a', 1)), publication('2025-06-01', version('a', 2, { optedOut: true })),
      publication('2026-01-01', version('a', 3, { mandatoryRetroactive: true, retroactiveReference: 'L. 1' })),
    ];
    expect(shown(publications)).toEqual([[null, null, 'a-3 < ']]);
  });

  it('let a later version that did not opt out shorten, and one that opted out not', () => {
    expect(shown([publication('2020-01-01', version('a', 1)), publication('2022-01-01', version('a', 2)), publication('2024-01-01', version('a', 3, { optedOut: true }))])).toEqual([
      [null, '2022-01-01', 'a-1 < a-2'], ['2022-01-01', '2024-01-01', 'a-2 < '], ['2024-01-01', null, 'a-3 < '],
    ]);
  });

  it('let an opt-out hold when the same version is published again', () => {
    const once = version('a', 2);
    expect(shown([publication('2020-01-01', version('a', 1)), publication('2022-01-01', { ...once, optedOut: true }), publication('2024-01-01', once)])).toEqual([
      [null, '2022-01-01', 'a-1 < '], ['2022-01-01', null, 'a-2 < '],
    ]);
  });

  it('join neighbours under the same versions', () => {
    expect(shown([publication('2020-01-01', version('a', 1)), publication('2022-01-01', version('a', 1)), publication('2024-01-01', version('a', 1))])).toEqual([[null, null, 'a-1 < ']]);
  });

  it('let a policy that appears later shorten what was kept without end', () => {
    expect(shown([publication('2020-01-01'), publication('2022-01-01', version('a', 1))])).toEqual([[null, '2022-01-01', '- < a-1'], ['2022-01-01', null, 'a-1 < ']]);
  });

  it('forget shorteners that a later law replaces', () => {
    const publications = [publication('2020-01-01', version('a', 1)), publication('2021-01-01', version('a', 2)), publication('2022-01-01', version('a', 3, { mandatoryRetroactive: true, retroactiveReference: 'L. 1' }))];
    expect(windowsOf('note', publications)[0]?.policies.map((p) => versionsOf(p).map((v) => v.id))).toEqual([['a-3']]);
  });

  it('know nothing of other record types', () => expect(shown([publication('2020-01-01', version('b', 1, { recordType: 'stay' }))])).toEqual([]));
});
