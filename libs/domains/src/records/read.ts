import { readsColumn } from '@oubli/access';
import type { Session } from '@oubli/database';
import type { Connections } from '@oubli/database';
import { maskValue, type Purpose } from '@oubli/personal-data';
import type { PurposeRegister } from '@oubli/rights';
import { categoriesOfRecords } from '../purposes/categories-of';
import { domainRegistry } from '../registry';
import * as sql from './records.sql';
import { fieldsOf, servedFields, type Value } from './shape';

export interface ReadRecord {
  readonly record: string;
  readonly id: string;
  readonly recordType: string;
  readonly collectedOn: string | null;
  readonly values: Record<string, Value>;
}

export interface RecordQuery {
  readonly id?: string | null;
  readonly personId?: string | null;
  readonly after?: string | null;
  readonly limit: number;
}

/**
 * Active records as far as the purposes of the reader go.
 * @param shown masked for a person at a screen, who has not said what for; in the clear as far as the register of purposes allows for each record's person
 */
export async function readRecords(session: Session, recordType: string, query: RecordQuery, purposes: readonly Purpose[], shown: 'masked' | PurposeRegister): Promise<ReadRecord[]> {
  const declaration = domainRegistry.root(recordType);
  const fields = servedFields(declaration, await fieldsOf(session, declaration), purposes);
  const rows = await session.query<{ id: string; collectedOn: string | null; values: Record<string, Value> }>(sql.selectRecords(declaration, fields), [query.id ?? null, query.personId ?? null, query.after ?? null, query.limit]);
  const categories = shown === 'masked' ? null : await categoriesOfRecords(session, declaration, rows.map((row) => row.id));
  const valuesOf = ({ id, values }: (typeof rows)[number]): Record<string, Value> => {
    const allowed = shown === 'masked' ? purposes : shown.allowed(declaration, purposes, categories?.get(id));
    return Object.fromEntries(fields.filter((field) => readsColumn(declaration, field.declaration, allowed)).map((field) => {
      const value = values[field.property] ?? null;
      return [field.property, shown === 'masked' && value !== null ? maskValue(field.declaration, String(value)) : value];
    }));
  };
  return rows.map((row) => ({ record: `${recordType}/${row.id}`, id: row.id, recordType, collectedOn: row.collectedOn, values: valuesOf(row) }));
}

/** Marks what sources brought and is active no longer, and lets go of marks a year old (RET-40). With the owner's login. */
export async function endForgottenSources(owner: Connections): Promise<void> {
  for (const root of domainRegistry.roots) await owner.session.query(sql.markForgotten(root));
  await owner.session.query(sql.endForgotten);
}
