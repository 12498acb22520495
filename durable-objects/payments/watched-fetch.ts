// Notices whether a provider answers: by what became of the latest calls of this process, kept in memory and for a
// few minutes only. So a provider that came back is believed again without anybody having asked. Absent: what its
// answers mean.
import type { HttpFetch } from './provider-call.ts';

/** One lost call is a lost call. */
const FAILURES_BEFORE_SILENT = 2;
const SILENT_FOR_MS = 120_000;

export class WatchedFetch {
  readonly #fetch: HttpFetch;
  readonly #now: () => number;
  #failures = 0;
  #lastFailedAt = 0;

  constructor(fetch: HttpFetch, now: () => number) {
    this.#fetch = fetch;
    this.#now = now;
  }

  readonly fetch: HttpFetch = async (address, init) => {
    try {
      const response = await this.#fetch(address, init);
      this.#note(response.status < 500);
      return response;
    } catch (cause) {
      this.#note(false);
      throw cause;
    }
  };

  /** True after two failures in a row, the last of them in the last two minutes. */
  isSilent(): boolean {
    return (
      this.#failures >= FAILURES_BEFORE_SILENT && this.#now() < this.#lastFailedAt + SILENT_FOR_MS
    );
  }

  #note(isAnswered: boolean): void {
    this.#failures = isAnswered ? 0 : this.#failures + 1;
    if (!isAnswered) this.#lastFailedAt = this.#now();
  }
}
