export type RightsErrorCode = 'unknown-request' | 'wrong-state' | 'not-yours' | 'too-late' | 'not-yet' | 'received-later' | 'not-identified' | 'no-person' | 'wrong-kind' | 'letter-sent' | 'state-incomplete' | 'no-sender' | 'handed-over';

/** Something about a request that cannot be done; the message says what, and holds no personal value. */
export class RightsError extends Error {
  constructor(
    readonly code: RightsErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'RightsError';
  }
}
