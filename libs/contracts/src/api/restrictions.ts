import { z } from 'zod';
import { noticeMeans, restrictionGrounds } from '../restrictions/words';
import { day, idParams, nothing, route, uuid } from './route';

const words = z.string().trim().min(3).max(500);
const told = z.strictObject({ toldOn: day, means: z.enum(noticeMeans) });
const restriction = z.object({
  id: uuid, personId: uuid, recordType: z.string().nullable(), placedAt: z.string(), liftedAt: z.string().nullable(), reviewOn: day, reviewOverdue: z.boolean(),
  ground: z.enum(restrictionGrounds).nullable(), reason: z.string().nullable(), requestReference: z.string().nullable(), author: z.string().nullable(),
  toldOn: day.nullable(), toldBy: z.enum(noticeMeans).nullable(),
});

/** Restriction (Art. 18 GDPR): what is held about a person is stored, and nothing else. */
export const restrictionRoutes = {
  listRestrictions: route({
    method: 'GET', path: '/restrictions', summary: 'Restrictions in force, of one person where she is named, with the day of their review.', right: 'holds:read',
    query: z.object({ lifted: z.enum(['true', 'false']).default('false'), personId: uuid.optional() }), response: z.object({ results: z.array(restriction) }),
  }),
  placeRestriction: route({
    method: 'POST', path: '/restrictions', summary: 'Restricts what is held about a person, all of it or one record type; answers what is restricted and what had been treated before.', right: 'holds:write', status: 201,
    body: z.strictObject({ personId: uuid, recordType: z.string().max(60).optional(), ground: z.enum(restrictionGrounds), reason: words, requestReference: z.string().trim().min(1).max(60).optional(), reviewOn: day }),
    response: z.object({
      id: uuid, restricts: z.array(z.object({ recordType: z.string(), count: z.number(), ids: z.array(uuid) })),
      alreadyTreated: z.array(z.object({ recordType: z.string(), action: z.string(), dueOn: z.string(), count: z.number() })),
    }),
  }),
  tellOfLifting: route({ method: 'POST', path: '/restrictions/{id}/notice', summary: 'The person was told that it will be lifted (Art. 18(3)): on which day and by which means.', right: 'holds:write', params: idParams, body: told, status: 204, response: nothing }),
  reviewRestriction: route({ method: 'PATCH', path: '/restrictions/{id}', summary: 'It is still needed; when it is looked at again, within six months.', right: 'holds:write', params: idParams, body: z.strictObject({ reviewOn: day }), status: 204, response: nothing }),
  liftRestriction: route({ method: 'POST', path: '/restrictions/{id}/lift', summary: 'Lifts it, after the person was told; the next run finishes what waited.', right: 'holds:write', stepUp: true, params: idParams, status: 204, response: nothing }),
};
