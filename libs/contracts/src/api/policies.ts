import { z } from 'zod';
import { confidences, versionBodySchema } from '../policy/version-body';
import { day, instant, nothing, route, uuid } from './route';

const code = z.string().regex(/^[a-z][a-z0-9-]{1,58}$/, { message: 'must be lower-case words with hyphens, such as appointment' });
const column = z.object({
  name: z.string(), category: z.string(), role: z.string(), purposes: z.array(z.string()), type: z.string(), nullable: z.boolean(),
  /** What a version does to it at an end that does not name it. */
  treatment: z.unknown(),
  /** Kinds of treatment the column can take, with an invented example before and after. */
  offers: z.array(z.object({ treatment: z.unknown(), class: z.string(), before: z.string(), after: z.string() })),
  values: z.array(z.string()),
});
export const recordTypeSchema = z.object({
  recordType: z.string(), table: z.string(), purposes: z.array(z.string()), bases: z.array(z.string()), records: z.number(), due: z.number(), policies: z.array(z.string()),
  clocks: z.array(z.object({ name: z.string(), kind: z.enum(['column', 'event']) })),
  children: z.array(z.string()), columns: z.array(column),
});

const version = z.object({
  id: z.string(), number: z.number(), body: versionBodySchema, legalReference: z.string(), confidence: z.enum(confidences), frozenAt: instant.nullable(),
  publications: z.array(z.object({ id: z.string(), effectiveFrom: day, title: z.string(), mandatoryRetroactive: z.boolean(), optedOut: z.boolean() })),
});
const draft = z.object({
  policy: code, recordType: z.string(), title: z.string().trim().min(1).max(120), automatic: z.boolean(),
  legalReference: z.string().max(300), confidence: z.enum(confidences), body: z.unknown(),
});
const savedDraft = draft.extend({ changedAt: instant, changedBy: z.string(), etag: z.string() });
const policyRow = z.object({
  policy: z.string(), recordType: z.string(), title: z.string(), automatic: z.boolean(), suspended: z.boolean(), records: z.number(), due: z.number(), hasDraft: z.boolean(),
  inForce: version.nullable(),
});
const policyParams = z.object({ policy: code });

/** How a draft reaches what is held, beside what is collected from its publication on. */
const reach = z.strictObject({
  mandatoryRetroactive: z.strictObject({ legalReference: z.string().trim().min(3).max(300) }).optional(),
  optedOut: z.strictObject({ reason: z.string().trim().min(3).max(300) }).optional(),
});

const counted = z.object({ becomes: z.string(), count: z.number() });
const impact = z.object({
  policy: z.string(), recordType: z.string(), asOf: day,
  /** What would be due today without the draft, and with it. */
  before: z.array(counted), after: z.array(counted),
  due: z.number(), dueNow: z.number(), digest: z.string(),
  months: z.array(z.object({ month: z.string(), before: z.number(), after: z.number() })),
  /** The draft shortens a period or reaches more records: it needs a second person. */
  stricter: z.boolean(), first: z.boolean(),
  examples: z.array(z.object({ record: z.string(), becomes: z.string(), fields: z.array(z.object({ column: z.string(), before: z.string().nullable(), after: z.string().nullable() })) })),
});

export const publicationSchema = z.object({
  id: z.string(), effectiveFrom: day, title: z.string(), reason: z.string(), explanation: z.string(),
  versions: z.array(z.object({ policy: z.string(), recordType: z.string(), number: z.number(), active: z.string(), whole: z.string(), legalReference: z.string(), changed: z.boolean() })),
});
const approvalSchema = z.object({
  id: uuid, kind: z.enum(['publication', 'hold-release']), title: z.string(), reason: z.string(), requestedBy: z.string(), requestedAt: instant,
  /** From when the author may go on alone, when there is nobody else. */
  aloneFrom: instant.nullable(), state: z.enum(['open', 'done', 'refused', 'withdrawn']), decidedBy: z.string().nullable(), decidedAt: instant.nullable(), mine: z.boolean(),
});
export const publishAnswer = z.union([z.object({ state: z.literal('published'), publication: publicationSchema }), z.object({ state: z.literal('waits'), approval: approvalSchema })]);

const language = z.enum(['fr', 'en', 'de']);
const textsGiven = z.strictObject({ authoritative: language, bodies: z.array(z.strictObject({ language, body: z.string().min(1).max(60_000) })).min(1).max(3) });
/** A text as a page shows it. */
const block = z.union([
  z.object({ kind: z.literal('heading'), level: z.number(), text: z.string() }), z.object({ kind: z.literal('paragraph'), text: z.string() }), z.object({ kind: z.literal('list'), items: z.array(z.string()) }),
]);
const difference = z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() });
const textFound = z.object({ id: z.string(), rule: z.enum(['placeholder', 'foreign-product', 'mixed-language', 'translation-unchanged']), language, line: z.number(), words: z.string() });
const company = z.object({
  name: z.string(), legalForm: z.string(), capital: z.string().nullable(), registerCity: z.string(), siren: z.string(), siret: z.string().nullable(), vatNumber: z.string().nullable(), activityCode: z.string().nullable(), street: z.string(), postcode: z.string(), city: z.string(),
});
/** Art. 13(1)(a) and (b): who answers for the processing, and whom to write to. */
const identity = z.object({
  controller: company, host: company.nullable(), representative: z.object({ name: z.string(), capacity: z.string() }).nullable(), protectionOfficer: z.object({ email: z.string(), phone: z.string().nullable() }).nullable(),
  authority: z.object({ name: z.string(), complaintsUrl: z.string() }),
});

