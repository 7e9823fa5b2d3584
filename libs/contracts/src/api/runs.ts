import { z } from 'zod';
import { day, idParams, instant, nothing, pageOf, pageQuery, route, uuid } from './route';

/** A list in a query: the name again for each value. */
const several = z.preprocess((value) => (value === undefined ? undefined : Array.isArray(value) ? value : [value]), z.array(z.string().max(60)).max(50).optional());
const scope = z.object({ recordType: several, policy: several });
const reasonCount = z.object({ recordType: z.string(), reason: z.string(), count: z.number(), example: z.string() });
const stepCount = z.object({ policy: z.string(), version: z.number(), recordType: z.string(), phase: z.string(), becomes: z.string(), count: z.number(), keptBy: z.array(z.string()) });
export const planSchema = z.object({
  asOf: day, due: z.number(), digest: z.string(), limit: z.string().nullable(), byPolicy: z.array(stepCount), kept: z.array(reasonCount), noClock: z.array(reasonCount),
  notGoverned: z.array(z.object({ recordType: z.string(), count: z.number(), because: z.string() })),
  blocked: z.array(z.object({ recordType: z.string(), columns: z.array(z.string()) })),
});
const sample = z.object({ record: z.string(), policy: z.string(), becomes: z.string(), dueOn: day.nullable(), fields: z.array(z.object({ column: z.string(), before: z.string().nullable(), after: z.string().nullable() })) });
const runSummary = z.object({
  runId: uuid, asOf: day, digest: z.string(), state: z.string(), requestedBy: z.string(), createdAt: instant, endedAt: instant.nullable(),
  planned: z.number(), treated: z.number(), kept: z.number(), quarantined: z.number(), gone: z.number(), batchesOpen: z.number(),
});
export const runSchema = runSummary.extend({
  keptByReason: z.array(z.object({ recordType: z.string(), reason: z.string(), count: z.number() })),
  bySteps: z.array(z.object({ number: z.number(), policy: z.string(), recordType: z.string(), planned: z.number(), treated: z.number(), becomes: z.string() })),
});
const dueRow = z.object({ record: z.string(), recordType: z.string(), policies: z.array(z.string()), dueOn: day, held: z.boolean() });
const hold = z.object({
  id: uuid, personId: uuid.nullable(), recordType: z.string().nullable(), recordId: uuid.nullable(), collectedFrom: z.string().nullable(), collectedTo: z.string().nullable(), caseId: uuid.nullable(),
  placedAt: instant, releasedAt: instant.nullable(), reviewOn: day, reason: z.string().nullable(), author: z.string().nullable(), reviewOverdue: z.boolean().nullable(), dispute: z.boolean(),
});

export const runRoutes = {
  readPreview: route({ method: 'GET', path: '/preview', summary: 'What a run would do today; treats nothing.', right: 'preview:read', query: scope, response: planSchema }),
  readSamples: route({ method: 'GET', path: '/preview/samples', summary: 'Sample records before and after, masked.', right: 'preview:read', query: scope.extend({ each: z.coerce.number().int().min(1).max(20).default(3) }), response: z.object({ results: z.array(sample) }) }),
  listDue: route({ method: 'GET', path: '/due', summary: 'Records by the day on which they fall due, up to 24 months ahead.', right: 'preview:read', query: z.object({ ...pageQuery, recordType: z.string().max(60).optional(), from: day.optional(), to: day.optional() }), response: pageOf(dueRow) }),
  startRun: route({ method: 'POST', path: '/runs', summary: 'Starts a run with the digest of a preview.', right: 'runs:start', stepUp: true, status: 202, body: z.strictObject({ recordTypes: z.array(z.string().max(60)).max(50).optional(), policies: z.array(z.string().max(60)).max(50).optional(), accept: z.string().regex(/^[0-9a-f]{64}$/) }), response: runSchema }),
  listRuns: route({ method: 'GET', path: '/runs', summary: 'The latest runs.', right: 'runs:read', query: z.object(pageQuery), response: pageOf(runSummary) }),
  readRun: route({ method: 'GET', path: '/runs/{id}', summary: 'A run: what it did, what it kept and why.', right: 'runs:read', params: idParams, response: runSchema }),
  listKept: route({ method: 'GET', path: '/runs/{id}/kept', summary: 'The records a run did not treat, each with its reason.', right: 'runs:read', params: idParams, query: z.object({ ...pageQuery, recordType: z.string().max(60).optional(), reason: z.string().max(60).optional() }), response: pageOf(z.object({ record: z.string(), recordType: z.string(), reason: z.string() })) }),
  followRun: route({ method: 'GET', path: '/runs/{id}/progress', summary: 'A run as it goes, as server-sent events, until it ends.', right: 'runs:read', params: idParams, kind: 'stream', response: runSchema }),
  cancelRun: route({ method: 'POST', path: '/runs/{id}/cancel', summary: 'Cancels a run: what was treated stays treated.', right: 'runs:control', params: idParams, response: runSchema }),
  resumeRun: route({ method: 'POST', path: '/runs/{id}/resume', summary: 'Lets a cancelled run go on.', right: 'runs:control', stepUp: true, params: idParams, response: runSchema }),
  listQuarantine: route({ method: 'GET', path: '/quarantine', summary: 'Records that could not be treated and were set aside.', right: 'runs:read', response: z.object({ results: z.array(z.object({ record: z.string(), sqlstate: z.string(), constraintName: z.string().nullable(), attempts: z.number(), nextTryOn: z.string(), overdue: z.boolean() })) }) }),
  listHolds: route({ method: 'GET', path: '/holds', summary: 'Holds in force.', right: 'holds:read', query: z.object({ released: z.enum(['true', 'false']).default('false') }), response: z.object({ results: z.array(hold) }) }),
  placeHold: route({
    method: 'POST', path: '/holds', summary: 'Places a hold and tells what it protects and what had already been treated.', right: 'holds:write', status: 201,
    body: z.strictObject({
      personId: uuid.optional(), recordType: z.string().max(60).optional(), recordId: uuid.optional(), collectedFrom: day.optional(), collectedTo: day.optional(), everything: z.literal(true).optional(),
      reason: z.string().trim().min(3).max(500), reviewOn: day,
    }),
    response: z.object({ id: uuid, protects: z.array(z.object({ recordType: z.string(), count: z.number(), ids: z.array(uuid) })), alreadyTreated: z.array(z.object({ recordType: z.string(), action: z.string(), dueOn: z.string(), count: z.number() })) }),
  }),
  releaseHold: route({ method: 'POST', path: '/holds/{id}/release', summary: 'Asks to release a hold: a second person, or 24 hours where there is nobody else.', right: 'holds:write', stepUp: true, params: idParams, body: z.strictObject({ reason: z.string().trim().min(3).max(500) }), status: 202, response: z.object({ state: z.enum(['waits', 'released']), approvalId: uuid.nullable() }) }),
  stopAll: route({ method: 'PUT', path: '/kill-switch', summary: 'No batch starts until it is taken off.', right: 'runs:control', status: 204, response: nothing }),
  goOn: route({ method: 'DELETE', path: '/kill-switch', summary: 'Takes the kill switch off.', right: 'runs:control', stepUp: true, status: 204, response: nothing }),
};
