import { purposes } from '@oubli/personal-data';
import { z } from 'zod';
import { channels, choiceMeans, clerkMeans, objectionStandings, writtenPurposes } from '../choices/words';
import { day, idParams, instant, route, uuid } from './route';

const purpose = z.enum(purposes);
const written = z.enum(writtenPurposes);
const channel = z.enum(channels);
const means = z.enum(clerkMeans);
const textVersion = z.string().trim().min(1, { message: 'is empty' }).max(60);
const grounds = z.string().trim().min(20, { message: 'says in a sentence why' }).max(5000);

const consent = z.object({
  id: uuid, purpose, channel, textVersion: z.string(), means: z.enum(choiceMeans), givenOn: day, givenAt: instant.nullable(), lastUsedOn: day.nullable(),
  withdrawnOn: day.nullable(), withdrawnAt: instant.nullable(), withdrawnBy: z.enum(choiceMeans).nullable(),
});
const objection = z.object({
  id: uuid, purpose, channel: channel.nullable(), objectedOn: day, objectedAt: instant.nullable(), objectedBy: z.enum(choiceMeans).nullable(),
  standing: z.enum(objectionStandings), judgedOn: day.nullable(), underRequest: uuid.nullable(),
});
const history = z.object({ consents: z.array(consent), objections: z.array(objection) });
const stopped = z.object({
  /** Consents that ended with it. */
  withdrawn: z.number().int(),
  /** Messages that waited and will not leave. */
  cancelled: z.number().int(),
});
const objected = stopped.extend({ objectionId: uuid, standing: z.enum(objectionStandings), requestId: uuid.nullable(), restricted: z.array(z.string()) });
/** What somebody may be written about, as her own page shows it. */
const choice = z.object({
  purpose: written, channel, basis: z.enum(['consent', 'legitimate-interest']).nullable(), standing: z.enum(['consented', 'not-asked', 'withdrawn', 'objected', 'no-objection', 'no-basis']),
  since: day.nullable(),
});

/** Consents and objections of persons, each with its proof (Art. 7 and 21 GDPR). */
export const choiceRoutes = {
  readChoices: route({ method: 'GET', path: '/people/{id}/choices', summary: 'Every consent and objection of a person, with text version, time and means.', right: 'people:read', params: idParams, response: history }),
  giveConsent: route({
    method: 'POST', path: '/people/{id}/consents', summary: 'Writes down a consent to a purpose on a channel, with its proof.', right: 'records:write', params: idParams, status: 201,
    body: z.strictObject({ purpose: written, channel, textVersion, means, givenOn: day.optional() }), response: z.object({ id: uuid }),
  }),
  withdrawConsent: route({
    method: 'POST', path: '/people/{id}/withdrawals', summary: 'Withdraws a consent, at once: what was queued on it does not leave.', right: 'records:write', params: idParams,
    body: z.strictObject({ purpose: written, channel, means }), response: stopped,
  }),
  objectTo: route({
    method: 'POST', path: '/people/{id}/objections', summary: 'Objects to a purpose: to being written to at once and for good; to another legitimate interest, what is held for it is restricted until a person has decided.', right: 'requests:write', params: idParams, status: 201,
    body: z.strictObject({ purpose, channel: channel.optional(), means, language: z.enum(['fr', 'en', 'de']).default('fr') }), response: objected,
  }),
  carryOutChoice: route({
    method: 'POST', path: '/requests/{id}/choices', summary: 'Carries out a request of withdrawal or objection for one purpose, and on one channel where it names one.', right: 'requests:decide', params: idParams,
    body: z.strictObject({ purpose, channel: channel.optional() }), response: stopped.extend({ restricted: z.array(z.string()) }),
  }),
  judgeObjection: route({
    method: 'POST', path: '/requests/{id}/objection', summary: 'Decides in writing on an objection to a legitimate interest; without compelling grounds it is upheld (Art. 21(1) GDPR).', right: 'requests:decide', params: idParams,
    body: z.discriminatedUnion('decision', [z.strictObject({ decision: z.literal('upheld') }), z.strictObject({ decision: z.literal('rejected'), grounds })]), response: z.object({ judged: z.number().int() }),
  }),
  readOwnChoices: route({ method: 'GET', path: '/own-page/choices', summary: 'What she may be written about, by which channel, and what she chose.', right: 'own-page', response: z.object({ textVersion: z.string(), results: z.array(choice) }) }),
  chooseOnOwnPage: route({
    method: 'POST', path: '/own-page/choices', summary: 'Gives a consent or withdraws it, or objects, in one action from her own page.', right: 'own-page',
    body: z.discriminatedUnion('choice', [
      z.strictObject({ choice: z.literal('consent'), purpose: written, channel, textVersion }), z.strictObject({ choice: z.literal('withdraw'), purpose: written, channel }),
      z.strictObject({ choice: z.literal('object'), purpose, channel: channel.optional() }),
    ]),
    response: z.object({ standing: z.enum(['consented', 'withdrawn', 'objected', 'pending']), cancelled: z.number().int() }),
  }),
};
