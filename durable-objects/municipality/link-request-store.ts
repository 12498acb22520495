// What guardians' requests for links led to, in SQL: each under its guardian's own id, as an HMAC of its body. A
// refusal is kept as long as a letter's code lives. Absent: the links themselves (links-store.ts).
import type { GuardianId, LinkId } from '../../contracts/ids.ts';
import type { ProblemCode } from '../../contracts/problems.ts';
import { RowReader } from '../row-reader.ts';

export interface LinkRequestRow {
  readonly requestHash: string;
  readonly refusal: ProblemCode | null;
}

export class LinkRequestStore {
  readonly #sql: SqlStorage;
  readonly #rows: RowReader;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#rows = new RowReader(sql);
  }

  /** Each guardian's ids are its own: another's say nothing about them. */
  request(requestId: LinkId, guardianId: GuardianId): LinkRequestRow | null {
    const row = this.#rows.first(
      'SELECT * FROM link_request WHERE request_id = ? AND guardian_id = ?',
      requestId,
      guardianId,
    );
    return row === null
      ? null
      : ({ requestHash: row.request_hash, refusal: row.refusal } as LinkRequestRow);
  }

  insert(requestId: LinkId, guardianId: GuardianId, request: LinkRequestRow, now: number): void {
    this.#sql.exec(
      `INSERT INTO link_request (request_id, guardian_id, request_hash, refusal, at)
         VALUES (?, ?, ?, ?, ?)`,
      requestId,
      guardianId,
      request.requestHash,
      request.refusal,
      now,
    );
  }

  /** When this person asked for links, the latest first. */
  askedAt(guardianId: GuardianId, since: number, most: number): number[] {
    return this.#times('', guardianId, since, most);
  }

  /** When this person's requests were refused, the latest first. */
  refusedAt(guardianId: GuardianId, since: number, most: number): number[] {
    return this.#times('refusal IS NOT NULL AND', guardianId, since, most);
  }

  forgetRefused(guardianId: GuardianId, before: number): void {
    this.#sql.exec(
      'DELETE FROM link_request WHERE refusal IS NOT NULL AND guardian_id = ? AND at < ?',
      guardianId,
      before,
    );
  }

  #times(which: string, guardianId: GuardianId, since: number, most: number): number[] {
    return this.#rows
      .all(
        `SELECT at FROM link_request WHERE ${which} guardian_id = ? AND at > ?
           ORDER BY at DESC LIMIT ?`,
        guardianId,
        since,
        most,
      )
      .map((row) => row.at as number);
  }
}
