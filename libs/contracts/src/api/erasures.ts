import { z } from 'zod';
import { day, idParams, route, uuid } from './route';
import { runSchema } from './runs';

const grounds = ['no-longer-needed', 'consent-withdrawn', 'objection', 'unlawful', 'legal-duty', 'death'] as const;
const question = z.strictObject({ ground: z.enum(grounds), recordTypes: z.array(z.string().max(60)).max(60).optional() });
const field = z.object({
  column: z.string(), verdict: z.enum(['freeze', 'keep', 'erase']), claim: z.string(), reference: z.string().nullable(), until: day.nullable(), readers: z.array(z.string()),
});
const erasure = z.object({
  digest: z.string(), due: z.number(), asOf: day,
  records: z.array(z.object({ recordType: z.string(), recordId: uuid, phase: z.string(), becomes: z.string(), leavesOn: day.nullable(), fields: z.array(field) })),
});
const wish = z.object({ request: z.string(), ground: z.enum(grounds), askedOn: day, recordTypes: z.array(z.string()).nullable(), endedOn: day.nullable(), endedBecause: z.string().nullable() });

export const erasureRoutes = {
  previewErasure: route({ method: 'POST', path: '/requests/{id}/erasure/preview', summary: 'What carrying a request out would do today, field by field; writes nothing.', right: 'requests:decide', params: idParams, body: question, response: erasure }),
  startErasure: route({
    method: 'POST', path: '/requests/{id}/erasure', summary: 'Carries a decided request out with the digest of a preview; what is kept leaves by itself on its day.', right: 'requests:decide', stepUp: true, status: 202, params: idParams,
    body: question.extend({ accept: z.string().regex(/^[0-9a-f]{64}$/) }), response: runSchema,
  }),
  listErasures: route({ method: 'GET', path: '/people/{id}/erasures', summary: 'A person’s wishes to be erased, open and ended.', right: 'requests:read', params: idParams, response: z.object({ results: z.array(wish) }) }),
};
