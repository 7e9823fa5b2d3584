import { createHash } from 'node:crypto';
import { columnFacts, type ColumnFacts, describeTreatment, fitProblems, refusedByChecks, writtenValues } from '@oubli/anonymization';
import type { Session } from '@oubli/database';
import { type ChildDeclaration, type Condition, type Registry, type RootDeclaration, type Row, snakeCase, type Treatment } from '@oubli/personal-data';
import { declaredClock } from '../plan/clock.sql';
import { canonical } from '../plan/plan';
import { RetentionError } from '../retention-error';
import { type Confidence, type FloorBodyInput, floorBodySchema, type StartEvent, type VersionBody, type VersionBodyInput, versionBodySchema } from './version-body';
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
  const [policy] = await session.query<{ recordType: string }>(sql.policyType, [draft.policy]);
  if (!policy) throw new RetentionError('version-refused', `There is no policy ${draft.policy}.`);
  const parsed = versionBodySchema.safeParse(draft.body);
  if (!parsed.success) {
    throw new RetentionError('version-refused', `${draft.policy}: ${parsed.error.issues.map((i) => `${i.path.join('.')} ${i.message}`).join('; ')}`);
  }
  const body = parsed.data;
  const problems = await bodyProblems(session, registry, policy.recordType, body);
  if (problems.length > 0) throw new RetentionError('version-refused', `${draft.policy}: ${problems.join(' ')}`);
  const hash = createHash('sha256').update(canonical({ ...draft, body })).digest();
  const [row] = await session.query<{ id: string }>(sql.insertFrozen, [draft.policy, JSON.stringify(body), hash, draft.legalReference, draft.confidence]);
  if (!row) throw new Error('The version was not written.');
  return row.id;
}

/** Everything in a body that the declaration or the database contradicts. */
export async function bodyProblems(session: Session, registry: Registry, recordType: string, body: VersionBody): Promise<string[]> {
  const declaration = registry.root(recordType);
  const children = registry.childrenOf(recordType);
  const problems = [
    ...conditionProblems(body.condition, declaration),
    ...[body.startEvent, body.active.startEvent, body.archived?.startEvent].flatMap((start) => (start ? startProblems(start, declaration) : [])),
  ];
  const sorted = Object.keys(body.active.sorting.columns).length + Object.keys(body.active.sorting.children).length;
  if (sorted > 0 && !body.archived) {
    problems.push('active.sorting has no effect without an archived phase: a dated deletion must follow what it treats.');
  }
  for (const name of Object.keys(body.active.sorting.children)) {
    if (!children.some((child) => child.recordType === name)) problems.push(`active.sorting.children.${name}: ${recordType} has no such child.`);
  }
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
