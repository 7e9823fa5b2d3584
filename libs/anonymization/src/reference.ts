import { createHmac } from 'node:crypto';
import type { Constant, FakeDictionary, JsonPart, Treatment } from '@oubli/personal-data';
import { alignedDictionary, dictionary } from './dictionary';
import { alignedColumn, columnIdentity, type TreatedColumn } from './render.sql';

/** The same rules as the generated SQL, in TypeScript: the reference its bytes are tested against. */
export function tokenOf(value: string, form: 'text' | 'email', column: Pick<TreatedColumn, 'name' | 'recordCode'>, key: Buffer): string {
  const token = createHmac('sha256', key).update(columnIdentity('token', column)).update(value, 'utf8').digest('hex').slice(0, 32);
  return form === 'email' ? `u${token}@example.invalid` : token;
}

/** The word a row gets. @param id uuid of the row */
export function fakeOf(original: string, name: FakeDictionary, id: string, column: Pick<TreatedColumn, 'name' | 'recordCode'>, key: Buffer): string {
  const words = dictionary(name);
  const bytes = createHmac('sha256', key).update(columnIdentity('pick', column)).update(Buffer.from(id.replaceAll('-', ''), 'hex')).digest();
  const at = bytes.readUInt32BE(0) % words.length;
  const word = words[at] ?? '';
  return word === original ? (words[(at + 1) % words.length] ?? '') : word;
}

/** The word an aligned fake gives a row. */
export function alignedFakeOf(name: FakeDictionary, id: string, recordCode: number, key: Buffer): string {
  const words = alignedDictionary(name);
  const bytes = createHmac('sha256', key).update(columnIdentity('pick', { name: alignedColumn, recordCode })).update(Buffer.from(id.replaceAll('-', ''), 'hex')).digest();
  return words[bytes.readUInt32BE(0) % words.length] ?? '';
}

/** The band of a number. */
export function bandOf(value: number, { width, top, bottom }: Extract<Treatment, { kind: 'band' }>): number {
  if (top !== undefined && value >= top) return top;
  return Math.max(Math.floor(value / width) * width, bottom ?? -Infinity);
}

const isObject = (json: unknown): json is Readonly<Record<string, unknown>> => typeof json === 'object' && json !== null && !Array.isArray(json);

/** A JSON value after its parts were removed or replaced. */
export const jsonWithout = (json: unknown, parts: readonly JsonPart[]): unknown => parts.reduce<unknown>((value, { path, to }) => withoutPart(value, path, to), json);

function withoutPart(json: unknown, path: readonly string[], to: Constant | undefined): unknown {
  const [key, ...rest] = path;
  const last = rest.length === 0;
  if (key === undefined) return json;
  if (key === '*') {
    if (!Array.isArray(json)) return json;
    return last && to === undefined ? [] : json.map((element: unknown) => (last ? (to ?? null) : withoutPart(element, rest, to)));
  }
  if (!isObject(json) || !Object.hasOwn(json, key)) return json;
  return Object.fromEntries(Object.entries(json).flatMap(([name, value]): [string, unknown][] =>
    name !== key ? [[name, value]] : last ? (to === undefined ? [] : [[name, to]]) : [[name, withoutPart(value, rest, to)]]));
}
