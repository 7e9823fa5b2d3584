import { type ProblemCode, problems } from '@oubli/contracts';

export interface PlaceProblem {
  /** JSON pointer into the request. */
  readonly pointer: string;
  readonly detail: string;
}

/** A refusal of the API: a code of the catalogue, and where. Nothing in it repeats a value that was sent. */
export class ProblemError extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly detail?: string,
    readonly places: readonly PlaceProblem[] = [],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail ?? problems[code][1]);
    this.name = 'ProblemError';
  }
}
