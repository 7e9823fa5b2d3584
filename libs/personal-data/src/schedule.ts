import type { Condition } from './condition';
import type { Treatment } from './treatment';

/** Which day of a clock counts: the day itself, or the close of the fiscal or civil year it lies in. */
export type ShippedStartEvent = { clock: string; anchor?: 'day' | 'end-of-fiscal-year' | 'end-of-civil-year' }[];

/** How sure a period is: found in a source, a partial source, inferred, general knowledge. All but S wait for counsel. */
export type ShippedConfidence = 'S' | 'S~' | 'I' | 'G';

/** The rule of a version as a domain writes it down; the engine checks it against declaration and table when it freezes it. */
export interface ShippedRule {
  condition?: Condition;
  startEvent: ShippedStartEvent;
  active: {
    period: string;
    startEvent?: ShippedStartEvent;
    /** What leaves at the end of the active phase because only that phase needed it. */
    sorting?: { columns?: Record<string, Treatment>; children?: Record<string, 'keep' | 'delete'> };
  };
  /** The whole time from the start event, the active phase included. */
  archived?: { period: string; startEvent?: ShippedStartEvent };
  end: 'delete';
}

export interface ShippedVersion {
  /** Day of the publication that brought it, YYYY-MM-DD; absent: the first one. */
  readonly since?: string;
  readonly legalReference: string;
  readonly confidence: ShippedConfidence;
  readonly body: ShippedRule;
  readonly mandatoryRetroactive?: { readonly legalReference: string };
  readonly optedOut?: { readonly reason: string };
}

/** A policy an installation begins with, its versions in the order of their publications. */
export interface ShippedPolicy {
  readonly code: string;
  readonly recordType: string;
  readonly title: string;
  /** Rows of the reference schedule it serves, such as RET-06: counted, so that no row is lost. */
  readonly rows: readonly string[];
  /** Whether the nightly job may run it without a person's word. */
  readonly automatic: boolean;
  readonly versions: readonly ShippedVersion[];
}

/** A keep claim given by law. */
export interface ShippedFloor {
  readonly code: string;
  readonly recordType: string;
  readonly legalReference: string;
  readonly confidence: ShippedConfidence;
  readonly body: { condition?: Condition; startEvent: ShippedStartEvent; period: string; columns: string[] };
}

/** What one domain brings to the schedule. */
export interface DomainSchedule {
  readonly policies: readonly ShippedPolicy[];
  readonly floors?: readonly ShippedFloor[];
}
