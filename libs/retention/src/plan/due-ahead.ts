import type { Session } from '@oubli/database';
import type { DueQuery, DueRecord } from './forecast';

/** Rows read at once for a page of a few hundred: finding what falls due costs by the record looked at, not by the row answered. */
const rowsAhead = 20_000;
/** A list somebody scrolls through stands still for so long, in milliseconds, as far as nothing was treated, held or published. */
const standsFor = 30_000;
const stretchesKept = 4;

interface Stretch {
  readonly list: string;
  readonly after: DueQuery['after'];
  readonly readAt: number;
  /** Rows that were asked for: fewer came only where the list ends. */
  readonly asked: number;
  readonly rows: Promise<readonly DueRecord[]>;
}

type Read = (query: DueQuery) => Promise<readonly DueRecord[]>;

const placeOf = ({ dueOn, id }: { readonly dueOn: string; readonly id: string }): string => `${dueOn} ${id}`;

/** What makes a list of what falls due another: a treatment, a hold, a publication, a new day. */
export const dueStamp = async (session: Session): Promise<string> => {
  const [row] = await session.query<{ stamp: string }>(`select concat_ws('/', calendar.paris_date(now()), (select seq from ledger.head), (select count(*) || ' ' || count(released_at) from retention.hold),
    (select count(*) from retention.publication), (select count(*) from retention.publication_version)) as stamp`);
  return row?.stamp ?? '';
};

/**
 * Pages of what falls due, read in long stretches: the rows of a stretch are kept for half a minute, so that scrolling through a
 * hundred thousand of them reads five times and not five hundred. At most four stretches are held, whoever asks.
 */
export class DueAhead {
  /** Oldest first. */
  private stretches: readonly Stretch[] = [];

  constructor(
    private readonly ahead = rowsAhead,
    private readonly keepFor = standsFor,
  ) {}

  /** @param stamp of `dueStamp`: rows of another are not answered @param now milliseconds of any clock that runs forward */
  async page(query: DueQuery, stamp: string, now: number, read: Read): Promise<readonly DueRecord[]> {
    this.stretches = this.stretches.filter(({ readAt }) => now - readAt < this.keepFor);
    const list = JSON.stringify([stamp, query.recordTypes, query.from, query.to]);
    for (const stretch of this.stretches) {
      const page = stretch.list === list ? await this.inside(stretch, query) : null;
      if (page) return page;
    }
    const asked = Math.max(this.ahead, query.limit);
    const rows = read({ ...query, limit: asked });
    const stretch = { list, after: query.after, readAt: now, asked, rows };
    this.stretches = [...this.stretches.slice(1 - stretchesKept), stretch];
    try {
      return (await rows).slice(0, query.limit);
    } catch (error) {
      this.stretches = this.stretches.filter((one) => one !== stretch);
      throw error;
    }
  }

  /** The page out of a stretch, when all of it lies in there. */
  private async inside({ after, asked, rows }: Stretch, query: DueQuery): Promise<readonly DueRecord[] | null> {
    if (after !== null && (query.after === null || placeOf(query.after) < placeOf(after))) return null;
    const held = await rows.catch(() => null);
    if (held === null) return null;
    const from = query.after === null ? 0 : firstBehind(held, placeOf(query.after));
    return held.length < asked || held.length - from >= query.limit ? held.slice(from, from + query.limit) : null;
  }
}

/** Index of the first row behind a place, in rows ordered by place. */
function firstBehind(rows: readonly DueRecord[], place: string): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row && placeOf(row) <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}
