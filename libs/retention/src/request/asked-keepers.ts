import { type ChildDeclaration, isFrame, type Phase, type RootDeclaration, type Row } from '@oubli/personal-data';
import type { RuleKeeper } from '../plan/rule';
import type { Keeper } from '../plan/verdict';

/** What is kept against a wish lies in the archive; what is treated already stays treated. */
const farthest = (phase: Phase): 'archived' | 'treated' => (phase === 'treated' ? 'treated' : 'archived');

/** A floor under a wish: it keeps the same columns, but the record is archived, because its policy has not ended. */
export const askedFloor = (keeper: RuleKeeper, phase: Phase): RuleKeeper => (keeper.kind === 'floor' ? { ...keeper, cap: farthest(phase) } : keeper);

/** Children that are evidence with their root; of these only the named columns are kept. */
const evidenceChildren = (children: readonly ChildDeclaration<Row>[]): string[] => children.filter((c) => c.evidence).map((c) => c.recordType);

/**
 * What keeps a record although its person asked for erasure, beside floors: evidence; the part of others in a record they are
 * subjects of too; and that it is still in use, which only an active record is.
 */
export function askedKeepers(declaration: RootDeclaration<Row>, children: readonly ChildDeclaration<Row>[], phase: Phase): RuleKeeper[] {
  const { evidence, inUse, subjects } = declaration;
  const named = [...(evidence?.columns ?? []), ...evidenceChildren(children)];
  const keepers: RuleKeeper[] = [];
  if (evidence) keepers.push({ kind: 'evidence', code: 'evidence', cap: farthest(phase), columns: named });
  if (subjects.length > 1) keepers.push({ kind: 'shared', code: 'shared', cap: farthest(phase), columns: named });
  if (inUse && phase === 'active') keepers.push({ kind: 'in-use', code: 'in-use', cap: 'active', columns: '*' });
  return keepers;
}

/** Columns that go at a wish unless something keeps them: all that hold a value of a person. */
export const personalColumns = (columns: RootDeclaration<Row>['columns']): string[] =>
  Object.entries(columns).filter(([, column]) => !isFrame(column)).map(([property]) => property);

/** Columns of a child that go although the child stays as evidence. */
export const surplus = (child: ChildDeclaration<Row>): string[] =>
  child.evidence ? personalColumns(child.columns).filter((property) => !child.evidence?.includes(property)) : [];

/** A floor, or that the record is in use, keeps a child as it is; evidence keeps the columns it names. */
export const keepsWhole = (keeper: Keeper, child: string): boolean =>
  keeper.columns === '*' || (keeper.kind !== 'evidence' && keeper.kind !== 'shared' && keeper.columns.includes(child));
