import { api, type Method, problemSchema, problems, type Route } from '@oubli/contracts';
import { z } from 'zod';
import { apiPrefix } from './route.decorator';

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
};

const parametersOf = (schema: z.ZodObject | undefined, place: 'path' | 'query'): Json[] =>
  Object.entries(schema?.shape ?? {}).map(([name, part]) => {
    const type = part as z.ZodType;
    return { name, in: place, required: place === 'path' || !type.safeParse(undefined).success, schema: schemaOf(type, 'input') };
  });

const tagOf = (path: string): string => path.split('/')[1] ?? '';
const mediaOf = ({ kind }: Route): string => (kind === 'stream' ? 'text/event-stream' : kind === 'csv' ? 'text/csv' : kind === 'zip' ? 'application/zip' : 'application/json');

function operation(name: string, route: Route): Json {
  const refusals = ['400', '401', '403', '404', '409', '410', '412', '413', '415', '422', '428', '429', '500', '503'];
  const answer = { description: route.summary, ...(route.status === 204 ? {} : { content: { [mediaOf(route)]: { schema: schemaOf(route.response, 'output') } } }) };
  return {
    operationId: name, summary: route.summary, tags: [tagOf(route.path)],
    'x-right': route.right, ...(route.stepUp && { 'x-step-up': true }),
    security: route.right === 'public' ? [] : route.right === 'own-page' ? [{ page: [] }] : [{ session: [] }, { key: [] }],
    parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')],
    ...(route.body && { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body, 'input') } } } }),
    responses: {
      [String(route.status ?? 200)]: answer,
      ...Object.fromEntries(refusals.map((status) => [status, { $ref: '#/components/responses/problem' }])),
    },
  };
}

/** OpenAPI 3.1 of everything in the catalogue. @param version of the product */
export function openApiDocument(version: string): Json {
  const paths: Record<string, Json> = {};
  for (const [name, route] of Object.entries<Route>(api)) {
    const path = `${apiPrefix}${route.path}`;
    const method: Lowercase<Method> = route.method.toLowerCase() as Lowercase<Method>;
    paths[path] = { ...paths[path], [method]: operation(name, route) };
  }
  const codes = Object.entries(problems).map(([code, [status, title]]) => `\`${code}\` (${status}): ${title}`).join('\n');
  return {
    openapi: '3.1.0',
    info: { title: 'Oubli', version, description: `Keeps personal records exactly as long as the law and the privacy policy allow.\n\nRefusals are problem+json (RFC 9457):\n${codes}` },
    paths,
    components: {
      securitySchemes: {
        page: { type: 'apiKey', in: 'cookie', name: 'oubli-page', description: 'A person at her own page; every request but GET carries its X-CSRF-Token.' },
        session: { type: 'apiKey', in: 'cookie', name: 'oubli', description: 'A signed-in browser; every request but GET carries its X-CSRF-Token.' },
        key: { type: 'http', scheme: 'bearer', description: 'An API key, oub_…' },
      },
      responses: { problem: { description: 'Refused.', content: { 'application/problem+json': { schema: schemaOf(problemSchema, 'output') } } } },
    },
  };
}
