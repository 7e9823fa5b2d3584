import { daysBefore } from '@oubli/calendar';
import { type ColumnDeclaration, exemptionArticles, isFrame, type Purpose, type Registry } from '@oubli/personal-data';
import type { Rule, RuleKeeper } from '../plan/rule';
import { parseSignature, verdictOf } from '../plan/verdict';
import { versionsOf } from '../plan/windows';
import { keepsWhole } from './asked-keepers';
import { type ErasureGround, groundArticles } from './asking';
import type { FieldDecision, RecordDecision } from './decision';
import { type Claim, claimKind, resolve, type ResolvedField } from './resolve';

/** A record of a person as the planner's own expression sees it. */
export interface FoundRecord {
  readonly id: string;
  /** She is its first subject: it is about her. */
  readonly about: boolean;
  /** Matches and last days of versions, lives and last days of keepers. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly signature: string;
  readonly held: boolean;
  /** Somebody else whom it names had it restricted (Art. 18 GDPR). */
  readonly frozen: boolean;
}

const disputes = 'Art. 17(3)(e) GDPR';
const dayOf = (value: unknown): string | null => (typeof value === 'string' && value !== 'infinity' ? value : null);

/** The decision for a record that is about the person. */
export function decideRecord(rule: Rule, found: FoundRecord, ground: ErasureGround): RecordDecision {
  if (found.held) return untouched(rule, found, { kind: 'hold', columns: '*', until: null, reference: disputes });
  if (found.frozen) return untouched(rule, found, { kind: 'restriction', columns: '*', until: null, reference: 'Art. 18 GDPR' });
  const verdict = verdictOf(rule, parseSignature(found.signature));
  const alive = rule.keepers.flatMap((keeper, i) => (found.facts[`k${i}`] === true ? [{ keeper, claim: claimOf(rule, keeper, found.facts, i) }] : []));
  const erasure: Claim = { kind: 'erasure', columns: '*', until: null, reference: groundArticles[ground] };
  const stays = verdict.target !== 'deleted';
  const frame: Claim[] = stays ? alive.map(({ claim }) => ({ ...claim, columns: '*' })) : [];
  const fields = Object.entries(rule.declaration.columns).map(([property, column]) =>
    fieldOf(property, column, rule, one(property, isFrame(column) && stays ? frame : [...alive.map((a) => a.claim), erasure])));
  const children = rule.children.flatMap((child) =>
    Object.entries(child.columns).map(([property, column]) => {
      const whole = alive.filter(({ keeper }) => keepsWhole(keeper, child.recordType)).map(({ claim }) => ({ ...claim, columns: '*' as const }));
      const part = alive.filter(({ keeper }) => keeper.columns !== '*' && keeper.columns.includes(child.recordType) && (isFrame(column) || child.evidence?.includes(property)));
      return fieldOf(`${child.recordType}.${property}`, column, rule, one(property, [...whole, ...part.map(({ claim }) => ({ ...claim, columns: '*' as const })), erasure]));
    }));
  return { recordType: rule.declaration.recordType, recordId: found.id, phase: rule.phase, becomes: verdict.target, leavesOn: leavesOn([...fields, ...children]), fields: [...fields, ...children] };
}

/** A record that only names her is about somebody else, whose record her wish does not change. */
export const decideShared = (rule: Rule, found: FoundRecord): RecordDecision =>
  untouched(rule, found, found.held ? { kind: 'hold', columns: '*', until: null, reference: disputes } : { kind: 'shared', columns: '*', until: null, reference: 'Art. 15(4) GDPR' });

function one(property: string, claims: readonly Claim[]): ResolvedField {
  const [field] = resolve([property], claims);
  if (!field) throw new Error(`Nothing was decided about ${property}.`);
  return field;
}

function claimOf(rule: Rule, keeper: RuleKeeper, facts: FoundRecord['facts'], i: number): Claim {
  return { kind: claimKind(keeper), columns: keeper.columns, until: dayOf(facts[`k${i}u`]), reference: referenceOf(rule, keeper, facts) };
}

function referenceOf(rule: Rule, keeper: RuleKeeper, facts: FoundRecord['facts']): string | null {
  if (keeper.kind === 'floor') return `Art. 17(3)(b) GDPR; ${keeper.floor.legalReference}`;
  if (keeper.kind === 'shared') return 'Art. 15(4) GDPR';
  const { evidence } = rule.declaration;
  if (keeper.kind !== 'evidence' || !evidence) return keeper.kind === 'in-use' ? 'Art. 17(1)(a) GDPR' : null;
  const ends = evidence.until ? [evidence.until.legalReference] : rule.policies.flatMap(versionsOf).filter((_, n) => facts[`m${n}`] === true).map((v) => v.legalReference);
  return [exemptionArticles[evidence.exemption], ...new Set(ends)].join('; ');
}

function fieldOf(column: string, declared: ColumnDeclaration, rule: Rule, { verdict, claim }: ResolvedField): FieldDecision {
  return {
    column, verdict, claim: claim.kind, reference: claim.reference, until: verdict === 'erase' ? null : claim.until,
    readers: verdict === 'erase' ? [] : readersOf(declared, rule, claim),
  };
}

/** What is kept for a claim may be read for claims only; what a law or another use keeps, for the purposes it has. */
function readersOf(declared: ColumnDeclaration, rule: Rule, { kind }: Claim): readonly Purpose[] {
  const claims = kind === 'hold' || kind === 'restriction' || (kind === 'evidence' && rule.declaration.evidence?.exemption === 'claims');
  return claims ? ['rights-and-disputes'] : (declared.purposes ?? rule.declaration.purposes);
}

function untouched(rule: Rule, found: FoundRecord, claim: Claim): RecordDecision {
  const verdict = claim.kind === 'hold' || claim.kind === 'restriction' ? 'freeze' : 'keep';
  const fields = [rule.declaration, ...rule.children].flatMap((declaration) =>
    Object.entries(declaration.columns).map(([property, column]) => {
      const name = declaration === rule.declaration ? property : `${declaration.recordType}.${property}`;
      return fieldOf(name, column, rule, { column: name, verdict, claim });
    }));
  return { recordType: rule.declaration.recordType, recordId: found.id, phase: rule.phase, becomes: rule.phase, leavesOn: null, fields };
}

/** The day after the last day of what is kept; null where nothing is, or one end is not known. */
function leavesOn(fields: readonly FieldDecision[]): string | null {
  const kept = fields.filter((field) => field.verdict !== 'erase').map((field) => field.until);
  if (kept.length === 0 || kept.includes(null)) return null;
  const last = kept.filter((until) => until !== null).sort().at(-1);
  return last === undefined ? null : daysBefore(last, -1);
}

/** Who a person is stays known as long as a record that is kept names her (house.md, decision 13): her row takes their latest end. */
export function withIdentity(records: readonly RecordDecision[], registry: Registry): RecordDecision[] {
  const naming = records.filter((record) => {
    const root = registry.root(record.recordType);
    return root !== registry.person && record.becomes !== 'deleted' && root.namesIdentity.includes(record.becomes);
  });
  const ends = naming.map((record) => record.leavesOn);
  const last = ends.includes(null) ? null : (ends.filter((day) => day !== null).sort().at(-1) ?? null);
  return records.map((record) => {
    if (record.recordType !== registry.person.recordType || last === null) return record;
    return { ...record, leavesOn: last, fields: record.fields.map((f) => (f.claim === 'identity' ? { ...f, until: daysBefore(last, 1) } : f)) };
  });
}
