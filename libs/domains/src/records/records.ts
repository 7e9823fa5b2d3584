import { randomUUID } from 'node:crypto';
import { lastDayKept } from '@oubli/calendar';
import { type Connections, restrictedSqlState, type Session } from '@oubli/database';
import { readsColumn } from '@oubli/access';
import { countRefusals, type Entry, type Refusal, refusedOn } from '@oubli/do-not-recreate';
import { searchKey, sourceKey } from '@oubli/people';
import type { Origin, Purpose, RootDeclaration, Row } from '@oubli/personal-data';
import { snakeCase } from '@oubli/personal-data';
import { isRestricted, todayOf } from '@oubli/retention';
import { loadRegister, type PurposeRegister } from '@oubli/rights';
import { caughtUp, nothingCorrected, rectifiedAmong } from '../rectification/corrected-fields';
import { addReturn, askList, feedWaiting, type ListKeys } from '../again/again';
import { categoriesOfOne } from '../purposes/categories-of';
import { addressChanged, isBirthDateConflict } from '../accuracy/accuracy-tasks';
import { domainRegistry } from '../registry';
import * as sql from './records.sql';
import { type Field, fieldsOf, type PlaceProblem, readValue, servedFields, type Value } from './shape';

export type Values = Readonly<Record<string, Value>>;

/** Who brings records: which system, where it has them from, for which purposes. */
export interface Bringer {
  readonly source: string;
  readonly origin: Exclude<Origin, 'derived'>;
  readonly purposes: readonly Purpose[];
  readonly key: Buffer;
  readonly listKeys: ListKeys;
  /** A correction at the person's request: what she had corrected before does not stand against it. */
  readonly corrects?: true;
}

export interface Item {
  readonly sourceId?: string | undefined;
  /** Absent: today. */
  readonly collectedOn?: string | undefined;
  readonly values: Values;
}

export interface ItemResult {
  readonly index: number;
  readonly sourceId: string | null;
  readonly id: string | null;
  readonly result: 'created' | 'updated' | 'unchanged' | 'conflict' | 'gone' | 'refused';
  readonly code: string | null;
  readonly errors: readonly PlaceProblem[];
}

/** Undoes what a dry run did. */
class DryRun extends Error {}

/** So many refusals a day tell a source whom not to send; more would tell it who is on the do-not-recreate list. */
export const refusalsADay = 1000;

/** The source has been refused too often today; nothing was looked at. */
export class TooManyRefusalsError extends Error {
  constructor() {
    super('This source has been refused too often today; nothing was looked at. Try again tomorrow.');
    this.name = 'TooManyRefusalsError';
  }
}

const usualBackdating = 'P1M';
/** Sealed under the house's own key: only the service that seals writes them, also what stands beside the sealed values and tells of them. */
const ownService: ReadonlySet<string> = new Set(['bank-details']);

const codeOf = (error: unknown): string => (typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '');
const constraintOf = (error: unknown): string => (typeof error === 'object' && error !== null && 'constraint' in error ? String(error.constraint) : 'of the table');

interface Desk {
  readonly session: Session;
  readonly declaration: RootDeclaration<Row>;
  readonly fields: readonly Field[];
  readonly bringer: Bringer;
  readonly today: string;
  /** What decides whether something may be collected; null: a correction at the person's request, which rests on Art. 16 GDPR. */
  readonly register: PurposeRegister | null;
  /** Entries of the do-not-recreate list that barred an item. */
  readonly barred: Entry[];
}

/**
 * Creates or changes records one after the other, each whole or not at all, in one transaction; a dry run is the same and is
 * undone. What is unchanged is not written, so that it starts no clock.
 * @param beside what is written with each record, in the same transaction
 */
export const upsertRecords = (app: Connections, recordType: string, items: readonly Item[], bringer: Bringer, dryRun: boolean, beside?: (session: Session, result: ItemResult) => Promise<void>): Promise<ItemResult[]> =>
  atDesk(app, recordType, bringer, dryRun, async (desk) => {
    const results: ItemResult[] = [];
    for (const [index, item] of items.entries()) {
      const result = await one(desk, index, item, (s) => upsert({ ...desk, session: s }, item));
      await beside?.(desk.session, result);
      results.push(result);
    }
    return results;
  });

/** Changes fields of one record. */
export const changeRecord = (app: Connections, recordType: string, id: string, values: Values, bringer: Bringer, dryRun: boolean): Promise<ItemResult> =>
  atDesk(app, recordType, bringer, dryRun, (desk) => one(desk, 0, { values }, (s) => change({ ...desk, session: s }, id, values)));

/** The same in the caller's transaction, for what the person brings herself: the do-not-recreate list bars nothing of that. */
export async function changeWithin(session: Session, recordType: string, id: string, values: Values, bringer: Bringer & { readonly origin: 'person' }): Promise<ItemResult> {
  const desk = await deskFor(session, recordType, bringer, await todayOf(session));
  return one(desk, 0, { values }, (s) => change({ ...desk, session: s }, id, values));
}

