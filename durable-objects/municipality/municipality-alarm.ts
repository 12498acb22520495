// The one alarm of a municipality. Whatever comes due brings it forward; only the work that it rings for puts it
// off. Absent: that work (open-work.ts).

/** Until a till or an account that was out of reach is asked again. */
const ASK_AGAIN_MS = 60_000;

export class MunicipalityAlarm {
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** Whenever it stood before: for the work that it has just rung for. */
  async putTo(at: number): Promise<void> {
    await this.#storage.setAlarm(at);
  }

  async noLaterThan(at: number): Promise<void> {
    const set = await this.#storage.getAlarm();
    if (set === null || set > at) await this.#storage.setAlarm(at);
  }

  /** For what could not be brought, or may not be. */
  async askAgain(now: number): Promise<void> {
    await this.noLaterThan(now + ASK_AGAIN_MS);
  }

  /** I9: the alarm stands before the push, so that not even a crash between the two forgets whom it is for. */
  async thenPush(pushes: { readonly isAnyBehind: boolean; push(): Promise<void> }): Promise<void> {
    if (!pushes.isAnyBehind) return;
    await this.askAgain(Date.now());
    await pushes.push();
  }
}
