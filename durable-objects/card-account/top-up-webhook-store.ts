// Which webhooks came about a top-up or an agreement, in SQL: so that the very same one is known when it comes again.
// Both are counted in one series. Absent: whether one is believed (worker/routes/webhooks.ts).
import { RowReader } from '../row-reader.ts';

/** A payment has some five; the rest is room. */
const MOST_WEBHOOKS = 30;

export class TopUpWebhookStore {
  readonly #sql: SqlStorage;
  readonly #rows: RowReader;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#rows = new RowReader(sql);
  }

  /** Whether this very webhook came before. So many are remembered of one, and no more. */
  note(number: number, event: string): boolean {
    const known = this.#rows.first(
      `UPDATE top_up_webhook SET times = times + 1 WHERE number = ? AND event = ? RETURNING times`,
      number,
      event,
    );
    if (known !== null) return true;
    this.#sql.exec(
      `INSERT INTO top_up_webhook (number, event) SELECT ?1, ?2
         WHERE (SELECT COUNT(*) FROM top_up_webhook WHERE number = ?1) < ?3`,
      number,
      event,
      MOST_WEBHOOKS,
    );
    return false;
  }
}
