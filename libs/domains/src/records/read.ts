import type { Session } from '@oubli/database';
import type { Connections } from '@oubli/database';
import { maskValue, type Purpose } from '@oubli/personal-data';
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

/** Active records as far as the purposes of the reader go. @param masked for a person at a screen, who has not said what for */
export async function readRecords(session: Session, recordType: string, query: RecordQuery, purposes: readonly Purpose[], masked: boolean): Promise<ReadRecord[]> {
  const declaration = domainRegistry.root(recordType);
  const fields = servedFields(declaration, await fieldsOf(session, declaration), purposes);
  const rows = await session.query<{ id: string; collectedOn: string | null; values: Record<string, Value> }>(sql.selectRecords(declaration, fields), [query.id ?? null, query.personId ?? null, query.after ?? null, query.limit]);
  const shown = (values: Record<string, Value>): Record<string, Value> =>
    Object.fromEntries(fields.map((field) => {
      const value = values[field.property] ?? null;
      return [field.property, masked && value !== null ? maskValue(field.declaration, String(value)) : value];
    }));
  return rows.map((row) => ({ record: `${recordType}/${row.id}`, id: row.id, recordType, collectedOn: row.collectedOn, values: shown(row.values) }));
}

/** Marks what sources brought and is active no longer, and lets go of marks a year old (RET-40). With the owner's login. */
export async function endForgottenSources(owner: Connections): Promise<void> {
  for (const root of domainRegistry.roots) await owner.session.query(sql.markForgotten(root));
  await owner.session.query(sql.endForgotten);
}
