// Children as the municipality knows them: their fields in the clear for a moment, their contacts, what
// their accounts get of them, and the search by name. Absent: SQL, links, and what a child has in the account.
import type { AccountId, ClubId, PersonId } from '../../contracts/ids.ts';
import type { Photo } from '../../contracts/photo.ts';
import type { CopyCommand } from '../card-account/account-copies.ts';
import { copenhagenMidnight } from '../card-account/copenhagen-moment.ts';
import { photoBytes, photoOf } from '../card-account/face.ts';
import { nationalIdHash } from '../keyed-hash.ts';
import { decryptField, decryptText, encryptField, encryptText } from '../person-cipher.ts';
import type { ContactPerson, RegisterChildCommand } from './commands.ts';
import { type IndexedName, NameIndex } from './name-index.ts';
import type { ChildRow, PeopleStore } from './people-store.ts';
import type { PersonKeys } from './person-keys.ts';

const ADULT_AT_YEARS = 18;
/** Names to decrypt before the one thread serves a till again. */
const NAMES_PER_SLICE = 100;

/** What ended links go on showing of a child that was changed. */
export interface ChildOfBefore {
  readonly givenNameCiphertext: Uint8Array;
  readonly isAdult: boolean;
}

export class People {
  readonly #store: PeopleStore;
  readonly #keys: PersonKeys;
  readonly #codeKey: string;
  readonly #indexes = new Map<ClubId, Promise<NameIndex>>();

  constructor(store: PeopleStore, keys: PersonKeys, codeKey: string) {
    this.#store = store;
    this.#keys = keys;
    this.#codeKey = codeKey;
  }

  /** Inside the caller's transaction. Says the same again without a new version when nothing changed. */
  put(
    command: RegisterChildCommand,
    mintAccountId: () => AccountId,
    now: number,
    changed: (childId: PersonId, before: ChildOfBefore) => void,
  ): AccountId {
    const { childId, clubIds, photo, contacts } = command;
    const known = this.#store.child(childId);
    const accountId = known?.accountId ?? mintAccountId();
    const birthDate = command.bornOn === undefined ? this.#birthDateOf(known) : command.bornOn;
    if (known === null || !this.#isSame(known, command)) {
      const key = this.#keys.make(childId);
      this.#store.putChild({
        childId,
        accountId,
        registeredAt: known?.registeredAt ?? now,
        nameCiphertext: encryptText(key, childId, 'name', fullName(command)),
        givenNameCiphertext: encryptText(key, childId, 'name', command.givenName),
        photoCiphertext: photo && encryptField(key, childId, 'photo', photoBytes(photo)),
        birthDateCiphertext:
          birthDate === null ? null : encryptText(key, childId, 'birth-date', birthDate),
        ...this.#nationalIdOf(known, command, key),
      });
      if (known !== null) {
        const { givenNameCiphertext } = known;
        const adultAt = this.adultAt(known);
        changed(childId, { givenNameCiphertext, isAdult: adultAt !== null && adultAt <= now });
      }
    }
    if (contacts !== undefined) this.#putContacts(childId, contacts);
    for (const clubId of clubIds) this.#store.putMembership(childId, clubId, now);
    // Also where the child was a member before: a new name must be found there too.
    for (const clubId of this.#store.clubsOf(childId)) this.#indexes.delete(clubId);
    return accountId;
  }

  /**
   * Members of a club whose names begin so. A child whose key was erased is not found, nor one whose
   * membership is over by now: the index may be older.
   */
  async search(clubId: ClubId, query: string, most: number): Promise<ChildRow[]> {
    let index = this.#indexes.get(clubId);
    if (index === undefined) {
      index = this.#buildIndex(clubId);
      this.#indexes.set(clubId, index);
      // What could not be built now may be built at the next search.
      index.catch(() => this.#indexes.delete(clubId));
    }
    const built = await index;
    const now = Date.now();
    const found = built.find(query, most, ({ childId }) =>
      this.#store.clubsNow(childId, now).includes(clubId),
    );
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

  /** The first name alone: all that is told of a child before a link is active. */
  givenNameOf({
    childId,
    givenNameCiphertext,
  }: Pick<ChildRow, 'childId' | 'givenNameCiphertext'>): string | null {
    return this.#readable(childId, 'given name', () => {
      const key = this.#keys.find(childId);
      return key && decryptText(key, childId, 'name', givenNameCiphertext);
    });
  }

  /** Copenhagen's midnight of the eighteenth birthday; null when that day is not known. */
  adultAt(child: ChildRow): number | null {
    const birthDate = this.#birthDateOf(child);
    return birthDate === null ? null : adultFrom(birthDate);
  }

  /** What the child's account gets of it. */
  copyOf(child: ChildRow, now: number): Extract<CopyCommand, { kind: 'child' }> {
    const { childId, nameCiphertext, givenNameCiphertext, photoCiphertext, version } = child;
    return {
      kind: 'child',
      version,
      content: {
        childId,
        nameCiphertext: Buffer.from(nameCiphertext).toString('hex'),
        givenNameCiphertext: Buffer.from(givenNameCiphertext).toString('hex'),
        adultAt: this.adultAt(child),
        clubIds: this.#store.clubsNow(childId, now),
      },
      photoCiphertext,
    };
  }

  #birthDateOf(child: ChildRow | null): string | null {
    if (child === null) return null;
    const { childId, birthDateCiphertext } = child;
    return this.#readable(childId, 'birth date', () => {
      const key = this.#keys.find(childId);
      if (key === null || birthDateCiphertext === null) return null;
      return decryptText(key, childId, 'birth-date', birthDateCiphertext);
    });
  }

  #nationalIdOf(
    known: ChildRow | null,
    { childId, nationalId }: RegisterChildCommand,
    key: Uint8Array,
  ): Pick<ChildRow, 'nationalIdHash' | 'nationalIdCiphertext'> {
    if (nationalId === undefined) {
      const { nationalIdHash: hash = null, nationalIdCiphertext = null } = known ?? {};
      return { nationalIdHash: hash, nationalIdCiphertext };
    }
    if (nationalId === null) return { nationalIdHash: null, nationalIdCiphertext: null };
    return {
      nationalIdHash: nationalIdHash(nationalId, this.#codeKey),
      nationalIdCiphertext: encryptText(key, childId, 'national-id', nationalId),
    };
  }

  #putContacts(childId: PersonId, contacts: readonly ContactPerson[]): void {
    const key = this.#keys.make(childId);
    const rows = contacts.map(({ nationalId, name }) => ({
      nationalIdHash: nationalIdHash(nationalId, this.#codeKey),
      nameCiphertext: encryptText(key, childId, 'contact-name', name),
    }));
    this.#store.replaceContacts(childId, rows);
  }

  #isSame(known: ChildRow, command: RegisterChildCommand): boolean {
    const revealed = this.reveal(known);
    const { bornOn, nationalId } = command;
    return (
      revealed?.name === fullName(command) &&
      this.givenNameOf(known) === command.givenName &&
      (bornOn === undefined || this.#birthDateOf(known) === bornOn) &&
      (nationalId === undefined ||
        known.nationalIdHash === (nationalId && nationalIdHash(nationalId, this.#codeKey))) &&
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

/** The wall's midnight, eighteen years on; who was born on a leap day is of age on the first of March. */
function adultFrom(birthDate: string): number {
  const [year = '', month, day] = birthDate.split('-');
  const eighteenth = new Date(`${Number(year) + ADULT_AT_YEARS}-${month}-${day}T00:00:00Z`);
  return copenhagenMidnight(eighteenth.toISOString().slice(0, 10));
}
