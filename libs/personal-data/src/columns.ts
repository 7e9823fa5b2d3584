import type { DataCategory, IdentifierRole, Purpose } from './categories';
import { erase, keep, type Treatment } from './treatment';

/** Classification of one column; purposes default to those of the record. */
export interface ColumnDeclaration {
  readonly category: DataCategory;
  readonly role: IdentifierRole;
  /** What a version does to the column at an end that does not name it. */
  readonly treatment: Treatment;
  readonly purposes?: readonly Purpose[];
}

export const structure: ColumnDeclaration = { category: 'record.structure', role: 'none', treatment: keep };
/** A reference to a person: stays as long as the row, points to a tombstone at the end. */
export const personLink: ColumnDeclaration = { category: 'record.structure', role: 'link', treatment: keep };
export const state: ColumnDeclaration = { category: 'record.state', role: 'none', treatment: keep };
export const recordDate: ColumnDeclaration = { category: 'record.date', role: 'quasi', treatment: keep };

export const direct = (category: DataCategory, treatment: Treatment = erase): ColumnDeclaration => ({ category, role: 'direct', treatment });
export const quasi = (category: DataCategory, treatment: Treatment = erase): ColumnDeclaration => ({ category, role: 'quasi', treatment });
export const sensitive = (category: DataCategory, treatment: Treatment = erase): ColumnDeclaration => ({ category, role: 'sensitive', treatment });
export const freeText = (treatment: Treatment = erase): ColumnDeclaration => ({ category: 'user.content.free_text', role: 'free-text', treatment });
export const file = (treatment: Treatment = erase): ColumnDeclaration => ({ category: 'user.content.file', role: 'file', treatment });

/** Whether a column is the row's frame: it places, dates or links the row, and stays with any row that stays. */
export const isFrame = ({ category }: ColumnDeclaration): boolean => category.startsWith('record.');
