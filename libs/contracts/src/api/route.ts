import { z } from 'zod';
import type { Right } from './rights';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * One address of the API: what it takes, what it answers, and the right it asks for. Controllers, the console's types, the
 * client and /openapi.json are all made from this value.
 */
export interface Route {
  readonly method: Method;
  /** Below `/api/v1`, with `{name}` for parameters. */
  readonly path: string;
  readonly summary: string;
  /** `public`: nobody needs to be signed in. `session`: anybody who is. `own-page`: a person at her own page, who has no right of the console. */
  readonly right: Right | 'public' | 'session' | 'own-page';
  /** Who asks must have confirmed who she is within the last minutes. API keys, which have no password, are refused. */
  readonly stepUp?: true;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly status?: 200 | 201 | 202 | 204;
  readonly response: z.ZodType;
  /** `stream`: server-sent events of `response`; `csv`, `zip`: a file. */
  readonly kind?: 'json' | 'stream' | 'csv' | 'zip';
}

/** Ties a route's literal types down; checks nothing. */
export const route = <const R extends Route>(definition: R): R => definition;

type Part<R extends Route, K extends 'params' | 'query' | 'body'> = R[K] extends z.ZodType ? Readonly<Record<K, z.output<R[K]>>> : unknown;
type Sent<R extends Route, K extends 'params' | 'query' | 'body'> = R[K] extends z.ZodType ? Readonly<Record<K, z.input<R[K]>>> : unknown;

/** What a handler is given, parsed. */
export type InputOf<R extends Route> = Part<R, 'params'> & Part<R, 'query'> & Part<R, 'body'>;
/** What a client sends. */
export type RequestOf<R extends Route> = Sent<R, 'params'> & Sent<R, 'query'> & Sent<R, 'body'>;
/** What is answered. */
export type AnswerOf<R extends Route> = z.output<R['response']>;

export const uuid = z.uuid();
/** A calendar day in Paris. */
export const day = z.iso.date();
/** An instant, as PostgreSQL writes it. */
export const instant = z.string();
/** What stands behind the `#` of a link. */
export const token = z.string().regex(/^[A-Za-z0-9_-]{43}$/, { message: 'is no token of a link' });
export const idParams = z.object({ id: uuid });
export const nothing = z.null();

/** Rows of a list, with an opaque cursor when there are more. */
export const pageOf = <T extends z.ZodType>(row: T) =>
  z.object({ results: z.array(row), paging: z.object({ next: z.object({ after: z.string() }) }).optional() });

/** `limit` and `after` of every list. */
export const pageQuery = { limit: z.coerce.number().int().min(1).max(1000).default(100), after: z.string().min(1).max(300).optional() };
