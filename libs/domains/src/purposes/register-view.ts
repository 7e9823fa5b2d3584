import type { Session } from '@oubli/database';
import { aboutOf, personCategories, type Purpose, purposes } from '@oubli/personal-data';
import { todayOf } from '@oubli/retention';
import { type DatedState, history, loadRegister, loadStates, purposeGaps, type PurposeGap, type PurposeState } from '@oubli/rights';
import { domainRegistry } from '../registry';

/** A record type held for a purpose, and the policies that end it. */
export interface PurposeUse {
  readonly recordType: string;
  readonly policies: readonly string[];
}

export type ListedState = DatedState & { readonly uses: readonly PurposeUse[] };

const servesPurpose = (recordType: string, purpose: Purpose): boolean =>
  [domainRegistry.root(recordType), ...domainRegistry.childrenOf(recordType)].some((part) => Object.values(part.columns).some((column) => (column.purposes ?? part.purposes).includes(purpose)));

/** The whole register as a day sees it, in the order of the closed list, with what each state is used for and what ends that. @param asOf absent: today, Paris */
export async function purposeRegister(session: Session, asOf?: string): Promise<{ readonly asOf: string; readonly states: readonly ListedState[] }> {
  const day = asOf ?? (await todayOf(session));
  const states = history(await loadStates(session), day);
  const policies = await session.query<{ code: string; recordType: string }>('select code, record_type as "recordType" from retention.policy order by code');
  const usesOf = ({ purpose, category, recordType }: PurposeState): PurposeUse[] => domainRegistry.roots
    .filter((root) => (recordType === null || recordType === root.recordType) && aboutOf(root).includes(category) && servesPurpose(root.recordType, purpose))
    .map((root) => ({ recordType: root.recordType, policies: policies.filter((p) => p.recordType === root.recordType).map((p) => p.code) }));
  // What holds for all records stands before what holds for one type; within these the newest stays first.
  const order = ({ purpose, category, recordType }: DatedState): number => purposes.indexOf(purpose) * 100 + personCategories.indexOf(category) * 2 + (recordType === null ? 0 : 1);
  return { asOf: day, states: states.map((state) => ({ ...state, uses: usesOf(state) })).sort((a, b) => order(a) - order(b)) };
}

/** What the register lacks today, or states for nothing. */
export async function gapReport(session: Session): Promise<{ readonly asOf: string; readonly gaps: readonly PurposeGap[] }> {
  const register = await loadRegister(session);
  return { asOf: register.day, gaps: purposeGaps(domainRegistry, register, purposes) };
}
