import { z } from 'zod';
import { day, idParams, instant, nothing, route, uuid } from './route';

const outcome = z.enum(['told', 'impossible', 'disproportionate']);
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
  endRecipientTask: route({ method: 'POST', path: '/recipient-tasks/{id}', summary: 'A recipient was told of the correction, or why not (Art. 19 GDPR).', right: 'requests:decide', params: idParams, body: z.strictObject({ outcome, doneOn: day.optional() }), status: 204, response: nothing }),
};
