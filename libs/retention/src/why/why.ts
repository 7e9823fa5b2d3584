import type { Session } from '@oubli/database';
import { type Phase, type Registry, type Treatment } from '@oubli/personal-data';
import { columnSql } from '../plan/condition.sql';
import { heldSql } from '../plan/hold.sql';
import { restrictedSql } from '../restriction/restriction.sql';
import { Parameters } from '../plan/parameters';
import { phaseRank, recordSql, windowSql } from '../plan/record.sql';
import { isRestricted } from '../restriction/restrictions';
import { type Rule, rulesOf } from '../plan/rule';
import { parseSignature, type Target, targetRank, verdictOf } from '../plan/verdict';
import { versionsOf } from '../plan/windows';
import type { Schedule } from '../policies/schedule';
import { whyAsked, type WishTrace } from '../request/why-asked';
import type { StartEvent } from '@oubli/contracts';
import { RetentionError } from '../retention-error';

/** Why a version says what it says about one record. */
export interface VersionTrace {
  readonly publication: string;
  readonly policy: string;
  readonly version: number;
  readonly role: 'at collection' | 'by law' | 'shortens';
  readonly matches: boolean;
  readonly startEvent: string;
  readonly activePeriod: string;
  readonly wholePeriod: string;
  /** Last days kept; `infinity` = the clock has not started. */
  readonly activeUntil: string;
  readonly until: string;
  readonly legalReference: string;
  readonly confidence: string;
}

export interface KeeperTrace {
  readonly code: string;
  readonly alive: boolean;
  readonly until: string | null;
  readonly legalReference: string | null;
  readonly columns: readonly string[] | '*';
}

export interface FieldTrace {
  readonly column: string;
  readonly today: 'kept' | 'treated' | 'leaves';
  readonly treatment: Treatment['kind'];
  readonly because: string;
}

export interface Trace {
  readonly record: string;
  readonly asOf: string;
  readonly phase: Phase;
  readonly collectedOn: string | null;
  readonly target: Target;
  readonly dueOn: string | null;
  readonly held: boolean;
  /** The wish for erasure that reaches it, where one is open: then it decides, not the policies. */
  readonly wish?: WishTrace;
  /** Art. 18 GDPR; `EXPIRED_FROZEN` when its period is over and the restriction alone keeps it as it is. */
  readonly restriction: 'restricted' | 'EXPIRED_FROZEN' | null;
  readonly versions: readonly VersionTrace[];
  readonly keepers: readonly KeeperTrace[];
  readonly fields: readonly FieldTrace[];
}

/**
 * Why a record is still here, field by field. The dates come from the same SQL expression that plans and treats.
 * @throws RetentionError `unknown-record`
 */
export async function why(session: Session, registry: Registry, schedule: Schedule, recordType: string, recordId: string): Promise<Trace> {
  const declaration = registry.root(recordType);
  const [day] = await session.query<{ day: string }>('select calendar.paris_date(now())::text as day');
  const asOf = day?.day ?? '';
  const [row] = await session.query<{ phase: Phase; collectedOn: string | null }>(
    `select ${columnSql(declaration.phase, declaration)} as phase, ${columnSql(declaration.collectedOn, declaration)} as "collectedOn" from ${declaration.table} r where r.id = $1`, [recordId]);
  if (!row) throw new RetentionError('unknown-record', `There is no ${recordType} of that id: it was deleted, or never existed. The ledger knows (oubli ledger verify --person).`);
  const asked = await whyAsked(session, registry, schedule, recordType, { id: recordId, phase: row.phase }, asOf);
  if (asked) {
    const { wish, rule, target, facts, held, dueOn, fields } = asked;
    return {
      record: `${recordType}/${recordId}`, asOf, phase: row.phase, collectedOn: row.collectedOn, target, dueOn, held, wish, fields,
      restriction: (await isRestricted(session, recordType, recordId)) ? 'restricted' : null,
      versions: versionTraces(rule, facts), keepers: keeperTraces(rule, facts),
    };
  }
  for (const rule of rulesOf(recordType, registry, schedule, asOf).filter((r) => r.phase === row.phase)) {
    const found = await traceOf(session, rule, recordId, asOf);
    if (found) return { record: `${recordType}/${recordId}`, asOf, phase: row.phase, collectedOn: row.collectedOn, ...found };
  }
  return {
    record: `${recordType}/${recordId}`, asOf, phase: row.phase, collectedOn: row.collectedOn, target: row.phase, dueOn: null, held: false, restriction: (await isRestricted(session, recordType, recordId)) ? 'restricted' : null, versions: [], keepers: [],
    fields: Object.keys(declaration.columns).map((column) => ({ column, today: 'kept' as const, treatment: 'keep' as const, because: 'no policy governs this record type' })),
  };
}

