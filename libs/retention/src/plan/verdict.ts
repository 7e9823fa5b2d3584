import { type ChildDeclaration, type Phase, type RootDeclaration, type Row, type Treatment } from '@oubli/personal-data';
import type { PublishedVersion } from '../policies/schedule';
import { askedVerdict } from '../request/asked-verdict';
import { type EffectivePolicy, versionsOf } from './windows';

/** Stage of one version for a record: its condition does not match, or how far its phases have run. */
export type Stage = null | 0 | 1 | 2;

/** What a record of a signature becomes. */
export type Target = 'active' | 'archived' | 'treated' | 'deleted';
export const targetRank: Readonly<Record<Target, number>> = { active: 0, archived: 1, treated: 2, deleted: 3 };

/**
 * Something outside the policies that keeps a record: a statutory floor (keeps its columns, lets the rest go),
 * or for a person the records that still name or refer to her.
 * `cap` is the farthest the record may go while the keeper lives; `columns` are kept as they are ('*' = all).
 */
export interface Keeper {
  readonly code: string;
  readonly cap: Exclude<Target, 'deleted'>;
  readonly columns: readonly string[] | '*';
  /** Of what kind it is; a child that it names is kept whole unless it is evidence or shared. */
  readonly kind?: 'floor' | 'reference' | 'evidence' | 'shared' | 'in-use';
}

/** Stages in the order of policies and their versions, and which keepers live. */
export interface Signature {
  readonly stages: readonly (readonly Stage[])[];
  readonly keepers: readonly boolean[];
  /** The person asked for erasure: whatever its stage, nothing but a keeper holds the record. */
  readonly asked?: true;
}

const asked = 'asked|';

/** `2|1-|10`: one group of stages a policy ("-" = no match), last group the keepers; before them `asked|` where erasure was asked for. */
export function parseSignature(text: string): Signature {
  if (text.startsWith(asked)) return { ...parseSignature(text.slice(asked.length)), asked: true };
  const groups = text.split('|');
  const keepers = groups.pop() ?? '';
  return {
    stages: groups.map((group) => [...group].map((c): Stage => (c === '-' ? null : c === '0' ? 0 : c === '1' ? 1 : 2))),
    keepers: [...keepers].map((c) => c === '1'),
  };
}

export interface Verdict {
  readonly target: Target;
  /** The policy that releases last, which is the one that decides; its version with the furthest stage. */
  readonly decidedBy: PublishedVersion | null;
  /** Columns by property name that change; an unnamed column is kept. Empty when the row is deleted. */
  readonly columns: Readonly<Record<string, Treatment>>;
  readonly children: Readonly<Record<string, 'keep' | 'delete'>>;
  /** Columns that change in children that stay, by record type: where erasure was asked for. */
  readonly childColumns?: Readonly<Record<string, Readonly<Record<string, Treatment>>>>;
  /** Keepers that live and matter. */
  readonly keptBy: readonly string[];
}

export interface Shape {
  readonly declaration: RootDeclaration<Row>;
  readonly children: readonly ChildDeclaration<Row>[];
  readonly policies: readonly EffectivePolicy[];
  readonly keepers: readonly Keeper[];
  readonly phase: Phase;
}

const severity: Readonly<Record<Treatment['kind'], number>> = { keep: 0, generalise: 1, band: 1, json: 1, fake: 2, pseudonym: 2, erase: 3 };

/**
 * Turns a signature into what happens to the record: the one place where the rule is written.
 * Over the versions of a policy the strictest counts, over policies the longest keep, column by column;
 * a live keeper holds its columns (domain.md 3, "longest until per field wins").
 */
