// The codes of the clubs' letters: their rows in SQL, as HMACs. Absent: what a code is made of, and what it
// opens (letter-codes.ts, decide-link.ts).
import type { PersonId } from '../../contracts/ids.ts';
import { RowReader } from '../row-reader.ts';

export type CodeEnd = 'used' | 'replaced' | 'wrong_tries';

export interface LetterCodeRow {
  readonly codeHash: string;
  readonly childId: PersonId;
  readonly wrongTries: number;
}

export class LetterCodesStore {
  readonly #sql: SqlStorage;
  readonly #rows: RowReader;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#rows = new RowReader(sql);
  }

  insert(
    code: {
      readonly codeHash: string;
      readonly firstHalfHash: string;
      readonly childId: PersonId;
      readonly issuedBy: PersonId;
      readonly expiresAt: number;
    },
    now: number,
  ): void {
    this.#sql.exec(
      `INSERT INTO letter_code (code_hash, first_half_hash, child_id, issued_by, issued_at,
           expires_at) VALUES (?, ?, ?, ?, ?, ?)`,
      code.codeHash,
      code.firstHalfHash,
      code.childId,
      code.issuedBy,
      now,
      code.expiresAt,
    );
  }

  endOpenOf(childId: PersonId, because: CodeEnd, now: number): void {
    this.#sql.exec(
      `UPDATE letter_code SET ended_at = ?, ended_because = ?
         WHERE child_id = ? AND ended_at IS NULL`,
      now,
      because,
      childId,
    );
  }

  end(codeHash: string, because: CodeEnd, now: number): void {
    this.#sql.exec(
      `UPDATE letter_code SET ended_at = ?, ended_because = ?
         WHERE code_hash = ? AND ended_at IS NULL`,
      now,
      because,
      codeHash,
    );
  }

  open(codeHash: string, now: number): LetterCodeRow | null {
    return (
      this.#open('code_hash = ? AND ended_at IS NULL AND expires_at > ?', codeHash, now)[0] ?? null
    );
  }

  /** One more wrong try for each open code that begins so. @returns those codes, counted. */
  addWrongTry(firstHalfHash: string, now: number): LetterCodeRow[] {
    const where = 'first_half_hash = ? AND ended_at IS NULL AND expires_at > ?';
    this.#sql.exec(
      `UPDATE letter_code SET wrong_tries = wrong_tries + 1 WHERE ${where}`,
      firstHalfHash,
      now,
    );
    return this.#open(where, firstHalfHash, now);
  }

  #open(where: string, hash: string, now: number): LetterCodeRow[] {
    return this.#rows.all(`SELECT * FROM letter_code WHERE ${where}`, hash, now).map((row) => ({
      codeHash: row.code_hash as string,
      childId: row.child_id as PersonId,
      wrongTries: row.wrong_tries as number,
    }));
  }
}
