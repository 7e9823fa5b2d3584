import { createHmac } from 'node:crypto';
import type { FakeDictionary } from '@oubli/personal-data';
import { dictionary } from './dictionary';
import { columnIdentity, type TreatedColumn } from './render.sql';

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
