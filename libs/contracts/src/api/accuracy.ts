import { z } from 'zod';
import { day, idParams, nothing, route, uuid } from './route';

const kind = z.enum(['birth-date-conflict', 'returned-mail', 'unverified-address', 'confirm-data']);
const outcome = z.enum(['kept', 'changed', 'mended', 'confirmed', 'unanswered']);
const task = z.object({
  id: uuid, personId: uuid, kind, recordType: z.string(), recordId: uuid, field: z.string(), source: z.string().nullable(), openedOn: day, doneOn: day.nullable(), outcome: outcome.nullable(),
});

/** Accuracy (Art. 5(1)(d) GDPR): two birth dates, returned mail, addresses nobody has confirmed for years, and what a person confirmed herself. */
export const accuracyRoutes = {
  listAccuracyTasks: route({ method: 'GET', path: '/accuracy-tasks', summary: 'What waits for somebody, the oldest two hundred, old addresses last; with a person everything about her.', right: 'requests:read', query: z.object({ personId: uuid.optional() }), response: z.object({ results: z.array(task) }) }),
  reportReturnedMail: route({
    method: 'POST', path: '/people/{id}/returned-mail', summary: 'Mail to an address of hers came back: no letter goes there until it is mended.', right: 'requests:decide', params: idParams, status: 204,
    body: z.strictObject({ recordId: uuid, field: z.enum(['email', 'street']) }), response: nothing,
  }),
  readBirthDates: route({ method: 'GET', path: '/accuracy-tasks/{id}/birth-dates', summary: 'The birth date that is held and the one that was brought; the reading is written down.', right: 'requests:decide', params: idParams, response: z.object({ held: day.nullable(), brought: day.nullable() }) }),
  endAccuracyTask: route({
    method: 'POST', path: '/accuracy-tasks/{id}/end', summary: 'Ends a task: which birth date is right, that an address is mended or confirmed.', right: 'requests:decide', params: idParams, status: 204,
    body: z.strictObject({ outcome: outcome.exclude(['unanswered']) }), response: nothing,
  }),
  confirmOwnData: route({ method: 'POST', path: '/own-page/confirmation', summary: 'She says that what is held about her is right.', right: 'own-page', status: 204, body: z.strictObject({}), response: nothing }),
};
