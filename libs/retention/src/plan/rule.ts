import { type ChildDeclaration, isFrame, type Phase, type Registry, type RootDeclaration, type Row } from '@oubli/personal-data';
import type { Floor, Schedule } from '../policies/schedule';
import type { Asking } from '../request/asking';
import { askedFloor, askedKeepers } from '../request/asked-keepers';
import type { Keeper } from './verdict';
import { everyWindow, type Window, windowsOf } from './windows';

/**
 * A floor as a keeper, with the law's own clock; a keeper by reference, for persons; or, where erasure was asked for, what
 * is kept all the same: evidence, what another person is a subject of too, and what is still in use.
 */
export type RuleKeeper =
  | (Keeper & { readonly kind: 'floor'; readonly floor: Floor })
  | (Keeper & { readonly kind: 'reference'; readonly reference: 'claimed-active' | 'claimed' | 'referenced' })
  | (Keeper & { readonly kind: 'evidence' | 'shared' | 'in-use' });

/** Everything that decides about the records of one type, one window of collection and one phase. */
export interface Rule {
  readonly registry: Registry;
  readonly declaration: RootDeclaration<Row>;
  readonly children: readonly ChildDeclaration<Row>[];
  readonly window: Window;
  readonly policies: Window['policies'];
  readonly keepers: readonly RuleKeeper[];
  /** A floor of this record type has been closed: what only it kept can be found by no clock any more. */
  readonly floorClosed: boolean;
  readonly phase: Phase;
  readonly wave: 1 | 2;
  /** Present when the rule is for records whose person asked for erasure. */
  readonly asking?: Asking;
}

/** A record leaves each phase by a rule of its own, so that each finds its records by its own partial index. */
const leavingPhases: readonly Phase[] = ['active', 'archived', 'treated'];

/**
 * The rules of a record type for a date, in the order in which a plan lists them.
 * @param asOf calendar date; publications of later days have no effect yet
 * @param asking the rules for records whose person asked for erasure; they reach what no policy governs, too
 */
export function rulesOf(recordType: string, registry: Registry, schedule: Schedule, asOf: string, asking?: Asking): Rule[] {
  const declaration = registry.root(recordType);
  if (asking && declaration.beyondWishes) return [];
  const inForce = schedule.publications.filter((p) => p.effectiveFrom <= asOf);
  const isPerson = declaration === registry.person;
  const keepers: RuleKeeper[] = [
    ...schedule.floors.filter((f) => f.recordType === recordType && f.validFrom <= asOf && asOf <= f.validTo).map(floorKeeper),
    ...(isPerson ? personKeepers(registry) : []),
  ];
  const children = registry.childrenOf(recordType);
  const floorClosed = schedule.floors.some((f) => f.recordType === recordType && f.validTo < asOf);
  const windows = asking ? everyWindow(recordType, inForce) : windowsOf(recordType, inForce);
  return windows.flatMap((window) =>
    leavingPhases.map((phase): Rule => {
      const rule = { registry, declaration, children, window, policies: window.policies, floorClosed, phase, wave: isPerson ? 2 : 1 } as const;
      if (!asking) return { ...rule, keepers };
      return { ...rule, asking, keepers: [...keepers.map((keeper) => askedFloor(keeper, phase)), ...askedKeepers(declaration, children, phase)] };
    }),
  );
}

const floorKeeper = (floor: Floor): RuleKeeper => ({ kind: 'floor', code: floor.code, cap: 'treated', columns: floor.body.columns, floor });

/**
 * A person's row: active while an active record names her, archived while an archived one does,
 * a tombstone without personal data while anything refers to it, then gone (house.md, decision 13). Of what belongs to her a
 * tombstone keeps what is frame and nothing else, such as the days her clocks ran from.
 */
function personKeepers(registry: Registry): RuleKeeper[] {
  const frames = registry.childrenOf(registry.person.recordType).filter((child) => Object.values(child.columns).every(isFrame)).map((child) => child.recordType);
  return [
    { kind: 'reference', code: 'claimed-active', cap: 'active', columns: '*', reference: 'claimed-active' },
    { kind: 'reference', code: 'claimed', cap: 'archived', columns: '*', reference: 'claimed' },
    { kind: 'reference', code: 'referenced', cap: 'treated', columns: frames, reference: 'referenced' },
  ];
}
