import { HttpException } from '@nestjs/common';
import { CompanyError, type CompanyErrorCode } from '@oubli/company';
import { TooManyFailuresError } from '@oubli/access';
import type { ProblemCode } from '@oubli/contracts';
import { DoNotRecreateKeyError } from '@oubli/do-not-recreate';
import { PackageWaitsError, SubmissionError, TooManyRefusalsError, UnknownProposalError } from '@oubli/domains';
import { RecipientError } from '@oubli/recipients';
import { AlreadyThereError, IdentifierError, RecordGoneError, RecordRestrictedError, SocialSecurityNumberError } from '@oubli/people';
import { RetentionError, type RetentionErrorCode } from '@oubli/retention';
import { PurposeWithoutBasisError, RightsError, type RightsErrorCode } from '@oubli/rights';
import { ProblemError } from './problem.error';

const retentionCodes: Readonly<Record<RetentionErrorCode, ProblemCode>> = {
  'plan-moved': 'plan-moved', 'preview-needed': 'preview-needed', 'unknown-run': 'unknown', 'wrong-state': 'conflict', 'unknown-hold': 'unknown', 'unknown-record': 'unknown', 'unknown-restriction': 'unknown', 'not-told': 'not-told', 'review-too-late': 'bad-request',
  'version-refused': 'refused', 'publication-refused': 'refused', 'stopped': 'conflict', 'no-alarm': 'unknown', 'draft-stale': 'stale', 'text-stopped': 'refused', 'unknown-approval': 'unknown', 'second-person-needed': 'forbidden',
};

const companyCodes: Readonly<Record<CompanyErrorCode, ProblemCode>> = { 'value-refused': 'bad-request', 'no-controller': 'conflict', 'unknown-office': 'unknown', 'office-overlaps': 'conflict', stale: 'stale' };

const rightsCodes: Readonly<Record<RightsErrorCode, ProblemCode>> = {
  'unknown-request': 'unknown', 'wrong-state': 'conflict', 'not-yours': 'forbidden', 'too-late': 'conflict', 'not-yet': 'conflict', 'received-later': 'refused', 'letter-sent': 'conflict', 'state-incomplete': 'refused', 'no-sender': 'conflict', 'handed-over': 'key-reused', 'not-identified': 'conflict', 'no-person': 'conflict', 'wrong-kind': 'conflict',
};

const httpCodes: Readonly<Record<number, ProblemCode>> = { 400: 'bad-request', 404: 'unknown', 405: 'method-not-allowed', 413: 'too-large', 415: 'unsupported-media' };

const statusOf = (error: unknown): number | null => {
  if (error instanceof HttpException) return error.getStatus();
  const status: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'status') : undefined;
  return typeof status === 'number' ? status : null;
};

/** The pool of connections has a queue; who waited in it in vain may ask again, because nothing was begun. */
const waitedInVain = (error: unknown): boolean => error instanceof Error && error.message === 'timeout exceeded when trying to connect';

const pointerOf = (place: string): string => `/${place.split('.').slice(1).join('/')}`;

/** What an error becomes outside. An error nobody expected tells nothing: its message may hold values. */
export function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof RetentionError) return new ProblemError(retentionCodes[error.code], error.message);
  if (error instanceof PackageWaitsError) return new ProblemError('conflict', error.message);
  if (error instanceof UnknownProposalError) return new ProblemError('refused', error.message);
  if (error instanceof RecipientError) return new ProblemError('refused', error.message, [{ pointer: '/recipientId', detail: 'is no recipient that may be given this' }]);
  if (error instanceof CompanyError) return new ProblemError(companyCodes[error.code], error.message, error.fields.map(({ field, rule }) => ({ pointer: `/${field}`, detail: rule })));
  if (error instanceof PurposeWithoutBasisError) return new ProblemError('purpose-without-basis', error.message);
  if (error instanceof SubmissionError) return new ProblemError('bad-request', error.message, error.errors);
  if (error instanceof RightsError) return new ProblemError(rightsCodes[error.code], error.message);
  if (error instanceof IdentifierError) return new ProblemError('bad-request', undefined, [{ pointer: error.place.includes('.') ? pointerOf(error.place) : `/${error.place}`, detail: error.rule }]);
  if (error instanceof SocialSecurityNumberError) return new ProblemError('bad-request', 'A social-security number may not be stored (RET-35).');
  if (error instanceof RecordGoneError) return new ProblemError('gone', error.message);
  if (error instanceof RecordRestrictedError) return new ProblemError('restricted', error.message);
  if (error instanceof AlreadyThereError) return new ProblemError('already-there', error.message);
  if (error instanceof TooManyFailuresError) return new ProblemError('too-many', undefined, [], { 'Retry-After': String(error.retryAfterSeconds) });
  if (error instanceof DoNotRecreateKeyError) return new ProblemError('not-ready', error.message);
  if (error instanceof TooManyRefusalsError) return new ProblemError('too-many', error.message, [], { 'Retry-After': '86400' });
  if (waitedInVain(error)) return new ProblemError('not-ready', undefined, [], { 'Retry-After': '2' });
  const status = statusOf(error);
  const code = status === null ? undefined : httpCodes[status];
  if (code) return new ProblemError(code);
  if (status !== null && status >= 400 && status < 500) return new ProblemError('bad-request');
  return new ProblemError('failed');
}
