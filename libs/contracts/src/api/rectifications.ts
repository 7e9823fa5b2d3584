import { z } from 'zod';
import { day, idParams, instant, nothing, route, uuid } from './route';

const outcome = z.enum(['confirmed', 'told', 'impossible', 'disproportionate']);
const told = z.object({
  id: uuid, reason: z.enum(['rectification', 'erasure', 'restriction']), rectificationId: uuid.nullable(), recipientId: uuid, recipient: z.string(), category: z.string(), theirReferences: z.array(z.string()),
  openedOn: day, doneOn: day.nullable(), who: z.string().nullable(), outcome: outcome.nullable(), escalatedOn: day.nullable(),
  /** Of its message; null where it is told by hand. The id is the `webhook-id` of every try. */
  messageId: uuid.nullable(), channel: z.enum(['webhook', 'e-mail']).nullable(), state: z.enum(['waiting', 'delivered', 'failed', 'gone', 'cancelled']).nullable(), attempts: z.number().nullable(),
  lastStatus: z.number().nullable(), lastFailure: z.string().nullable(), nextTryAt: instant.nullable(), deliveredAt: instant.nullable(),
});
const task = z.object({ id: uuid, recipient: z.string(), category: z.string(), openedOn: day, doneOn: day.nullable(), who: z.string().nullable(), outcome: outcome.nullable() });
const rectification = z.object({ id: uuid, recordType: z.string(), recordId: uuid, field: z.string(), correctedAt: instant, who: z.string().nullable(), tasks: z.array(task) });

/** Rectification (Art. 16 GDPR): what was corrected under a request, and who is to be told (Art. 19). */
export const rectificationRoutes = {
  rectifyField: route({
    method: 'POST', path: '/requests/{id}/rectifications', summary: 'Corrects one field of the person who asks; before and after go sealed into the file, and recipients of the value before are to be told.', right: 'requests:decide', params: idParams, status: 201,
    body: z.strictObject({ recordType: z.string().max(60), recordId: uuid, field: z.string().max(60), value: z.union([z.string().max(20_000), z.number(), z.boolean(), z.null()]) }), response: rectification,
  }),
  listRectifications: route({ method: 'GET', path: '/requests/{id}/rectifications', summary: 'What was corrected under a request, without values, with the recipients to be told.', right: 'requests:read', params: idParams, response: z.object({ results: z.array(rectification) }) }),
  readRectification: route({ method: 'GET', path: '/rectifications/{id}', summary: 'Before and after, as proof; it is written down.', right: 'requests:decide', params: idParams, response: z.object({ id: uuid, before: z.string().nullable(), after: z.string().nullable() }) }),
  listRecipientTasks: route({ method: 'GET', path: '/requests/{id}/recipient-tasks', summary: 'Who is to be told of what became of a person’s data (Art. 19 GDPR), how far each message came, and who has not confirmed.', right: 'requests:read', params: idParams, response: z.object({ results: z.array(told), unconfirmed: z.number() }) }),
  sendTaskAgain: route({ method: 'POST', path: '/recipient-tasks/{id}/send-again', summary: 'Another round of tries for a message that did not arrive, under the same id.', right: 'requests:decide', params: idParams, status: 204, response: nothing }),
  endRecipientTask: route({ method: 'POST', path: '/recipient-tasks/{id}', summary: 'A recipient confirmed, or was told by hand, or why it could not be (Art. 19 GDPR).', right: 'requests:decide', params: idParams, body: z.strictObject({ outcome, doneOn: day.optional() }), status: 204, response: nothing }),
};
