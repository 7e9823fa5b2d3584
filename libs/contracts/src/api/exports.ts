import { z } from 'zod';
import { purposes } from '@oubli/personal-data';
import { day, idParams, nothing, pageOf, pageQuery, route, uuid } from './route';

const recordType = z.string().max(60);
const dueList = z.strictObject({ list: z.literal('due'), recordType: recordType.optional(), policy: z.string().max(60).optional(), from: day.optional(), to: day.optional() });
const records = z.strictObject({ list: z.literal('records'), recordType, personId: uuid.optional() });
const ofPerson = z.strictObject({ list: z.literal('person'), personId: uuid });
const list = z.discriminatedUnion('list', [records, ofPerson, dueList]);
/** Values of several record types at once have no recipient who needs them. */
const listOfValues = z.discriminatedUnion('list', [records, ofPerson, dueList.extend({ recordType })]);

const extract = z.object({
  id: uuid, generatedOn: day, title: z.string(), masked: z.boolean(), purpose: z.string().nullable(), recipient: z.string().nullable(), reason: z.string().nullable(),
  /** Records in the file, and those asked for that are not: held ones. */
  records: z.number(), leftOut: z.number(), maker: z.string(), mine: z.boolean(),
  /** First day on which the file is gone. */
  expiresOn: day.nullable(),
});

const categories = ['client', 'processor', 'public-authority', 'social-body', 'bank', 'adviser', 'training-body', 'other', 'commercial-advertising'] as const;
const recipient = z.object({
  id: uuid, name: z.string(), category: z.enum(categories), country: z.string(), contactReference: z.string().nullable(), registeredOn: day, endedOn: day.nullable(),
  contractReference: z.string().nullable(), contractEndsOn: day.nullable(), purposes: z.array(z.enum(purposes)), subProcessors: z.string().nullable(), reviewOn: day.nullable(),
  /** Where it is told by e-mail of what it must erase, correct or restrict. */
  noticeEmail: z.string().nullable(),
});
/** Where it takes signed messages instead; a day of disabling: it answered that it is gone. */
const listedRecipient = recipient.extend({ endpointUrl: z.string().nullable(), endpointDisabledOn: day.nullable() });
const secret = z.object({ /** `whsec_` and base64; told this once. */ secret: z.string() });
const recipientFacts = {
  name: z.string().trim().min(2).max(120), country: z.string().regex(/^[A-Z]{2}$/, { message: 'must be two capital letters, such as FR' }), contactReference: z.string().trim().min(1).max(200).optional(),
  contractReference: z.string().trim().min(1).max(120).optional(), contractEndsOn: day.optional(), purposes: z.array(z.enum(purposes)).max(purposes.length).optional(),
  subProcessors: z.string().trim().min(1).max(1000).optional(), reviewOn: day.optional(), noticeEmail: z.email().max(254).optional(),
};
const disclosure = z.object({
  id: uuid, recipient: z.string(), category: z.string(), country: z.string(), recordType: z.string(), recordId: uuid, fields: z.array(z.string()), purpose: z.string(), basis: z.string(),
  disclosedOn: day, theirReference: z.string().nullable(),
});

export const exportRoutes = {
  drawExport: route({ method: 'POST', path: '/exports', summary: 'Draws a list as CSV (UTF-8 with byte order mark, semicolons), values masked; the file expires.', right: 'exports:draw', status: 201, body: z.strictObject({ wanted: list }), response: extract }),
  discloseExport: route({
    method: 'POST', path: '/exports/disclosed', summary: 'The same with the values of one purpose, for a recipient; each person’s part is written down as disclosed.', right: 'exports:disclose', stepUp: true, status: 201,
    body: z.strictObject({ wanted: listOfValues, purpose: z.enum(purposes), recipientId: uuid, reason: z.string().trim().min(3).max(300), theirReference: z.string().trim().min(1).max(120).optional() }), response: extract,
  }),
  listExports: route({ method: 'GET', path: '/exports', summary: 'Exports whose files are still there: one’s own, or everybody’s for the protection officer.', right: 'exports:draw', query: z.object(pageQuery), response: pageOf(extract) }),
  downloadExport: route({ method: 'GET', path: '/exports/{id}/file', summary: 'The file, for who drew it and the protection officer, until it expires.', right: 'exports:draw', params: idParams, kind: 'csv', response: z.string() }),
  listRecipients: route({ method: 'GET', path: '/recipients', summary: 'Who may be given data, and who was.', right: 'recipients:read', response: z.object({ results: z.array(listedRecipient) }) }),
  registerRecipient: route({
    method: 'POST', path: '/recipients', summary: 'Registers a recipient; an advertiser is registered only to be refused.', right: 'recipients:write', status: 201,
    body: z.strictObject({ category: z.enum(categories), ...recipientFacts }), response: recipient,
  }),
  changeRecipient: route({ method: 'PUT', path: '/recipients/{id}', summary: 'Writes down anew what is known of a recipient: contract, purposes, sub-processors, review. Its category stays.', right: 'recipients:write', params: idParams, body: z.strictObject(recipientFacts), response: recipient }),
  openEndpoint: route({
    method: 'PUT', path: '/recipients/{id}/endpoint', summary: 'Where a recipient takes signed messages (Standard Webhooks) about what it must erase, correct or restrict; answers their secret, this once.', right: 'recipients:write', stepUp: true, params: idParams,
    body: z.strictObject({ url: z.string().max(2000) }), response: secret,
  }),
  turnEndpointSecret: route({ method: 'POST', path: '/recipients/{id}/endpoint/secret', summary: 'A new secret, told this once; the one before signs beside it for two days.', right: 'recipients:write', stepUp: true, params: idParams, response: secret }),
  closeEndpoint: route({ method: 'DELETE', path: '/recipients/{id}/endpoint', summary: 'The recipient takes no messages any more: it is told otherwise.', right: 'recipients:write', params: idParams, status: 204, response: nothing }),
  endRecipient: route({ method: 'POST', path: '/recipients/{id}/end', summary: 'From now on it is given nothing.', right: 'recipients:write', params: idParams, status: 204, response: nothing }),
  listDisclosures: route({ method: 'GET', path: '/people/{id}/disclosures', summary: 'To whom something of a person went: recipient, fields, purpose, day.', right: 'people:read', params: idParams, response: z.object({ results: z.array(disclosure) }) }),
};
