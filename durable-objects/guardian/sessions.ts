// A guardian's logins: opened at a login, kept as hashes, over after half an hour without use or a working
// day. Absent: cookies (the edge) and who the guardian is (the identity provider, the municipality).
import { randomBytes } from 'node:crypto';
import type { GuardianId } from '../../contracts/ids.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { sha256Hex } from '../keyed-hash.ts';
import { type SessionRow, SessionsStore } from './sessions-store.ts';

export const IDLE_MS = 30 * 60_000;
export const LONGEST_SESSION_MS = 8 * 3_600_000;
/** A use is written down at most this often: reading a page must not cost a write. */
const NOTED_EVERY_MS = 60_000;

export interface Session {
  readonly guardianId: GuardianId;
  /** When the guardian last proved who it is. */
  readonly authenticatedAt: number;
  readonly endsAt: number;
}

export interface OpenSessionCommand {
  readonly authenticatedAt: number;
  /** The provider's own end of the login, if it said one: ours never outlives it. */
  readonly endsAt: number | null;
  /** Sealed by the edge; needed to end the login at the provider too. */
  readonly idTokenCiphertext: Uint8Array | null;
}

export class Sessions {
  readonly #store: SessionsStore;
  readonly #guardianId: GuardianId;

  constructor(sql: SqlStorage, guardianId: GuardianId) {
    this.#store = new SessionsStore(sql);
    this.#guardianId = guardianId;
  }

  /** @returns the secret of the cookie, of which only the hash stays. Old sessions are forgotten. */
  open(command: OpenSessionCommand, now: number): string {
    const { authenticatedAt, endsAt, idTokenCiphertext } = command;
    const secret = randomBytes(32).toString('base64url');
    this.#store.forgetOver(now);
    this.#store.insert({
      secretHash: sha256Hex(secret),
      authenticatedAt,
      usedAt: now,
      endsAt: Math.min(endsAt ?? Number.MAX_SAFE_INTEGER, now + LONGEST_SESSION_MS),
      idTokenCiphertext,
    });
    return secret;
  }

  /** Refusal: `session_missing`, whatever the reason. */
  authenticate(secret: string, now: number): Outcome<Session, Refusal> {
    const row = this.#store.find(sha256Hex(secret));
    if (row === null || now >= endOfRow(row)) return refused({ code: 'session_missing' });
    const isNoted = now - row.usedAt > NOTED_EVERY_MS;
    if (isNoted) this.#store.putUse(row.secretHash, now);
    return accepted({
      guardianId: this.#guardianId,
      authenticatedAt: row.authenticatedAt,
      endsAt: endOfRow(isNoted ? { ...row, usedAt: now } : row),
    });
  }

  /** When the session of that hash ends by itself; null when it is over. */
  endOf(secretHash: string, now: number): number | null {
    const row = this.#store.find(secretHash);
    if (row === null) return null;
    const endsAt = endOfRow(row);
    return now < endsAt ? endsAt : null;
  }

  /**
   * Ends it for good. @returns the sealed ID token, to end the login at the provider with; null when there is
   * none, or the session was ended before.
   */
  end(secret: string, now: number): Uint8Array | null {
    const secretHash = sha256Hex(secret);
    const row = this.#store.find(secretHash);
    this.#store.end(secretHash, now);
    return row?.idTokenCiphertext ?? null;
  }
}

/** By want of use, or by age, whichever comes first. */
function endOfRow({ usedAt, endsAt }: SessionRow): number {
  return Math.min(endsAt, usedAt + IDLE_MS);
}