/**
 * One transaction at a desk, undone when it is a dry run. What the do-not-recreate list barred is counted beside it, dry runs too.
 * @throws TooManyRefusalsError
 */
async function atDesk<T>(app: Connections, recordType: string, bringer: Bringer, dryRun: boolean, work: (desk: Desk) => Promise<T>): Promise<T> {
  const done: T[] = [];
  const barred: Entry[] = [];
  const today = await todayOf(app.session);
  if ((await refusedOn(app.session, today, bringer.source)) >= refusalsADay) throw new TooManyRefusalsError();
  await app.transaction(async (session) => {
    done.push(await work(await deskFor(session, recordType, bringer, today, barred)));
    if (dryRun) throw new DryRun();
  }).catch((error: unknown) => {
    if (!(error instanceof DryRun)) throw error;
  });
  await countRefusals(app.session, barred.map(({ kind, ground }): Refusal => ({ day: today, source: bringer.source, recordType, kind, ground, refused: 1 })));
  const [result] = done;
  if (result === undefined) throw new Error('The records were not looked at.');
  return result;
}

async function deskFor(session: Session, recordType: string, bringer: Bringer, today: string, barred: Entry[] = []): Promise<Desk> {
  const declaration = domainRegistry.root(recordType);
  const fields = servedFields(declaration, await fieldsOf(session, declaration), bringer.purposes);
  return { session, declaration, fields, bringer, today, register: bringer.corrects ? null : await loadRegister(session, today), barred };
}

type Outcome = Pick<ItemResult, 'id' | 'result' | 'code' | 'errors'>;
const restrictedOutcome: Outcome = { id: null, result: 'refused', code: 'restricted', errors: [] };

/** A record that the application does not find: restricted (Art. 18 GDPR), or gone. */
const absent = async (session: Session, recordType: string, id: string): Promise<Outcome> =>
  (await isRestricted(session, recordType, id)) ? restrictedOutcome : { id: null, result: 'gone', code: 'gone', errors: [] };

const refused = (errors: readonly PlaceProblem[], code = 'bad-request'): Outcome => ({ id: null, result: 'refused', code, errors });

const notHere = refused([{ pointer: '', detail: 'has a service of its own, because its values are sealed' }], 'refused');

/** One item under a savepoint: what the database refuses is that item's result, and no other's. */
async function one(desk: Desk, index: number, item: Item, act: (session: Session) => Promise<Outcome>): Promise<ItemResult> {
  await desk.session.query('savepoint item');
  let outcome: Outcome;
  try {
    outcome = await act(desk.session);
    await desk.session.query('release savepoint item');
  } catch (error) {
    await desk.session.query('rollback to savepoint item');
    outcome = outcomeOf(error);
  }
  return { index, sourceId: item.sourceId ?? null, ...outcome };
}

function outcomeOf(error: unknown): Outcome {
  const code = codeOf(error);
  if (code === restrictedSqlState) return restrictedOutcome;
  if (['23503', '42501', 'OB410'].includes(code)) return { id: null, result: 'gone', code: 'gone', errors: [] };
  if (code === '23505') return { id: null, result: 'conflict', code: 'already-there', errors: [] };
  if (code === '55000') return { id: null, result: 'conflict', code: 'conflict', errors: [{ pointer: '/values', detail: 'an issued document never changes: issue a credit note' }] };
  if (code === '23514') return refused([{ pointer: '/values', detail: `breaks the rule ${constraintOf(error)}` }]);
  if (code.startsWith('22') || code === '23502') return refused([{ pointer: '/values', detail: 'has a value that the record cannot hold' }]);
  throw error;
}

/** The values as they are stored, or every place that is wrong. */
function readValues(desk: Desk, values: Values, whole: boolean): { stored: Map<Field, Value>; errors: PlaceProblem[] } {
  const stored = new Map<Field, Value>();
  const errors: PlaceProblem[] = [];
  for (const [property, value] of Object.entries(values)) {
    const field = desk.fields.find((f) => f.property === property);
    const pointer = `/values/${/^\w{1,60}$/.test(property) ? property : '?'}`;
    if (!field) {
      errors.push({ pointer, detail: 'is no field of this record type that your purposes allow' });
      continue;
    }
    const read = readValue(field, value);
    if ('problem' in read) errors.push({ pointer, detail: read.problem });
    else stored.set(field, read.value);
  }
  if (whole) for (const field of desk.fields) if (field.required && !stored.has(field)) errors.push({ pointer: `/values/${field.property}`, detail: 'is missing' });
  errors.push(...backdated(desk, stored));
  return { stored, errors };
}

