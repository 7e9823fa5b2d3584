import type { Treatment } from '@oubli/personal-data';
import { erasing } from '../plan/erased.sql';
import type { Keeper, Shape, Signature, Target, Verdict } from '../plan/verdict';
import { keepsWhole, personalColumns, surplus } from './asked-keepers';
import { keptNames } from './resolve';

const rank: Readonly<Record<Target, number>> = { active: 0, archived: 1, treated: 2, deleted: 3 };

/**
 * What a person's wish to be erased makes of a record (domain.md 3.1): everything goes at once but what a living keeper names,
 * column by column, in the record and in the children that stay.
 */
export function askedVerdict(shape: Shape, signature: Signature): Verdict {
  const alive = shape.keepers.filter((_, index) => signature.keepers[index]);
  const target = alive.reduce<Target>((t, k) => (rank[k.cap] < rank[t] ? k.cap : t), 'deleted');
  const keptBy = alive.map((k) => k.code);
  if (target === 'active') return { target, decidedBy: null, columns: {}, children: {}, keptBy };
  if (target === 'deleted') {
    return { target, decidedBy: null, columns: {}, children: Object.fromEntries(shape.children.map((c) => [c.recordType, 'delete' as const])), keptBy };
  }
  const { columns } = shape.declaration;
  const kept = keptNames([...personalColumns(columns), ...shape.children.map((c) => c.recordType)], alive);
  const gone = personalColumns(columns).filter((property) => !kept.has(property));
  return {
    target, decidedBy: null, keptBy,
    columns: Object.fromEntries(gone.map((property): [string, Treatment] => [property, erasing(columns[property]?.treatment)])),
    children: Object.fromEntries(shape.children.map((c) => [c.recordType, kept.has(c.recordType) ? ('keep' as const) : ('delete' as const)])),
    ...thinned(shape, alive, kept),
  };
}

/** Children that stay as evidence alone lose what is none. */
function thinned(shape: Shape, alive: readonly Keeper[], kept: ReadonlySet<string>): Pick<Verdict, 'childColumns'> {
  const childColumns = shape.children
    .filter((child) => kept.has(child.recordType) && surplus(child).length > 0 && !alive.some((keeper) => keepsWhole(keeper, child.recordType)))
    .map((child) => [child.recordType, Object.fromEntries(surplus(child).map((property) => [property, erasing(child.columns[property]?.treatment)]))] as const);
  return childColumns.length > 0 ? { childColumns: Object.fromEntries(childColumns) } : {};
}
