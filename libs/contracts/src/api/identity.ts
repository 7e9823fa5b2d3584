import { z } from 'zod';
import { copyMediaTypes, identityModes, proofMethods, secondProofReasons } from '../requests/words';
import { day, idParams, instant, nothing, route, uuid } from './route';

/** Base64 of a copy: three megabytes of a scan. */
const mostOfACopy = 4_000_000;
const mode = z.enum(identityModes);
const proof = z.enum(proofMethods);
const token = z.string().regex(/^[A-Za-z0-9_-]{43}$/, { message: 'is no token of a link' });

const shown = z.object({
  mode, proofs: z.array(z.object({ method: proof, verifiedOn: day, who: z.string().nullable() })),
  needed: z.object({ proofs: z.number().int(), missing: z.number().int(), because: z.array(z.enum(secondProofReasons)), accepted: z.array(proof) }),
  copies: z.array(z.object({ id: uuid, mediaType: z.enum(copyMediaTypes), receivedOn: day })),
  /** Who read a copy: also of one that was destroyed since. */
  readings: z.array(z.object({ at: instant, who: z.string().nullable() })),
});
const setting = z.object({ mode, setOn: day, who: z.string().nullable() });

export const identityRoutes = {
  readIdentity: route({ method: 'GET', path: '/requests/{id}/identity', summary: 'What somebody who asks has shown, and what is still needed.', right: 'requests:decide', params: idParams, response: shown }),
  askIdentity: route({
    method: 'POST', path: '/requests/{id}/identity/questions', summary: 'Asks by message who asks: by a link to her mailbox, or by a question. A first one stops the term.', right: 'requests:decide', params: idParams, status: 202,
    body: z.strictObject({ by: z.enum(['e-mail-link', 'held-question']) }), response: shown,
  }),
  verifyIdentity: route({
    method: 'POST', path: '/requests/{id}/identity/proofs', summary: 'Writes down what was shown: method, day and who looked remain, a copy is destroyed.', right: 'requests:decide', params: idParams,
    body: z.strictObject({ method: proof.extract(['held-question', 'in-person', 'document-copy']) }), response: shown,
  }),
  refuseIdentity: route({ method: 'POST', path: '/requests/{id}/identity/refusal', summary: 'Nobody showed who she is: refused as such, and copies are destroyed.', right: 'requests:decide', params: idParams, response: shown }),
  depositIdentityCopy: route({
    method: 'POST', path: '/requests/{id}/identity/copies', summary: 'Puts a copy of an identity document into the vault, sealed.', right: 'requests:decide', params: idParams, status: 201,
    body: z.strictObject({ mediaType: z.enum(copyMediaTypes), content: z.base64({ message: 'is no base64' }).min(1, { message: 'is empty' }).max(mostOfACopy, { message: 'is larger than three megabytes' }) }), response: shown,
  }),
  openIdentityCopy: route({
    method: 'POST', path: '/identity-copies/{id}/readings', summary: 'Shows a copy; who looked is written down before it is answered.', right: 'requests:decide', stepUp: true, params: idParams,
    response: z.object({ mediaType: z.enum(copyMediaTypes), content: z.string() }),
  }),
  readIdentityMode: route({ method: 'GET', path: '/identity-mode', summary: 'How much whoever asks has to show in this house.', right: 'requests:decide', response: setting }),
  setIdentityMode: route({ method: 'PUT', path: '/identity-mode', summary: 'Says how much whoever asks has to show.', right: 'requests:decide', stepUp: true, body: z.strictObject({ mode }), response: setting }),
  confirmMailbox: route({
    method: 'POST', path: '/public/mailbox-confirmations', summary: 'Opens the link that confirms the mailbox of a request, once. One answer for every link that opens nothing.', right: 'public', status: 204,
    body: z.strictObject({ token }), response: nothing,
  }),
};
