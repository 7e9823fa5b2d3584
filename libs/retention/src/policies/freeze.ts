import { createHash } from 'node:crypto';
import { columnFacts, type ColumnFacts, describeTreatment, fitProblems, refusedByChecks, writtenValues } from '@oubli/anonymization';
import { lastDayKept } from '@oubli/calendar';
import type { Session } from '@oubli/database';
import { type ChildDeclaration, type Condition, type Constant, type Registry, type RootDeclaration, type Row, snakeCase, type Treatment } from '@oubli/personal-data';
import { declaredClock } from '../plan/clock.sql';
import { canonical } from '../plan/plan';
import { constancyOf } from './constancy';
import { RetentionError } from '../retention-error';
import { type Confidence, type FloorBodyInput, floorBodySchema, type StartEvent, type VersionBody, type VersionBodyInput, versionBodySchema } from '@oubli/contracts';
import * as sql from './policy.sql';

export interface DraftVersion {
  readonly policy: string;
  readonly body: VersionBodyInput;
  readonly legalReference: string;
  readonly confidence: Confidence;
}

/** Creates the policy when it is new. @throws Error naming an unknown record type */
export async function definePolicy(session: Session, registry: Registry, policy: { code: string; recordType: string; title: string; automatic: boolean }): Promise<void> {
  registry.root(policy.recordType);
  await session.query(sql.upsertPolicy, [policy.code, policy.recordType, policy.title, policy.automatic]);
}

/**
 * Checks a version against the declaration and the live catalogue and freezes it for ever.
 * @param reader a session that may read the catalogue
 * @returns its id
 * @throws RetentionError `version-refused` listing every problem with its place
 */
export async function freezeVersion(session: Session, registry: Registry, draft: DraftVersion): Promise<string> {
  const problems = await versionProblems(session, registry, draft);
  if (problems.length > 0) throw new RetentionError('version-refused', `${draft.policy}: ${problems.join(' ')}`);
  const body = versionBodySchema.parse(draft.body);
  const hash = createHash('sha256').update(canonical({ ...draft, body })).digest();
  const [row] = await session.query<{ id: string }>(sql.insertFrozen, [draft.policy, JSON.stringify(body), hash, draft.legalReference, draft.confidence]);
  if (!row) throw new Error('The version was not written.');
  return row.id;
}

/** Everything that keeps a draft from being frozen, in sentences; changes nothing. */
export async function versionProblems(session: Session, registry: Registry, draft: DraftVersion): Promise<string[]> {
  const [policy] = await session.query<{ recordType: string }>(sql.policyType, [draft.policy]);
  if (!policy) return [`There is no policy ${JSON.stringify(draft.policy)}.`];
  const parsed = versionBodySchema.safeParse(draft.body);
  return parsed.success ? bodyProblems(session, registry, policy.recordType, parsed.data) : parsed.error.issues.map((issue) => `${issue.path.map(String).join('.')} ${issue.message}.`);
}

/** Everything in a body that the declaration or the database contradicts. */
export async function bodyProblems(session: Session, registry: Registry, recordType: string, body: VersionBody): Promise<string[]> {
  const declaration = registry.root(recordType);
  const children = registry.childrenOf(recordType);
  const problems = [
    ...conditionProblems(body.condition, declaration),
    ...periodProblems(body),
    ...[body.startEvent, body.active.startEvent, body.archived?.startEvent].flatMap((start) => (start ? startProblems(start, declaration) : [])),
  ];
  const sorted = Object.keys(body.active.sorting.columns).length + Object.keys(body.active.sorting.children).length;
  if (sorted > 0 && !body.archived) {
    problems.push('active.sorting has no effect without an archived phase: a dated deletion must follow what it treats.');
  }
  for (const name of Object.keys(body.active.sorting.children)) {
    if (!children.some((child) => child.recordType === name)) problems.push(`active.sorting.children.${name}: ${recordType} has no such child.`);
  }
  if (problems.length === 0) problems.push(...(await valueProblems(session, declaration, body.condition)));
  problems.push(...(await treatmentProblems(session, declaration, body.active.sorting.columns)));
  problems.push(...(await treatmentProblems(session, declaration, declaredTreatments(declaration))));
  return problems;
}

