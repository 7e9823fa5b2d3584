/** Counts under five single people out (our default, as of many statistical offices). */
export const smallestShown = 5;

export interface Cell {
  readonly label: string;
  readonly count: number;
}

export interface ShownCell {
  readonly label: string;
  /** Null: hidden, because it is small or because it would tell what is hidden. */
  readonly count: number | null;
}

/**
 * Hides small counts, and then the smallest of the others until what is hidden cannot be had by subtracting from the total:
 * never one cell alone, and never fewer than five people together. Nobody is nobody: zero is shown.
 */
export function suppressSmall(cells: readonly Cell[]): ShownCell[] {
  const hidden = new Set(cells.filter(({ count }) => count > 0 && count < smallestShown));
  const sum = (): number => [...hidden].reduce((total, { count }) => total + count, 0);
  const others = cells.filter((cell) => cell.count > 0 && !hidden.has(cell)).sort((a, b) => a.count - b.count);
  while (hidden.size > 0 && (hidden.size < 2 || sum() < smallestShown)) {
    const next = others.shift();
    // Nothing is left to hide behind: then even the total is not shown.
    if (!next) break;
    hidden.add(next);
  }
  return cells.map((cell) => ({ label: cell.label, count: hidden.has(cell) ? null : cell.count }));
}

/** The total of a row of cells, unless it would tell what is hidden in it. */
export function shownTotal(cells: readonly Cell[], shown: readonly ShownCell[]): number | null {
  const hidden = cells.filter((_, i) => shown[i]?.count === null);
  const safe = hidden.length === 0 || (hidden.length >= 2 && hidden.reduce((sum, { count }) => sum + count, 0) >= smallestShown);
  return safe ? cells.reduce((sum, { count }) => sum + count, 0) : null;
}
