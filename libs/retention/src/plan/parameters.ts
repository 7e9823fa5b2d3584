/** Bind values of a generated statement, in the order of their placeholders. */
export class Parameters {
  readonly values: unknown[] = [];

  /** Registers a value and returns its placeholder, with a cast where the type cannot be inferred. */
  readonly add = (value: unknown, cast?: string): string => {
    this.values.push(value);
    return `$${this.values.length}${cast ? `::${cast}` : ''}`;
  };
}
