/** `decidedOn` -> `decided_on`: the one place where property and column names meet. */
export function snakeCase(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