/**
 * Fields that no purpose of whoever brings them allows for the person they are about: without a basis in force nothing is collected
 * (R26). @param personId null: a person who is new, of whom nothing tells yet what she is to the company
 */
async function withoutBasis({ session, declaration, bringer, register }: Desk, fields: Iterable<Field>, personId: string | null): Promise<PlaceProblem[]> {
  if (register === null) return [];
  const categories = personId === null || declaration.about?.length === 1 ? [] : await categoriesOfOne(session, personId);
  const allowed = register.allowed(declaration, bringer.purposes, categories);
  return [...fields].filter((field) => !readsColumn(declaration, field.declaration, allowed))
    .map(({ property }) => ({ pointer: `/values/${property}`, detail: 'is for no purpose of yours that has a basis in force for this category of person' }));
}

/** Days a period counts from may not lie further back than the record type allows: who could, could make a record fall due at once. */
function backdated({ declaration, today }: Desk, stored: ReadonlyMap<Field, Value>): PlaceProblem[] {
  const clocks = new Set(Object.values(declaration.clocks).flatMap((clock) => ('column' in clock ? [clock.column] : [])));
  return [...stored].flatMap(([field, value]) => (clocks.has(field.property) && typeof value === 'string' && isTooOld(value, declaration, today) ? [{ pointer: `/values/${field.property}`, detail: tooOld(declaration) }] : []));
}

const limitOf = (declaration: RootDeclaration<Row>): string => declaration.backdating ?? usualBackdating;
const isTooOld = (day: string, declaration: RootDeclaration<Row>, today: string): boolean => lastDayKept(day, limitOf(declaration)) < today;
const tooOld = (declaration: RootDeclaration<Row>): string => `lies further back than ${limitOf(declaration)}; history comes by import`;

async function upsert(desk: Desk, item: Item): Promise<Outcome> {
  const { session, declaration, bringer } = desk;
  if (ownService.has(declaration.recordType)) return notHere;
  const collectedOn = item.collectedOn ?? desk.today;
  if (collectedOn > desk.today) return refused([{ pointer: '/collectedOn', detail: 'lies in the future' }]);
  if (isTooOld(collectedOn, declaration, desk.today)) return refused([{ pointer: '/collectedOn', detail: tooOld(declaration) }]);
  const hash = item.sourceId === undefined ? null : sourceKey(bringer.key, bringer.source, declaration.recordType, item.sourceId);
  const [known] = hash === null ? [] : await session.query<{ id: string; forgottenOn: string | null }>(sql.findSource, [hash]);
  if (known) {
    const [there] = await session.query(sql.isActive(declaration), [known.id]);
    if (there) return change(desk, known.id, item.values);
    if (await isRestricted(session, declaration.recordType, known.id)) return restrictedOutcome;
    // What was forgotten does not come back; data collected after that day are new, of somebody who is new to us.
    if (known.forgottenOn === null || collectedOn <= known.forgottenOn) return { id: null, result: 'gone', code: 'gone', errors: [] };
  }
  return create(desk, item.values, collectedOn, hash);
}

async function create(desk: Desk, values: Values, collectedOn: string, hash: Buffer | null): Promise<Outcome> {
  const { session, declaration, bringer } = desk;
  const { stored, errors } = readValues(desk, values, true);
  if (errors.length > 0) return refused(errors);
  const id = randomUUID();
  const isPerson = declaration === domainRegistry.person;
  const personId = String(personOf(declaration, id, stored));
  const unfounded = await withoutBasis(desk, stored.keys(), isPerson ? null : personId);
  if (unfounded.length > 0) return refused(unfounded, 'purpose-without-basis');
  const returned = await listed(desk, isPerson ? null : personId, stored);
  if (returned === 'barred') return refused([], 'refused');
  const cells = new Map<string, Value>([...stored].map(([field, value]) => [field.name, value]));
  cells.set('id', id).set(snakeCase(declaration.collectedOn), collectedOn).set('origin', bringer.origin);
  if (isPerson) cells.set('search_key', keyOf(values));
  await session.query(sql.insertRecord(declaration, [...cells.keys()]), [...cells.values()]);
  if (hash !== null) await session.query(sql.writeSource, [hash, bringer.source, declaration.recordType, id]);
  if (bringer.origin !== 'person') await session.query(sql.addNotice, [randomUUID(), personId, bringer.source]);
  if (returned) await addReturn(session, personId, returned, desk.today);
  if (declaration.recordType === 'objection') await feedWaiting(session, bringer.listKeys, personId);
  return { id, result: 'created', code: null, errors: [] };
}

