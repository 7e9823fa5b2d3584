/** Seeded, so that a race that was found can be run again. */
let seed = 20_261_124;
export const chance = (): number => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) | 0;
  return (seed >>> 0) / 4_294_967_296;
};
/** Lets part of a millisecond pass without holding up the other side: a timer is too coarse to bring two transactions together. */
export const offset = async (milliseconds: number): Promise<void> => {
  const end = performance.now() + milliseconds;
  while (performance.now() < end) await new Promise((resolve) => setImmediate(resolve));
};

/** What a batch does with one record, right or wrong. */
export type Batch = (index: number, record: string) => Promise<unknown>;
export interface Tally {
  races: number;
  writerFirst: number;
  violations: number;
}

/**
 * Each race: a batch treats one record while a writer commits something that keeps it. If the record is still there
 * after the writer's commit, as the writer's own next statement sees it, it must be there for ever.
 */
export async function race(records: readonly string[], batch: Batch, write: (record: string) => Promise<void>, isThere: (record: string) => Promise<boolean>): Promise<Tally> {
  const tally: Tally = { races: 0, writerFirst: 0, violations: 0 };
  const one = async (record: string, index: number): Promise<void> => {
    const treated = (async () => {
      await offset(chance() * 3);
      await batch(index, record);
    })();
    const written = (async () => {
      await offset(chance() * 24);
      await write(record);
      return isThere(record);
    })();
    const [, thereAfterWrite] = await Promise.all([treated, written]);
    tally.races += 1;
    if (!thereAfterWrite) return;
    tally.writerFirst += 1;
    if (!(await isThere(record))) tally.violations += 1;
  };
  const queue = records.map((record, index) => ({ record, index }));
  const runner = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) await one(next.record, next.index);
  };
  await Promise.all(Array.from({ length: 4 }, runner));
  return tally;
}
