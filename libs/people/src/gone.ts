/** The person or record is gone, or hidden because its active phase is over: an API answers 410. */
export class RecordGoneError extends Error {
  constructor(readonly place: string) {
    super(`${place} is no longer in the active records; nothing was changed.`);
    this.name = 'RecordGoneError';
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;

/**
 * Runs a write that refers to a person. A missing person (23503) and a hidden one (42501, row-level security) are the
 * same answer to the caller: whether she was erased or archived is not hers to tell.
 * @throws RecordGoneError
 */
export async function orGone<T>(place: string, write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (hasCode(error, '23503') || hasCode(error, '42501')) throw new RecordGoneError(place);
    throw error;
  }
}
