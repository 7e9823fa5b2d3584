import { z } from 'zod';
import { requestKinds, requestLanguages } from '../requests/words';
import { day, instant, nothing, route, token } from './route';

const language = z.enum(requestLanguages);
const field = z.object({ column: z.string(), category: z.string() });

const group = z.object({
  recordType: z.string(), purposes: z.array(z.string()), bases: z.array(z.string()), count: z.number().int(), more: z.boolean(), archived: z.number().int(), restricted: z.number().int(), held: z.number().int(),
  /** Values wait for a second proof. */
  secondProof: z.boolean(), firstEnd: day.nullable(), lastEnd: day.nullable(), undated: z.number().int(), origins: z.array(z.string()), legalReferences: z.array(z.string()), fields: z.array(field),
  records: z.array(z.object({ collectedOn: day.nullable(), until: day.nullable(), values: z.array(field.extend({ value: z.string() })) })),
});
const disclosure = z.object({ recipient: z.string(), category: z.string(), country: z.string(), recordType: z.string(), purpose: z.string(), disclosedOn: day });
const taken = z.object({ number: z.string(), receivedOn: day, answerBy: day, message: z.string() });

export const ownPageRoutes = {
  readRequestForm: route({
    method: 'GET', path: '/public/request-form', summary: 'The fields of the public form, each with the purposes its column declares and, in each language, what is not possible without it, and the privacy policy that stands beside it.', right: 'public',
    response: z.object({ fields: z.array(z.object({ name: z.string(), purposes: z.array(z.string()), required: z.boolean(), without: z.object({ fr: z.string(), en: z.string(), de: z.string() }) })), policy: z.object({ id: z.uuid(), title: z.string(), effectiveFrom: day }).nullable() }),
  }),
  askOwnPage: route({
    method: 'POST', path: '/public/own-page/links', summary: 'Asks for a link to one’s own page by mail; answered the same, in the same time, whoever is known.', right: 'public', status: 202,
    body: z.strictObject({ email: z.email({ message: 'is no e-mail address' }).max(254), language: language.default('fr') }), response: z.object({ sent: z.literal('if-known') }),
  }),
  openOwnPage: route({
    method: 'POST', path: '/public/own-page/sessions', summary: 'Opens one’s own page by the link, once, in the browser that asked for it.', right: 'public',
    body: z.strictObject({ token }), response: z.object({ csrfToken: z.string() }),
  }),
  readOwnPage: route({
    method: 'GET', path: '/own-page', summary: 'What is held about whoever looks, why, until when, and to whom it went.', right: 'own-page',
    response: z.object({ csrfToken: z.string(), language, today: day, endsAt: instant, groups: z.array(group), disclosures: z.array(disclosure) }),
  }),
  fileOwnRequest: route({
    method: 'POST', path: '/own-page/requests', summary: 'Asks for one of her rights from her own page: identified already.', right: 'own-page', status: 202,
    body: z.strictObject({ kind: z.enum(requestKinds), words: z.string().trim().min(1, { message: 'is empty' }).max(5000, { message: 'has more than 5000 characters' }).optional() }), response: taken,
  }),
  closeOwnPage: route({ method: 'DELETE', path: '/own-page', summary: 'Closes her own page.', right: 'own-page', status: 204, response: nothing }),
};
