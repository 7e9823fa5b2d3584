import type { Body } from './draft';

export type Condition = NonNullable<Body['condition']>;
export type Atom = Extract<Condition, { column: string }>;

/** The comparisons of a condition that is a plain list of them, all of which must hold; null when it is more than that. */
export function atomsOf(condition: Condition | undefined): readonly Atom[] | null {
  if (condition === undefined) return [];
  if ('column' in condition) return [condition];
  if ('all' in condition && condition.all.every((part): part is Atom => 'column' in part)) return condition.all;
  return null;
}

export function conditionOf(atoms: readonly Atom[]): Condition | undefined {
  const [only] = atoms;
  return atoms.length === 0 ? undefined : atoms.length === 1 ? only : { all: [...atoms] };
}