export const policyRoutes = {
  listRecordTypes: route({ method: 'GET', path: '/record-types', summary: 'Declared record types with columns, clocks and how many records are held.', right: 'policies:read', response: z.object({ results: z.array(recordTypeSchema.omit({ columns: true })) }) }),
  readRecordType: route({ method: 'GET', path: '/record-types/{recordType}', summary: 'One record type: every column, and what may be done to it.', right: 'policies:read', params: z.object({ recordType: z.string().max(60) }), response: recordTypeSchema }),
  listPolicies: route({ method: 'GET', path: '/policies', summary: 'Policies with the version in force.', right: 'policies:read', response: z.object({ results: z.array(policyRow) }) }),
  readPolicy: route({ method: 'GET', path: '/policies/{policy}', summary: 'A policy: its versions, where they were published, and its draft.', right: 'policies:read', params: policyParams, response: policyRow.extend({ versions: z.array(version), draft: savedDraft.nullable() }) }),
  saveDraft: route({ method: 'PUT', path: '/policies/{policy}/draft', summary: 'Keeps a draft as it is; If-Match names the draft that is replaced.', right: 'policies:write', params: policyParams, body: draft.omit({ policy: true }).strict(), response: savedDraft.extend({ problems: z.array(z.string()) }) }),
  dropDraft: route({ method: 'DELETE', path: '/policies/{policy}/draft', summary: 'Throws a draft away.', right: 'policies:write', params: policyParams, status: 204, response: nothing }),
  readImpact: route({ method: 'POST', path: '/policies/{policy}/impact', summary: 'What the draft would move if it were published today; treats nothing.', right: 'policies:write', params: policyParams, body: reach, response: impact }),
  suspendPolicy: route({ method: 'PUT', path: '/policies/{policy}/suspension', summary: 'Suspends a policy: its records wait.', right: 'policies:suspend', params: policyParams, status: 204, response: nothing }),
  resumePolicy: route({ method: 'DELETE', path: '/policies/{policy}/suspension', summary: 'Lets a suspended policy go on.', right: 'policies:suspend', params: policyParams, status: 204, response: nothing }),
  listPublications: route({ method: 'GET', path: '/publications', summary: 'The privacy policy as it stood from each day.', right: 'policies:read', response: z.object({ results: z.array(publicationSchema) }) }),
  readPublicPolicy: route({ method: 'GET', path: '/public/privacy-policy', summary: 'The retention periods in force, for anybody to read.', right: 'public', response: publicationSchema.pick({ effectiveFrom: true, title: true, reason: true, explanation: true, versions: true }).extend({
    authoritative: language.nullable(), texts: z.array(z.object({ language, blocks: z.array(block) })), identity: identity.nullable(),
  }).nullable() }),
  readPublicationTexts: route({ method: 'GET', path: '/publications/{id}/texts', summary: 'The words of a publication, what changed since the one before, and what was waived by whom.', right: 'policies:read', params: z.object({ id: uuid }), response: z.object({
    texts: z.array(z.object({ language, authoritative: z.boolean(), body: z.string(), differences: z.array(difference) })),
    waivers: z.array(z.object({ language, line: z.number(), rule: textFound.shape.rule, words: z.string(), reason: z.string(), waivedBy: z.string(), waivedAt: instant })),
  }) }),
  checkTexts: route({ method: 'POST', path: '/publications/check', summary: 'What would stop these texts from being published, and what they change; writes nothing.', right: 'policies:write', status: 200, body: textsGiven, response: z.object({ findings: z.array(textFound), texts: z.array(z.object({ language, differences: z.array(difference) })) }) }),
  publish: route({
    method: 'POST', path: '/publications', summary: 'Freezes drafts and publishes them from a day; a stricter one waits for a second person.', right: 'policies:publish', stepUp: true, status: 201,
    body: z.strictObject({
      effectiveFrom: day, title: z.string().trim().min(3).max(120), reason: z.enum(['legal', 'regulatory', 'judicial', 'technical', 'other']), explanation: z.string().trim().min(3).max(2000),
      drafts: z.array(reach.extend({ policy: code, accept: z.string().regex(/^[0-9a-f]{64}$/).optional() })),
      texts: textsGiven.extend({ waivers: z.array(z.strictObject({ finding: z.string().regex(/^[0-9a-f]{16}$/), reason: z.string().trim().min(3).max(500) })).default([]) }).optional(),
    }).refine((wanted) => wanted.drafts.length > 0 || wanted.texts !== undefined, { message: 'publishes neither a draft nor a text' }),
    response: publishAnswer,
  }),
  listApprovals: route({ method: 'GET', path: '/approvals', summary: 'What waits for a second person, and what was decided.', right: 'approvals:read', response: z.object({ results: z.array(approvalSchema) }) }),
  decideApproval: route({ method: 'POST', path: '/approvals/{id}', summary: 'Approves, refuses or withdraws.', right: 'approvals:decide', stepUp: true, params: z.object({ id: uuid }), body: z.strictObject({ decision: z.enum(['approve', 'refuse', 'withdraw']) }), response: approvalSchema }),
};
