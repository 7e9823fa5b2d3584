import { type ColumnDeclaration, type Origin, type Phase, personLink, recordDate, state, structure } from '@oubli/personal-data';
import { Column, ForeignKey, PrimaryColumn } from 'typeorm';

/** What every record about one person has: the person, the day and origin of collection, and its phase. */
export abstract class PersonRecord {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') @ForeignKey('Person') personId!: string;
  @Column('date', { nullable: true }) collectedOn!: string | null;
  @Column('text') origin!: Origin;
  @Column('text', { default: 'active' }) phase!: Phase;
}

/** Declaration of a `PersonRecord`'s own columns. */
export const personRecordColumns = {
  id: structure, personId: personLink, collectedOn: recordDate, origin: state, phase: state,
} as const satisfies Record<string, ColumnDeclaration>;

/** Where a `PersonRecord` keeps its subject, phase and day of collection. */
export const personRecord: { readonly subjects: readonly ['personId']; readonly phase: 'phase'; readonly collectedOn: 'collectedOn' } = {
  subjects: ['personId'], phase: 'phase', collectedOn: 'collectedOn',
};

/** The same columns in SQL: begin and end of the table's definition. */
export const personRecordSql = {
  begin: `id uuid primary key,
  person_id uuid not null references people.person (id),`,
  end: `collected_on date,
  origin text not null,
  phase text not null default 'active'`,
} as const;
