import { type Condition, type RootDeclaration, type Row, snakeCase } from '@oubli/personal-data';
import type { Parameters } from './parameters';

const operators = {
  equal: '=',
  'not-equal': 'is distinct from',
  'less-than': '<',
  'at-most': '<=',
  'more-than': '>',
  'at-least': '>=',
} as const;

/**
 * A condition as a SQL expression over the row alias `r`; column names come from the declaration only,
 * values are parameters compared as text, number or boolean.
 * @throws Error naming the column that is not declared, or a value of a kind that cannot be compared
 */
export function conditionSql(condition: Condition, declaration: RootDeclaration<Row>, parameters: Parameters): string {
  if ('all' in condition) return `(${condition.all.map((c) => conditionSql(c, declaration, parameters)).join(' and ')})`;
  if ('any' in condition) return `(${condition.any.map((c) => conditionSql(c, declaration, parameters)).join(' or ')})`;
  if ('not' in condition) return `(not coalesce(${conditionSql(condition.not, declaration, parameters)}, false))`;
  const column = columnSql(condition.column, declaration);
  switch (condition.is) {
    case 'null':
      return `(${column} is null)`;
    case 'not-null':
      return `(${column} is not null)`;
    case 'one-of':
      return `(${column} in (${condition.values.map((v) => value(v, parameters)).join(', ')}))`;
    default:
      return `(${column} ${operators[condition.is]} ${value(condition.value, parameters)})`;
  }
}

/** `r.decided_on` for `decidedOn`, if it is declared. */
export function columnSql(property: string, declaration: RootDeclaration<Row>): string {
  if (!Object.hasOwn(declaration.columns, property)) {
    throw new Error(`${declaration.recordType} has no declared column ${JSON.stringify(property)}.`);
  }
  return `r.${snakeCase(property)}`;
}

/** A number needs its cast; text and booleans take the type of the column they are compared with. */
function value(v: string | number | boolean, parameters: Parameters): string {
  if (typeof v === 'number' && !Number.isFinite(v)) throw new Error('A condition cannot compare with a number that is not finite.');
  return typeof v === 'number' ? parameters.add(v, 'numeric') : parameters.add(v);
}
