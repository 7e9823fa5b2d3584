import { ProblemError } from './problem.error';

/** A place in a list, opaque to the client. */
export const cursorOf = (place: readonly string[]): string => Buffer.from(JSON.stringify(place), 'utf8').toString('base64url');

/** @throws ProblemError when the cursor is none of ours */
export function placeOf(cursor: string | undefined, parts: number): readonly string[] | null {
  if (cursor === undefined) return null;
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(place) && place.length === parts && place.every((part): part is string => typeof part === 'string')) return place;
  } catch {
    // Not JSON: answered as any other wrong cursor.
  }
  throw new ProblemError('bad-request', undefined, [{ pointer: '/query/after', detail: 'is no cursor of this list' }]);
}

/** One page of rows; asks for one more than it shows to know whether there is a next. */
export const pageOf = <T>(rows: readonly T[], limit: number, place: (row: T) => readonly string[]): { results: readonly T[]; paging?: { next: { after: string } } } => {
  const results = rows.slice(0, limit);
  const last = results.at(-1);
  return rows.length > limit && last !== undefined ? { results, paging: { next: { after: cursorOf(place(last)) } } } : { results };
};
