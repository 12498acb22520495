// A guardian's logins: opened at a login, kept as hashes, over after half an hour without use or a working
// day. Absent: cookies (the edge) and who the guardian is (the identity provider, the municipality).
import { randomBytes } from 'node:crypto';
import type { GuardianId } from '../../contracts/ids.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { sha256Hex } from '../keyed-hash.ts';
import { RowReader } from '../row-reader.ts';

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
  readonly #sql: SqlStorage;
  readonly #rows: RowReader;
  readonly #guardianId: GuardianId;

  constructor(sql: SqlStorage, guardianId: GuardianId) {
    this.#sql = sql;
    this.#rows = new RowReader(sql);
    this.#guardianId = guardianId;
  }

  /** @returns the secret of the cookie, of which only the hash stays. Old sessions are forgotten. */
  open(command: OpenSessionCommand, now: number): string {
    const secret = randomBytes(32).toString('base64url');
    const endsAt = Math.min(command.endsAt ?? Number.MAX_SAFE_INTEGER, now + LONGEST_SESSION_MS);
    this.#sql.exec('DELETE FROM session WHERE ends_at < ? OR ended_at IS NOT NULL', now);
    this.#sql.exec(
      `INSERT INTO session (secret_hash, authenticated_at, used_at, ends_at, id_token_ciphertext)
         VALUES (?, ?, ?, ?, ?)`,
      sha256Hex(secret),
      command.authenticatedAt,
      now,
      endsAt,
      command.idTokenCiphertext,
    );
    return secret;
  }

  /** Refusal: `session_missing`, whatever the reason. */
  authenticate(secret: string, now: number): Outcome<Session, Refusal> {
    const hash = sha256Hex(secret);
    const row = this.#rows.first(
      'SELECT * FROM session WHERE secret_hash = ? AND ended_at IS NULL',
      hash,
    );
    const usedAt = Number(row?.used_at);
    const isOver = row === null || now >= Number(row.ends_at) || now >= usedAt + IDLE_MS;
    if (isOver) return refused({ code: 'session_missing' });
    if (now - usedAt > NOTED_EVERY_MS) {
      this.#sql.exec('UPDATE session SET used_at = ? WHERE secret_hash = ?', now, hash);
    }
    return accepted({
      guardianId: this.#guardianId,
      authenticatedAt: Number(row.authenticated_at),
      endsAt: Math.min(Number(row.ends_at), now + IDLE_MS),
    });
  }

  /** When the session of that hash ends by itself; null when it is over. */
  endOf(secretHash: string, now: number): number | null {
    const row = this.#rows.first(
      'SELECT used_at, ends_at FROM session WHERE secret_hash = ? AND ended_at IS NULL',
      secretHash,
    );
    if (row === null) return null;
    const endsAt = Math.min(Number(row.ends_at), Number(row.used_at) + IDLE_MS);
    return now < endsAt ? endsAt : null;
  }

  /**
   * Ends it for good. @returns the sealed ID token, to end the login at the provider with; null when there is
   * none, or the session was ended before.
   */
  end(secret: string, now: number): Uint8Array | null {
    const hash = sha256Hex(secret);
    const row = this.#rows.first(
      'SELECT id_token_ciphertext FROM session WHERE secret_hash = ? AND ended_at IS NULL',
      hash,
    );
    this.#sql.exec(
      `UPDATE session SET ended_at = ?, id_token_ciphertext = NULL
         WHERE secret_hash = ? AND ended_at IS NULL`,
      now,
      hash,
    );
    const ciphertext = row?.id_token_ciphertext;
    return ciphertext instanceof ArrayBuffer ? new Uint8Array(ciphertext) : null;
  }
}
