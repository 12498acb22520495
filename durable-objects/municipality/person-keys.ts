// One key per person, wrapped under a numbered generation of a key that is kept outside the objects' folder.
// Only the municipality stores them; whoever deletes a row here has forgotten a person.
import { decryptField, encryptField, newPersonKey } from '../person-cipher.ts';
import type { PeopleStore } from './people-store.ts';

export class PersonKeys {
  readonly #store: PeopleStore;
  readonly #generations: ReadonlyMap<number, Uint8Array>;
  readonly #current: number;
  readonly #unwrapped = new Map<string, Uint8Array>();

  /** @param generations JSON of `PERSON_KEYS`: generation number → 32 bytes in base64. */
  constructor(store: PeopleStore, generations: string) {
    this.#store = store;
    const parsed = Object.entries(JSON.parse(generations) as Record<string, string>);
    this.#generations = new Map(
      parsed.map(([number, key]) => [Number(number), new Uint8Array(Buffer.from(key, 'base64'))]),
    );
    this.#current = Math.max(...this.#generations.keys());
  }

  /** The person's key, made and stored at the first call. */
  make(personId: string): Uint8Array {
    const known = this.find(personId);
    if (known !== null) return known;
    const key = newPersonKey();
    const wrapping = this.#generation(this.#current);
    const wrapped = encryptField(wrapping, personId, 'key', key);
    this.#store.insertPersonKey(personId, this.#current, wrapped);
    return key;
  }

  /** Null when there is none: never made, or erased. */
  find(personId: string): Uint8Array | null {
    const held = this.#unwrapped.get(personId);
    if (held !== undefined) return held;
    const row = this.#store.personKey(personId);
    if (row === null) return null;
    const key = decryptField(this.#generation(row.generation), personId, 'key', row.wrapped);
    this.#unwrapped.set(personId, key);
    return key;
  }

  #generation(number: number): Uint8Array {
    const key = this.#generations.get(number);
    if (key?.length !== 32) throw new Error(`PERSON_KEYS has no 32 bytes for generation ${number}`);
    return key;
  }
}
