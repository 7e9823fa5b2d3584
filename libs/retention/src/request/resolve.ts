import type { Keeper } from '../plan/verdict';

/**
 * The kinds of claim, in the order in which they are weighed (domain.md 3): a hold and a restriction freeze, the next keep,
 * and a field that none of them names is erased because she asked.
 */
export const claimKinds = ['hold', 'restriction', 'in-use', 'statutory', 'evidence', 'shared', 'identity', 'erasure'] as const;
export type ClaimKind = (typeof claimKinds)[number];

/** A reason to freeze, keep or erase columns of a record. */
export interface Claim {
  readonly kind: ClaimKind;
  readonly columns: readonly string[] | '*';
  /** Last day kept; null: no end is known yet. */
  readonly until: string | null;
  /** Article or text of law; null where it is a state of affairs. */
  readonly reference: string | null;
}

export type FieldVerdict = 'freeze' | 'keep' | 'erase';

export interface ResolvedField {
  readonly column: string;
  readonly verdict: FieldVerdict;
  /** The claim that decides: the one in the way for longest, among equals the first of `claimKinds`. */
  readonly claim: Claim;
}

const freezing: ReadonlySet<ClaimKind> = new Set(['hold', 'restriction']);
/** Later than every calendar date: what has no known end lasts longest. */
const open = '9999-99-99';
const names = (claim: Claim, column: string): boolean => claim.columns === '*' || claim.columns.includes(column);

/**
 * Decides each column by itself: a freeze before anything else, then the union of what keeps it with the latest end, else it
 * is erased. A keep never covers a column that it does not name.
 * @throws Error when no claim names a column: a wish claims every one
 */
export function resolve(columns: readonly string[], claims: readonly Claim[]): ResolvedField[] {
  const ordered = [...claims].sort((a, b) => claimKinds.indexOf(a.kind) - claimKinds.indexOf(b.kind));
  return columns.map((column): ResolvedField => {
    const naming = ordered.filter((claim) => names(claim, column));
    const freeze = naming.find((claim) => freezing.has(claim.kind));
    if (freeze) return { column, verdict: 'freeze', claim: freeze };
    const keeps = naming.filter((claim) => claim.kind !== 'erasure');
    const longest = keeps.reduce<Claim | null>((best, claim) => (best === null || (claim.until ?? open) > (best.until ?? open) ? claim : best), null);
    if (longest) return { column, verdict: 'keep', claim: longest };
    const erasure = naming[0];
    if (!erasure) throw new Error(`Nothing claims ${column}.`);
    return { column, verdict: 'erase', claim: erasure };
  });
}

/** What a keeper is, as a claim. */
export function claimKind(keeper: Keeper): ClaimKind {
  if (keeper.kind === undefined || keeper.kind === 'floor') return 'statutory';
  return keeper.kind === 'reference' ? 'identity' : keeper.kind;
}

const everything: Claim = { kind: 'erasure', columns: '*', until: null, reference: null };

/** Of columns and children, those that a living keeper keeps against a wish. */
export function keptNames(wanted: readonly string[], alive: readonly Keeper[]): ReadonlySet<string> {
  const claims = alive.map((keeper): Claim => ({ kind: claimKind(keeper), columns: keeper.columns, until: null, reference: null }));
  return new Set(resolve(wanted, [...claims, everything]).filter((field) => field.verdict === 'keep').map((field) => field.column));
}
