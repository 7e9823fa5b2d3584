import fc from 'fast-check';
import { type Page, pageRows, PagedRows } from './paged-rows';

/** A list of numbers behind cursors, as the API answers it; counts what it is asked. */
function source(size: number): { asked: (string | undefined)[]; ask: (after: string | undefined) => Promise<Page<number>> } {
  const asked: (string | undefined)[] = [];
  return {
    asked,
    ask: (after) => {
      asked.push(after);
      const from = after === undefined ? 0 : Number(after.slice(1));
      const to = Math.min(from + pageRows, size);
      return Promise.resolve({ results: Array.from({ length: to - from }, (_, i) => from + i), ...(to < size && { paging: { next: { after: `c${to}` } } }) });
    },
  };
}

describe('rows that are read page by page', () => {
  it('are read as far as somebody looks, and no further', async () => {
    const { asked, ask } = source(100_000);
    const rows = new PagedRows(ask);
    await rows.show(0, 30);
    expect([asked, rows.length, rows.complete, rows.row(29), rows.row(pageRows)]).toEqual([[undefined], pageRows, false, 29, undefined]);
  });

  it('stay few in memory, whatever is walked through, and every one is right when it is looked at', async () => {
    const { asked, ask } = source(100_000);
    const rows = new PagedRows(ask);
    while (!rows.complete) {
      await rows.show(rows.length - 20, rows.length + 1);
      expect(rows.held).toBeLessThanOrEqual(12);
    }
    expect([rows.length, rows.row(99_999), asked.length]).toEqual([100_000, 99_999, 500]);
    await rows.show(0, 30);
    expect([rows.row(0), rows.row(29), asked.length]).toEqual([0, 29, 501]);
    await rows.show(50_000, 50_030);
    expect([rows.row(50_000), asked.at(-1), asked.length]).toEqual([50_000, 'c50000', 502]);
  });

  it('are entered in their middle by a place, and lead back from there', async () => {
    const first = source(10_000);
    const whole = new PagedRows(first.ask);
    while (whole.length < 5_000) await whole.show(whole.length, whole.length + 1);
    const place = whole.placeOf(4_321);
    const { asked, ask } = source(10_000);
    const rows = new PagedRows(ask, undefined, place);
    // Known before anything is read, so that the list has room to begin there.
    expect(rows.length).toBe(4_322);
    await rows.show(4_321, 4_351);
    expect([rows.row(4_321), asked]).toEqual([4_321, ['c4200']]);
    await rows.show(3_990, 4_020);
    expect([rows.row(3_990), rows.row(4_019)]).toEqual([3_990, 4_019]);
  });

  it('say what failed, keep what was read, and go on when it is tried again', async () => {
    const good = source(1_000);
    let broken = false;
    const rows = new PagedRows((after) => (broken ? Promise.reject(new Error('down')) : good.ask(after)));
    await rows.show(0, 10);
    broken = true;
    await rows.show(190, 201);
    expect([(rows.problem as Error).message, rows.row(190), rows.loading]).toEqual(['down', 190, false]);
    broken = false;
    await rows.retry();
    expect([rows.problem, rows.row(200)]).toEqual([null, 200]);
  });

  it('end where the list has become shorter than the place says', async () => {
    const rows = new PagedRows(source(150).ask, undefined, { row: 450, after: 'c400' });
    await rows.show(450, 460);
    expect(rows.complete).toBe(true);
  });

  it.each([[0], [1], [pageRows - 1], [pageRows], [pageRows + 1]])('know the end of a list of %i', async (size) => {
    const rows = new PagedRows(source(size).ask);
    await rows.show(0, size + 1);
    expect([rows.length, rows.complete]).toEqual([size, true]);
  });

  it('show the right row wherever somebody jumps, in whatever order', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 5_000 }), fc.array(fc.nat(5_000), { maxLength: 20 }), async (size, jumps) => {
      const rows = new PagedRows(source(size).ask);
      await rows.show(0, 10);
      for (const jump of jumps) {
        const at = Math.min(jump, rows.length - 1);
        await rows.show(at, at + 10);
        for (let i = at; i < Math.min(at + 10, rows.length); i += 1) expect(rows.row(i)).toBe(i);
        expect(rows.held).toBeLessThanOrEqual(12);
      }
    }));
  });
});
