// Walks the accounts that have standing rules or open payments, each once in an hour, so that what lost its alarm
// runs all the same (I9). In slices, a few accounts side by side: tills are served between them. Absent: what an
// account does with it (CardAccount.sweepTopUps), and the alarm, which is the municipality's.
import type { AccountId } from '../../contracts/ids.ts';
import { RowReader } from '../row-reader.ts';

const ROUND_MS = 3_600_000;
/** A start soon after a round walks nobody twice. */
const ROUND_AFTER_START_MS = 600_000;
const ACCOUNTS_PER_SLICE = 50;
/** Each may wait for its payment provider: none waits for all of the others. */
const AT_ONCE = 10;

export interface SweepDoors {
  readonly account: (accountId: AccountId) => {
    sweepTopUps(): PromiseLike<{ readonly hasWork: boolean }>;
  };
}

export class TopUpSweep {
  readonly #sql: SqlStorage;
  readonly #rows: RowReader;
  readonly #doors: SweepDoors;

  constructor(sql: SqlStorage, doors: SweepDoors) {
    this.#sql = sql;
    this.#rows = new RowReader(sql);
    this.#doors = doors;
  }

  /** From now on it is walked, or no more. */
  note(accountId: AccountId, hasWork: boolean): void {
    this.#sql.exec(
      `UPDATE opened_account SET has_top_ups = ?2 WHERE account_id = ?1 AND has_top_ups <> ?2`,
      accountId,
      hasWork ? 1 : 0,
    );
  }

  /** A round from now on, whatever was walked before. */
  begin(now: number): void {
    this.#sql.exec('INSERT OR REPLACE INTO top_up_round (only, began_at) VALUES (1, ?)', now);
  }

  /** At the process's start: what came due while nothing ran is not to wait for the hour. */
  beginAfterStart(now: number): void {
    if (now >= this.#beganAt() + ROUND_AFTER_START_MS) this.begin(now);
  }

  /** The next slice, or a new round when its hour has come. Returns when to come back; null where nobody waits. */
  async goOn(now: number): Promise<number | null> {
    if (!this.#isAnyone()) return null;
    if (now >= this.#beganAt() + ROUND_MS) this.begin(now);
    const slice = this.#notSweptSince(this.#beganAt(), ACCOUNTS_PER_SLICE);
    const waiting = slice.values();
    // One iterator for all of them: each takes the next account when it is done with one.
    const workers = Array.from({ length: AT_ONCE }, async () => {
      for (const accountId of waiting) await this.#sweep(accountId);
    });
    await Promise.all(workers);
    return slice.length === ACCOUNTS_PER_SLICE ? now : this.#beganAt() + ROUND_MS;
  }

  /** Null where nobody waits. */
  nextAt(now: number): number | null {
    if (!this.#isAnyone()) return null;
    const isLeft = this.#notSweptSince(this.#beganAt(), 1).length > 0;
    return isLeft ? now : Math.max(now, this.#beganAt() + ROUND_MS);
  }

  /** One out of reach does not keep the round from the others: it is said, and tried in the next. */
  async #sweep(accountId: AccountId): Promise<void> {
    const sweptAt = Date.now();
    try {
      const { hasWork } = await this.#doors.account(accountId).sweepTopUps();
      this.note(accountId, hasWork);
    } catch (error) {
      console.error(`account ${accountId} could not be swept: ${error}`);
    }
    this.#sql.exec(
      'UPDATE opened_account SET top_ups_swept_at = ? WHERE account_id = ?',
      Math.max(sweptAt, this.#beganAt()),
      accountId,
    );
  }

  #notSweptSince(since: number, most: number): AccountId[] {
    return this.#rows
      .all(
        `SELECT account_id FROM opened_account WHERE has_top_ups = 1 AND top_ups_swept_at < ?
           ORDER BY top_ups_swept_at LIMIT ?`,
        since,
        most,
      )
      .map((row) => row.account_id as AccountId);
  }

  #isAnyone(): boolean {
    return (
      this.#rows.first('SELECT 1 AS any FROM opened_account WHERE has_top_ups = 1 LIMIT 1') !== null
    );
  }

  #beganAt(): number {
    return Number(this.#rows.first('SELECT began_at FROM top_up_round')?.began_at ?? 0);
  }
}
