import type { FakeDictionary, Treatment } from '@oubli/personal-data';
import { alignedDictionary, dictionary } from './dictionary';
import { bandSql, generaliseSql, jsonSql } from './generalise.sql';
import type { TreatmentKeys } from './keys';
import { classOf, type TreatmentClass } from './treatment-class';

export interface TreatedColumn {
  /** Column name in the database. */
  readonly name: string;
  /** Type as `format_type` prints it. */
  readonly type: string;
  /** Code of the record type: the same value in two columns gives two tokens. */
  readonly recordCode: number;
}

export interface Rendered {
  readonly sql: string;
  readonly class: TreatmentClass;
}

type Param = (value: unknown, cast?: string) => string;

/** Domain separation of the two uses of the key. */
const tokenDomain = 'token';
const pickDomain = 'pick';

/** What stands before the message: use, record type and column, ended by a zero byte. */
export const columnIdentity = (use: 'token' | 'pick', column: Pick<TreatedColumn, 'name' | 'recordCode'>): Buffer =>
  Buffer.concat([Buffer.from(`${use}:${column.recordCode}:${column.name}`, 'utf8'), Buffer.from([0])]);

/**
 * The SQL expression of a column's new value. Keys, constants and words are bind parameters.
 * @param row alias of the row and SQL of its uuid
 * @param param registers a bind value and gives its placeholder
 */
export function renderTreatment(
  treatment: Treatment, column: TreatedColumn, row: { readonly alias: string; readonly id: string }, param: Param, keys: TreatmentKeys,
): Rendered {
  const value = `${row.alias}.${column.name}`;
  return { sql: expression(treatment, column, value, row.id, param, keys), class: classOf(treatment) };
}

function expression(treatment: Treatment, column: TreatedColumn, value: string, id: string, param: Param, keys: TreatmentKeys): string {
  switch (treatment.kind) {
    case 'keep':
      return value;
    case 'erase':
      return treatment.constant === undefined ? 'null' : `${param(String(treatment.constant), 'text')}::${column.type}`;
    case 'generalise':
      return generaliseSql(treatment, column.type, value, param);
    case 'band':
      return bandSql(treatment, column.type, value, param);
    case 'json':
      return jsonSql(treatment.parts, column.type, value, param);
    case 'pseudonym': {
      const token = `encode(substring(${hmacSql(tokenDomain, column, `convert_to(${value}::text, 'UTF8')`, param, keys)} from 1 for 16), 'hex')`;
      return treatment.form === 'email' ? `'u' || ${token} || '@example.invalid'` : token;
    }
    case 'fake':
      return treatment.aligned ? alignedFakeSql(treatment.dictionary, column, value, id, param, keys) : fakeSql(treatment.dictionary, column, value, id, param, keys);
  }
}

/** HMAC-SHA-256 with core functions; null when the message is null. */
function hmacSql(use: 'token' | 'pick', column: TreatedColumn, message: string, param: Param, keys: TreatmentKeys): string {
  if (!keys.pseudonym) throw new Error('The pseudonym key is lost: nothing can be replaced by a token or a fake.');
  const ipad = param(keys.pseudonym.ipad, 'bytea');
  const opad = param(keys.pseudonym.opad, 'bytea');
  const identity = param(columnIdentity(use, column), 'bytea');
  return `sha256(${opad} || sha256(${ipad} || ${identity} || ${message}))`;
}

/** The pick of all aligned fakes of a record type: they must not differ by column. */
export const alignedColumn = '*';

/**
 * As `fakeSql`, with one pick for the whole row. A word that is by chance the row's own stays: taking the next one would break
 * the agreement, and nobody can tell it from a pick.
 */
function alignedFakeSql(name: FakeDictionary, column: TreatedColumn, value: string, id: string, param: Param, keys: TreatmentKeys): string {
  const words = param(alignedDictionary(name), 'text[]');
  const hmac = hmacSql(pickDomain, { ...column, name: alignedColumn }, `uuid_send(${id})`, param, keys);
  return `case when ${value} is not null then (${words})[('x' || encode(substring(${hmac} from 1 for 4), 'hex'))::bit(32)::bigint % ${alignedDictionary(name).length} + 1] end`;
}

/**
 * Four bytes of a keyed hash of the row choose the word; where it is the row's own value, the next one is taken. The
 * inner queries end with OFFSET 0, or PostgreSQL would compute the hash anew wherever its number is used.
 */
function fakeSql(name: FakeDictionary, column: TreatedColumn, value: string, id: string, param: Param, keys: TreatmentKeys): string {
  const words = param(dictionary(name), 'text[]');
  const size = dictionary(name).length;
  const hmac = hmacSql(pickDomain, column, `uuid_send(${id})`, param, keys);
  return `case when ${value} is not null then (select case when q.word = ${value} then q.next else q.word end
      from (select (${words})[p.at + 1] as word, (${words})[(p.at + 1) % ${size} + 1] as next
        from (select (('x' || encode(substring(${hmac} from 1 for 4), 'hex'))::bit(32)::bigint % ${size})::int as at offset 0) p offset 0) q) end`;
}
