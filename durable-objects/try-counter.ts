// Counts failed tries within a window, in memory: guessing must stay slow. An eviction forgets, but an
// object under attack is not evicted.

export class TryCounter {
  readonly #most: number;
  readonly #windowMs: number;
  #triedAt: number[] = [];

  constructor(most: number, windowMs: number) {
    this.#most = most;
    this.#windowMs = windowMs;
  }

  add(now: number): void {
    this.#triedAt = this.#recent(now);
    this.#triedAt.push(now);
  }

  /** How long to wait before the next try; 0 when one is free. */
  waitMs(now: number): number {
    const recent = this.#recent(now);
    const oldest = recent[recent.length - this.#most];
    return oldest === undefined ? 0 : oldest + this.#windowMs - now;
  }

  #recent(now: number): number[] {
    return this.#triedAt.filter((triedAt) => triedAt > now - this.#windowMs);
  }
}
