import { type VersionBodyInput, versionBodySchema } from '@oubli/contracts';
import { isStricter } from './stricter';

const open = { column: 'stage', is: 'equal', value: 'open' } as const;
const old = { column: 'origin', is: 'equal', value: 'import' } as const;
const base: VersionBodyInput = { condition: open, startEvent: [{ clock: 'decision' }], active: { period: 'P1Y', sorting: { columns: { notes: { kind: 'erase' } }, children: {} } }, archived: { period: 'P5Y' }, end: 'delete' };
const active = (change: Partial<VersionBodyInput['active']>): VersionBodyInput => ({ ...base, active: { ...base.active, ...change } });
const { condition: _condition, ...everything } = base;

describe('a version is stricter than the one before', () => {
  it.each<readonly [string, VersionBodyInput, boolean]>([
    ['when nothing changes', base, false],
    ['when its active phase is longer', active({ period: 'P2Y' }), false],
    ['when its active phase is shorter', active({ period: 'P11M' }), true],
    ['when the whole time is longer', { ...base, archived: { period: 'P6Y' } }, false],
    ['when the whole time is shorter', { ...base, archived: { period: 'P59M' } }, true],
    ['when it no longer archives', { ...base, active: { period: 'P1Y' }, archived: undefined }, true],
    ['when it asks for more of a record', { ...base, condition: { all: [open, old] } }, false],
    ['when it asks for something else', { ...base, condition: old }, true],
    ['when it asks for less of a record', everything, true],
    ['when it counts from another event', { ...base, startEvent: [{ clock: 'lastContact' }] }, true],
    ['when it sorts less', active({ sorting: { columns: {}, children: {} } }), false],
    ['when it sorts another column', active({ sorting: { columns: { notes: { kind: 'erase' }, place: { kind: 'erase' } }, children: {} } }), true],
    ['when it treats a sorted column otherwise', active({ sorting: { columns: { notes: { kind: 'pseudonym', form: 'text' } }, children: {} } }), true],
    ['when a part leaves that stayed', active({ sorting: { columns: { notes: { kind: 'erase' } }, children: { 'cv-file': 'delete' } } }), true],
  ])('%s: %#', (_when, next, stricter) => expect(isStricter(versionBodySchema.parse(next), versionBodySchema.parse(base))).toBe(stricter));
});
