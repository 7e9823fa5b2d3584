import { effect, type Signal, signal, untracked } from '@angular/core';
import { type Problem, problemOf } from './problem';

/** What is being loaded, as a page shows it. The last value stays while the next one is on its way. */
export interface Loaded<T> {
  readonly value: Signal<T | undefined>;
  readonly problem: Signal<Problem | null>;
  readonly loading: Signal<boolean>;
  reload(): Promise<void>;
}

/**
 * Loads now and whenever a signal that `load` reads changes; an answer that was overtaken is dropped. Call it where a component
 * is made.
 */
export function loaded<T>(load: () => Promise<T>): Loaded<T> {
  const value = signal<T | undefined>(undefined);
  const problem = signal<Problem | null>(null);
  const loading = signal(true);
  let latest = 0;
  const take = async (asked: Promise<T>): Promise<void> => {
    const mine = ++latest;
    untracked(() => loading.set(true));
    try {
      const answer = await asked;
      if (mine !== latest) return;
      value.set(answer);
      problem.set(null);
    } catch (error) {
      if (mine === latest) problem.set(problemOf(error));
    } finally {
      if (mine === latest) loading.set(false);
    }
  };
  effect(() => void take(load()));
  return { value, problem, loading, reload: () => take(load()) };
}
