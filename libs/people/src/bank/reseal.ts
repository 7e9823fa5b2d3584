import type { FieldKeys } from '@oubli/config';
import type { Session } from '@oubli/database';
import { openField, sealField, SealedFieldError } from './sealed-field';

/** A column of sealed values, in a table with a uuid `id`. */
export interface SealedColumn {
  /** `schema.table` */
  readonly table: string;
  readonly column: string;
}

export interface Resealed {
  /** Values sealed anew. */
  readonly resealed: number;
  /** Values somebody else wrote in the meantime: under the current key already, or gone. */
  readonly overtaken: number;
  /** Values that do not open: their key is lost, or they were changed. They are left as they are. */
  readonly unopened: number;
}

interface Row {
  readonly id: string;
  readonly sealed: Buffer;
}

const rowsAtOnce = 200;

/** Values under another version of the key than the current one, which stands in the second and third byte. */
const olderThan = ({ table, column }: SealedColumn): string =>
  `select id::text as id, ${column} as sealed from ${table} where ${column} is not null and get_byte(${column}, 1) * 256 + get_byte(${column}, 2) <> $1 and id > $2 order by id limit ${rowsAtOnce}`;
/** Written only where the value is still the one that was read. */
const swap = ({ table, column }: SealedColumn): string => `update ${table} set ${column} = $3 where id = $1 and ${column} = $2 returning 1`;

/**
 * Seals values of earlier key versions under the current one, so that an old key may be destroyed. Each value in a statement of
 * its own, compared before it is set: killed at any point it goes on where it was, and a value that changes meanwhile stays.
 * @param session a login that sees every row
 */
export async function resealColumns(session: Session, columns: readonly SealedColumn[], keys: FieldKeys): Promise<Resealed> {
  const total = { resealed: 0, overtaken: 0, unopened: 0 };
  for (const place of columns) {
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const rows = await session.query<Row>(olderThan(place), [keys.current, after]);
      for (const row of rows) total[await resealOne(session, place, row, keys)] += 1;
      const last = rows.at(-1);
      if (!last) break;
      after = last.id;
    }
  }
  return total;
}

async function resealOne(session: Session, place: SealedColumn, { id, sealed }: Row, keys: FieldKeys): Promise<keyof Resealed> {
  let value: string;
  try {
    value = openField(sealed, { ...place, row: id }, keys);
  } catch (error) {
    if (error instanceof SealedFieldError) return 'unopened';
    throw error;
  }
  const written = await session.query(swap(place), [id, sealed, sealField(value, { ...place, row: id }, keys)]);
  return written.length > 0 ? 'resealed' : 'overtaken';
}
