import { needsKey } from '@oubli/anonymization';
import type { Connections, Session } from '@oubli/database';
import { seal } from '@oubli/ledger';
import type { Registry } from '@oubli/personal-data';
import { listOf, tidArray, uuidArray } from '../plan/arrays';
import type { Step } from '../plan/plan';
import type { Rule } from '../plan/rule';
import { liveColumns, undeclaredAmong } from '../plan/undeclared.sql';
import { type Failure, failureOf } from './failure';
import * as lock from './lock.sql';
import { ruleOfStep, type RunMaterial } from './material';
import * as sql from './run.sql';
import { keptSql, releaseClocks, treatSql, type RunKeys } from './treat.sql';

/** Named places where a crash must change nothing; the fault harness kills the process at each. */
export const crashPoints = ['after-begin', 'after-claim', 'after-lock', 'after-treat', 'after-seal', 'before-commit', 'after-commit'] as const;
export type CrashPoint = (typeof crashPoints)[number];

export interface BatchContext {
  readonly engine: Connections;
  readonly registry: Registry;
  readonly keys: RunKeys;
  /** Id of the worker, for the manifest. */
  readonly worker: string;
  /** Called at each named place; does nothing outside the fault harness. */
  readonly reach: (point: CrashPoint) => void | Promise<void>;
}

export type BatchResult =
  | { readonly kind: 'done'; readonly batch: number; readonly treated: number; readonly again: number | null }
  /** Nothing to do: done already, somebody else has it, or it is not its turn. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'stopped' }
  /** The database failed in a way that says nothing about the records: try again later. */
  | { readonly kind: 'later'; readonly batch: number; readonly sqlstate: string }
  /** A record cannot be treated: the batch was halved, or the record set aside. */
  | { readonly kind: 'split'; readonly batch: number; readonly batches: readonly number[] };

interface ClaimRow {
  readonly number: number;
  readonly step: number;
  readonly wave: 1 | 2;
  readonly lane: number;
  readonly ids: string;
  readonly places: string | null;
  readonly attempts: number;
}

interface Claim extends Omit<ClaimRow, 'ids' | 'places'> {
  readonly ids: string[];
  /** Where the plan saw the rows; empty for a batch that was made later. */
  readonly places: string[];
}

/** How often a busy record is tried again within a run, and the pause before: 50 ms doubled each time, 10 s at most. */
export const busyTries = 12;
const pauseBefore = (attempts: number): number => Math.min(50 * 2 ** attempts, 10_000);

/**
 * Executes one batch: number `wanted` of the run, or any that nobody works on when null (of one lane, or of both).
 * One short transaction in READ COMMITTED; a second delivery of the same batch finds it done.
 */
export async function executeBatch(context: BatchContext, material: RunMaterial, wanted: number | null, lane: number | null = null): Promise<BatchResult> {
  let claim: Claim | null = null;
  try {
    const result = await context.engine.transaction(async (session) => {
      await context.reach('after-begin');
      claim = await claimBatch(session, material.runId, wanted, lane);
      if (!claim) return { kind: 'nothing' } as const;
      await context.reach('after-claim');
      return treatBatch(session, context, material, claim);
    });
    await context.reach('after-commit');
    return result;
  } catch (error) {
    const failure = failureOf(error);
    if (!failure || !claim) throw error;
    return recover(context, material, claim, failure);
  }
}

async function claimBatch(session: Session, runId: string, wanted: number | null, lane: number | null): Promise<Claim | null> {
  const rows = wanted === null
    ? await session.query<ClaimRow>(sql.claimAnyBatch, [runId, lane])
    : await session.query<ClaimRow>(sql.claimBatch, [runId, wanted]);
  return rows[0] ? { ...rows[0], ids: listOf(rows[0].ids), places: listOf(rows[0].places) } : null;
}

