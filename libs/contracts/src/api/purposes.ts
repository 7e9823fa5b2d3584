import { z } from 'zod';
import { confidences } from '../policy/version-body';
import { exemptions, purposeGapKinds } from '../requests/purposes';
import { day, idParams, instant, route, uuid } from './route';

const basis = z.enum(['consent', 'contract', 'legal-obligation', 'legitimate-interest']);
const category = z.enum(['candidate', 'expert', 'client-contact', 'prospect', 'staff', 'requester']);
const text = (least: number, most: number) => z.string().trim().min(least, { message: `has fewer than ${least} characters` }).max(most, { message: `has more than ${most} characters` });
const recordType = z.string().regex(/^[a-z][a-z0-9-]{1,58}$/);

/** What is stated of a purpose and a category of person; the basis null ends what held. */
const stated = z.object({
  purpose: z.string().max(60), category, recordType: recordType.nullable(), basis: basis.nullable(), validFrom: day, basisInPolicy: basis.nullable(), legalReference: text(3, 300), confidence: z.enum(confidences),
  balancingNote: text(20, 4000).nullable(), exemption: z.enum(exemptions).nullable(), exemptionReason: text(10, 2000).nullable(), reason: text(3, 500),
});
const state = stated.extend({
  id: uuid, author: z.string().nullable(), recordedAt: instant, validTo: day.nullable(),
  /** Of the day asked about. */
  when: z.enum(['past', 'in-force', 'to-come']),
  /** Record types held for it, and the policies that end them. */
  uses: z.array(z.object({ recordType: z.string(), policies: z.array(z.string()) })),
});

export const purposeRoutes = {
  readPurposeRegister: route({
    method: 'GET', path: '/purpose-register', summary: 'Every purpose with its legal basis for each category of person, as it stands on a day, with what held before and what is to come.', right: 'policies:read',
    query: z.object({ asOf: day.optional() }), response: z.object({ asOf: day, states: z.array(state) }),
  }),
  statePurpose: route({
    method: 'POST', path: '/purpose-register/states', summary: 'States on which basis a purpose is pursued for a category of person from a day on, or that it no longer is; what held before stays written.', right: 'policies:publish', stepUp: true, status: 201,
    body: stated.strict()
      .refine((s) => s.basis !== 'legitimate-interest' || s.balancingNote !== null, { path: ['balancingNote'], message: 'is missing: a legitimate interest is weighed first (Art. 6(1)(f) GDPR)' })
      .refine((s) => (s.exemption === null) === (s.exemptionReason === null), { path: ['exemptionReason'], message: 'goes with an exemption, and an exemption with its reason' }),
    response: state,
  }),
  readPurposeGaps: route({
    method: 'GET', path: '/purpose-register/gaps', summary: 'What is declared and not stated, interests without a balancing note, bases other than the published policy names, and what is stated and used by no column.', right: 'policies:read',
    response: z.object({ asOf: day, gaps: z.array(z.object({ kind: z.enum(purposeGapKinds), purpose: z.string(), category: category.nullable(), recordTypes: z.array(z.string()), columns: z.array(z.string()) })) }),
  }),
  readEligibility: route({
    method: 'GET', path: '/requests/{id}/eligibility', summary: 'Which records of the person the right asked for reaches, by the basis of each purpose in force today.', right: 'requests:read', params: idParams,
    response: z.object({ asOf: day, rows: z.array(z.object({
      recordType: z.string(), purpose: z.string(), category, basis: basis.nullable(), eligible: z.enum(['yes', 'no', 'weigh']), because: z.string(), origins: z.array(z.string()), count: z.number().int(),
    })) }),
  }),
};
