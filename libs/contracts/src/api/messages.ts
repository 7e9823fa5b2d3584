import { z } from 'zod';
import { idParams, instant, nothing, pageOf, pageQuery, route, uuid } from './route';

const states = z.enum(['waiting', 'sent', 'refused', 'expired', 'cancelled']);
const message = z.object({
  id: uuid, kind: z.string(), address: z.string(), language: z.string(), personId: uuid.nullable(), aboutType: z.string().nullable(), aboutId: uuid.nullable(), state: states,
  attempts: z.number(), replyCode: z.number().nullable(), createdAt: instant, notBefore: instant, endedAt: instant.nullable(),
});

export const messageRoutes = {
  listMessages: route({ method: 'GET', path: '/messages', summary: 'Messages that left, wait or were refused; no text, masked addresses.', right: 'messages:read', query: z.object({ ...pageQuery, state: states.optional() }), response: pageOf(message).extend({ mailServer: z.boolean() }) }),
  sendMessageAgain: route({ method: 'POST', path: '/messages/{id}/send-again', summary: 'Gives a refused message another round of tries.', right: 'messages:write', params: idParams, status: 204, response: nothing }),
};
