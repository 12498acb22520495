// Guardians, the providers' names for them, and the logins that were carried out: their rows in SQL. Names
// and birth dates pass through here only as ciphertext, national ids only as HMACs.
import type { GuardianId } from '../../contracts/ids.ts';
import { bytesOf, type Row, RowReader } from '../row-reader.ts';

export interface GuardianRow {
  readonly guardianId: GuardianId;
  readonly nationalIdHash: string;
  /** Null for somebody whose name is protected. */
  readonly nameCiphertext: Uint8Array | null;
  readonly birthDateCiphertext: Uint8Array | null;
}

export class IdentitiesStore {
  readonly #sql: SqlStorage;
  readonly #rows: RowReader;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#rows = new RowReader(sql);
  }

  guardian(guardianId: GuardianId): GuardianRow | null {
    return guardianOf(this.#rows.first('SELECT * FROM guardian WHERE guardian_id = ?', guardianId));
  }

  guardianByNationalId(hash: string): GuardianRow | null {
    return guardianOf(this.#rows.first('SELECT * FROM guardian WHERE national_id_hash = ?', hash));
  }

  guardianByIdentity(issuer: string, subject: string): GuardianRow | null {
    return guardianOf(
      this.#rows.first(
        `SELECT guardian.* FROM identity JOIN guardian USING (guardian_id)
           WHERE issuer = ? AND subject = ?`,
        issuer,
        subject,
      ),
    );
  }

  hasLoggedIn(guardianId: GuardianId): boolean {
    return this.#rows.first('SELECT 1 FROM identity WHERE guardian_id = ?', guardianId) !== null;
  }

  /** Inserts a guardian, or replaces what the last login said of one. */
  putGuardian(guardian: GuardianRow, now: number): void {
    this.#sql.exec(
      `INSERT INTO guardian (guardian_id, national_id_hash, name_ciphertext,
           birth_date_ciphertext, registered_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (guardian_id) DO UPDATE SET national_id_hash = ?2, name_ciphertext = ?3,
           birth_date_ciphertext = ?4`,
      guardian.guardianId,
      guardian.nationalIdHash,
      guardian.nameCiphertext,
      guardian.birthDateCiphertext,
      now,
    );
  }

  insertIdentity(issuer: string, subject: string, guardianId: GuardianId, now: number): void {
    this.#sql.exec(
      'INSERT INTO identity (issuer, subject, guardian_id, first_used_at) VALUES (?, ?, ?, ?)',
      issuer,
      subject,
      guardianId,
      now,
    );
  }

  /** False when this login was carried out before. Forgets those whose cookie is over. */
  spendLogin(loginHash: string, expiresAt: number, now: number): boolean {
    this.#sql.exec('DELETE FROM spent_login WHERE expires_at < ?', now);
    const { rowsWritten } = this.#sql.exec(
      'INSERT OR IGNORE INTO spent_login (login_hash, expires_at) VALUES (?, ?)',
      loginHash,
      expiresAt,
    );
    return rowsWritten > 0;
  }
}

function guardianOf(row: Row | null): GuardianRow | null {
  if (row === null) return null;
  return {
    guardianId: row.guardian_id as GuardianId,
    nationalIdHash: row.national_id_hash as string,
    nameCiphertext: row.name_ciphertext === null ? null : bytesOf(row.name_ciphertext),
    birthDateCiphertext:
      row.birth_date_ciphertext === null ? null : bytesOf(row.birth_date_ciphertext),
  };
}
