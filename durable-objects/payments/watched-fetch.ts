// Notices whether a provider answers: by what became of the latest call of this process, kept in memory and for two
// minutes only. So a provider that came back is believed again without anybody having asked. Absent: what its
// answers mean.
import type { HttpFetch } from './provider-call.ts';

const SILENT_FOR_MS = 120_000;

export class WatchedFetch {
  readonly #fetch: HttpFetch;
  readonly #now: () => number;
  /** When the latest call failed; null since one was answered. */
  #failedAt: number | null = null;

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

  /** True when the latest call of the last two minutes was not answered. */
  isSilent(): boolean {
    return this.#failedAt !== null && this.#now() < this.#failedAt + SILENT_FOR_MS;
  }

  #note(isAnswered: boolean): void {
    this.#failedAt = isAnswered ? null : this.#now();
  }
}
