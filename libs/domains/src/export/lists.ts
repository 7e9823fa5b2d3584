import { readsRecord } from '@oubli/access';
import type { Session } from '@oubli/database';
import { type LawfulBasis, maskValue, type Purpose, type RootDeclaration, type Row } from '@oubli/personal-data';
import type { Given } from '@oubli/recipients';
import { dueBetween, type DueRecord, type Schedule, todayOf } from '@oubli/retention';
import type { PurposeRegister } from '@oubli/rights';
import { categoriesOfRecords } from '../purposes/categories-of';
import { fieldsOf, servedFields, type Field } from '../records/shape';
import { domainRegistry } from '../registry';
import type { Cell } from './csv';
import * as sql from './export.sql';

/** Records of a type, everything of a person, or what falls due between two days; all active. */
export type ExportList =
  | { readonly list: 'records'; readonly recordType: string; readonly personId?: string | undefined }
  | { readonly list: 'person'; readonly personId: string }
  | { readonly list: 'due'; readonly recordType?: string | undefined; readonly policy?: string | undefined; readonly from?: string | undefined; readonly to?: string | undefined };

/** One line of the file, and what it tells of whom. */
export interface ExportRow {
  readonly cells: readonly Cell[];
  readonly given: readonly Given[];
}

export interface Page {
  readonly rows: readonly ExportRow[];
  /** Records of the file among them. */
  readonly records: number;
  /** Records that were asked for and are not in the file. */
  readonly leftOut: number;
}

export interface Sheet {
  readonly title: string;
  readonly header: readonly string[];
  pages(): AsyncGenerator<Page>;
}

/** Where and for whom a list is read. */
export interface Reading {
  /** The application's login, in the transaction of the export: what it does not see is in no export. */
  readonly session: Session;
  readonly engine: Session;
  readonly schedule: Schedule;
  /** Purposes whose fields are in the file: of the reader, or the one she states. */
  readonly purposes: readonly Purpose[];
  /** What allows values to leave; null: they are masked. */
  readonly register: PurposeRegister | null;
}

interface Stored {
  readonly id: string;
  readonly collectedOn: string | null;
  readonly subjects: readonly string[];
  readonly held: boolean;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A stored record and the basis on which its values may leave; null: they are masked. */
interface Read extends Stored {
  readonly basis: LawfulBasis | null;
}

/** Records read at once. */
export const pageSize = 1000;
const yearsAhead = 2;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value));

function cellOf(field: Field, value: unknown, masked: boolean): Cell {
  if (value === null || value === undefined) return null;
  if (masked) return maskValue(field.declaration, textOf(value));
  return typeof value === 'number' ? value : textOf(value);
}

/** What a record's file line tells of each of its persons; a record without any value still tells that it is there. */
function givenOf(declaration: RootDeclaration<Row>, fields: readonly Field[], row: Read): Given[] {
  const { basis } = row;
  if (basis === null) return [];
  const held = fields.filter((field) => row.values[field.property] !== null && row.values[field.property] !== undefined).map((field) => field.property);
  return [...new Set(row.subjects)].map((personId) => ({ personId, recordType: declaration.recordType, recordId: row.id, fields: held.length === 0 ? ['id'] : held, basis }));
}

/**
 * The records that may be in the file, in the order of the ids: with values neither a held one, nor one of somebody who is gone, nor
 * one of a person for whom the purpose has no basis in force.
 */
async function readRows({ session, register, purposes }: Reading, declaration: RootDeclaration<Row>, fields: readonly Field[], ids: readonly string[]): Promise<Read[]> {
  const persons = register === null ? null : new Set((await session.query<{ id: string }>(sql.lockSubjects(declaration), [ids])).map((p) => p.id));
  const rows = new Map((await session.query<Stored>(sql.readRows(declaration, fields), [ids])).map((row) => [row.id, row]));
  const categories = register === null ? null : await categoriesOfRecords(session, declaration, ids);
  return ids.flatMap((id): Read[] => {
    const row = rows.get(id);
    if (!row) return [];
    if (persons === null || register === null) return [{ ...row, basis: null }];
    const basis = purposes.flatMap((purpose) => register.statesFor(declaration, purpose, categories?.get(id)))[0]?.basis ?? null;
    return basis !== null && !row.held && row.subjects.every((s) => persons.has(s)) ? [{ ...row, basis }] : [];
  });
}

async function* idPages(session: Session, declaration: RootDeclaration<Row>, personId: string | null): AsyncGenerator<string[]> {
  for (let after: string | null = null; ; ) {
    const ids: string[] = (await session.query<{ id: string }>(sql.nextIds(declaration), [personId, after, pageSize])).map((row) => row.id);
    if (ids.length > 0) yield ids;
    if (ids.length < pageSize) return;
    after = ids.at(-1) ?? null;
  }
}

const recordName = (declaration: RootDeclaration<Row>, id: string): string => `${declaration.recordType}/${id}`;

/** Opens a list: its columns, and its rows page by page. */
export async function openList(reading: Reading, wanted: ExportList): Promise<Sheet> {
  switch (wanted.list) {
    case 'records': return recordSheet(reading, domainRegistry.root(wanted.recordType), wanted.personId ?? null);
    case 'person': return personSheet(reading, wanted.personId);
    case 'due': return dueSheet(reading, wanted);
  }
}

