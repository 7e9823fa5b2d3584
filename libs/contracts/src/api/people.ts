import { purposes } from '@oubli/personal-data';
import { z } from 'zod';
import { day, idParams, instant, pageOf, pageQuery, route, uuid } from './route';

const field = z.object({
  column: z.string(), category: z.string(),
  /** Null when empty; `masked` when somebody has to ask for it with a purpose; `withheld` when the role does not serve its purposes. */
  value: z.string().nullable(), shown: z.enum(['clear', 'masked', 'withheld']),
  today: z.string(), because: z.string(),
});
export const heldRecordSchema = z.object({
  record: z.string(), recordType: z.string(), phase: z.string(), collectedOn: z.string().nullable(), leavesOn: z.string().nullable(), held: z.boolean(), restriction: z.enum(['restricted', 'EXPIRED_FROZEN']).nullable(), policy: z.string().nullable(), fields: z.array(field),
});
const personRow = z.object({ id: uuid, shownName: z.string(), collectedOn: z.string().nullable(), phase: z.string() });

export const peopleRoutes = {
  searchPeople: route({ method: 'GET', path: '/people', summary: 'Finds people by name, e-mail, telephone or id; accents and case do not matter.', right: 'people:read', query: z.object({ ...pageQuery, q: z.string().trim().max(200).optional() }), response: pageOf(personRow) }),
  readPerson: route({ method: 'GET', path: '/people/{id}', summary: 'Everything held about a person, masked, each record with its day of leaving.', right: 'people:read', params: idParams, response: z.object({ id: uuid, shownName: z.string(), phase: z.string(), records: z.array(heldRecordSchema), timeline: z.array(z.object({ on: z.string(), kind: z.string(), what: z.string() })) }) }),
  revealPerson: route({ method: 'POST', path: '/people/{id}/reveal', summary: 'The same with its values in the clear, for a stated purpose; it is written down.', right: 'people:reveal', params: idParams, body: z.strictObject({ purpose: z.string().max(60), motive: z.string().trim().min(3).max(300) }), response: z.object({ records: z.array(heldRecordSchema) }) }),
  readWhy: route({ method: 'GET', path: '/why/{recordType}/{id}', summary: 'Why a record is still here, field by field.', right: 'people:read', params: z.object({ recordType: z.string().max(60), id: uuid }), response: z.unknown() }),
};

export const operationRoutes = {
  readOverview: route({
    method: 'GET', path: '/overview', summary: 'What is due, overdue, held and without clock, and how the parts are.', right: 'overview:read',
    response: z.object({
      figures: z.object({ asOf: day, ageSeconds: z.number(), due: z.number(), overdue: z.number(), held: z.number(), noClock: z.number() }).nullable(),
      /** Art. 18: in force, past their day of review, the next such day, and records whose period is over meanwhile. */
      restrictions: z.object({ open: z.number(), overdue: z.number(), nextReviewOn: day.nullable(), expiredFrozen: z.number() }),
      /** Requests of persons: answers owed, due within `days` days, late. */
      requests: z.object({ open: z.number(), soon: z.number(), late: z.number(), days: z.number() }),
      months: z.array(z.object({ month: z.string(), byType: z.array(z.object({ recordType: z.string(), count: z.number() })) })),
      lastRun: z.object({ runId: uuid, state: z.string(), createdAt: instant, treated: z.number(), planned: z.number() }).nullable(),
      nextRun: z.string(), waiting: z.array(z.object({ policy: z.string(), due: z.number(), limit: z.string() })), approvals: z.number(), stopped: z.boolean(),
      parts: z.array(z.object({ part: z.enum(['database', 'queue', 'worker', 'ledger', 'keys', 'declarations', 'integrity', 'storage']), state: z.enum(['up', 'down', 'off', 'partial']), detail: z.string() })),
    }),
  }),
  verifyLedger: route({ method: 'POST', path: '/ledger/verify', summary: 'Recomputes the ledger and its checkpoints.', right: 'ledger:read', response: z.object({ verified: z.boolean(), batches: z.number(), entries: z.number(), checkpoints: z.number(), findings: z.array(z.object({ place: z.string(), what: z.string() })) }) }),
  searchLedger: route({ method: 'GET', path: '/ledger', summary: 'Sealed batches, newest first, or the entries of one run.', right: 'ledger:read', query: z.object({ ...pageQuery, run: uuid.optional() }), response: pageOf(z.object({ seq: z.number(), run: z.string(), number: z.number(), entries: z.number(), root: z.string(), hash: z.string(), sealedAt: instant })) }),
  proveRecord: route({ method: 'GET', path: '/ledger/proofs/{recordType}/{id}', summary: 'The entries of one record and their proofs; a person’s with the type person.', right: 'ledger:read', params: z.object({ recordType: z.string().max(60), id: uuid }), response: z.object({ results: z.array(z.object({ recordType: z.string(), phase: z.string(), action: z.string(), dueOn: z.string(), batch: z.number(), proven: z.boolean(), checkpoint: z.number().nullable(), proof: z.unknown() })) }) }),
  listJobs: route({ method: 'GET', path: '/jobs', summary: 'The timetable: what, when last, when next.', right: 'jobs:read', response: z.object({ results: z.array(z.object({ job: z.string(), what: z.string(), last: z.string().nullable(), outcome: z.string().nullable(), next: z.string() })) }) }),
  runJob: route({ method: 'POST', path: '/jobs/{job}', summary: 'Rings for a job; a worker does it.', right: 'jobs:run', params: z.object({ job: z.string().max(60) }), status: 202, response: z.object({ rung: z.boolean() }) }),
  listStorage: route({ method: 'GET', path: '/storage', summary: 'Where the stores stand.', right: 'storage:read', response: z.object({ results: z.array(z.object({ store: z.string(), name: z.string().nullable(), provider: z.string(), identifier: z.string(), country: z.string() })), allowed: z.array(z.string()) }) }),
  listActivity: route({ method: 'GET', path: '/activity', summary: 'Who did, read, revealed and exported what.', right: 'activity:read', query: z.object({ ...pageQuery, area: z.enum(['rights', 'retention', 'other']).optional() }), response: pageOf(z.object({ id: uuid, on: z.string(), area: z.string(), action: z.string(), about: z.string().nullable(), who: z.string() })) }),
  drawReports: route({ method: 'GET', path: '/reports', summary: 'Counts without people; cells under five and what would tell them are null.', right: 'reports:read', response: z.object({ results: z.array(z.object({ report: z.string(), recordType: z.string(), cells: z.array(z.object({ label: z.string(), count: z.number().nullable() })), total: z.number().nullable() })) }) }),
  listPurposes: route({ method: 'GET', path: '/purposes', summary: 'The closed list of purposes.', right: 'session', response: z.object({ results: z.array(z.enum(purposes)) }) }),
};
