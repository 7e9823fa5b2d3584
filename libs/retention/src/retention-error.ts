export type RetentionErrorCode =
  | 'plan-moved'
  | 'preview-needed'
  | 'unknown-run'
  | 'wrong-state'
  | 'unknown-hold'
  | 'unknown-record'
  | 'unknown-restriction'
  | 'not-told'
  | 'review-too-late'
  | 'version-refused'
  | 'publication-refused'
  | 'stopped'
  | 'no-alarm'
  | 'draft-stale'
  | 'text-stopped'
  | 'unknown-approval'
  | 'second-person-needed';

/** Something a person asked for that cannot be done; the message says what, and holds no personal value. */
export class RetentionError extends Error {
  constructor(
    readonly code: RetentionErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'RetentionError';
  }
}
