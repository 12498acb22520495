// Notices whether a provider answers: by what became of the latest calls of this process, kept in memory and for two
// minutes only. One call that was lost says nothing of a provider; two in a row do. So a provider that came back is
// believed again without anybody having asked. Absent: what its answers mean.
import type { HttpFetch } from './provider-call.ts';

const SILENT_FOR_MS = 120_000;
const LOST_IN_A_ROW = 2;

export class WatchedFetch {
  readonly #fetch: HttpFetch;
  readonly #now: () => number;
  /** How many were lost since one was answered, and when the latest was. */
  #lost = 0;
  #lostAt = 0;

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

  /** True when the latest calls, two or more, were not answered, and the last of them was within two minutes. */
  isSilent(): boolean {
    return this.#lost >= LOST_IN_A_ROW && this.#isRecent();
  }

  #note(isAnswered: boolean): void {
    this.#lost = isAnswered ? 0 : (this.#isRecent() ? this.#lost : 0) + 1;
    this.#lostAt = this.#now();
  }

  #isRecent(): boolean {
    return this.#now() < this.#lostAt + SILENT_FOR_MS;
  }
}
