import { z } from 'zod';
import { letterMeans, letterTemplates, refusalReasons } from '../requests/letters';
import { requestLanguages } from '../requests/words';
import { day, idParams, nothing, route, uuid } from './route';

const template = z.enum(letterTemplates);
const language = z.enum(requestLanguages);
const words = z.string().trim().max(5000);
const body = z.string().trim().min(1, { message: 'is empty' });

/** Letters to who asks: previewed in her language, edited, sent by the outbox or on paper, kept as they left. */
export const letterRoutes = {
  listLetters: route({
    method: 'GET', path: '/requests/{id}/letters', summary: 'Which letters the state of a request calls for, the next one first, and what may be given as a reason.', right: 'requests:decide', params: idParams,
    response: z.object({
      letters: z.array(template), reasons: z.array(z.enum(refusalReasons)), reasonsToExplain: z.array(z.enum(refusalReasons)), language,
      /** There is an e-mail address; without one a letter is printed and posted. */
      byMail: z.boolean(),
      /** A lawyer has read the wording. */
      approved: z.boolean(),
    }),
  }),
  previewLetter: route({
    method: 'POST', path: '/requests/{id}/letters/preview', summary: 'Writes a letter from what is known of the request, or says what has to be said first; stores nothing.', right: 'requests:decide', params: idParams,
    body: z.strictObject({ template, language: language.optional(), reasons: z.array(z.enum(refusalReasons)).max(10).optional(), words: words.optional(), client: z.string().trim().max(200).optional(), liftedFrom: day.optional() }),
    response: z.object({ template, language, day, title: z.string(), text: z.string(), missing: z.array(z.string()) }),
  }),
  sendLetter: route({
    method: 'POST', path: '/requests/{id}/letters', summary: 'Releases a letter as it is: by the outbox at once, or into the file to be printed and posted. A refusal or partial answer names articles, authority and courts.', right: 'requests:decide', status: 201, params: idParams,
    body: z.strictObject({ template, language, day, title: body.max(200), text: body.max(50_000), by: z.enum(letterMeans) }), response: z.object({ id: uuid }),
  }),
  sendFiledLetter: route({
    method: 'POST', path: '/request-documents/{id}/sending', summary: 'A letter of the file leaves: by mail, or by post on a day that has come. Once.', right: 'requests:decide', status: 204, params: idParams,
    body: z.discriminatedUnion('by', [z.strictObject({ by: z.literal('mail') }), z.strictObject({ by: z.literal('print'), postedOn: day.optional() })]), response: nothing,
  }),
};
