import { ProblemError } from './problem.error';

/** A place in a list, opaque to the client. */
export const cursorOf = (place: readonly string[]): string => Buffer.from(JSON.stringify(place), 'utf8').toString('base64url');

/** A day of the calendar, not the thirtieth of February. */
const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
/** As PostgreSQL or JSON write it. */
const isInstant = (text: string): boolean => isDay(text.slice(0, 10)) && /^[ T]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?(Z|[+-]\d{2}(:?\d{2})?)$/.test(text.slice(10));

/** What the parts of a place look like: a cursor is written by us, and may be sent by anybody. */
const forms = {
  uuid: (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text), day: isDay, instant: isInstant,
  number: (text: string) => /^\d{1,15}$/.test(text), word: (text: string) => /^[a-z][a-z0-9-]{0,60}$/.test(text),
} as const;

/**
 * @param parts forms of the parts, in their order
 * @throws ProblemError when the cursor is none of ours
 */
export function placeOf(cursor: string | undefined, ...parts: readonly (keyof typeof forms)[]): readonly string[] | null {
  if (cursor === undefined) return null;
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(place) && place.length === parts.length && place.every((part, i): part is string => typeof part === 'string' && forms[parts[i] ?? 'uuid'](part))) return place;
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
