import { columnFacts } from '@oubli/anonymization';
import type { FieldKeys } from '@oubli/config';
import type { Session } from '@oubli/database';
import { openField } from '@oubli/people';
import { type AnyDeclaration, type ChildDeclaration, type ColumnDeclaration, isChild, type LawfulBasis, type PersonCategory, type Phase, type Purpose, type RootDeclaration, type Row, snakeCase } from '@oubli/personal-data';
import { endsOf, type RecordEnd, type Schedule } from '@oubli/retention';
import type { PurposeRegister, RedactionReason } from '@oubli/rights';
import { categoriesOfOne } from '../purposes/categories-of';
import { domainRegistry } from '../registry';
import * as sql from './package.sql';

/** One value as it is held, and what kind of thing it is. */
export interface HeldValue {
  readonly name: string;
  readonly column: ColumnDeclaration;
  /** As JSON; a sealed one opened, a file in base64, a secret never. */
  readonly value: unknown;
  /** `secret`: held, and shown to nobody; `file`: bytes. */
  readonly kind: 'value' | 'secret' | 'file';
  /** On what it is held today, of this person; none: on nothing. */
  readonly bases: readonly LawfulBasis[];
}

/** A row of a record: the record itself, or a part of it. */
export interface HeldRow {
  readonly declaration: AnyDeclaration;
  readonly id: string;
  readonly values: readonly HeldValue[];
}

export interface CollectedRecord extends HeldRow {
  readonly declaration: RootDeclaration<Row>;
  readonly phase: Phase;
  readonly origin: string | null;
  readonly collectedOn: string | null;
  readonly purposes: readonly Purpose[];
  /** On what it is held today, of this person. */
  readonly bases: readonly LawfulBasis[];
  /** Next end, by what; null while its clock has not started, or no policy governs it. */
  readonly until: string | null;
  readonly held: boolean;
  readonly legalReferences: readonly string[];
  /** Systems that supplied it. */
  readonly sources: readonly string[];
  readonly parts: readonly HeldRow[];
}

/** What is read, with the engine's login: archived and restricted records are hers too. */
export interface Collecting {
  readonly session: Session;
  /** Null where only the values matter: until when and where from are not asked for. */
  readonly schedule: Schedule | null;
  readonly fieldKeys: () => FieldKeys;
  readonly register: PurposeRegister;
}

const rowsAtOnce = 1000;
/** Said to be held and not repeated: a copy of an identity document is gone once verified (RET-22), and a package would outlive it. */
const heldOnly: ReadonlySet<string> = new Set(['identity-copy.contentSealed']);
/** A package does not hold the packages before it. */
const notRepeated: ReadonlySet<string> = new Set(['package-part']);

interface Column {
  readonly name: string;
  readonly column: ColumnDeclaration;
  readonly kind: HeldValue['kind'] | 'sealed';
  /** Expression of alias `r`. */
  readonly sql: string;
}

/** Credentials are compared, never shown; files go in base64, sealed fields are opened here, other bytes are hashes. */
async function columnsOf(session: Session, declaration: AnyDeclaration): Promise<Column[]> {
  const facts = await columnFacts(session, declaration.table);
  return Object.entries(declaration.columns).map(([name, column]): Column => {
    const cell = `r.${snakeCase(name)}`;
    if ((column.category === 'user.authorization.credentials' && column.role === 'sensitive') || heldOnly.has(`${declaration.recordType}.${name}`)) return { name, column, kind: 'secret', sql: `case when ${cell} is not null then true end` };
    if (facts.get(snakeCase(name))?.type !== 'bytea') return { name, column, kind: 'value', sql: cell };
    if (/Sealed$/.test(name)) return { name, column, kind: 'sealed', sql: `encode(${cell}, 'base64')` };
    return /sha256$/i.test(name) ? { name, column, kind: 'value', sql: `encode(${cell}, 'hex')` } : { name, column, kind: 'file', sql: `encode(${cell}, 'base64')` };
  });
}

function heldValue({ name, column, kind }: Column, declaration: AnyDeclaration, id: string, stored: unknown, keys: () => FieldKeys, bases: readonly LawfulBasis[]): HeldValue {
  if (kind !== 'sealed') return { name, column, kind, bases, value: stored ?? null };
  const value = typeof stored === 'string' ? openField(Buffer.from(stored, 'base64'), { table: declaration.table, column: snakeCase(name), row: id }, keys()) : null;
  return { name: name.replace(/Sealed$/, ''), column, kind: 'value', bases, value };
}

