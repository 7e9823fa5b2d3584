import { Location } from '@angular/common';
import { computed, effect, inject, type Signal, signal, untracked } from '@angular/core';
import { type Problem, problemOf } from '../../api/problem';
import { type Page, PagedRows, type Place } from './paged-rows';

/** A long list as signals: what a page shows while it loads, and what `oubli-long-list` draws. */
export interface LongRows<T> {
  readonly rows: Signal<PagedRows<T>>;
  /** Moves whenever there is something new to draw. */
  readonly tick: Signal<number>;
  readonly length: Signal<number>;
  readonly complete: Signal<boolean>;
  readonly loading: Signal<boolean>;
  readonly problem: Signal<Problem | null>;
  /** Row to begin at. */
  readonly start: Signal<number>;
  retry(): void;
  reload(): void;
  /** Writes into the address which row stands at the top, so that back, reload and a shared link come here again. */
  remember(row: number): void;
}

/** The place an address names; null when it names none. */
export const placeFrom = (row: string | undefined, after: string | undefined): Place | null =>
  row !== undefined && /^\d{1,9}$/.test(row) && after !== undefined ? { row: Number(row), after } : null;

/**
 * A list that is read from the API as somebody scrolls, and anew whenever a signal that `ask` reads changes. Call it where a
 * component is made.
 * @param ask answers what reads a page
 * @param start the place the address names; counts for the first reading only
 */
export function longRows<T>(ask: () => (after: string | undefined) => Promise<Page<T>>, start: () => Place | null): LongRows<T> {
  const location = inject(Location);
  const tick = signal(0);
  const again = signal(0);
  let first = true;
  const begun = computed(() => {
    const read = ask();
    again();
    const place = first ? untracked(start) : null;
    first = false;
    const list: PagedRows<T> = new PagedRows<T>(read, () => tick.update((n) => n + 1), place);
    return { list, row: place?.row ?? 0 };
  });
  const seen = <V>(look: (list: PagedRows<T>) => V): Signal<V> => computed(() => (tick(), look(begun().list)));
  effect(() => {
    const { list, row } = begun();
    void untracked(() => list.show(row, row + 1));
  });
  return {
    rows: computed(() => begun().list), tick: tick.asReadonly(), start: computed(() => begun().row),
    length: seen((list) => list.length), complete: seen((list) => list.complete), loading: seen((list) => list.loading),
    problem: seen((list) => (list.problem === null ? null : problemOf(list.problem))),
    retry: () => void begun().list.retry(),
    reload: () => again.update((n) => n + 1),
    remember: (row) => location.replaceState(...addressed(location.path(), begun().list.placeOf(row)), location.getState()),
  };
}

/** The address with the place in its query, in two parts. */
function addressed(address: string, place: Place | null): [path: string, query: string] {
  const [path = '', query = ''] = address.split('?');
  const parameters = new URLSearchParams(query);
  parameters.delete('row');
  parameters.delete('after');
  if (place !== null && place.row > 0) {
    parameters.set('row', String(place.row));
    parameters.set('after', place.after);
  }
  return [path, parameters.toString()];
}
