// Which objects were used so lately that the runtime cannot have put them to sleep. A load wakes the others
// before time is measured, so that every contestant's objects are met awake.

/** The runtime lets an idle object sleep after ten seconds; half of that leaves room for the slice. */
const SURELY_AWAKE_MS = 5_000;

export class Awake {
  readonly #usedAt = new Map<string, number>();

  /** Whether the object needs waking; from now on it counts as used. */
  mustBeWoken(name: string): boolean {
    const now = performance.now();
    const usedAt = this.#usedAt.get(name) ?? Number.NEGATIVE_INFINITY;
    this.#usedAt.set(name, now);
    return now - usedAt > SURELY_AWAKE_MS;
  }
}