async function treatBatch(session: Session, context: BatchContext, material: RunMaterial, claim: Claim): Promise<BatchResult> {
  const step = material.steps.find((s) => s.number === claim.step);
  if (!step) throw new Error('The batch names a step that its run does not have.');
  const rule = ruleOfStep(step, context.registry, material);
  await session.query(lock.lockGate);
  const gate = await session.query<{ policy: string | null }>(lock.readGate);
  if (gate.some((row) => row.policy === null)) return { kind: 'stopped' };
  const base = { session, context, material, claim, step, rule };
  if (gate.some((row) => row.policy === step.policy)) return leave(base, 'suspended');
  if (context.keys.treatment.pseudonym === null && Object.values(step.columns).some(needsKey)) return leave(base, 'key-lost');
  const locked = await lockAll(session, rule, claim);
  await context.reach('after-lock');
  const types = await liveColumns(session, rule.declaration);
  const undeclared = undeclaredAmong(types, rule.declaration);
  for (const child of rule.children) undeclared.push(...undeclaredAmong(await liveColumns(session, child), child));
  if (undeclared.length > 0) return leave(base, 'undeclared-column');
  const statement = treatSql({
    rule, step, run: material.runId, batch: claim.number, asOf: material.asOf, tids: locked.tids, types, keys: context.keys, ...(material.wish !== null && { wish: material.wish }),
  });
  const [acted] = await session.query<Acted>(statement.text, statement.values);
  if (!acted) throw new Error('The treating statement gave no answer.');
  await context.reach('after-treat');
  return conclude(base, locked, acted);
}

interface Locked {
  readonly tids: string[];
  readonly ids: string[];
}

/** Persons with their records, then other subjects, then children; a record with anything busy is left out. */
async function lockAll(session: Session, rule: Rule, { ids, places }: Claim): Promise<Locked> {
  const seen = places.length > 0 ? await lockWith(session, lock.lockRecords(rule, true), [uuidArray(ids), tidArray(places)]) : { tids: [], ids: [] };
  const found = new Set(seen.ids);
  const elsewhere = ids.filter((id) => !found.has(id));
  const moved = elsewhere.length > 0 ? await lockWith(session, lock.lockRecords(rule), [uuidArray(elsewhere)]) : { tids: [], ids: [] };
  let locked: Locked = { tids: [...seen.tids, ...moved.tids], ids: [...seen.ids, ...moved.ids] };
  const others = lock.lockOtherSubjects(rule);
  for (const text of [...(others ? [others] : []), ...lock.lockChildren(rule)]) {
    const [answer] = await session.query<{ busy: string | null }>(text, [uuidArray(locked.ids)]);
    const busy = new Set(listOf(answer?.busy ?? null));
    if (busy.size > 0) {
      const open = locked.ids.map((id) => !busy.has(id));
      locked = { ids: locked.ids.filter((_, i) => open[i]), tids: locked.tids.filter((_, i) => open[i]) };
    }
  }
  return locked;
}

async function lockWith(session: Session, text: string, values: readonly unknown[]): Promise<Locked> {
  const [row] = await session.query<{ tids: string | null; ids: string | null }>(text, values);
  return { tids: listOf(row?.tids ?? null), ids: listOf(row?.ids ?? null) };
}

interface Base {
  readonly session: Session;
  readonly context: BatchContext;
  readonly material: RunMaterial;
  readonly claim: Claim;
  readonly step: Step;
  readonly rule: Rule;
}

interface Acted {
  readonly treated: number;
  readonly same: string | null;
  readonly subjects: string | null;
  readonly entries: number;
  readonly hashes: Buffer | null;
}

async function conclude(base: Base, locked: Locked, acted: Acted): Promise<BatchResult> {
  const { session, context, material, claim, step, rule } = base;
  const { treated, entries, hashes } = acted;
  const kept = treated < locked.ids.length
    ? await session.query<{ id: string; reason: string }>(keptSql(rule), [uuidArray(locked.ids), uuidArray(listOf(acted.same))])
    : [];
  const isLocked = new Set(locked.ids);
  const rest = claim.ids.filter((id) => !isLocked.has(id));
  const busy = rest.length > 0 ? listOf((await session.query<{ ids: string | null }>(lock.stillThere(rule), [uuidArray(rest)]))[0]?.ids ?? null) : [];
  let again: number | null = null;
  if (busy.length > 0 && claim.attempts + 1 < busyTries) {
    again = await addBatch(session, material.runId, claim, busy, claim.attempts + 1, pauseBefore(claim.attempts));
  } else {
    kept.push(...busy.map((id) => ({ id, reason: 'busy' })));
  }
  await writeOutcomes(session, material.runId, step.recordType, kept);
  if (acted.subjects !== null) await session.query(releaseClocks(rule), [uuidArray(listOf(acted.subjects))]);
  if (treated > 0) await clearQuarantine(session, step.recordType, locked.ids, kept);
  await session.query(sql.finishBatch, [
    material.runId, claim.number, 'done', treated, entries, kept.length, rest.length - busy.length, 0, context.worker,
  ]);
  if (entries > 0 && hashes) await seal(session, { run: material.runId, number: claim.number, leafHashes: hashes });
  await context.reach('after-seal');
  await context.reach('before-commit');
  return { kind: 'done', batch: claim.number, treated, again };
}

