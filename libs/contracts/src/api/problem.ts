import { z } from 'zod';

/** Every reason for which a request is refused: code -> status and a sentence. The only list of errors the API has. */
export const problems = {
  'bad-request': [400, 'The request is not as described.'],
  'not-signed-in': [401, 'Sign in first.'],
  'wrong-credentials': [401, 'E-mail, password or code is not right.'],
  'forbidden': [403, 'Your roles do not allow this.'],
  'csrf': [403, 'The request did not come from this console.'],
  'purpose-without-basis': [403, 'This purpose has no legal basis in force for this category of person.'],
  'step-up-needed': [403, 'Confirm who you are before this.'],
  'unknown': [404, 'There is nothing at this address.'],
  'method-not-allowed': [405, 'This address does not take that method.'],
  'already-there': [409, 'It is there already.'],
  'in-flight': [409, 'The same request is being answered.'],
  'conflict': [409, 'What is held does not allow this.'],
  'rectified': [409, 'The person had this value corrected.'],
  'not-told': [409, 'The person must be told first.'],
  'gone': [410, 'The record is no longer held.'],
  'stale': [412, 'Somebody changed it since you read it.'],
  'too-large': [413, 'The request is too large.'],
  'unsupported-media': [415, 'The body must be JSON.'],
  'refused': [422, 'What was asked for is not possible.'],
  'key-reused': [422, 'The idempotency key was used for another request.'],
  'preview-needed': [422, 'This needs the digest of a preview.'],
  'plan-moved': [409, 'The plan is no longer the one that was previewed.'],
  'restricted': [423, 'What is held about the person is restricted: stored, and nothing else.'],
  'match-needed': [428, 'Say which version you change (If-Match).'],
  'too-many': [429, 'Too many requests; try again later.'],
  'failed': [500, 'Something went wrong; nothing was changed.'],
  'not-ready': [503, 'A part that this needs is down; nothing was changed.'],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;
export type ProblemCode = keyof typeof problems;

/** problem+json (RFC 9457). `detail` and `errors` name places and rules, never a personal value. */
export const problemSchema = z.object({
  type: z.string(),
  code: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
});
export type ProblemDocument = z.infer<typeof problemSchema>;