/** The declared treatments: what a floor leaves to be done when the policy has ended. */
const declaredTreatments = (declaration: RootDeclaration<Row>): Record<string, Treatment> =>
  Object.fromEntries(Object.entries(declaration.columns).map(([property, column]) => [property, column.treatment]));

async function treatmentProblems(session: Session, declaration: RootDeclaration<Row>, treatments: Readonly<Record<string, Treatment>>): Promise<string[]> {
  const facts = await columnFacts(session, declaration.table);
  const problems: string[] = [];
  for (const [property, treatment] of Object.entries(treatments)) {
    if (!Object.hasOwn(declaration.columns, property)) {
      problems.push(`${declaration.recordType} has no declared column ${JSON.stringify(property)}.`);
      continue;
    }
    const structural = property === declaration.phase || property === declaration.collectedOn || declaration.subjects.includes(property);
    if (structural && treatment.kind !== 'keep') problems.push(`${declaration.recordType}.${property} carries the record itself and stays until the row is deleted.`);
    if (declaration.columns[property]?.role === 'file' && treatment.kind !== 'keep' && treatment.kind !== 'erase') {
      problems.push(`${declaration.recordType}.${property} cannot be ${describeTreatment(treatment)}: what a file holds leaves with the file, never in part.`);
    }
    const fact = facts.get(snakeCase(property));
    if (!fact) problems.push(`${declaration.table}.${snakeCase(property)} does not exist in the database.`);
    else problems.push(...(await columnProblems(session, treatment, fact)));
  }
  return problems;
}

async function columnProblems(session: Session, treatment: Treatment, fact: ColumnFacts): Promise<string[]> {
  const problems = fitProblems(treatment, fact);
  if (problems.length > 0) return problems;
  const written = treatment.kind === 'erase' && treatment.constant === undefined ? [null] : writtenValues(treatment);
  const refused = await refusedByChecks(session, fact, written);
  return refused.map((check) => `${fact.table}.${fact.column} cannot be ${describeTreatment(treatment)}: ${check}.`);
}

/** Longer than a life: years were written for days, or a digit too many. */
const longestPeriod = 'P100Y';

/** Periods that cannot be meant: longer than a life, or an archived phase that ends before it begins. */
function periodProblems({ startEvent, active, archived }: VersionBody): string[] {
  const from = '2001-01-01';
  const end = (period: string): string => lastDayKept(from, period);
  const places = { 'active.period': active.period, ...(archived ? { 'archived.period': archived.period } : {}) };
  const long = Object.entries(places).filter(([, period]) => end(period) > end(longestPeriod)).map(([place]) => `${place}: is longer than a hundred years.`);
  const sameStart = canonical(active.startEvent ?? startEvent) === canonical(archived?.startEvent ?? startEvent);
  const reversed = archived !== undefined && sameStart && end(archived.period) <= end(active.period);
  return [...long, ...(reversed ? ['archived.period: is the whole time from the start event, and must be longer than active.period.'] : [])];
}

/** What the database says against a condition: values of another type, values the column never has, and conditions that are the same for every record. */
async function valueProblems(session: Session, declaration: RootDeclaration<Row>, condition: Condition | undefined): Promise<string[]> {
  if (!condition) return [];
  const facts = await columnFacts(session, declaration.table);
  const factOf = (property: string): ColumnFacts | undefined => facts.get(snakeCase(property));
  const problems: string[] = [];
  for (const { column, value } of comparedValues(condition)) {
    const fact = factOf(column);
    const because = fact ? await mismatch(session, fact, value) : null;
    if (because !== null) problems.push(`condition: ${declaration.recordType}.${column} ${because}.`);
  }
  const neverNull = new Set(Object.keys(declaration.columns).filter((property) => factOf(property)?.notNull));
  const constancy = problems.length === 0 ? constancyOf(condition, neverNull) : null;
  if (constancy === 'always') problems.push('condition: holds for every record; leave it out if that is meant.');
  if (constancy === 'never') problems.push('condition: holds for no record.');
  return problems;
}

