// Batches the looks at a child: each is written with the next purchase, or two seconds later at most, so
// that showing a face costs no disk write of its own. A crash within those seconds loses the look, and
// nothing else.
import type { AccountStore, Look } from './account-store.ts';

const BATCH_MS = 2_000;

export class LookLog {
  readonly #store: AccountStore;
  readonly #ctx: DurableObjectState;
  #pending: Look[] = [];
  #flushIsDue = false;

  constructor(store: AccountStore, ctx: DurableObjectState) {
    this.#store = store;
    this.#ctx = ctx;
  }

  add(look: Look): void {
    this.#pending.push(look);
    if (this.#flushIsDue) return;
    this.#flushIsDue = true;
    this.#ctx.waitUntil(scheduler.wait(BATCH_MS).then(() => this.#flush()));
  }

  /** Writes what waits, inside the caller's transaction; say {@link forget} once that has committed. */
  writePending(): number {
    for (const look of this.#pending) this.#store.insertLook(look);
    return this.#pending.length;
  }

  forget(written: number): void {
    this.#pending = this.#pending.slice(written);
  }

  #flush(): void {
    this.#flushIsDue = false;
    if (this.#pending.length === 0) return;
    this.forget(this.#ctx.storage.transactionSync(() => this.writePending()));
  }
}
