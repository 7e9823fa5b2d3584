import type { Phase, Purpose } from '@oubli/personal-data';
import type { Plan } from '../plan/plan';
import type { Target } from '../plan/verdict';
import type { ErasureGround } from './asking';
import type { ClaimKind, FieldVerdict } from './resolve';

/** What happens to one field at a person's request, and why: what a letter and a screen show. */
export interface FieldDecision {
  /** Property of the record, or `child-type.property` of a part of it. */
  readonly column: string;
  readonly verdict: FieldVerdict;
  readonly claim: ClaimKind;
  /** Article or text of law; null where a state of affairs decides. */
  readonly reference: string | null;
  /** Last day kept, calendar date; null where it goes at once or no end is known yet. */
  readonly until: string | null;
  /** For what purposes it may still be read; empty where it goes. */
  readonly readers: readonly Purpose[];
}

export interface RecordDecision {
  readonly recordType: string;
  readonly recordId: string;
  readonly phase: Phase;
  /** What the record becomes; its own phase where it stays as it is. */
  readonly becomes: Target;
  /** Day on which what is kept leaves by itself; null where nothing is kept or no end is known yet. */
  readonly leavesOn: string | null;
  readonly fields: readonly FieldDecision[];
}

export interface ErasurePlan {
  readonly person: string;
  readonly ground: ErasureGround;
  /** The plan that a start accepts by its digest: of the same kind as a retention plan. */
  readonly plan: Plan;
  readonly records: readonly RecordDecision[];
}