export function verdictOf(shape: Shape, signature: Signature): Verdict {
  if (signature.asked) return askedVerdict(shape, signature);
  const perPolicy = shape.policies.map((policy, index) => strictest(versionsOf(policy), signature.stages[index] ?? []));
  const matching = perPolicy.filter((p): p is { stage: 0 | 1 | 2; version: PublishedVersion } => p !== null);
  const nothing = { columns: {}, children: {}, keptBy: [] };
  if (matching.length === 0) return { target: 'active', decidedBy: null, ...nothing };
  const least = Math.min(...matching.map((p) => p.stage));
  const decidedBy = matching.find((p) => p.stage === least)?.version ?? null;
  const alive = shape.keepers.filter((_, index) => signature.keepers[index]);
  const wanted: Target = least === 0 ? 'active' : least === 1 ? 'archived' : 'deleted';
  const target = alive.reduce<Target>((t, k) => (targetRank[k.cap] < targetRank[t] ? k.cap : t), wanted);
  const keptBy = alive.filter((k) => targetRank[k.cap] < targetRank[wanted] || k.columns.length > 0).map((k) => k.code);
  if (target === 'active') return { target, decidedBy, ...nothing, keptBy };
  if (target === 'deleted') {
    return { target, decidedBy, columns: {}, children: fromEntries(shape.children.map((c) => [c.recordType, 'delete'])), keptBy };
  }
  const kept = (name: string): boolean => alive.some((k) => k.columns === '*' || k.columns.includes(name));
  return {
    target,
    decidedBy,
    columns: columnsOf(shape, signature, wanted, kept),
    children: childrenOf(shape, signature, wanted, kept),
    keptBy,
  };
}

/** The version of a policy whose stage counts: the furthest of those that match. */
function strictest(versions: readonly PublishedVersion[], stages: readonly Stage[]): { stage: 0 | 1 | 2; version: PublishedVersion } | null {
  let found: { stage: 0 | 1 | 2; version: PublishedVersion } | null = null;
  versions.forEach((version, index) => {
    const stage = stages[index] ?? null;
    if (stage !== null && (found === null || stage > found.stage)) found = { stage, version };
  });
  return found;
}

function columnsOf(shape: Shape, signature: Signature, wanted: Target, kept: (name: string) => boolean): Record<string, Treatment> {
  const changed: Record<string, Treatment> = {};
  for (const [property, declared] of Object.entries(shape.declaration.columns)) {
    if (property === shape.declaration.phase || kept(property)) continue;
    const treatment =
      wanted === 'deleted' ? declared.treatment : longestKeep(shape.policies, signature, (version) => version.body.active.sorting.columns[property]);
    if (treatment.kind !== 'keep') changed[property] = treatment;
  }
  return changed;
}

function childrenOf(shape: Shape, signature: Signature, wanted: Target, kept: (name: string) => boolean): Record<string, 'keep' | 'delete'> {
  return fromEntries(
    shape.children.map((child) => {
      const leaves =
        wanted === 'deleted' ||
        longestKeep(shape.policies, signature, (version) =>
          version.body.active.sorting.children[child.recordType] === 'delete' ? { kind: 'erase' } : undefined,
        ).kind === 'erase';
      return [child.recordType, leaves && !kept(child.recordType) ? 'delete' : 'keep'];
    }),
  );
}

/** Over policies the mildest, over the versions of one policy the most severe treatment at the end of the active phase. */
function longestKeep(
  policies: readonly EffectivePolicy[],
  signature: Signature,
  sorted: (version: PublishedVersion) => Treatment | undefined,
): Treatment {
  let mildest: Treatment | null = null;
  policies.forEach((policy, index) => {
    let strict: Treatment | null = null;
    versionsOf(policy).forEach((version, at) => {
      const stage = signature.stages[index]?.[at] ?? null;
      if (stage === null) return;
      const treatment: Treatment = stage === 0 ? { kind: 'keep' } : stage === 2 ? { kind: 'erase' } : (sorted(version) ?? { kind: 'keep' });
      if (strict === null || severity[treatment.kind] > severity[strict.kind]) strict = treatment;
    });
    if (strict !== null && (mildest === null || severity[(strict as Treatment).kind] < severity[mildest.kind])) mildest = strict;
  });
  return mildest ?? { kind: 'keep' };
}

const fromEntries = (entries: [string, 'keep' | 'delete'][]): Record<string, 'keep' | 'delete'> => Object.fromEntries(entries);
