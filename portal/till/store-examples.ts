// A store for the tests of the till. Not a part of the page.
import type { Shelf, Store } from './store.ts';

/** Keeps in memory what the browser keeps on the disk. */
export function storeInMemory(): Store {
  const kept = new Map<string, unknown>();
  const place = (shelf: Shelf, key: string) => `${shelf}/${key}`;
  return {
    get: async (shelf, key) => kept.get(place(shelf, key)),
    all: async (shelf) =>
      [...kept].filter(([at]) => at.startsWith(`${shelf}/`)).map(([, value]) => value),
    put: async (shelf, key, value) => {
      kept.set(place(shelf, key), value);
    },
    remove: async (shelf, key) => {
      kept.delete(place(shelf, key));
    },
  };
}
