export type ConditionValue = string | number | boolean;

/**
 * A condition on declared columns (property names of the declaration): closed operators,
 * values always travel as parameters. `on` columns are compared as their own type.
 */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly column: string; readonly is: 'null' | 'not-null' }
  | {
      readonly column: string;
      readonly is: 'equal' | 'not-equal' | 'less-than' | 'at-most' | 'more-than' | 'at-least';
      readonly value: ConditionValue;
    }
  | { readonly column: string; readonly is: 'one-of'; readonly values: readonly ConditionValue[] };
