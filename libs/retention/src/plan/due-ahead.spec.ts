import fc from 'fast-check';
import { DueAhead } from './due-ahead';
import type { DueQuery, DueRecord } from './forecast';

const row = (n: number): DueRecord => ({ recordType: 'item', id: String(n).padStart(8, '0'), dueOn: `2027-01-${String(1 + Math.floor(n / 100)).padStart(2, '0')}`, held: false, policies: ['p'] });
const all = Array.from({ length: 1_000 }, (_, n) => row(n));
const query = (after: DueQuery['after'], limit: number): DueQuery => ({ recordTypes: ['item'], from: '2027-01-01', to: '2027-12-31', after, limit });

/** Reads as the database does, and counts how often. */
function database(rows: readonly DueRecord[]): { reads: number; read: (query: DueQuery) => Promise<readonly DueRecord[]> } {
  const counted = {
    reads: 0,
    read: ({ after, limit }: DueQuery) => {
      counted.reads += 1;
      return Promise.resolve(rows.filter((r) => after === null || `${r.dueOn} ${r.id}` > `${after.dueOn} ${after.id}`).slice(0, limit));
    },
  };
  return counted;
}

describe('pages of what falls due, read ahead', () => {
  it('are the pages the database would answer, read once for many', async () => {
    const source = database(all);
    const ahead = new DueAhead(300);
    const seen: DueRecord[] = [];
    for (let after: DueQuery['after'] = null; ; ) {
      const page = await ahead.page(query(after, 21), 's', 0, source.read);
      seen.push(...page.slice(0, 20));
      const last = page[19];
      if (page.length < 21 || !last) break;
      after = last;
    }
    expect(seen).toEqual(all);
    expect(source.reads).toBeLessThanOrEqual(5);
  });

  it('are read anew when half a minute is over, and when something was treated, held or published', async () => {
    const source = database(all);
    const ahead = new DueAhead(300, 30_000);
    await ahead.page(query(null, 20), 'one', 0, source.read);
    await ahead.page(query(null, 20), 'one', 29_999, source.read);
    expect(source.reads).toBe(1);
    await ahead.page(query(null, 20), 'one', 30_000, source.read);
    expect(source.reads).toBe(2);
    await ahead.page(query(null, 20), 'two', 30_001, source.read);
    expect(source.reads).toBe(3);
  });

  it('are asked for again after a failure', async () => {
    const ahead = new DueAhead();
    await expect(ahead.page(query(null, 20), 's', 0, () => Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect(await ahead.page(query(null, 20), 's', 1, database(all).read)).toEqual(all.slice(0, 20));
  });

  it('are right wherever somebody asks, in whatever order', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 20, max: 400 }), fc.array(fc.tuple(fc.integer({ min: -1, max: 999 }), fc.integer({ min: 1, max: 100 })), { maxLength: 30 }), async (size, asked) => {
      const source = database(all);
      const ahead = new DueAhead(size);
      for (const [at, limit] of asked) {
        const after = at < 0 ? null : (all[at] ?? null);
        expect(await ahead.page(query(after, limit), 's', 0, source.read)).toEqual(all.slice(at + 1, at + 1 + limit));
      }
    }));
  });
});
