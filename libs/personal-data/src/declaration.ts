import { type PersonCategory, personCategories, type Purpose } from './categories';
import type { ClockDeclaration } from './clock';
import type { ColumnDeclaration } from './columns';
import type { Evidence, InUse } from './evidence';

/** Phases of a record that can be read from its row; a deleted record has none. */
export const phases = ['active', 'archived', 'treated'] as const;
export type Phase = (typeof phases)[number];

export type PropertyOf<E> = Extract<keyof E, string>;

/**
 * A stored SHA-256 and what it is of (R18): the bytes of a file, or a row that never changes once issued, as a function of
 * the database reads it (`schema.function`, row -> 32 bytes).
 */
export type IntegrityCheck<E> =
  | { readonly hash: PropertyOf<E>; readonly file: PropertyOf<E> }
  | { readonly hash: PropertyOf<E>; readonly row: string };

/** Fields common to roots and children. */
interface TableDeclaration<E> {
  /** kebab-case, unique: `application`. Used in `type/uuid`, in policies and on the command line. */
  readonly recordType: string;
  /** Stable number of the record type in the ledger; never reused. */
  readonly code: number;
  /** `schema.table` */
  readonly table: string;
  /** What it is held for; on which basis says the register of purposes, by category of person and day. */
  readonly purposes: readonly Purpose[];
  /** What the integrity job compares with a stored hash. */
  readonly integrity?: readonly IntegrityCheck<E>[];
  /** Every column, by property name: a missing one does not compile. */
  readonly columns: Readonly<Record<PropertyOf<E>, ColumnDeclaration>>;
}

/**
 * Dissociation (R37, RET-12): a record whose policy ends adds one to the count of those with the same values. What is left has no
 * identifier, no key, no day and no row order, and its totals are those of the records.
 */
export interface Tally<E> {
  /** `schema.table`, unique on the columns of `by`, nulls not distinct. */
  readonly table: string;
  /** Properties whose values are counted: none that identifies, dates or is free text. */
  readonly by: readonly PropertyOf<E>[];
  /** Column of the table that holds the count. */
  readonly count: string;
}

/**
 * A domain's classification of one table of records.
 * `subjects`: properties that hold person ids; the first is never null (but see `mayBeAboutNobodyKnown`), gives the lane and the event clocks;
 * all are locked and one held subject keeps the record.
 */
export interface RootDeclaration<E> extends TableDeclaration<E> {
  readonly subjects: readonly PropertyOf<E>[];
  /** Categories of person such a record can be about; absent: it says nothing of who somebody is, and follows her other records. */
  readonly about?: readonly PersonCategory[];
  /** The first subject may be null after all: a record about somebody the registry does not know is its own lane and lock. */
  readonly mayBeAboutNobodyKnown?: true;
  /** A file by which a person's own rights are served: a restriction she asked for does not reach it (Art. 18(2), 18(3), 19 GDPR). */
  readonly beyondRestriction?: true;
  readonly phase: PropertyOf<E>;
  readonly collectedOn: PropertyOf<E>;
  readonly clocks: Readonly<Record<string, ClockDeclaration>>;
  /** How far back a day may lie that a source system gives; a month when not said. History comes by import. */
  readonly backdating?: string;
  /** Where the record is counted when its policy ends, for statistics that need no person. */
  readonly tally?: Tally<E>;
  /** Phases in which the record needs to know who the person is. */
  readonly namesIdentity: readonly Phase[];
  /** What is kept against the person's wish to be erased; absent: nothing but what a floor keeps. */
  readonly evidence?: Evidence<PropertyOf<E>>;
  /** A wish for erasure never reaches it: the file that proves that it was answered (Art. 5(2) GDPR). */
  readonly beyondWishes?: true;
  /** When the record is still needed for what it was collected for, whatever the person asks. */
  readonly inUse?: InUse;
}

/** Rows that live and die with their root; a child has no policy of its own. */
export interface ChildDeclaration<E> extends TableDeclaration<E> {
  /**
   * Property with the instant after which a row is deleted by itself, before its root is: for what lasts hours
   * (RET-19), which no period in days can express. A hold on the record keeps it.
   */
  readonly expires?: PropertyOf<E>;
  readonly partOf: { readonly recordType: string; readonly via: PropertyOf<E> };
  /** Columns that are kept with the evidence of its root; absent: the row is no evidence. */
  readonly evidence?: readonly PropertyOf<E>[];
}

/**
 * Rows without a policy: reference data, or rows of the engine with an end of their own.
 * Declared so that no column of the database is unclassified.
 */
export interface ReferenceDeclaration<E> extends TableDeclaration<E> {
  readonly reference: true;
  /** Why no policy governs it, in a sentence. */
  readonly because: string;
}

export type AnyDeclaration = RootDeclaration<Row> | ChildDeclaration<Row> | ReferenceDeclaration<Row>;
/** A declaration whose row type has been checked already. */
export type Row = Record<string, unknown>;

type EntityClass<E> = abstract new () => E;

/**
 * Declares a root record type. `entity` is only there for its type: every property must be classified.
 */
export function personalData<E>(_entity: EntityClass<E>, declaration: RootDeclaration<E>): RootDeclaration<Row> {
  return declaration as unknown as RootDeclaration<Row>;
}

/** Declares rows that are part of a root record. */
export function partOfRecord<E>(_entity: EntityClass<E>, declaration: ChildDeclaration<E>): ChildDeclaration<Row> {
  return declaration as unknown as ChildDeclaration<Row>;
}

/** Declares rows that no policy governs, and why. */
export function referenceData<E>(_entity: EntityClass<E>, declaration: ReferenceDeclaration<E>): ReferenceDeclaration<Row> {
  return declaration as unknown as ReferenceDeclaration<Row>;
}

export const isRoot = (d: AnyDeclaration): d is RootDeclaration<Row> => 'subjects' in d;
export const isChild = (d: AnyDeclaration): d is ChildDeclaration<Row> => 'partOf' in d;
export const isReference = (d: AnyDeclaration): d is ReferenceDeclaration<Row> => 'reference' in d;

/** Categories a record can be about: as declared, or any. */
export const aboutOf = (declaration: RootDeclaration<Row>): readonly PersonCategory[] => declaration.about ?? personCategories;
