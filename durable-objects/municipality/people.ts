// Children as the municipality knows them: their fields in the clear for a moment, their accounts' copies,
// and the search by name. Absent: SQL, and what a child has in the account.
import type { AccountId, ClubId } from '../../contracts/ids.ts';
import type { Photo } from '../../contracts/photo.ts';
import { photoBytes, photoOf } from '../card-account/face.ts';
import { decryptField, decryptText, encryptField, encryptText } from '../person-cipher.ts';
import type { RegisterChildCommand } from './commands.ts';
import { type IndexedName, NameIndex } from './name-index.ts';
import type { ChildRow, PeopleStore } from './people-store.ts';
import type { PersonKeys } from './person-keys.ts';

/** Names to decrypt before the one thread serves a till again. */
const NAMES_PER_SLICE = 100;

export class People {
  readonly #store: PeopleStore;
  readonly #keys: PersonKeys;
  readonly #indexes = new Map<ClubId, Promise<NameIndex>>();

  constructor(store: PeopleStore, keys: PersonKeys) {
    this.#store = store;
    this.#keys = keys;
  }

  /** Inside the caller's transaction. Says the same again without a new version when nothing changed. */
  put(command: RegisterChildCommand, mintAccountId: () => AccountId, now: number): AccountId {
    const { childId, clubIds, photo } = command;
    const known = this.#store.child(childId);
    const accountId = known?.accountId ?? mintAccountId();
    if (known === null || !this.#isSame(known, command)) {
      const key = this.#keys.make(childId);
      this.#store.putChild({
        childId,
        accountId,
        registeredAt: known?.registeredAt ?? now,
        nameCiphertext: encryptText(key, childId, 'name', fullName(command)),
        photoCiphertext: photo && encryptField(key, childId, 'photo', photoBytes(photo)),
      });
    }
    for (const clubId of clubIds) this.#store.putMembership(childId, clubId, now);
    // Also where the child was a member before: a new name must be found there too.
    for (const clubId of this.#store.clubsOf(childId)) this.#indexes.delete(clubId);
    return accountId;
  }

  /** Members of a club whose names begin so. A child whose key was erased is not found. */
  async search(clubId: ClubId, query: string, most: number): Promise<ChildRow[]> {
    let index = this.#indexes.get(clubId);
    if (index === undefined) {
      index = this.#buildIndex(clubId);
      this.#indexes.set(clubId, index);
      // What could not be built now may be built at the next search.
      index.catch(() => this.#indexes.delete(clubId));
    }
    const found = (await index).find(query, most);
    return found.flatMap(({ childId }) => this.#store.child(childId) ?? []);
  }

  /**
   * The child's name and photo in the clear. Null after an erasure and for a name that cannot be read; a
   * photo that cannot be read is none. One child must not keep the others of a search from being found.
   */
  reveal(child: ChildRow): { name: string; photo: Photo | null } | null {
    const { childId, photoCiphertext } = child;
    const name = this.#readable(childId, 'name', () => this.#nameOf(child));
    if (name === null) return null;
    const photo = this.#readable(childId, 'photo', () => {
      const key = this.#keys.find(childId);
      return (
        key && photoCiphertext && photoOf(decryptField(key, childId, 'photo', photoCiphertext))
      );
    });
    return { name, photo };
  }

  #isSame(known: ChildRow, command: RegisterChildCommand): boolean {
    const revealed = this.reveal(known);
    return (
      revealed?.name === fullName(command) &&
      // A photo that cannot be read is there, and must be replaced even by none.
      (known.photoCiphertext === null) === (command.photo === null) &&
      revealed.photo?.base64 === command.photo?.base64 &&
      revealed.photo?.mediaType === command.photo?.mediaType
    );
  }

  #nameOf({ childId, nameCiphertext }: ChildRow): string | null {
    const key = this.#keys.find(childId);
    return key && decryptText(key, childId, 'name', nameCiphertext);
  }

  #readable<Value>(childId: string, field: string, read: () => Value | null): Value | null {
    try {
      return read();
    } catch (error) {
      console.error(`the ${field} of child ${childId} cannot be read: ${error}`);
      return null;
    }
  }

  async #buildIndex(clubId: ClubId): Promise<NameIndex> {
    const entries: IndexedName[] = [];
    let after = '';
    for (;;) {
      const slice = this.#store.members(clubId, after, NAMES_PER_SLICE, Date.now());
      for (const child of slice) {
        const name = this.#readable(child.childId, 'name', () => this.#nameOf(child));
        if (name !== null) entries.push({ childId: child.childId, name });
      }
      const last = slice.at(-1);
      if (last === undefined || slice.length < NAMES_PER_SLICE) return new NameIndex(entries);
      after = last.childId;
      await scheduler.wait(0);
    }
  }
}

function fullName(command: RegisterChildCommand): string {
  return `${command.givenName} ${command.familyName}`;
}
