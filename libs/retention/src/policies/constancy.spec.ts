import type { Condition } from '@oubli/personal-data';
import { constancyOf } from './constancy';

const is = (column: string, what: 'null' | 'not-null'): Condition => ({ column, is: what });
const eq = (column: string, value: string): Condition => ({ column, is: 'equal', value });

describe('a condition that is the same for every record', () => {
  it.each<readonly [string, Condition, 'always' | 'never' | null]>([
    ['a state', eq('stage', 'rejected'), null],
    ['null or not', { any: [is('a', 'null'), is('a', 'not-null')] }, 'always'],
    ['null and not', { all: [is('a', 'null'), is('a', 'not-null')] }, 'never'],
    ['never null', is('id', 'not-null'), 'always'],
    ['null where it cannot be', is('id', 'null'), 'never'],
    ['a state or its opposite', { any: [eq('s', 'x'), { not: eq('s', 'x') }] }, 'always'],
    ['a state or another than it', { any: [eq('s', 'x'), { column: 's', is: 'not-equal', value: 'x' }] }, 'always'],
    ['two states at once', { all: [eq('s', 'x'), eq('s', 'y')] }, 'never'],
    ['null and a state', { all: [is('s', 'null'), eq('s', 'y')] }, 'never'],
    ['not one of several', { not: { column: 's', is: 'one-of', values: ['x', 'y'] } }, null],
    ['less or not less, of what is never null', { any: [{ column: 'id', is: 'less-than', value: 5 }, { column: 'id', is: 'at-least', value: 5 }] }, 'always'],
    ['less or not less, of what may be null', { any: [{ column: 'n', is: 'less-than', value: 5 }, { column: 'n', is: 'at-least', value: 5 }] }, null],
    ['more than and at most', { all: [{ column: 'n', is: 'more-than', value: 5 }, { column: 'n', is: 'at-most', value: 5 }] }, 'never'],
    ['two columns', { any: [is('a', 'null'), is('b', 'not-null')] }, null],
    ['a tautology deep inside', { all: [{ any: [is('a', 'null'), { not: is('a', 'null') }] }, { not: { all: [is('b', 'null'), is('b', 'not-null')] } }] }, 'always'],
    ['an absorbed tautology', { all: [{ any: [is('a', 'null'), is('a', 'not-null')] }, eq('s', 'x')] }, null],
  ])('is seen in %s', (_name, condition, expected) => expect(constancyOf(condition, new Set(['id']))).toBe(expected));
});
