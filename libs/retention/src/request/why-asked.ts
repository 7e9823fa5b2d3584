import type { Session } from '@oubli/database';
import type { Phase, Registry } from '@oubli/personal-data';
import { Parameters } from '../plan/parameters';
import { heldSql } from '../plan/hold.sql';
import { recordSql, windowSql } from '../plan/record.sql';
import { type Rule, rulesOf } from '../plan/rule';
import { parseSignature, type Target, verdictOf } from '../plan/verdict';
import type { Schedule } from '../policies/schedule';
import { frozenSql } from './asked.sql';
import type { Asking, ErasureGround } from './asking';
import { decideRecord, type FoundRecord } from './decide';
import type { FieldDecision } from './decision';
import { wishReaching } from './wish.sql';

/** The wish that reaches a record. */
export interface WishTrace {
  readonly request: string;
  readonly ground: ErasureGround;
  readonly askedOn: string;
}

export interface AskedTrace {
  readonly wish: WishTrace;
  readonly rule: Rule;
  readonly target: Target;
  readonly facts: FoundRecord['facts'];
  readonly held: boolean;
  /** Something is left that the wish takes today. */
  readonly due: boolean;
  readonly dueOn: string | null;
  readonly fields: readonly { readonly column: string; readonly today: 'kept' | 'treated' | 'leaves'; readonly treatment: 'keep' | 'erase'; readonly because: string }[];
}

const everybody: Asking = { kind: 'recorded', person: null };

/** Why a record whose person asked for erasure is still here, or null when no open wish reaches it. */
export async function whyAsked(
  session: Session, registry: Registry, schedule: Schedule, recordType: string, record: { readonly id: string; readonly phase: Phase }, asOf: string,
): Promise<AskedTrace | null> {
  const [wish] = await session.query<WishTrace>(wishReaching(registry.root(recordType)), [record.id]);
  if (!wish) return null;
  for (const rule of rulesOf(recordType, registry, schedule, asOf, everybody).filter((r) => r.phase === record.phase)) {
    const parameters = new Parameters();
    const { laterals, due } = recordSql(rule, parameters.add(asOf, 'date'), parameters, false);
    const [row] = await session.query<Omit<FoundRecord, 'id' | 'about'> & { due: boolean; dueOn: string | null }>(
      `select to_jsonb(v) || to_jsonb(w) as facts, s.signature, s.due_on as "dueOn", ${due} as due, ${heldSql(rule.declaration)} as held, ${frozenSql(rule)} as frozen
       from ${rule.declaration.table} r ${laterals} where r.id = ${parameters.add(record.id, 'uuid')} and ${windowSql(rule, parameters)}`, parameters.values);
    if (!row) continue;
    const { due: isDue, dueOn, facts, held } = row;
    const decision = decideRecord(rule, { ...row, id: record.id, about: true }, wish.ground);
    const { target } = verdictOf(rule, parseSignature(row.signature));
    return {
      wish, rule, target, facts, held, due: isDue, dueOn: isDue ? dueOn : decision.leavesOn,
      fields: decision.fields.filter((f) => !f.column.includes('.')).map((field) => fieldTrace(field, wish.request, isDue, target)),
    };
  }
  return null;
}

function fieldTrace(field: FieldDecision, request: string, due: boolean, target: Target): AskedTrace['fields'][number] {
  const { column, verdict, claim, until, reference } = field;
  if (verdict === 'freeze') return { column, today: 'kept', treatment: 'keep', because: `a ${claim} protects the record; erasure was asked for (${request})` };
  if (verdict === 'keep') {
    return { column, today: 'kept', treatment: 'keep', because: `erasure was asked for (${request}), and ${claimWords[claim]} keeps it${until ? ` until ${until}` : ''}${reference ? ` (${reference})` : ''}` };
  }
  if (!due) return { column, today: 'kept', treatment: 'erase', because: `erased at the person’s request ${request}` };
  return { column, today: target === 'deleted' ? 'leaves' : 'treated', treatment: 'erase', because: `goes at the person’s request ${request}` };
}

const claimWords: Readonly<Record<FieldDecision['claim'], string>> = {
  hold: 'a hold', restriction: 'a restriction', 'in-use': 'its use', statutory: 'a statutory period', evidence: 'evidence', shared: 'the part of somebody else in it',
  identity: 'a record that names her', erasure: 'nothing',
};
