import { randomUUID } from 'node:crypto';
import type { RequestLanguage } from '@oubli/contracts';
import type { Connections, Session } from '@oubli/database';
import { type DeclaredField, type FormVersion, inLanguage } from '@oubli/rights';
import { type Bringer, type ItemResult, upsertRecords, type Values } from '../records/records';
import type { PlaceProblem } from '../records/shape';
import { domainRegistry } from '../registry';

/** What somebody filled in, and what stood before her when she did. */
export interface Submission {
  readonly sourceId?: string | undefined;
  /** The publication of the privacy policy that was shown. */
  readonly policy: string;
  readonly language: RequestLanguage;
  readonly values: Values;
}

/** A submission that asks for something the form does not, or leaves out what it needs. */
export class SubmissionError extends Error {
  override readonly name = 'SubmissionError';

  constructor(readonly errors: readonly PlaceProblem[]) {
    super('The form was not filled in as it asks. Nothing was stored.');
  }
}

export interface Submitted {
  readonly result: ItemResult;
  /** Fields that were left out, and what is not possible without them. */
  readonly disabled: readonly { readonly field: string; readonly without: string }[];
}

const link = 'personId';
const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

function problemsOf(form: FormVersion, { values, language }: Submission): PlaceProblem[] {
  const known = new Set([...form.fields.map((field) => field.name), link]);
  const foreign = Object.keys(values).filter((name) => !known.has(name)).map((name) => ({ pointer: `/values/${name}`, detail: 'is no field of this form' }));
  const missing = form.fields.filter((field) => field.required && isEmpty(values[field.name])).map((field) => ({ pointer: `/values/${field.name}`, detail: `is missing. ${inLanguage(field.without, language)}` }));
  return [...foreign, ...missing];
}

const insertNotice = `insert into engagement.notice_shown (id, person_id, notice_version, place, shown_on, collected_on, origin)
  values ($1, $2, $3, $4, calendar.paris_date(now()), calendar.paris_date(now()), 'derived')`;

/**
 * Stores what was filled in by the path of every other write, and in the same transaction which privacy policy stood beside which
 * version of the form (R12, RET-33).
 * @param bringer its purposes are those of the form's fields
 * @throws SubmissionError
 */
export async function submitForm(app: Connections, form: FormVersion, submission: Submission, bringer: Bringer): Promise<Submitted> {
  const errors = problemsOf(form, submission);
  if (errors.length > 0) throw new SubmissionError(errors);
  const notice = async (session: Session, { id, result }: ItemResult): Promise<void> => {
    const personId = form.recordType === domainRegistry.person.recordType ? id : submission.values[link];
    if (id === null || typeof personId !== 'string' || !['created', 'updated', 'unchanged'].includes(result)) return;
    await session.query(insertNotice, [randomUUID(), personId, submission.policy, `form/${form.form}/${form.version}`]);
  };
  const [result] = await upsertRecords(app, form.recordType, [{ sourceId: submission.sourceId, values: submission.values }], bringer, false, notice);
  if (!result) throw new Error('The submission was not looked at.');
  const left = (field: DeclaredField): boolean => !field.required && isEmpty(submission.values[field.name]);
  return { result, disabled: form.fields.filter(left).map((field) => ({ field: field.name, without: inLanguage(field.without, submission.language) })) };
}
