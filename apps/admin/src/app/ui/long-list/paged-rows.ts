/** One page of a list of the API: rows, and the cursor of the next page where there is one. */
export interface Page<T> {
  readonly results: readonly T[];
  readonly paging?: { readonly next: { readonly after: string } } | undefined;
}

/** Where a list was left: a row by its number from 0, and the cursor of the page that holds it. */
export interface Place {
  readonly row: number;
  readonly after: string;
}

/** Rows asked for at once. */
export const pageRows = 200;
/** Pages held at once: whatever the length of the list, no more rows than these are in memory. */
const keptPages = 12;

/**
 * A list of any length of which only the pages around what is looked at are held. Cursors lead forward only, so the cursor of
 * every page that was met is remembered, and a page that was let go of is asked for again by its own. A list that is entered in
 * its middle knows its first page and the one it was entered at; what lies between is walked to when somebody goes there.
 */
export class PagedRows<T> {
  private readonly pages = new Map<number, readonly T[]>();
  private readonly cursors = new Map<number, string | undefined>([[0, undefined]]);
  private wanted: { from: number; to: number } = { from: 0, to: 0 };
  private known = 0;
  private ended = false;
  private working = false;
  private failure: unknown = null;

  /**
   * @param ask answers the page behind a cursor, the first without one, of `pageRows` rows each
   * @param changed is told whenever there is something new to show
   */
  constructor(
    private readonly ask: (after: string | undefined) => Promise<Page<T>>,
    private readonly changed: () => void = () => undefined,
    start: Place | null = null,
  ) {
    if (start === null || start.row < pageRows) return;
    const page = Math.floor(start.row / pageRows);
    this.cursors.set(page, start.after);
    this.known = start.row + 1;
  }

  /** Rows that are known to be there. */
  get length(): number {
    return this.known;
  }

  /** Is the end of the list known? */
  get complete(): boolean {
    return this.ended;
  }

  get loading(): boolean {
    return this.working;
  }

  /** Why the last page could not be read, until it is tried again; null when nothing is wrong. */
  get problem(): unknown {
    return this.failure;
  }

  /** Pages in memory. */
  get held(): number {
    return this.pages.size;
  }

  /** A row by its number; undefined while it is not held. */
  row(index: number): T | undefined {
    return this.pages.get(Math.floor(index / pageRows))?.[index % pageRows];
  }

  /** Where a row stands, so that the list can be entered there again. */
  placeOf(index: number): Place | null {
    const after = this.cursors.get(Math.floor(index / pageRows));
    return after === undefined ? null : { row: index, after };
  }

  /** Says which rows are looked at; asks for what is missing of them and lets go of what is far away. `to` is exclusive. */
  async show(from: number, to: number): Promise<void> {
    this.wanted = { from: Math.max(0, from), to };
    if (this.working || this.failure !== null) return;
    this.working = true;
    for (let page = this.missing(); page !== null && this.failure === null; page = this.missing()) {
      this.changed();
      await this.load(page);
    }
    this.working = false;
    this.changed();
  }

  /** Tries again what failed. */
  retry(): Promise<void> {
    this.failure = null;
    return this.show(this.wanted.from, this.wanted.to);
  }

  /** The first page to ask for so that what is wanted comes nearer; null when nothing is missing. */
  private missing(): number | null {
    const last = Math.floor((Math.max(this.wanted.to, 1) - 1) / pageRows);
    for (let page = Math.floor(this.wanted.from / pageRows); page <= last; page += 1) {
      if (this.pages.has(page) || (this.ended && page * pageRows >= this.known)) continue;
      let reachable = page;
      while (!this.cursors.has(reachable)) reachable -= 1;
      // A page that is held leads on from its own rows: its successor's cursor is known, so this cannot stand still.
      return reachable;
    }
    return null;
  }

  private async load(page: number): Promise<void> {
    try {
      const { results, paging } = await this.ask(this.cursors.get(page));
      this.pages.set(page, results);
      const after = paging?.next.after;
      if (after !== undefined) this.cursors.set(page + 1, after);
      const end = page * pageRows + results.length;
      if (after === undefined) {
        this.known = end;
        this.ended = true;
      } else this.known = Math.max(this.known, end);
      this.letGo();
    } catch (error) {
      this.failure = error;
    }
  }

  private letGo(): void {
    const middle = (this.wanted.from + this.wanted.to) / 2 / pageRows;
    const far = [...this.pages.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
    for (const page of far.slice(0, Math.max(0, this.pages.size - keptPages))) this.pages.delete(page);
  }
}
