// Which accounts the hourly walk comes by, and how far its round is, in SQL. Absent: the walk (top-up-sweep.ts).
import type { AccountId } from '../../contracts/ids.ts';
import { RowReader } from '../row-reader.ts';

export class TopUpSweepStore {
  readonly #sql: SqlStorage;
  readonly #rows: RowReader;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#rows = new RowReader(sql);
  }

  /** From now on the account is walked, or no more. */
  note(accountId: AccountId, hasWork: boolean): void {
    this.#sql.exec(
      'UPDATE opened_account SET has_top_ups = ?2 WHERE account_id = ?1 AND has_top_ups <> ?2',
      accountId,
      hasWork ? 1 : 0,
    );
  }

  isAnyone(): boolean {
    const row = this.#rows.first(
      'SELECT 1 AS waiting FROM opened_account WHERE has_top_ups = 1 LIMIT 1',
    );
    return row !== null;
  }

  /** 0 before the first. */
  roundBeganAt(): number {
    return Number(this.#rows.first('SELECT began_at FROM top_up_round')?.began_at ?? 0);
  }

  beginRound(now: number): void {
    this.#sql.exec('INSERT OR REPLACE INTO top_up_round (only, began_at) VALUES (1, ?)', now);
  }

  notSweptSince(since: number, most: number): AccountId[] {
    return this.#rows
      .all(
        `SELECT account_id FROM opened_account WHERE has_top_ups = 1 AND top_ups_swept_at < ?
           ORDER BY top_ups_swept_at LIMIT ?`,
        since,
        most,
      )
      .map((row) => row.account_id as AccountId);
  }

  /** A slice at most: each is a value that is bound. */
  swept(accountIds: readonly AccountId[], at: number): void {
    const marks = accountIds.map(() => '?').join(', ');
    this.#sql.exec(
      `UPDATE opened_account SET top_ups_swept_at = ? WHERE account_id IN (${marks})`,
      at,
      ...accountIds,
    );
  }
}
