import { treatmentKeys } from '@oubli/anonymization';
import { hmacPads } from '@oubli/ledger';
import type { Phase } from '@oubli/personal-data';
import { collectDue } from '../plan/planner.sql';
import type { Step } from '../plan/plan';
import { type Rule, rulesOf } from '../plan/rule';
import { parseSignature, verdictOf } from '../plan/verdict';
import type { PublishedVersion, Schedule } from '../policies/schedule';
import { floorBodySchema, type VersionBodyInput, versionBodySchema } from '@oubli/contracts';
import { toyRegistry } from '../testing/toy';
import { lockRecords } from './lock.sql';
import { treatSql } from './treat.sql';

const version = (policy: string, recordType: string, body: VersionBodyInput): PublishedVersion => ({
  id: '00000000-0000-4000-8000-000000000001', policy, number: 1, recordType, legalReference: 'x', confidence: 'I', mandatoryRetroactive: false, retroactiveReference: null, optedOut: false,
  body: versionBodySchema.parse(body),
});
const schedule: Schedule = {
  automatic: new Set(),
  publications: [{
    id: 'p', effectiveFrom: '2000-01-01', title: 'p',
    versions: [
      version('notes', 'note', {
        condition: { column: 'kind', is: 'not-equal', value: 'open' }, startEvent: [{ clock: 'written' }],
        active: { period: 'P3M', sorting: { columns: { text: { kind: 'erase' }, mail: { kind: 'pseudonym', form: 'email' }, author: { kind: 'fake', dictionary: 'last-name' } }, children: { scan: 'delete' } } },
        archived: { period: 'P5Y' }, end: 'delete',
      }),
      version('stays', 'stay', { startEvent: [{ clock: 'lastVisit' }, { clock: 'lastWork' }], active: { period: 'P2Y' }, end: 'delete' }),
      version('guests', 'guest', { startEvent: [{ clock: 'collected' }], active: { period: 'P1Y' }, end: 'delete' }),
    ],
  }],
  floors: [{ code: 'accounts', recordType: 'note', validFrom: '-infinity', validTo: 'infinity', legalReference: 'x', body: floorBodySchema.parse({ startEvent: [{ clock: 'written' }], period: 'P10Y', columns: ['amount'] }) }],
};

const rule = (recordType: string, phase: Phase): Rule => {
  const found = rulesOf(recordType, toyRegistry, schedule, '2026-11-24').find((r) => r.phase === phase);
  if (!found) throw new Error('No such rule.');
  return found;
};

/** The statements an engine writes are read in review like those a person writes: a changed declaration shows its effect here. */
describe('generated SQL', () => {
  it.each([
    ['note', 'active', '1|1'], ['note', 'active', '2|1'], ['note', 'archived', '2|0'], ['stay', 'active', '2|'], ['guest', 'active', '2|001'], ['guest', 'treated', '2|000'],
  ] as const)('for %s leaving %s with signature %s is what was reviewed', (recordType, phase, signature) => {
    const r = rule(recordType, phase);
    const verdict = verdictOf(r, parseSignature(signature));
    if (verdict.target === 'active') throw new Error('Nothing to generate.');
    const step: Step = {
      number: 1, wave: r.wave, recordType, phase, target: verdict.target, window: { from: null, to: null, publication: 'p' }, policy: verdict.decidedBy?.policy ?? '', version: 'v', versionNumber: 1,
      signature, columns: verdict.columns, children: verdict.children, keptBy: verdict.keptBy, count: 1, idsDigest: '',
    };
    const keys = { ledger: { ...hmacPads(Buffer.alloc(32, 1)), version: 1 }, treatment: treatmentKeys(Buffer.alloc(32, 2)) };
    const { text } = treatSql({ rule: r, step, run: 'run', batch: 1, asOf: '2026-11-24', tids: ['(0,1)'], types: new Map(), keys });
    expect(`${lockRecords(r, true)}\n;\n${text}`).toMatchSnapshot();
  });

  it.each([['note', 'active'], ['note', 'treated'], ['stay', 'active'], ['guest', 'active']] as const)('that collects the due records of %s leaving %s is what was reviewed', (recordType, phase) => {
    expect(collectDue(rule(recordType, phase), 0, '2026-11-24').text).toMatchSnapshot();
  });

  it('never holds a key or a word of a dictionary', () => {
    const { text } = collectDue(rule('note', 'active'), 0, '2026-11-24');
    expect(text).not.toMatch(/\\x[0-9a-f]{16}/);
  });
});
