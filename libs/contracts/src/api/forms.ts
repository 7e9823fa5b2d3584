import { z } from 'zod';
import { requestLanguages } from '../requests/words';
import { day, route, uuid } from './route';

const code = z.string().regex(/^[a-z][a-z0-9-]{1,58}$/, { message: 'must be lower-case words with hyphens, such as apply' });
const line = z.string().trim().min(3).max(300);
const words = z.strictObject({ fr: line, en: line.optional(), de: line.optional() });
const language = z.enum(requestLanguages);
const value = z.union([z.string().max(20_000), z.number(), z.boolean(), z.null()]);
const formParams = z.object({ form: code });

export const formRoutes = {
  declareForm: route({
    method: 'PUT', path: '/forms/{form}', summary: 'Declares a form of a source system: each field with the one purpose it is asked for and what is not possible without it. A change makes a new version.', right: 'records:write', params: formParams,
    body: z.strictObject({
      recordType: code, title: words,
      fields: z.array(z.strictObject({ name: z.string().regex(/^\w{1,60}$/), purpose: z.string().max(60), required: z.boolean().default(false), without: words })).min(1).max(60),
    }),
    response: z.object({ form: z.string(), version: z.number().int() }),
  }),
  readForm: route({
    method: 'GET', path: '/public/forms/{form}', summary: 'A form as a website renders it: fields with label, purpose, legal basis and what each missing one disables, and the privacy policy that stands beside it.', right: 'public', params: formParams, query: z.object({ language: language.default('fr') }),
    response: z.object({
      form: z.string(), version: z.number().int(), title: z.string(), language,
      fields: z.array(z.object({ name: z.string(), label: z.string(), purpose: z.string(), purposeLabel: z.string(), bases: z.array(z.string()), required: z.boolean(), without: z.string() })),
      /** A required field has no purpose with a basis in force: the form cannot be answered. */
      complete: z.boolean(),
      policy: z.object({ id: uuid, title: z.string(), effectiveFrom: day }).nullable(),
    }),
  }),
  submitForm: route({
    method: 'POST', path: '/forms/{form}/submissions', summary: 'Stores what somebody filled in, with the version of form and privacy policy that she was shown, and says what is not possible without the fields she left out.', right: 'records:write', status: 201, params: formParams,
    body: z.strictObject({ version: z.number().int().min(1), policy: uuid, language, sourceId: z.string().min(1).max(200).optional(), values: z.record(z.string().regex(/^\w{1,60}$/), value) }),
    response: z.object({ id: uuid, result: z.string(), disabled: z.array(z.object({ field: z.string(), without: z.string() })) }),
  }),
};
