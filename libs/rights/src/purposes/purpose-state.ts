import { daysBefore } from '@oubli/calendar';
import type { Confidence, Exemption } from '@oubli/contracts';
import { aboutOf, type AnyDeclaration, type ColumnDeclaration, type LawfulBasis, type PersonCategory, type Purpose, type RootDeclaration, type Row } from '@oubli/personal-data';

/** What is stated of a purpose for a category of person from a day on; a later one takes its place, and none is ever changed. */
export interface PurposeState {
  readonly id: string;
  readonly purpose: Purpose;
  readonly category: PersonCategory;
  /** Only for records of this type, which rest on another basis than the rest; null: for all others. */
  readonly recordType: string | null;
  /** Null: from that day on the purpose has no basis for them. */
  readonly basis: LawfulBasis | null;
  readonly validFrom: string;
  /** The basis that the published privacy policy names; null: it names none (domain.md D4). */
  readonly basisInPolicy: LawfulBasis | null;
  readonly legalReference: string;
  readonly confidence: Confidence;
  /** What was weighed, for a legitimate interest (R27). */
  readonly balancingNote: string | null;
  readonly exemption: Exemption | null;
  readonly exemptionReason: string | null;
  /** Why it was stated. */
  readonly reason: string;
  /** The account that stated it; null: the shipped register. */
  readonly author: string | null;
  readonly recordedAt: string;
}

/** A state and the day before its successor's; null while it has none. */
export interface DatedState extends PurposeState {
  readonly validTo: string | null;
  readonly when: 'past' | 'in-force' | 'to-come';
}

const keyOf = ({ purpose, category, recordType }: Pick<PurposeState, 'purpose' | 'category' | 'recordType'>): string => `${purpose} ${category} ${recordType ?? ''}`;

/** The register as it stands on a day: what decides which basis a processing has. A value; it reads no clock and no table. */
export class PurposeRegister {
  private readonly states = new Map<string, PurposeState>();

  /** @param states oldest first by day and by when they were recorded @param day the Paris day that is asked about */
  constructor(states: readonly PurposeState[], readonly day: string) {
    for (const state of states) if (state.validFrom <= day) this.states.set(keyOf(state), state);
  }

  /** Everything in force that has a basis. */
  get inForce(): readonly PurposeState[] {
    return [...this.states.values()].filter((state) => state.basis !== null);
  }

  /** What holds for records of a type: what is stated for that type, else for all others; null: nothing, and nothing is allowed. */
  stateOf(purpose: Purpose, category: PersonCategory, recordType: string): PurposeState | null {
    const own = this.states.get(keyOf({ purpose, category, recordType }));
    if (own && own.basis !== null) return own;
    const general = this.states.get(keyOf({ purpose, category, recordType: null }));
    return general && general.basis !== null ? general : null;
  }

  /** States of a purpose for a record, one for each category its person belongs to. @param categories of the person; none: nothing is known of her yet */
  statesFor(root: RootDeclaration<Row>, purpose: Purpose, categories: readonly PersonCategory[] = []): readonly PurposeState[] {
    return among(root, categories).flatMap((category) => this.stateOf(purpose, category, root.recordType) ?? []);
  }

  /** Of these purposes, those that have a basis in force for records of a type and a person of these categories: without, nothing is allowed. */
  allowed(root: RootDeclaration<Row>, purposes: readonly Purpose[], categories: readonly PersonCategory[] = []): readonly Purpose[] {
    return purposes.filter((purpose) => this.statesFor(root, purpose, categories).length > 0);
  }

  /** Is there anything of a person of these categories, among records of these types, that may be used for the purpose? */
  reaches(roots: readonly RootDeclaration<Row>[], purpose: Purpose, categories: readonly PersonCategory[]): boolean {
    return roots.some((root) => (categories.length === 0 || aboutOf(root).some((c) => categories.includes(c))) && this.allowed(root, [purpose], categories).length > 0);
  }

  /** The bases on which a record, or one of its columns, is held, each once, in the order of its declared purposes. @param part the record or a part of it */
  basesOf(root: RootDeclaration<Row>, categories: readonly PersonCategory[] = [], part: AnyDeclaration = root, column?: ColumnDeclaration): readonly LawfulBasis[] {
    const purposes = column?.purposes ?? part.purposes;
    return [...new Set(purposes.flatMap((purpose) => this.statesFor(root, purpose, categories).flatMap(({ basis }) => basis ?? [])))];
  }
}

/** The categories that decide: those of the person that such a record can be about, or all of these where she belongs to none. */
function among(root: RootDeclaration<Row>, categories: readonly PersonCategory[]): readonly PersonCategory[] {
  const possible = aboutOf(root);
  const hers = possible.filter((category) => categories.includes(category));
  return hers.length > 0 ? hers : possible;
}

/** Each state with its last day, newest first within a purpose and category; several of one day: the latest recorded counts and the others never held. */
export function history(states: readonly PurposeState[], day: string): readonly DatedState[] {
  const groups = new Map<string, PurposeState[]>();
  for (const state of states) groups.set(keyOf(state), [...(groups.get(keyOf(state)) ?? []), state]);
  return [...groups.values()].flatMap((group) => group.map((state, i): DatedState => {
    const next = group[i + 1];
    const validTo = next === undefined ? null : daysBefore(next.validFrom, 1);
    const past = validTo !== null && validTo < day;
    return { ...state, validTo, when: state.validFrom > day ? 'to-come' : past ? 'past' : 'in-force' };
  }).reverse());
}
