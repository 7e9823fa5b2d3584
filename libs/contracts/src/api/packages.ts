import { z } from 'zod';
import { day, idParams, nothing, route, token, uuid } from './route';

const kinds = ['access', 'portability'] as const;
const languages = ['fr', 'en', 'de'] as const;
const decisions = ['redact', 'release'] as const;
const made = z.object({
  id: uuid, personId: uuid, kind: z.enum(kinds), language: z.enum(languages), state: z.enum(['waits', 'made']), begunOn: day, madeOn: day.nullable(), records: z.number(),
  /** Proposals of redaction nobody has decided yet: the package is not made before. */
  undecided: z.number(),
  /** First day on which it is gone. */
  expiresOn: day.nullable(),
});
const redaction = z.object({
  id: uuid, recordType: z.string(), recordId: uuid, field: z.string(), reason: z.enum(['person', 'e-mail', 'telephone', 'name', 'file']), decision: z.enum(decisions).nullable(),
  /** What stands there, for who decides; null for a file, and for what is no longer held. */
  text: z.string().nullable(),
});

export const packageRoutes = {
  listPackages: route({ method: 'GET', path: '/people/{id}/packages', summary: 'Access and portability packages of a person that are still there.', right: 'packages:make', params: idParams, response: z.object({ results: z.array(made) }) }),
  beginPackage: route({ method: 'POST', path: '/people/{id}/packages', summary: 'Begins a package: values that may tell of somebody else are proposed for redaction.', right: 'packages:make', params: idParams, status: 201, body: z.strictObject({ kind: z.enum(kinds), language: z.enum(languages) }), response: made }),
  readPackage: route({ method: 'GET', path: '/packages/{id}', summary: 'A package and what is proposed for redaction, with the values in the clear; it is written down.', right: 'packages:make', params: idParams, response: made.extend({ redactions: z.array(redaction) }) }),
  decideRedactions: route({ method: 'PUT', path: '/packages/{id}/redactions', summary: 'Decides proposals, field by field.', right: 'packages:make', params: idParams, status: 204, body: z.strictObject({ decisions: z.array(z.strictObject({ id: uuid, decision: z.enum(decisions) })).min(1).max(1000) }), response: nothing }),
  makePackage: route({ method: 'POST', path: '/packages/{id}/files', summary: 'Makes the files, encrypted; only when every proposal is decided.', right: 'packages:make', stepUp: true, params: idParams, response: made }),
  sendPackageLink: route({
    method: 'POST', path: '/requests/{id}/package-links', summary: 'Sends whoever asked a link to her package, by the e-mail address of the request: good once, for seven days.', right: 'packages:make', stepUp: true, params: idParams, status: 202,
    body: z.strictObject({ packageId: uuid }), response: z.object({ goodForDays: z.number() }),
  }),
  fetchPackage: route({ method: 'POST', path: '/public/packages', summary: 'One’s own package as one archive, by its link, once.', right: 'public', body: z.strictObject({ token }), kind: 'zip', response: z.string() }),
  downloadPackage: route({ method: 'GET', path: '/packages/{id}/file', summary: 'The package as one archive, until it expires.', right: 'packages:make', params: idParams, kind: 'zip', response: z.string() }),
};
