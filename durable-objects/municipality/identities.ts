// Who somebody is that a provider has identified: one guardian per national id, however many providers. Runs
// inside the caller's transaction. Absent: tokens (the edge has checked them) and children (links).
import type { GuardianId } from '../../contracts/ids.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { decryptText, encryptText, type PersonalField } from '../person-cipher.ts';
import type { GuardianRow, IdentitiesStore } from './identities-store.ts';
import type { PersonKeys } from './person-keys.ts';

export interface IdentifyCommand {
  /** Names this one login; a second time with it is refused. */
  readonly loginHash: string;
  readonly loginExpiresAt: number;
  readonly issuer: string;
  readonly subject: string;
  readonly nationalIdHash: string;
  /** Null for somebody whose name is protected. */
  readonly name: string | null;
  /** Year, month, day; null when the provider does not say. */
  readonly birthDate: string | null;
}

/** What a club may be shown of somebody who asks for a link, and the portal of its own reader. */
export interface GuardianDetails {
  readonly guardianId: GuardianId;
  readonly name: string | null;
  readonly birthDate: string | null;
}

/** What is written to the audit log about an identity. */
export type IdentityEvent =
  | 'guardian_registered'
  | 'identity_attached'
  | 'national_id_changed'
  | 'identity_refused'
  | 'login_replayed';

type NoteEvent = (event: IdentityEvent, guardianId: GuardianId | null) => void;

export class Identities {
  readonly #store: IdentitiesStore;
  readonly #keys: PersonKeys;
  readonly #mint: () => GuardianId;
  readonly #note: NoteEvent;

  constructor(
    store: IdentitiesStore,
    keys: PersonKeys,
    { mint, note }: { readonly mint: () => GuardianId; readonly note: NoteEvent },
  ) {
    this.#store = store;
    this.#keys = keys;
    this.#mint = mint;
    this.#note = note;
  }

  /**
   * The guardian of this login, registered at the first one. Refusal: `login_failed`, for a login that was
   * carried out before, and for an identity that now claims another guardian's national id.
   */
  identify(command: IdentifyCommand, now: number): Outcome<GuardianRow, Refusal> {
    const { issuer, subject, nationalIdHash, loginHash, loginExpiresAt } = command;
    if (!this.#store.spendLogin(loginHash, loginExpiresAt, now)) {
      this.#note('login_replayed', null);
      return refused({ code: 'login_failed' });
    }
    const byIdentity = this.#store.guardianByIdentity(issuer, subject);
    const byNationalId = this.#store.guardianByNationalId(nationalIdHash);
    const isAnothers =
      byIdentity !== null &&
      byNationalId !== null &&
      byIdentity.guardianId !== byNationalId.guardianId;
    if (isAnothers) {
      this.#note('identity_refused', byIdentity.guardianId);
      return refused({ code: 'login_failed' });
    }
    const known = byIdentity ?? byNationalId;
    const guardianId = known?.guardianId ?? this.#mint();
    const guardian = this.#put(guardianId, command, now);
    if (byIdentity === null) this.#store.insertIdentity(issuer, subject, guardianId, now);
    if (known === null) this.#note('guardian_registered', guardianId);
    else if (byIdentity === null) this.#note('identity_attached', guardianId);
    else if (byNationalId === null) this.#note('national_id_changed', guardianId);
    return accepted(guardian);
  }

  /** Somebody whom a club has met, perhaps before any login. The same person is the same guardian. */
  register(person: Pick<IdentifyCommand, 'nationalIdHash' | 'name'>, now: number): GuardianId {
    const known = this.#store.guardianByNationalId(person.nationalIdHash);
    if (known !== null) return known.guardianId;
    const guardianId = this.#mint();
    this.#put(guardianId, { ...person, birthDate: null }, now);
    this.#note('guardian_registered', guardianId);
    return guardianId;
  }

  guardianIdByNationalId(hash: string): GuardianId | null {
    return this.#store.guardianByNationalId(hash)?.guardianId ?? null;
  }

  /** Null for a guardian that never logged in, or was erased. */
  details(guardianId: GuardianId): GuardianDetails | null {
    const row = this.#store.guardian(guardianId);
    const key = this.#keys.find(guardianId);
    if (row === null || key === null) return null;
    const clear = (field: PersonalField, ciphertext: Uint8Array | null) =>
      ciphertext && decryptText(key, guardianId, field, ciphertext);
    return {
      guardianId,
      name: clear('name', row.nameCiphertext),
      birthDate: clear('birth-date', row.birthDateCiphertext),
    };
  }

  /** Null where a login has not told it: whether a name is protected is the provider's to say, not a club's. */
  nameToTell(guardianId: GuardianId): string | null {
    return this.#store.hasLoggedIn(guardianId) ? (this.details(guardianId)?.name ?? null) : null;
  }

  nationalIdHashOf(guardianId: GuardianId): string | null {
    return this.#store.guardian(guardianId)?.nationalIdHash ?? null;
  }

  /** What the provider says today stands: a name that became protected is no longer kept. */
  #put(
    guardianId: GuardianId,
    command: Pick<IdentifyCommand, 'nationalIdHash' | 'name' | 'birthDate'>,
    now: number,
  ): GuardianRow {
    const key = this.#keys.make(guardianId);
    const sealed = (field: PersonalField, text: string | null) =>
      text === null ? null : encryptText(key, guardianId, field, text);
    const guardian = {
      guardianId,
      nationalIdHash: command.nationalIdHash,
      nameCiphertext: sealed('name', command.name),
      birthDateCiphertext: sealed('birth-date', command.birthDate),
    };
    this.#store.putGuardian(guardian, now);
    return guardian;
  }
}
