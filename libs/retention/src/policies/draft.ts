import { z } from 'zod';
import { RetentionError } from '../retention-error';
import { type DraftVersion } from './freeze';
import { confidences, versionBodySchema } from '@oubli/contracts';

const draftSchema = z.strictObject({
  policy: z.string().min(1),
  legalReference: z.string().trim().min(3, { message: 'names no text of law' }),
  confidence: z.enum(confidences),
  body: versionBodySchema,
});

/** What zod found, one after the other: place and rule, never a value. */
export const issuesText = (error: z.ZodError): string =>
  error.issues.map((issue) => `${issue.path.length === 0 ? 'the draft' : issue.path.map(String).join('.')} ${issue.message}`).join('; ');

/** Reads the draft of a version from JSON. @throws RetentionError `version-refused` naming the place */
export function readDraft(text: string): DraftVersion {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new RetentionError('version-refused', 'The draft is not JSON. Nothing was changed.');
  }
  const parsed = draftSchema.safeParse(json);
  if (!parsed.success) throw new RetentionError('version-refused', `${issuesText(parsed.error)}. Nothing was changed.`);
  return parsed.data;
}
