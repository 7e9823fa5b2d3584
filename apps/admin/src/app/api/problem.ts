/** What the API refused, as it says it (RFC 9457). Nothing of it repeats a value that was sent. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly status: number,
    readonly code: string,
    title: string,
    readonly detail: string,
    readonly places: readonly { readonly pointer: string; readonly detail: string }[],
  ) {
    super(title);
  }
}

interface Document {
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

/** Reads a refusal; whatever cannot be read is told by its status. */
export async function problemFrom(response: Response): Promise<Problem> {
  const body: Document = await response.json().then((json: Document) => json, () => ({}));
  return new Problem(response.status, body.code ?? 'failed', body.title ?? '', body.detail ?? '', body.errors ?? []);
}

/** Any error as a problem to show: what nobody expected is a failure too, never silence. */
export const problemOf = (error: unknown): Problem => (error instanceof Problem ? error : new Problem(0, 'failed', '', '', []));

/** Does something that may be refused. @returns why it was, or null */
export async function attempt(act: () => Promise<unknown>): Promise<Problem | null> {
  try {
    await act();
    return null;
  } catch (error) {
    return problemOf(error);
  }
}