interface ReadRow {
  readonly id: string;
  readonly via: string;
  readonly phase: Phase;
  readonly origin: string | null;
  readonly collectedOn: string | null;
  readonly values: readonly unknown[];
}

/** Everything held on somebody in whatever role, type by type, in the order of the ids; never all of it in memory. */
export async function* collect(from: Collecting, personId: string): AsyncGenerator<CollectedRecord> {
  const categories = await categoriesOfOne(from.session, personId);
  for (const declaration of domainRegistry.roots) {
    const columns = await columnsOf(from.session, declaration);
    for (let after: string | null = null; ; ) {
      const rows: ReadRow[] = await from.session.query<ReadRow>(sql.readRecords(declaration, columns.map((c) => c.sql)), [personId, after, rowsAtOnce]);
      yield* await recordsOf(from, declaration, columns, rows, categories);
      if (rows.length < rowsAtOnce) break;
      after = rows.at(-1)?.id ?? null;
    }
  }
}

async function recordsOf(from: Collecting, declaration: RootDeclaration<Row>, columns: readonly Column[], rows: readonly ReadRow[], categories: readonly PersonCategory[]): Promise<CollectedRecord[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const ends = from.schedule === null ? new Map<string, RecordEnd>() : await endsOf(from.session, domainRegistry, from.schedule, declaration.recordType, ids);
  const sources = new Map<string, string[]>();
  if (from.schedule !== null) for (const { id, source } of await from.session.query<{ id: string; source: string }>(sql.sourcesOf, [declaration.recordType, ids])) sources.set(id, [...(sources.get(id) ?? []), source]);
  const parts = new Map<string, HeldRow[]>();
  for (const child of domainRegistry.childrenOf(declaration.recordType).filter((c) => !notRepeated.has(c.recordType))) {
    for (const { via, row } of await partsOf(from, declaration, child, ids, categories)) parts.set(via, [...(parts.get(via) ?? []), row]);
  }
  return rows.map((row): CollectedRecord => {
    const end = ends.get(row.id);
    return {
      declaration, id: row.id, phase: row.phase, origin: row.origin, collectedOn: row.collectedOn, purposes: declaration.purposes, bases: from.register.basesOf(declaration, categories),
      until: end?.endsOn ?? null, held: end?.held ?? false, legalReferences: end?.legalReferences ?? [], sources: sources.get(row.id) ?? [], parts: parts.get(row.id) ?? [],
      values: columns.map((column, i) => heldValue(column, declaration, row.id, row.values[i], from.fieldKeys, from.register.basesOf(declaration, categories, declaration, column.column))),
    };
  });
}

async function partsOf({ session, fieldKeys, register }: Collecting, root: RootDeclaration<Row>, child: ChildDeclaration<Row>, ids: readonly string[], categories: readonly PersonCategory[]): Promise<{ via: string; row: HeldRow }[]> {
  const columns = await columnsOf(session, child);
  const rows = await session.query<ReadRow>(sql.readParts(child, columns.map((c) => c.sql)), [ids]);
  return rows.map((row) => ({ via: row.via, row: { declaration: child, id: row.id, values: columns.map((column, i) => heldValue(column, child, row.id, row.values[i], fieldKeys, register.basesOf(root, categories, child, column.column))) } }));
}

/** Every row of a record, the record first. */
export const rowsOf = (record: CollectedRecord): readonly HeldRow[] => [record, ...record.parts];

/** What is looked through for others: texts, names and values somebody wrote; her own name and ways to reach her are hers. */
const ownCategories: ReadonlySet<string> = new Set(['user.contact.email', 'user.contact.phone_number', 'record.date', 'record.state', 'user.financial.amount', 'user.contact.address']);

/** Why a value may tell of somebody else; null when it does not. */
export function reasonOf({ declaration }: HeldRow, { column, kind, value }: HeldValue, personId: string, others: { isOther(id: string): boolean; mentions(text: string): readonly { reason: RedactionReason }[] }): RedactionReason | null {
  if (value === null || kind === 'secret') return null;
  if (kind === 'file') return 'file';
  const text = textOf(value);
  if (column.role === 'link' || column.category === 'record.structure') return text !== personId && others.isOther(text) ? 'person' : null;
  if (ownCategories.has(column.category) || (declaration === domainRegistry.person && !isChild(declaration))) return null;
  return others.mentions(text)[0]?.reason ?? null;
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
