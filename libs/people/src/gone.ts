import { restrictedSqlState } from '@oubli/database';
import { IdentifierError } from './identifiers/parsed';
import { goneSqlState } from './open-doors';

/** The person or record is gone, or hidden because its active phase is over: an API answers 410. */
export class RecordGoneError extends Error {
  constructor(readonly place: string) {
    super(`${place} is no longer in the active records; nothing was changed.`);
    this.name = 'RecordGoneError';
  }
}

/** Something that may be there only once is there already: an API answers 409. */
export class AlreadyThereError extends Error {
  constructor(readonly place: string) {
    super(`${place} is there already; nothing was changed.`);
    this.name = 'AlreadyThereError';
  }
}

/** What is held about the person is restricted (Art. 18 GDPR): stored, and nothing else. An API answers 423. */
export class RecordRestrictedError extends Error {
  constructor(readonly place: string) {
    super(`${place} is restricted (Art. 18 GDPR): it is stored, and nothing else; nothing was changed.`);
    this.name = 'RecordRestrictedError';
  }
}

const codeOf = (error: unknown): unknown => (typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined);
const constraintOf = (error: unknown): string => (typeof error === 'object' && error !== null && 'constraint' in error ? String(error.constraint) : 'of the table');

/** A missing person (23503), one hidden by row-level security (42501) and one whose phase is over are one answer: which, is not the caller's to know. */
const goneCodes: ReadonlySet<unknown> = new Set(['23503', '42501', goneSqlState]);

/**
 * Runs a write and turns what the database refuses into a typed error that carries no value: the driver's own error
 * holds the statement's parameters.
 * @param place `type/id` or type of what is written, or of the person it refers to
 * @throws RecordGoneError, RecordRestrictedError, AlreadyThereError, IdentifierError naming the CHECK that refuses the row
 */
export async function orGone<T>(place: string, write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    const code = codeOf(error);
    if (code === restrictedSqlState) throw new RecordRestrictedError(place);
    if (goneCodes.has(code)) throw new RecordGoneError(place);
    if (code === '23505') throw new AlreadyThereError(place);
    if (code === '23514') throw new IdentifierError(place, `breaks the rule ${constraintOf(error)}`);
    throw error;
  }
}
