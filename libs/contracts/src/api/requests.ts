import { z } from 'zod';
import { extensionReasons, requestDoors, requestKinds, requestLanguages, requestOutcomes, requestStates } from '../requests/words';
import { letterMeans } from '../requests/letters';
import { day, idParams, instant, nothing, route, uuid } from './route';

const given = (most: number) => z.string().trim().min(1, { message: 'is empty' }).max(most, { message: `has more than ${most} characters` });
const contactShape = { name: given(200), email: z.email({ message: 'is no e-mail address' }).max(254), phone: given(40), address: given(500), words: given(5000) };
const language = z.enum(requestLanguages);

const summary = z.object({
  id: uuid, number: z.string(), kind: z.enum(requestKinds), door: z.enum(requestDoors), language, state: z.enum(requestStates), outcome: z.enum(requestOutcomes).nullable(),
  personId: uuid.nullable(), ownerId: uuid.nullable(), receivedOn: day, registeredOn: day, dueTarget: day, dueLegal: day,
  /** Days until the legal date, negative once it has passed; null where nobody owes an answer or its term is suspended. */
  daysLeft: z.number().int().nullable(),
  urgency: z.enum(['late', 'soon', 'in-time']).nullable(),
});
const whole = summary.extend({
  identityAskedOn: day.nullable(), identityGivenOn: day.nullable(), extendedOn: day.nullable(), extensionReason: z.enum(extensionReasons).nullable(), answeredOn: day.nullable(), closedOn: day.nullable(),
  /** Null for whoever does not serve the rights of persons. */
  contact: z.object({ name: z.string().nullable(), email: z.string().nullable(), phone: z.string().nullable(), address: z.string().nullable(), words: z.string().nullable() }).nullable(),
  /** What its words seem to ask for, where that is another kind: a human decides. */
  proposedKind: z.enum(requestKinds).nullable(),
  moves: z.array(z.string()), mayExtend: z.boolean(),
  timeline: z.array(z.object({ at: instant, kind: z.string(), state: z.string(), who: z.string().nullable() })),
  documents: z.array(z.object({ id: uuid, kind: z.string(), title: z.string(), language: z.string(), mediaType: z.string(), writtenAt: instant, sentOn: day.nullable(), sentBy: z.enum(letterMeans).nullable() })),
  notes: z.array(z.object({ id: uuid, body: z.string(), who: z.string().nullable(), writtenAt: instant })),
});

export const requestRoutes = {
  fileRequest: route({
    method: 'POST', path: '/public/requests', summary: 'Anybody asks for her rights; without signing in, and answered the same whoever she is.', right: 'public', status: 202,
    body: z.strictObject({
      kind: z.enum(requestKinds).optional(), language: language.default('fr'), name: contactShape.name, email: contactShape.email.optional(), phone: contactShape.phone.optional(), address: contactShape.address.optional(), words: contactShape.words.optional(),
      /** The publication of the privacy policy that stood beside the form. */
      policy: uuid.optional(),
    }).refine((form) => form.email !== undefined || form.address !== undefined, { path: ['email'], message: 'is missing, and so is an address: there is no way to answer' })
      .refine((form) => form.kind !== undefined || form.words !== undefined, { path: ['words'], message: 'are missing, and so is what is asked for' }),
    response: z.object({ number: z.string(), receivedOn: day, answerBy: day, message: z.string() }),
  }),
  createRequest: route({
    method: 'POST', path: '/requests', summary: 'Registers a request that came by post, e-mail, at the desk, as a message or from another system.', right: 'requests:write', status: 201,
    body: z.strictObject({
      kind: z.enum(requestKinds).optional(), door: z.enum(requestDoors).exclude(['form']), language: language.default('fr'), personId: uuid.optional(), receivedOn: day.optional(),
      contact: z.strictObject(contactShape).partial(),
      /** The key's own source says that its user of this id is signed in there and asks: a proof of identity (scope `identity:attest`). */
      attested: z.strictObject({ sourceId: z.string().min(1).max(200) }).optional(),
    }),
    response: summary,
  }),
  listRequests: route({
    method: 'GET', path: '/requests', summary: 'The inbox: what is owed first, by its legal date.', right: 'requests:read',
    query: z.object({ show: z.enum(['open', 'late', 'soon', 'settled', 'all']).default('open'), kind: z.enum(requestKinds).optional(), personId: uuid.optional(), q: z.string().trim().max(40).optional() }),
    response: z.object({ results: z.array(summary), late: z.number().int(), soon: z.number().int(), open: z.number().int(), soonDays: z.number().int() }),
  }),
  readRequest: route({ method: 'GET', path: '/requests/{id}', summary: 'One request with its timeline, letters and notes.', right: 'requests:read', params: idParams, response: whole }),
  moveRequest: route({
    method: 'POST', path: '/requests/{id}/moves', summary: 'Moves a request: taken, identity asked for or given, decided, answered, taken back, closed. It is forwarded by its own route.', right: 'requests:decide', params: idParams,
    body: z.strictObject({ move: z.enum(['take', 'ask-identity', 'identity-given', 'give-up-identity', 'decide', 'reopen', 'answer', 'withdraw', 'close']), outcome: z.enum(requestOutcomes).exclude(['forwarded', 'withdrawn', 'not-identified']).optional() }),
    response: whole,
  }),
  extendRequest: route({ method: 'POST', path: '/requests/{id}/extension', summary: 'Extends the term to three months, with a reason, before it has ended.', right: 'requests:decide', params: idParams, body: z.strictObject({ reason: z.enum(extensionReasons) }), response: whole }),
  classifyRequest: route({ method: 'PUT', path: '/requests/{id}/kind', summary: 'Says what a request asks for; its day of receipt stays.', right: 'requests:decide', params: idParams, body: z.strictObject({ kind: z.enum(requestKinds) }), response: whole }),
  nameRequester: route({ method: 'PUT', path: '/requests/{id}/person', summary: 'Says which person of the registry asks.', right: 'requests:decide', params: idParams, body: z.strictObject({ personId: uuid }), response: whole }),
  noteRequest: route({ method: 'POST', path: '/requests/{id}/notes', summary: 'Writes a note for those who work on it.', right: 'requests:decide', params: idParams, status: 204, body: z.strictObject({ body: given(5000) }), response: nothing }),
  readRequestDocument: route({ method: 'GET', path: '/request-documents/{id}', summary: 'A letter as it was written.', right: 'requests:read', params: idParams, response: z.object({ id: uuid, title: z.string(), mediaType: z.string(), text: z.string() }) }),
};
