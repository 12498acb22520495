// How often a payer, who does not see the balance, was told that an amount does not fit: kept in SQL, since an account
// is soon evicted. After three within a day nothing tells any more what would fit. Absent: what fits
// (decide-top-up-attempt.ts, decide-rule-change.ts).
import type { GuardianId } from '../../contracts/ids.ts';
import type { Rights } from '../../contracts/links.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { RowReader } from '../row-reader.ts';

const DAY_MS = 86_400_000;
const MOST_A_DAY = 3;

export class RoomTriesStore {
  readonly #sql: SqlStorage;
  readonly #rows: RowReader;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#rows = new RowReader(sql);
  }

  /**
   * What is answered instead of a hindrance, or of none. After the last try nothing else is looked at: an amount that
   * would fit is refused as one that would not, or the difference would tell. Inside the transaction.
   */
  told(by: GuardianId, rights: Rights, hindrance: Refusal | null, now: number): Refusal | null {
    if (rights !== 'payer') return hindrance;
    const freeAt = this.#freeAt(by, now);
    if (freeAt !== null) {
      return { code: 'too_many_tries', retryAfterMs: freeAt - now, isOfRoom: true };
    }
    if (hindrance?.code === 'above_highest_balance') this.#note(by, now);
    return hindrance;
  }

  #freeAt(by: GuardianId, now: number): number | null {
    const row = this.#rows.first(
      `SELECT at FROM room_try WHERE guardian_id = ? AND at > ?
         ORDER BY at DESC LIMIT 1 OFFSET ${MOST_A_DAY - 1}`,
      by,
      now - DAY_MS,
    );
    return row === null ? null : Number(row.at) + DAY_MS;
  }

  #note(by: GuardianId, now: number): void {
    this.#sql.exec('DELETE FROM room_try WHERE at <= ?', now - DAY_MS);
    this.#sql.exec('INSERT INTO room_try (guardian_id, at) VALUES (?, ?)', by, now);
  }
}
