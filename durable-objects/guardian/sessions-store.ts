// The sessions of a guardian: their rows in SQL. A secret stands here only as its hash, an ID token only as the
// edge sealed it. Absent: when a session is over (sessions.ts).
import { type Row, RowReader } from '../row-reader.ts';

export interface SessionRow {
  readonly secretHash: string;
  readonly authenticatedAt: number;
  readonly usedAt: number;
  readonly endsAt: number;
  readonly idTokenCiphertext: Uint8Array | null;
}

export class SessionsStore {
  readonly #sql: SqlStorage;
  readonly #rows: RowReader;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#rows = new RowReader(sql);
  }

  insert(row: SessionRow): void {
    this.#sql.exec(
      `INSERT INTO session (secret_hash, authenticated_at, used_at, ends_at, id_token_ciphertext)
         VALUES (?, ?, ?, ?, ?)`,
      row.secretHash,
      row.authenticatedAt,
      row.usedAt,
      row.endsAt,
      row.idTokenCiphertext,
    );
  }

  /** Null for one that was ended, too. */
  find(secretHash: string): SessionRow | null {
    return sessionOf(
      this.#rows.first(
        'SELECT * FROM session WHERE secret_hash = ? AND ended_at IS NULL',
        secretHash,
      ),
    );
  }

  putUse(secretHash: string, now: number): void {
    this.#sql.exec('UPDATE session SET used_at = ? WHERE secret_hash = ?', now, secretHash);
  }

  end(secretHash: string, now: number): void {
    this.#sql.exec(
      `UPDATE session SET ended_at = ?, id_token_ciphertext = NULL
         WHERE secret_hash = ? AND ended_at IS NULL`,
      now,
      secretHash,
    );
  }

  forgetOver(now: number): void {
    this.#sql.exec('DELETE FROM session WHERE ends_at < ? OR ended_at IS NOT NULL', now);
  }
}

function sessionOf(row: Row | null): SessionRow | null {
  if (row === null) return null;
  const sealed = row.id_token_ciphertext;
  return {
    secretHash: row.secret_hash as string,
    authenticatedAt: row.authenticated_at as number,
    usedAt: row.used_at as number,
    endsAt: row.ends_at as number,
    idTokenCiphertext: sealed instanceof ArrayBuffer ? new Uint8Array(sealed) : null,
  };
}
