// How many of the calls that say they come from a payment provider were not believed, or said nothing new: by day,
// provider and cause, for whoever runs the house. In SQL, for a year. Absent: what they said, and any money.
import type { ProviderName } from '../payments/payment-provider.ts';
import { RowReader } from '../row-reader.ts';

/**
 * `replayed`: it came before. `contradicted`: the provider, asked by us, spoke of another sum, currency, or
 * payment. `reference_unknown`: nothing of ours has that name.
 */
export type WebhookCause =
  | 'unsigned'
  | 'forged'
  | 'stale'
  | 'malformed'
  | 'other_merchant'
  | 'reference_unknown'
  | 'replayed'
  | 'contradicted';

export interface WebhookCount {
  readonly provider: ProviderName;
  readonly cause: WebhookCause;
  readonly count: number;
}

export interface WebhookCountOfDay extends WebhookCount {
  /** YYYY-MM-DD, UTC. */
  readonly day: string;
}

const KEPT_MS = 366 * 86_400_000;

export class WebhookCountsStore {
  readonly #sql: SqlStorage;
  readonly #rows: RowReader;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#rows = new RowReader(sql);
  }

  add(counted: readonly WebhookCount[], now: number): void {
    this.#sql.exec('DELETE FROM webhook_count WHERE day < ?', dayOf(now - KEPT_MS));
    for (const { provider, cause, count } of counted) {
      this.#sql.exec(
        `INSERT INTO webhook_count (day, provider, cause, count) VALUES (?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET count = count + excluded.count`,
        dayOf(now),
        provider,
        cause,
        count,
      );
    }
  }

  /** Newest day first. */
  all(): WebhookCountOfDay[] {
    return this.#rows
      .all('SELECT * FROM webhook_count ORDER BY day DESC, provider, cause')
      .map((row) => ({
        day: String(row.day),
        provider: row.provider as ProviderName,
        cause: row.cause as WebhookCause,
        count: Number(row.count),
      }));
  }
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