type Found = Pick<Trace, 'target' | 'dueOn' | 'held' | 'restriction' | 'versions' | 'keepers' | 'fields'>;

async function traceOf(session: Session, rule: Rule, recordId: string, asOf: string): Promise<Found | null> {
  const parameters = new Parameters();
  const day = parameters.add(asOf, 'date');
  const { laterals } = recordSql(rule, day, parameters, false);
  const [row] = await session.query<{ v: Record<string, unknown>; signature: string; dueOn: string | null; held: boolean; restricted: boolean }>(
    `select to_jsonb(v) as v, s.signature, s.due_on as "dueOn", ${heldSql(rule.declaration)} as held, ${restrictedSql(rule.declaration)} as restricted
     from ${rule.declaration.table} r ${laterals} where r.id = ${parameters.add(recordId, 'uuid')} and ${windowSql(rule, parameters)}`, parameters.values);
  if (!row) return null;
  const verdict = verdictOf(rule, parseSignature(row.signature));
  const keepers = keeperTraces(rule, row.v);
  const restriction = !row.restricted ? null : targetRank[verdict.target] > phaseRank[rule.phase] ? 'EXPIRED_FROZEN' : 'restricted';
  return {
    target: verdict.target, dueOn: row.dueOn === 'infinity' ? null : row.dueOn, held: row.held, restriction, versions: versionTraces(rule, row.v), keepers,
    fields: fieldTraces(rule, verdict, keepers, { held: row.held, restriction }, row.dueOn),
  };
}

const keeperTraces = (rule: Rule, v: Readonly<Record<string, unknown>>): KeeperTrace[] =>
  rule.keepers.map((keeper, i) => ({
    code: keeper.code, alive: v[`k${i}`] === true, until: textOrNull(v[`k${i}u`]), columns: keeper.columns,
    legalReference: keeper.kind === 'floor' ? keeper.floor.legalReference : null,
  }));

function versionTraces(rule: Rule, v: Readonly<Record<string, unknown>>): VersionTrace[] {
  let number = -1;
  return rule.policies.flatMap((policy) =>
    versionsOf(policy).map((version): VersionTrace => {
      number += 1;
      const { body } = version;
      return {
        publication: rule.window.publication.title, policy: version.policy, version: version.number,
        role: version !== policy.base ? 'shortens' : version.mandatoryRetroactive ? 'by law' : 'at collection',
        matches: v[`m${number}`] === true, startEvent: describeStart(body.active.startEvent ?? body.startEvent),
        activePeriod: body.active.period, wholePeriod: body.archived?.period ?? body.active.period,
        activeUntil: String(v[`a${number}`]), until: String(v[`f${number}`]), legalReference: version.legalReference, confidence: version.confidence,
      };
    }),
  );
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const describeStart = (start: StartEvent): string => start.map(({ clock, anchor }) => (anchor === 'day' ? clock : `${anchor} of ${clock}`)).join(', or later ');

function fieldTraces(rule: Rule, verdict: ReturnType<typeof verdictOf>, keepers: readonly KeeperTrace[], { held, restriction }: Pick<Trace, 'held' | 'restriction'>, dueOn: string | null): FieldTrace[] {
  return Object.keys(rule.declaration.columns).map((column): FieldTrace => {
    const keeping = keepers.filter((k) => k.alive && (k.columns === '*' || k.columns.includes(column)));
    const treatment = verdict.columns[column];
    const until = dueOn === null || dueOn === 'infinity' ? 'its clock has not started' : `falls due on ${dueOn}`;
    if (held) return { column, today: 'kept', treatment: 'keep', because: 'a hold protects the record' };
    if (restriction !== null) return { column, today: 'kept', treatment: 'keep', because: restriction === 'restricted' ? 'restricted (Art. 18 GDPR): stored, and nothing else' : `EXPIRED_FROZEN: ${until}, and restricted (Art. 18 GDPR): not even deleted until that is lifted` };
    if (verdict.target === 'deleted') return { column, today: 'leaves', treatment: 'erase', because: `the row is deleted: fell due on ${dueOn ?? ''}` };
    if (keeping.length > 0) return { column, today: 'kept', treatment: 'keep', because: keeping.map((k) => `${k.code}${k.until ? ` until ${k.until}` : ''}${k.legalReference ? ` (${k.legalReference})` : ''}`).join('; ') };
    if (verdict.target !== rule.phase && treatment) return { column, today: 'treated', treatment: treatment.kind, because: `the ${rule.phase} phase ended: fell due on ${dueOn ?? ''}` };
    return { column, today: 'kept', treatment: 'keep', because: `${verdict.decidedBy?.policy ?? 'no policy'}: ${until}` };
  });
}
