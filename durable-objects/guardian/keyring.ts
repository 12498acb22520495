// The person keys that a guardian's object needs: its own and those of the children that its inbox names.
// Asked of the municipality, held in memory alone; an erased person has none.
import type { GuardianId, PersonId } from '../../contracts/ids.ts';

type AskForKeys = (personIds: readonly string[]) => Promise<(Uint8Array | null)[]>;

export class Keyring {
  readonly #guardianId: GuardianId;
  readonly #ask: AskForKeys;
  readonly #held = new Map<string, Uint8Array>();

  constructor(guardianId: GuardianId, ask: AskForKeys) {
    this.#guardianId = guardianId;
    this.#ask = ask;
  }

  /** Null when the guardian was erased, or never logged in. */
  async own(): Promise<Uint8Array | null> {
    return (await this.of([this.#guardianId])).get(this.#guardianId) ?? null;
  }

  async of(
    personIds: readonly (GuardianId | PersonId)[],
  ): Promise<ReadonlyMap<string, Uint8Array>> {
    const missing = [...new Set(personIds)].filter((personId) => !this.#held.has(personId));
    if (missing.length > 0) {
      const keys = await this.#ask(missing);
      for (const [index, personId] of missing.entries()) {
        const key = keys[index];
        if (key) this.#held.set(personId, key);
      }
    }
    return this.#held;
  }
}
