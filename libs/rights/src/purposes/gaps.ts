import type { PurposeGapKind } from '@oubli/contracts';
import { aboutOf, type PersonCategory, personCategories, type Purpose, type Registry, type RootDeclaration, type Row } from '@oubli/personal-data';
import type { PurposeRegister, PurposeState } from './purpose-state';

/** Something the register lacks, or states for nothing. */
export interface PurposeGap {
  readonly kind: PurposeGapKind;
  readonly purpose: Purpose;
  /** Null: of no category of person at all. */
  readonly category: PersonCategory | null;
  /** Record types concerned; none where nothing uses what is stated. */
  readonly recordTypes: readonly string[];
  /** Their columns, `recordType.column`. */
  readonly columns: readonly string[];
}

/** Columns of governed records for which a purpose is declared, by record type. */
function usesOf(registry: Registry, purpose: Purpose): ReadonlyMap<RootDeclaration<Row>, readonly string[]> {
  const uses = new Map<RootDeclaration<Row>, readonly string[]>();
  for (const root of registry.roots) {
    const columns = [root, ...registry.childrenOf(root.recordType)].flatMap((part) =>
      Object.entries(part.columns).filter(([, column]) => (column.purposes ?? part.purposes).includes(purpose)).map(([name]) => `${part.recordType}.${name}`));
    if (columns.length > 0) uses.set(root, columns);
  }
  return uses;
}

/**
 * Everything declared that no state allows, every interest that nobody weighed, every state that differs from the published policy,
 * and every state that no column uses. A record type that says nothing of who its person is needs a state for one category at least.
 */
export function purposeGaps(registry: Registry, register: PurposeRegister, purposes: readonly Purpose[]): PurposeGap[] {
  return purposes.flatMap((purpose) => {
    const uses = usesOf(registry, purpose);
    return [...withoutState(register, purpose, uses), ...statesOf(register, purpose).flatMap((state) => gapsOfState(state, uses))];
  });
}

const statesOf = (register: PurposeRegister, purpose: Purpose): readonly PurposeState[] => register.inForce.filter((state) => state.purpose === purpose);

function withoutState(register: PurposeRegister, purpose: Purpose, uses: ReadonlyMap<RootDeclaration<Row>, readonly string[]>): PurposeGap[] {
  const lacking = new Map<PersonCategory | null, { recordTypes: string[]; columns: string[] }>();
  const add = (category: PersonCategory | null, root: RootDeclaration<Row>, columns: readonly string[]): void => {
    const found = lacking.get(category) ?? { recordTypes: [], columns: [] };
    lacking.set(category, { recordTypes: [...found.recordTypes, root.recordType], columns: [...found.columns, ...columns] });
  };
  for (const [root, columns] of uses) {
    const missing = aboutOf(root).filter((category) => register.stateOf(purpose, category, root.recordType) === null);
    if (root.about) for (const category of missing) add(category, root, columns);
    else if (missing.length === personCategories.length) add(null, root, columns);
  }
  return [...lacking].map(([category, found]): PurposeGap => ({ kind: 'no-state', purpose, category, ...found }));
}

function gapsOfState(state: PurposeState, uses: ReadonlyMap<RootDeclaration<Row>, readonly string[]>): PurposeGap[] {
  const { purpose, category } = state;
  const used = [...uses].filter(([root]) => aboutOf(root).includes(category) && (state.recordType === null || state.recordType === root.recordType));
  const told = { purpose, category, recordTypes: used.map(([root]) => root.recordType), columns: used.flatMap(([, columns]) => columns) };
  return [
    ...(used.length === 0 ? [{ kind: 'unused' as const, ...told, recordTypes: state.recordType === null ? [] : [state.recordType] }] : []),
    ...(state.basis === 'legitimate-interest' && state.balancingNote === null ? [{ kind: 'no-balancing-note' as const, ...told }] : []),
    ...(state.recordType === null && state.basisInPolicy !== state.basis ? [{ kind: 'policy-differs' as const, ...told }] : []),
  ];
}
