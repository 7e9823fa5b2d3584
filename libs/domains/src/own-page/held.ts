import type { Session } from '@oubli/database';
import type { AnyDeclaration, ColumnDeclaration, DataCategory, LawfulBasis, Phase, Purpose, RootDeclaration, Row } from '@oubli/personal-data';
import { endsOf, type RecordEnd, type Schedule } from '@oubli/retention';
import type { PurposeRegister } from '@oubli/rights';
import { categoriesOfOne } from '../purposes/categories-of';
import { domainRegistry } from '../registry';
import * as sql from './own-page.sql';

/** A value of hers as her page shows it. */
export interface OwnValue {
  readonly column: string;
  readonly category: DataCategory;
  readonly value: string;
}

/** What is held about a person of one record type: all of it is said to exist, values are shown as far as access allows. */
export interface OwnGroup {
  readonly recordType: string;
  readonly purposes: readonly Purpose[];
  /** On what it is held today; none: on nothing. */
  readonly bases: readonly LawfulBasis[];
  readonly count: number;
  /** More than the page counts. */
  readonly more: boolean;
  readonly archived: number;
  readonly restricted: number;
  readonly held: number;
  /** Values wait for a second proof: bank details, a dispute, or a house that asks for a document. */
  readonly secondProof: boolean;
  /** Next ends of them: the first and the last day; how many have none yet. */
  readonly firstEnd: string | null;
  readonly lastEnd: string | null;
  readonly undated: number;
  readonly origins: readonly string[];
  readonly legalReferences: readonly string[];
  /** Columns that hold something, of the records and of what belongs to them. */
  readonly fields: readonly { readonly column: string; readonly category: DataCategory }[];
  /** The latest of them that may be shown. */
  readonly records: readonly { readonly collectedOn: string | null; readonly until: string | null; readonly values: readonly OwnValue[] }[];
}

/** Who looks: PostgreSQL decides by the application's login what is shown, and the engine's knows what is there. */
export interface OwnReader {
  readonly app: Session;
  readonly engine: Session;
  readonly schedule: Schedule;
  /** A confirmed mailbox is not enough in this house. */
  readonly secondProof: boolean;
  readonly register: PurposeRegister;
}

const mostRecords = 1000;
const shownRecords = 20;

const sensitive: ReadonlySet<DataCategory> = new Set(['user.financial.bank_account', 'user.legal.dispute']);
/** What tells of nobody else. Texts, files and names somebody wrote do not: a human looks through them in an access package. */
const ofAnybody: ReadonlySet<DataCategory> = new Set(['record.date', 'record.state', 'user.financial.amount']);
const ofHerself: ReadonlySet<DataCategory> = new Set(['user.contact.email', 'user.contact.phone_number', 'user.contact.address', 'user.demographic.date_of_birth']);
const names: ReadonlySet<DataCategory> = new Set(['user.name', 'user.name.birth']);

const isTold = ({ role, category }: ColumnDeclaration): boolean => role !== 'link' && category !== 'record.structure';

/** Columns whose values her page shows. A record of several persons shows what is none of theirs. */
export function shownColumns(declaration: RootDeclaration<Row>): readonly string[] {
  const alone = declaration.subjects.length === 1;
  return Object.entries(declaration.columns).filter(([name, column]) => {
    if (!isTold(column) || /Sealed$|Sha256$/.test(name)) return false;
    if (ofAnybody.has(column.category)) return true;
    return alone && (ofHerself.has(column.category) || (declaration === domainRegistry.person && names.has(column.category)));
  }).map(([name]) => name);
}

/** Does a record type hold what a mailbox alone must not open? */
export const needsSecondProof = (declarations: readonly AnyDeclaration[]): boolean => declarations.some(({ columns }) => Object.values(columns).some(({ category }) => sensitive.has(category)));

interface Existing {
  readonly id: string;
  readonly phase: Phase;
  readonly origin: string | null;
  readonly collectedOn: string | null;
}

