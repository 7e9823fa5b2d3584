import type { Route } from '@oubli/contracts';
import { z } from 'zod';
import type { ApiRequest } from './actor';
import { type PlaceProblem, ProblemError } from './problem.error';

/** A body deeper or wider than any of ours is nobody's honest request. */
const deepest = 24;
const mostKeys = 50_000;

/** Keys that would reach an object's prototype. */
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** NUL, which PostgreSQL has no room for, and half of a surrogate pair, which would be stored as another character. */
const unstorable = (text: string): boolean => text.includes('\0') || !text.isWellFormed();

/**
 * Refuses what no schema sees: depth, number of keys, keys that reach a prototype, text that cannot be stored as it was sent.
 * @param known keys the schema names at the top: any other may be what somebody typed, and is not repeated
 */
export function assertPlain(value: unknown, known?: ReadonlySet<string>): void {
  let keys = 0;
  const visit = (part: unknown, pointer: string, depth: number): void => {
    const refuse = (detail: string): never => {
      throw new ProblemError('bad-request', undefined, [{ pointer, detail }]);
    };
    if (typeof part === 'string' && unstorable(part)) refuse('holds a character that cannot be stored');
    if (typeof part !== 'object' || part === null) return;
    if (depth > deepest) refuse(`is nested deeper than ${deepest} levels`);
    for (const [key, inner] of Object.entries(part)) {
      keys += 1;
      if (keys > mostKeys) refuse(`has more than ${mostKeys} values`);
      if (forbiddenKeys.has(key) || unstorable(key)) refuse('has a key that is not allowed');
      visit(inner, `${pointer}/${(pointer !== '' || (known?.has(key) ?? true)) && key.length <= 60 && /^[\w-]+$/.test(key) ? key : '?'}`, depth + 1);
    }
  };
  visit(value, '', 0);
}

/** zod's own sentences never repeat a value, but for unknown keys, which a sender may have filled with one. */
function placesOf(error: z.ZodError, part: string): PlaceProblem[] {
  return error.issues.map((issue) => ({
    pointer: `/${[part, ...issue.path.map((step) => (/^[\w-]{1,60}$/.test(String(step)) ? String(step) : '?'))].filter((step) => step !== '').join('/')}`,
    detail: issue.code === 'unrecognized_keys' ? 'has a property that is not known' : issue.code === 'invalid_value' ? 'is not one of the values it may have' : issue.message,
  }));
}

/** Parses params, query and body of a request. @throws ProblemError naming every place */
export function parseInput(route: Route, request: ApiRequest): unknown {
  const input: Record<string, unknown> = {};
  const places: PlaceProblem[] = [];
  for (const part of ['params', 'query', 'body'] as const) {
    const schema = route[part];
    if (!schema) continue;
    const given: unknown = part === 'body' ? (request.body ?? {}) : { ...request[part] };
    assertPlain(given, schema instanceof z.ZodObject ? new Set(Object.keys(schema.shape)) : undefined);
    const parsed = schema.safeParse(given);
    if (parsed.success) input[part] = parsed.data;
    else places.push(...placesOf(parsed.error, part === 'body' ? '' : part));
  }
  if (places.length > 0) throw new ProblemError('bad-request', undefined, places);
  return input;
}
