/**
 * The batches a worker may have in flight at once: two, one a lane. Bull's handler waits for a free lane, the sweeper
 * only takes one that is free now.
 */
export class Lanes {
  private free: number;
  private readonly waiting: (() => void)[] = [];
  private idleWaiters: (() => void)[] = [];

  constructor(private readonly size: number) {
    this.free = size;
  }

  /** Runs work in a lane, waiting for one. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.free === 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.free -= 1;
    try {
      return await work();
    } finally {
      this.release();
    }
  }

  /** Runs work if a lane is free now. @returns null when none is */
  tryRun<T>(work: () => Promise<T>): Promise<T> | null {
    return this.free === 0 ? null : this.run(work);
  }

  /** Resolves when nothing is in flight. */
  idle(): Promise<void> {
    return this.free === this.size ? Promise.resolve() : new Promise((resolve) => this.idleWaiters.push(resolve));
  }

  private release(): void {
    const next = this.waiting.shift();
    if (next) return next();
    this.free += 1;
    if (this.free === this.size) {
      for (const resolve of this.idleWaiters) resolve();
      this.idleWaiters = [];
    }
  }
}
