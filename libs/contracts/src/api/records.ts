import { z } from 'zod';
import { eventKinds } from '@oubli/personal-data';
import { day, idParams, nothing, pageOf, pageQuery, route, uuid } from './route';

const typeParams = z.object({ recordType: z.string().max(60) });
const recordParams = typeParams.extend({ id: uuid });
const value = z.union([z.string().max(20_000), z.number(), z.boolean(), z.null()]);
/** The fields of a record by their declared names; which there are, and of which kind, `GET /record-types/{recordType}` tells. */
const values = z.record(z.string().max(60), value);
const sourceId = z.string().trim().min(1).max(200);
const dryRun = z.object({ dryRun: z.enum(['true', 'false']).default('false') });
const record = z.object({ record: z.string(), id: uuid, recordType: z.string(), collectedOn: z.string().nullable(), values });
const results = ['created', 'updated', 'unchanged', 'conflict', 'gone', 'refused'] as const;
const result = z.object({
  index: z.number(), sourceId: z.string().nullable(), id: uuid.nullable(), result: z.enum(results), code: z.string().nullable(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })),
});
const event = z.object({ id: uuid, personId: uuid, kind: z.enum(eventKinds), occurredOn: z.string(), sourceType: z.string(), cancelled: z.boolean() });

export const recordRoutes = {
  listRecords: route({ method: 'GET', path: '/records/{recordType}', summary: 'Active records of a type, oldest id first; of one person where she is named.', right: 'records:read', params: typeParams, query: z.object({ ...pageQuery, personId: uuid.optional(), sourceId: sourceId.optional() }), response: pageOf(record) }),
  readRecord: route({ method: 'GET', path: '/records/{recordType}/{id}', summary: 'One active record. Gone ones answer 410 to the source that supplied them and 404 to others.', right: 'records:read', params: recordParams, response: record }),
  createRecord: route({ method: 'POST', path: '/records/{recordType}', summary: 'Creates a record.', right: 'records:write', params: typeParams, query: dryRun, status: 201, body: z.strictObject({ sourceId: sourceId.optional(), collectedOn: day.optional(), values }), response: result }),
  changeRecord: route({ method: 'PATCH', path: '/records/{recordType}/{id}', summary: 'Changes fields of a record; what is unchanged starts no clock.', right: 'records:write', params: recordParams, query: dryRun, body: z.strictObject({ values }), response: result }),
  upsertRecords: route({
    method: 'POST', path: '/records/{recordType}/batch', summary: 'Creates or changes up to 1,000 records by the source system’s own ids, with a result for each.', right: 'records:write', params: typeParams, query: dryRun,
    body: z.strictObject({ items: z.array(z.strictObject({ sourceId, collectedOn: day.optional(), values })).min(1).max(1000) }), response: z.object({ dryRun: z.boolean(), results: z.array(result) }),
  }),
  endRecord: route({
    method: 'DELETE', path: '/records/{recordType}/{id}', summary: 'Shortens nothing: answers what will happen to each field, and when.', right: 'records:read', params: recordParams,
    response: z.object({ record: z.string(), dueOn: z.string().nullable(), held: z.boolean(), fields: z.array(z.object({ column: z.string(), today: z.string(), because: z.string() })) }),
  }),
  addEvent: route({ method: 'POST', path: '/people/{id}/events', summary: 'Something that happened and may start or restart periods.', right: 'events:write', params: idParams, status: 201, body: z.strictObject({ kind: z.enum(eventKinds), occurredOn: day, sourceType: z.string().regex(/^[a-z][a-z-]{0,40}$/).default('integration') }), response: event }),
  correctEvent: route({ method: 'PATCH', path: '/events/{id}', summary: 'Moves an event to its right day; every clock it touched is computed anew.', right: 'events:write', params: idParams, body: z.strictObject({ occurredOn: day }), response: event }),
  cancelEvent: route({ method: 'DELETE', path: '/events/{id}', summary: 'Cancels an event: it no longer counts, and stays readable.', right: 'events:write', params: idParams, status: 204, response: nothing }),
  listNoticeTasks: route({ method: 'GET', path: '/notice-tasks', summary: 'People to be told where their data came from (Art. 14), with the day until which.', right: 'people:read', response: z.object({ results: z.array(z.object({ id: uuid, personId: uuid, source: z.string(), dueOn: day, late: z.boolean() })) }) }),
  doneNoticeTask: route({ method: 'POST', path: '/notice-tasks/{id}', summary: 'The person was told.', right: 'people:read', params: idParams, status: 204, response: nothing }),
};
