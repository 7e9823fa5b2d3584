import { createHash } from 'node:crypto';
import type { Phase, Treatment } from '@oubli/personal-data';
import type { Target } from './verdict';

/** One part of a plan: which records, under which version, become what, for what reason. */
export interface Step {
  readonly number: number;
  /** 1 = records, 2 = persons, whose end depends on what wave 1 removes. */
  readonly wave: 1 | 2;
  readonly recordType: string;
  readonly phase: Phase;
  readonly target: Exclude<Target, 'active'>;
  readonly window: { readonly from: string | null; readonly to: string | null; readonly publication: string };
  readonly policy: string;
  readonly version: string;
  readonly versionNumber: number;
  readonly signature: string;
  readonly columns: Readonly<Record<string, Treatment>>;
  readonly children: Readonly<Record<string, 'keep' | 'delete'>>;
  /** Columns that change in children that stay, by record type; only in a step of an erasure. */
  readonly childColumns?: Readonly<Record<string, Readonly<Record<string, Treatment>>>>;
  /** The person's wish decides, not a policy: `policy` is `erasure`, and ledger entries name the wish. */
  readonly asked?: true;
  readonly keptBy: readonly string[];
  readonly count: number;
  /** SHA-256, in hex, over the ascending ids of the due records. */
  readonly idsDigest: string;
}

/** `restricted`: its period is over and Art. 18 GDPR forbids to end it (EXPIRED_FROZEN); `referenced`: a person whom other records still name. */
export type KeptReason = 'hold' | 'restricted' | 'floor' | 'later-event' | 'referenced' | 'quarantine';
export type NoClockReason = 'missing' | 'implausible' | 'no-fiscal-year' | 'no-date-at-all';

/** What a run would do today, as a value. */
export interface Plan {
  /** Calendar date in Paris, of the database. */
  readonly asOf: string;
  /** Publication in force on that day. */
  readonly publication: string | null;
  readonly steps: readonly Step[];
  readonly digest: string;
  /** Records whose period looks over and that stay all the same, and why. */
  readonly kept: readonly { recordType: string; reason: KeptReason; count: number; example: string }[];
  /** Records whose start event cannot be trusted. */
  readonly noClock: readonly { recordType: string; reason: NoClockReason; count: number; example: string }[];
  /** Record types whose records, in all or in part, no policy governs; and rows of the schedule without a record type. */
  readonly notGoverned: readonly { recordType: string; count: number; because: string }[];
  /** Tables that are left alone because the database has a column nobody declared. */
  readonly blocked: readonly { recordType: string; columns: readonly string[] }[];
}

/** Number of records a plan treats. */
export const dueCount = (plan: Pick<Plan, 'steps'>): number => plan.steps.reduce((sum, step) => sum + step.count, 0);

/**
 * SHA-256, in hex, of what a run would do: date, publication and steps in canonical JSON (keys sorted, no
 * white space). What is kept or listed beside is not part of it.
 */
export function planDigest(plan: Pick<Plan, 'asOf' | 'publication' | 'steps'>): string {
  const { asOf, publication, steps } = plan;
  return createHash('sha256').update(canonical({ asOf, publication, steps })).digest('hex');
}

/** Canonical JSON: object keys in code-point order. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, v]) => v !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}
