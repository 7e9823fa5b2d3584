import type { Trace, VersionTrace } from '@oubli/retention';
import { periodWords, whyText } from './why-text';

const version: VersionTrace = {
  publication: 'First privacy policy', policy: 'invoice', version: 1, role: 'at collection', matches: true, startEvent: 'paid, or later end-of-fiscal-year of issued', activePeriod: 'P1M', wholePeriod: 'P10Y',
  activeUntil: '2018-07-30', until: '2028-06-30', legalReference: 'C. com. L123-22', confidence: 'S',
};
const trace: Trace = {
  record: 'invoice/0a', asOf: '2026-11-24', phase: 'archived', collectedOn: '2017-10-21', target: 'archived', dueOn: '2028-07-01', held: false, restriction: null, versions: [version],
  keepers: [{ code: 'accounts-invoice', alive: true, until: '2028-06-30', legalReference: 'C. com. L123-22', columns: ['number'] }], fields: [{ column: 'number', today: 'kept', treatment: 'keep', because: 'x' }],
};
const first = (t: Trace): string => whyText(t).split('\n')[0] ?? '';

describe('why, in words', () => {
  it('tells what the record is, what happens to it, and by which rule', () => {
    expect(whyText(trace).split('\n')).toEqual([
      'invoice/0a is archived; collected on 2017-10-21. On 2026-11-24 it stays; it falls due on 2028-07-01.', '',
      'Policy invoice, version 1 (at collection; First privacy policy): in use for 1 month from paid, or, if later, end of fiscal year of issued, until 2018-07-30 inclusive; kept for 10 years in all, until 2028-06-30 inclusive. C. com. L123-22',
      'Kept by the statutory period accounts-invoice until 2028-06-30 inclusive (C. com. L123-22).', '', 'column  today  treatment  because', 'number  kept   keep       x',
    ]);
  });

  it.each<readonly [string, Partial<Trace>, string]>([
    ['a restriction', { restriction: 'restricted', target: 'archived' }, 'On 2026-11-24 it is restricted (Art. 18 GDPR) and stays.'],
    ['a restriction beyond the period', { restriction: 'EXPIRED_FROZEN', target: 'deleted' }, 'On 2026-11-24 it is EXPIRED_FROZEN: its period ended, and it is restricted (Art. 18 GDPR), so that not even its end may be carried out.'],
    ['a hold', { held: true, target: 'deleted' }, 'On 2026-11-24 it is protected by a hold and stays.'],
    ['a record that is due', { phase: 'active', target: 'deleted', dueOn: '2026-11-20' }, 'On 2026-11-24 it is to be deleted, since 2026-11-20.'],
    ['a record whose active phase is over', { phase: 'active', target: 'archived', dueOn: '2026-11-20' }, 'On 2026-11-24 it is to be archived, since 2026-11-20.'],
    ['an archived record whose clock is open again: it never goes back', { target: 'active', dueOn: null }, 'On 2026-11-24 it stays.'],
    ['a person whose own period is over, and whom others keep', { phase: 'active', target: 'active', dueOn: '2026-02-06' }, 'On 2026-11-24 it stays.'],
  ])('tells of %s', (_name, change, sentence) => expect(first({ ...trace, ...change })).toContain(sentence));

  it('never speaks of infinity, of codes, or of a confidence nobody understands', () => {
    const open: Trace = {
      ...trace, phase: 'active', target: 'active', dueOn: null,
      versions: [{ ...version, activeUntil: 'infinity', until: 'infinity', confidence: 'G' }, { ...version, matches: false, confidence: 'I' }],
      keepers: ['claimed-active', 'claimed', 'referenced', 'accounts-invoice'].map((code) => ({ code, alive: true, until: 'infinity', legalReference: null, columns: '*' as const })),
      fields: [{ column: 'name', today: 'kept', treatment: 'keep', because: 'claimed-active; claimed; accounts-invoice until infinity' }],
    };
    expect(whyText(open)).not.toMatch(/infinity|claimed|referenced|\[G\]/);
    expect(whyText(open)).toContain('10 years from paid, or, if later, end of fiscal year of issued; this has not begun to count');
    expect(whyText(open)).toContain('(to be confirmed by counsel)');
  });

  it.each([['P10Y', '10 years'], ['P1Y', '1 year'], ['P13M', '13 months'], ['P1Y6M', '1 year and 6 months'], ['P30D', '30 days']])('says %s as %s', (period, said) => expect(periodWords(period)).toBe(said));
});
