import { z } from 'zod';
import { requestLanguages } from '../requests/words';
import { day, idParams, route, uuid } from './route';

const language = z.enum(requestLanguages);

export const forwardingRoutes = {
  forwardRequest: route({
    method: 'POST', path: '/requests/{id}/forwardings', summary: 'Passes a request on to the client that is the controller of the data it is about, and tells the person; both letters leave by mail where a mailbox is known, and wait to be posted otherwise.', right: 'requests:decide', status: 201, params: idParams,
    body: z.strictObject({
      recipientId: uuid, recordTypes: z.array(z.string().regex(/^[a-z][a-z0-9-]{1,58}$/)).min(1, { message: 'name no data' }).max(60), language: language.default('fr'),
      /** Mailbox of the client; absent: its letter is printed and posted. */
      email: z.email({ message: 'is no e-mail address' }).max(254).optional(),
    }),
    response: z.object({ id: uuid }),
  }),
  listForwardings: route({
    method: 'GET', path: '/requests/{id}/forwardings', summary: 'To whom a request was passed on, when, and about which data.', right: 'requests:read', params: idParams,
    response: z.object({ results: z.array(z.object({ id: uuid, recipient: z.string(), recordTypes: z.array(z.string()), forwardedOn: day, documentId: uuid })) }),
  }),
};
