/** A field of the company's identity and the rule it broke. The value is never repeated. */
export interface RefusedField {
  readonly field: string;
  readonly rule: string;
}

export type CompanyErrorCode = 'value-refused' | 'no-controller' | 'unknown-office' | 'office-overlaps' | 'stale';

/** Something about the company that cannot be written or is not there. */
export class CompanyError extends Error {
  constructor(
    readonly code: CompanyErrorCode,
    message: string,
    readonly fields: readonly RefusedField[] = [],
  ) {
    super(message);
    this.name = 'CompanyError';
  }
}