/** Everything held about a person in whatever role, type by type; types of which nothing is held are left out. */
export async function heldForHer(reader: OwnReader, personId: string): Promise<OwnGroup[]> {
  const groups: OwnGroup[] = [];
  const categories = await categoriesOfOne(reader.engine, personId);
  for (const declaration of domainRegistry.roots) {
    const existing = await reader.engine.query<Existing>(sql.existing(declaration), [personId, mostRecords + 1]);
    if (existing.length > 0) groups.push({ ...(await groupOf(reader, declaration, personId, existing)), bases: reader.register.basesOf(declaration, categories) });
  }
  return groups;
}

async function groupOf(reader: OwnReader, declaration: RootDeclaration<Row>, personId: string, existing: readonly Existing[]): Promise<Omit<OwnGroup, 'bases'>> {
  const records = existing.slice(0, mostRecords);
  const children = domainRegistry.childrenOf(declaration.recordType);
  const ends = await endsOf(reader.engine, domainRegistry, reader.schedule, declaration.recordType, records.map((r) => r.id));
  const active = records.filter((r) => r.phase === 'active');
  const secondProof = reader.secondProof || needsSecondProof([declaration, ...children]);
  const columns = secondProof ? [] : shownColumns(declaration);
  // Row-level security hides what is archived or restricted: what this login does not see is not shown, whatever is said here.
  const seen = new Map((await reader.app.query<{ id: string; values: (string | null)[] }>(sql.values(declaration, columns), [active.map((r) => r.id)])).map((row) => [row.id, row.values]));
  const days = records.map((r) => ends.get(r.id)?.endsOn ?? null).filter((day) => day !== null).sort();
  return {
    recordType: declaration.recordType, purposes: declaration.purposes, count: records.length, more: existing.length > mostRecords,
    archived: records.length - active.length, restricted: active.length - seen.size, held: records.filter((r) => ends.get(r.id)?.held).length, secondProof,
    firstEnd: days[0] ?? null, lastEnd: days.at(-1) ?? null, undated: records.length - days.length, origins: distinct(records.map((r) => r.origin)),
    legalReferences: distinct([...ends.values()].flatMap((end) => end.legalReferences)), fields: await fieldsOf(reader.engine, [declaration, ...children], declaration, personId),
    records: columns.length === 0 ? [] : shown(active, seen, ends, declaration, columns),
  };
}

function shown(active: readonly Existing[], seen: ReadonlyMap<string, readonly (string | null)[]>, ends: ReadonlyMap<string, RecordEnd>, { columns: declared }: RootDeclaration<Row>, columns: readonly string[]): OwnGroup['records'] {
  return active.filter((r) => seen.has(r.id)).slice(0, shownRecords).map(({ id, collectedOn }) => ({
    collectedOn, until: ends.get(id)?.endsOn ?? null,
    values: (seen.get(id) ?? []).flatMap((value, i) => {
      const column = columns[i];
      const category = column === undefined ? undefined : declared[column]?.category;
      return value === null || column === undefined || category === undefined ? [] : [{ column, category, value }];
    }),
  }));
}

async function fieldsOf(engine: Session, declarations: readonly AnyDeclaration[], root: RootDeclaration<Row>, personId: string): Promise<OwnGroup['fields']> {
  const fields = new Map<string, DataCategory>();
  for (const declaration of declarations) {
    const columns = Object.entries(declaration.columns).filter(([, column]) => isTold(column));
    const [row] = columns.length === 0 ? [] : await engine.query<{ filled: (boolean | null)[] }>(sql.filled(declaration, root, columns.map(([name]) => name)), [personId]);
    columns.forEach(([name, { category }], i) => row?.filled[i] && fields.set(name, category));
  }
  return [...fields].map(([column, category]) => ({ column, category }));
}

const distinct = (values: readonly (string | null)[]): string[] => [...new Set(values.filter((value) => value !== null))].sort();