const served = async (reading: Reading, declaration: RootDeclaration<Row>): Promise<readonly Field[]> =>
  servedFields(declaration, await fieldsOf(reading.session, declaration), reading.purposes);

async function recordSheet(reading: Reading, declaration: RootDeclaration<Row>, personId: string | null): Promise<Sheet> {
  const fields = await served(reading, declaration);
  return {
    title: `records ${declaration.recordType}`,
    header: ['record', 'collectedOn', ...fields.map((field) => field.property)],
    async *pages() {
      for await (const ids of idPages(reading.session, declaration, personId)) {
        const rows = await readRows(reading, declaration, fields, ids);
        yield { records: rows.length, leftOut: ids.length - rows.length, rows: rows.map((row) => wideRow(reading, declaration, fields, row, [])) };
      }
    },
  };
}

const wideRow = ({ register }: Reading, declaration: RootDeclaration<Row>, fields: readonly Field[], row: Read, before: readonly Cell[]): ExportRow => ({
  cells: [recordName(declaration, row.id), ...before, row.collectedOn, ...fields.map((field) => cellOf(field, row.values[field.property], register === null))],
  given: givenOf(declaration, fields, row),
});

/** Records of several types have no columns in common: a line for each field. */
async function personSheet(reading: Reading, personId: string): Promise<Sheet> {
  return {
    title: 'person',
    header: ['record', 'recordType', 'collectedOn', 'field', 'value'],
    async *pages() {
      for (const declaration of domainRegistry.roots.filter((root) => readsRecord(root, reading.purposes))) {
        const fields = await served(reading, declaration);
        for await (const ids of idPages(reading.session, declaration, personId)) {
          const read = await readRows(reading, declaration, fields, ids);
          const rows = read.flatMap((row) => fields.flatMap((field, i): ExportRow[] => {
            const cell = cellOf(field, row.values[field.property], reading.register === null);
            return cell === null && i > 0 ? [] : [{
              cells: [recordName(declaration, row.id), declaration.recordType, row.collectedOn, field.property, cell],
              given: i > 0 ? [] : givenOf(declaration, fields, row),
            }];
          }));
          yield { records: read.length, leftOut: ids.length - read.length, rows };
        }
      }
    },
  };
}

/** Ids of a page's records that nobody had restricted: a list of what falls due tells of somebody, too. */
async function notRestricted(engine: Session, page: readonly DueRecord[]): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (const recordType of new Set(page.map((row) => row.recordType))) {
    const ofType = page.filter((row) => row.recordType === recordType).map((row) => row.id);
    for (const { id } of await engine.query<{ id: string }>(sql.unrestricted(domainRegistry.root(recordType)), [ofType])) ids.add(id);
  }
  return ids;
}

async function* duePages({ engine, schedule }: Reading, recordTypes: readonly string[], wanted: Extract<ExportList, { list: 'due' }>): AsyncGenerator<DueRecord[]> {
  const today = await todayOf(engine);
  const range = { from: wanted.from ?? '1900-01-01', to: wanted.to ?? `${Number(today.slice(0, 4)) + yearsAhead}${today.slice(4)}` };
  for (let after: { dueOn: string; id: string } | null = null; ; ) {
    const page: DueRecord[] = await dueBetween(engine, domainRegistry, schedule, { recordTypes, ...range, after, limit: pageSize });
    const shown = await notRestricted(engine, page);
    yield page.filter((row) => shown.has(row.id) && (wanted.policy === undefined || row.policies.includes(wanted.policy)));
    const last = page.at(-1);
    if (page.length < pageSize || !last) return;
    after = { dueOn: last.dueOn, id: last.id };
  }
}

/** Masked, the list as the screen shows it; with values, the active records of one type among them. */
async function dueSheet(reading: Reading, wanted: Extract<ExportList, { list: 'due' }>): Promise<Sheet> {
  const header = ['record', 'dueOn', 'policies'];
  const before = (row: DueRecord): readonly Cell[] => [row.dueOn, row.policies.join(', ')];
  if (reading.register === null || wanted.recordType === undefined) {
    const types = wanted.recordType === undefined ? domainRegistry.roots.map((root) => root.recordType) : [wanted.recordType];
    return {
      title: 'due', header: [...header, 'held'],
      async *pages() {
        for await (const page of duePages(reading, types, wanted)) {
          yield { records: page.length, leftOut: 0, rows: page.map((row) => ({ cells: [`${row.recordType}/${row.id}`, ...before(row), row.held ? 'yes' : 'no'], given: [] })) };
        }
      },
    };
  }
  const declaration = domainRegistry.root(wanted.recordType);
  const fields = await served(reading, declaration);
  return {
    title: `due ${declaration.recordType}`, header: [...header, 'collectedOn', ...fields.map((field) => field.property)],
    async *pages() {
      for await (const page of duePages(reading, [declaration.recordType], wanted)) {
        const byId = new Map(page.map((row) => [row.id, row]));
        const rows = await readRows(reading, declaration, fields, page.map((row) => row.id));
        yield {
          records: rows.length, leftOut: page.length - rows.length,
          rows: rows.map((row) => wideRow(reading, declaration, fields, row, before(byId.get(row.id) ?? { recordType: '', id: '', dueOn: '', held: false, policies: [] }))),
        };
      }
    },
  };
}
