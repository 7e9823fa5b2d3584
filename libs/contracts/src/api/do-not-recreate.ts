import { z } from 'zod';
import { day, idParams, nothing, route, uuid } from './route';

const ground = z.enum(['erasure', 'objection']);
const kind = z.enum(['e-mail', 'name-birth-date', 'name-phone', 'name-iban', 'name-siret']);
const text = z.string().trim().min(1).max(200);
/** Identifiers as somebody types them: in a body, because an address ends in logs. */
const identifiers = z.strictObject({ email: text.optional(), firstName: text.optional(), lastName: text.optional(), birthName: text.optional(), birthDate: day.optional(), phone: text.optional(), iban: text.optional(), siret: text.optional() });
const entry = z.object({ kind, ground, listedOn: day, keptUntil: day });
/** Closed words: a reason in free text would soon name somebody. */
const reason = z.enum(['person-asked', 'came-back', 'listed-by-mistake']);

export const doNotRecreateRoutes = {
  readDoNotRecreate: route({
    method: 'GET', path: '/do-not-recreate', summary: 'The do-not-recreate list in figures: how many, what was refused to whom and why, who came back by herself.', right: 'do-not-recreate:read',
    response: z.object({
      key: z.enum(['there', 'lost']), campaigns: z.boolean(), waiting: z.number(),
      counts: z.array(z.object({ ground, people: z.number(), reviewDue: z.number() })),
      refusals: z.array(z.object({ day, source: z.string(), recordType: z.string(), kind, ground, refused: z.number() })),
      returns: z.array(z.object({ id: uuid, personId: uuid, ground, cameOn: day })),
    }),
  }),
  searchDoNotRecreate: route({ method: 'POST', path: '/do-not-recreate/search', summary: 'Is somebody on the list, since when and why? By e-mail, or by name with another identifier.', right: 'do-not-recreate:read', body: identifiers, response: z.object({ enough: z.boolean(), entries: z.array(entry) }) }),
  takeOffDoNotRecreate: route({ method: 'POST', path: '/do-not-recreate/take-off', summary: 'Takes somebody off the list, with every hash of hers; it is written down with its reason.', right: 'do-not-recreate:write', body: identifiers.extend({ reason }), response: z.object({ taken: z.number() }) }),
  answerReturn: route({ method: 'POST', path: '/do-not-recreate/returns/{id}', summary: 'She who came back was told that she is on the list, and stays on it or is taken off.', right: 'do-not-recreate:write', params: idParams, status: 204, body: z.strictObject({ takeOff: z.boolean() }), response: nothing }),
  reviewDoNotRecreate: route({ method: 'POST', path: '/do-not-recreate/review', summary: 'Entries whose three years are over: they stay for three more because campaigns go on, or they leave.', right: 'do-not-recreate:write', body: z.strictObject({ decision: z.enum(['keep', 'end']) }), response: z.object({ hashes: z.number() }) }),
};