function comparedValues(condition: Condition): { column: string; value: Constant }[] {
  if ('all' in condition) return condition.all.flatMap(comparedValues);
  if ('any' in condition) return condition.any.flatMap(comparedValues);
  if ('not' in condition) return comparedValues(condition.not);
  const { column } = condition;
  if ('values' in condition) return condition.values.map((value) => ({ column, value }));
  return 'value' in condition ? [{ column, value: condition.value }] : [];
}

const numberTypes = new Set(['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision']);

async function mismatch(session: Session, fact: ColumnFacts, value: Constant): Promise<string | null> {
  if ((typeof value === 'number') !== numberTypes.has(fact.type)) return `is ${fact.type}, and is compared with a ${typeof value}`;
  if ((typeof value === 'boolean') !== (fact.type === 'boolean')) return `is ${fact.type}, and is compared with a ${typeof value}`;
  const [read] = await session.query<{ fits: boolean }>(sql.readsAs, [String(value), fact.type]);
  if (!read?.fits) return `is ${fact.type}, and is compared with something else`;
  return (await refusedByChecks(session, fact, [String(value)])).length > 0 ? 'never has a value it is compared with' : null;
}

function startProblems(start: StartEvent, declaration: RootDeclaration<Row>): string[] {
  return start.flatMap(({ clock }) => {
    try {
      declaredClock(clock, declaration);
      return [];
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)];
    }
  });
}

function conditionProblems(condition: Condition | undefined, declaration: RootDeclaration<Row>): string[] {
  if (!condition) return [];
  if ('all' in condition) return condition.all.flatMap((c) => conditionProblems(c, declaration));
  if ('any' in condition) return condition.any.flatMap((c) => conditionProblems(c, declaration));
  if ('not' in condition) return conditionProblems(condition.not, declaration);
  return Object.hasOwn(declaration.columns, condition.column) ? [] : [`condition: ${declaration.recordType} has no declared column ${JSON.stringify(condition.column)}.`];
}

export interface FloorDefinition {
  readonly code: string;
  readonly recordType: string;
  readonly body: FloorBodyInput;
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly legalReference: string;
  readonly confidence: Confidence;
}

/**
 * Writes a statutory floor, or closes one (`validTo`). What it keeps never changes under the same code: a law that changes is a
 * new floor beside the closed one. @throws RetentionError `version-refused` naming what does not exist
 */
export async function defineFloor(session: Session, registry: Registry, floor: FloorDefinition): Promise<void> {
  const declaration = registry.root(floor.recordType);
  const parsed = floorBodySchema.safeParse(floor.body);
  if (!parsed.success) throw new RetentionError('version-refused', `${floor.code}: ${parsed.error.issues.map((i) => `${i.path.join('.')} ${i.message}`).join('; ')}`);
  const known = new Set([...Object.keys(declaration.columns), ...registry.childrenOf(floor.recordType).map((c: ChildDeclaration<Row>) => c.recordType)]);
  const problems = [
    ...conditionProblems(parsed.data.condition, declaration),
    ...startProblems(parsed.data.startEvent, declaration),
    ...parsed.data.columns.filter((c) => !known.has(c)).map((c) => `${floor.recordType} has no declared column or child ${JSON.stringify(c)}.`),
  ];
  if (problems.length > 0) throw new RetentionError('version-refused', `${floor.code}: ${problems.join(' ')}`);
  const written = await session.query(sql.upsertFloor, [
    floor.code, floor.recordType, JSON.stringify(parsed.data), floor.validFrom ?? '-infinity', floor.validTo ?? 'infinity', floor.legalReference, floor.confidence,
  ]);
  if (written.length === 0) throw new RetentionError('version-refused', `${floor.code} exists with other terms: close it and define another.`);
}