/** What the do-not-recreate list says to these values: the entry of somebody who comes by herself, `barred` to a machine, or nothing. */
async function listed({ session, declaration, bringer, barred }: Desk, personId: string | null, stored: ReadonlyMap<Field, Value>): Promise<Entry | 'barred' | null> {
  const values = Object.fromEntries([...stored].map(([field, value]) => [field.property, value]));
  const answer = await askList(session, bringer.listKeys, { declaration, values, personId, origin: bringer.origin });
  if (answer.kind === 'barred') barred.push(answer.entry);
  return answer.kind === 'free' ? null : answer.kind === 'barred' ? 'barred' : answer.entry;
}

async function change(desk: Desk, id: string, values: Values): Promise<Outcome> {
  const { session, declaration, bringer } = desk;
  if (ownService.has(declaration.recordType)) return notHere;
  const { stored, errors } = readValues(desk, values, false);
  if (errors.length > 0) return refused(errors);
  const fields = [...stored.keys()];
  const [before] = await session.query<Record<string, string | null>>(sql.lockRecord(declaration, fields.map((f) => f.name)), [id]);
  if (!before) return absent(session, declaration.recordType, id);
  const changed = fields.filter((field) => before[field.name] !== textOf(field, stored.get(field) ?? null));
  const texts = fields.map((field) => ({ property: field.property, text: textOf(field, stored.get(field) ?? null), changes: changed.includes(field) }));
  // In a statement after the lock: a correction that held the record meanwhile has committed what it protects.
  const { wrongAgain, settled } = bringer.corrects ? nothingCorrected : await rectifiedAmong(session, bringer, declaration.recordType, id, texts);
  if (wrongAgain.length > 0) return { id, result: 'conflict', code: 'rectified', errors: wrongAgain.map((property) => ({ pointer: `/values/${property}`, detail: 'is the value that the person had corrected; correct it at the source' })) };
  const disputed = await disputedBirthDate(desk, id, before, changed, stored);
  if (disputed) return disputed;
  await caughtUp(session, bringer.source, settled);
  if (changed.length === 0) return { id, result: 'unchanged', code: null, errors: [] };
  const [subject] = declaration.subjects;
  const [owner] = await session.query<{ id: string }>(sql.subjectOf(declaration, subject ?? ''), [id]);
  const unfounded = await withoutBasis(desk, changed, owner?.id ?? null);
  if (unfounded.length > 0) return refused(unfounded, 'purpose-without-basis');
  const returned = owner ? await listed(desk, owner.id, new Map(changed.map((field) => [field, stored.get(field) ?? null]))) : null;
  if (returned === 'barred') return refused([], 'refused');
  await session.query(sql.updateRecord(declaration, changed.map((f) => f.name)), [id, ...changed.map((f) => stored.get(f) ?? null)]);
  if (returned && owner) await addReturn(session, owner.id, returned, desk.today);
  if (declaration === domainRegistry.person) await refreshSearchKey(session, id);
  if (declaration.recordType === 'contact-details') await addressChanged(session, id, changed.map((field) => field.property));
  return { id, result: 'updated', code: null, errors: [] };
}

/** Two birth dates of one person are no change: a human decides between them (R53), unless it was decided at her request. */
async function disputedBirthDate({ session, declaration, bringer }: Desk, id: string, before: Readonly<Record<string, string | null>>, changed: readonly Field[], stored: ReadonlyMap<Field, Value>): Promise<Outcome | null> {
  const field = changed.find(({ property }) => property === 'birthDate');
  if (declaration !== domainRegistry.person || bringer.corrects || !field) return null;
  const [held, brought] = [before[field.name] ?? null, textOf(field, stored.get(field) ?? null)];
  if (!(await isBirthDateConflict(session, id, bringer.source, held, brought, bringer.listKeys.fields))) return null;
  return { id, result: 'conflict', code: 'conflict', errors: [{ pointer: '/values/birthDate', detail: 'is not the one that is held from elsewhere; a task for a human was opened' }] };
}

/** As PostgreSQL writes the value it holds: `12.50` and `12.5` are one number. */
function textOf(field: Field, value: Value): string | null {
  if (value === null) return null;
  return field.type === 'numeric' || field.type.endsWith('int') || field.type === 'integer' ? String(Number(value)) : String(value);
}

const keyOf = (values: Values): string => searchKey(...['lastName', 'birthName', 'firstName'].map((name) => (typeof values[name] === 'string' ? values[name] : null)));

async function refreshSearchKey(session: Session, id: string): Promise<void> {
  const [row] = await session.query<{ last: string | null; birth: string | null; first: string | null }>(sql.namesOf, [id]);
  if (row) await session.query(sql.writeSearchKey, [id, searchKey(row.last, row.birth, row.first)]);
}

function personOf(declaration: RootDeclaration<Row>, id: string, stored: ReadonlyMap<Field, Value>): Value {
  const [subject] = declaration.subjects;
  return subject === 'id' ? id : ([...stored].find(([field]) => field.property === subject)?.[1] ?? null);
}