/** What was set aside and has now been treated is no longer set aside; mostly nothing is. */
async function clearQuarantine(session: Session, recordType: string, locked: readonly string[], kept: readonly { id: string }[]): Promise<void> {
  const [any] = await session.query(sql.anyQuarantined, [recordType]);
  if (!any) return;
  const left = new Set(kept.map((k) => k.id));
  await session.query(sql.clearQuarantine, [recordType, uuidArray(locked.filter((id) => !left.has(id)))]);
}

async function addBatch(session: Session, runId: string, claim: Claim, ids: readonly string[], attempts: number, pause: number): Promise<number> {
  await session.query(sql.lockRun, [runId]);
  const [row] = await session.query<{ number: number }>(sql.addBatch, [runId, claim.step, claim.wave, claim.lane, ids, attempts, pause]);
  if (!row) throw new Error('A batch could not be added to its run.');
  return row.number;
}

async function writeOutcomes(session: Session, runId: string, recordType: string, kept: readonly { id: string; reason: string }[]): Promise<void> {
  if (kept.length === 0) return;
  await session.query(sql.insertOutcomes, [runId, recordType, kept.map((k) => k.id), kept.map((k) => k.reason)]);
}

/** The whole batch is left as it is, for a reason that lies outside its records. */
async function leave({ session, context, material, claim, step }: Base, reason: 'suspended' | 'undeclared-column' | 'key-lost'): Promise<BatchResult> {
  await writeOutcomes(session, material.runId, step.recordType, claim.ids.map((id) => ({ id, reason })));
  const state = reason === 'suspended' ? 'done' : 'blocked';
  await session.query(sql.finishBatch, [material.runId, claim.number, state, 0, 0, claim.ids.length, 0, 0, context.worker]);
  return { kind: 'done', batch: claim.number, treated: 0, again: null };
}

/** After a rollback, in a transaction of its own: halve, set aside, or leave for later. */
async function recover(context: BatchContext, material: RunMaterial, claim: Claim, failure: Failure): Promise<BatchResult> {
  if (failure.kind === 'transient') return { kind: 'later', batch: claim.number, sqlstate: failure.sqlstate };
  return context.engine.transaction(async (session): Promise<BatchResult> => {
    const current = await claimBatch(session, material.runId, claim.number, null);
    if (!current) return { kind: 'nothing' };
    const step = material.steps.find((s) => s.number === claim.step);
    const [only] = claim.ids;
    if (claim.ids.length === 1 && only !== undefined && step) {
      await session.query(sql.setAside, [step.recordType, only, failure.sqlstate, failure.constraint]);
      await writeOutcomes(session, material.runId, step.recordType, [{ id: only, reason: 'quarantined' }]);
      await session.query(sql.finishBatch, [material.runId, claim.number, 'done', 0, 0, 0, 0, 1, context.worker]);
      return { kind: 'split', batch: claim.number, batches: [] };
    }
    const middle = Math.ceil(claim.ids.length / 2);
    const batches: number[] = [];
    for (const half of [claim.ids.slice(0, middle), claim.ids.slice(middle)]) {
      batches.push(await addBatch(session, material.runId, claim, half, claim.attempts, 0));
    }
    await session.query(sql.finishBatch, [material.runId, claim.number, 'split', 0, 0, 0, 0, 0, context.worker]);
    return { kind: 'split', batch: claim.number, batches };
  });
}
