// Rows that need no commit of their own: each is written with the account's next entry, so that it costs no
// fsync. Some wait two seconds at most; what a crash may take with it is for whoever adds them to bear.

const SOON_MS = 2_000;

interface Waiting {
  readonly write: () => void;
  readonly isSoon: boolean;
}

export class LaterWrites {
  readonly #ctx: DurableObjectState;
  #waiting: Waiting[] = [];
  #flushIsDue = false;

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
  }

  /** With the next {@link transaction}, however late that is. */
  add(write: () => void): void {
    this.#waiting.push({ write, isSoon: false });
  }

  /** The same, or two seconds from now. */
  addSoon(write: () => void): void {
    this.#waiting.push({ write, isSoon: true });
    if (this.#flushIsDue) return;
    this.#flushIsDue = true;
    this.#ctx.waitUntil(scheduler.wait(SOON_MS).then(() => this.#flush()));
  }

  /** One transaction of the caller's, and in it what waits. A rollback leaves that waiting. */
  transaction<Value>(change: () => Value): Value {
    const written = this.#waiting.length;
    const value = this.#ctx.storage.transactionSync(() => {
      for (const { write } of this.#waiting) write();
      return change();
    });
    this.#waiting = this.#waiting.slice(written);
    return value;
  }

  #flush(): void {
    this.#flushIsDue = false;
    if (this.#waiting.some(({ isSoon }) => isSoon)) this.transaction(() => {});
  }
}
