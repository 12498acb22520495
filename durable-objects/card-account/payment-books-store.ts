// What providers took back of credited charges, and what their lists say, in SQL. A movement at the provider is
// booked once, with its entry. Absent: what it does to the purse (decide-charge-return.ts).
import { type Ore, ore } from '../../contracts/ore.ts';
import type { ProviderName } from '../payments/payment-provider.ts';
import { RowReader } from '../row-reader.ts';
import type { ChargeMovement } from './decide-charge-return.ts';

export interface BookedMovement extends ChargeMovement {
  readonly provider: ProviderName;
  /** Of the attempt whose charge it is. */
  readonly number: number;
  readonly purseOre: Ore;
  readonly receivableOre: Ore;
  readonly sequence: number;
}

/** A charge as the provider's lists had it, whether or not the journal knows of it. */
export interface Listing {
  readonly reference: string;
  readonly provider: ProviderName;
  /** Of all days together. */
  readonly capturedOre: Ore;
  readonly refundedOre: Ore;
}

/** A movement that could not be booked. */
export interface OddMovement {
  readonly reference: string;
  readonly movementId: string;
  readonly provider: ProviderName;
  readonly amountOre: Ore;
  readonly because: string;
}

export class PaymentBooksStore {
  readonly #sql: SqlStorage;
  readonly #rows: RowReader;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#rows = new RowReader(sql);
  }

  isBooked(provider: ProviderName, movementId: string): boolean {
    const row = this.#rows.first(
      'SELECT 1 AS booked FROM charge_return WHERE provider = ? AND movement_id = ?',
      provider,
      movementId,
    );
    return row !== null;
  }

  insertMovement(movement: BookedMovement): void {
    this.#sql.exec(
      `INSERT INTO charge_return (provider, movement_id, number, kind, amount_ore, purse_ore,
           receivable_ore, occurred_at, sequence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      movement.provider,
      movement.movementId,
      movement.number,
      movement.kind,
      movement.amountOre,
      movement.purseOre,
      movement.receivableOre,
      movement.occurredAt,
      movement.sequence,
    );
  }

  /** The part that the provider tells when it is asked: disputes come by its list alone. */
  refunds(number: number): { readonly refundedOre: Ore; readonly movements: number } {
    const row = this.#rows.first(
      `SELECT COUNT(*) AS movements,
         COALESCE(SUM(CASE kind WHEN 'charge_return' THEN amount_ore ELSE -amount_ore END), 0) AS sum
         FROM charge_return WHERE number = ? AND movement_id LIKE 'refunded:%'`,
      number,
    );
    return { refundedOre: ore(Number(row?.sum ?? 0)), movements: Number(row?.movements ?? 0) };
  }

  /** Attempts of which something was taken back. */
  touched(): number[] {
    return this.#rows
      .all('SELECT DISTINCT number FROM charge_return ORDER BY number')
      .map(({ number }) => Number(number));
  }

  /** What a day's list has of a charge; the same day again replaces it. */
  putListing({ reference, provider, capturedOre, refundedOre }: Listing, day: string): void {
    this.#sql.exec(
      `INSERT OR REPLACE INTO charge_listing (reference, day, provider, captured_ore, refunded_ore)
         VALUES (?, ?, ?, ?, ?)`,
      reference,
      day,
      provider,
      capturedOre,
      refundedOre,
    );
  }

  listings(): Listing[] {
    const sums = this.#rows.all(
      `SELECT reference, provider, SUM(captured_ore) AS captured_ore, SUM(refunded_ore) AS refunded_ore
         FROM charge_listing GROUP BY reference ORDER BY reference`,
    );
    return sums.map((row) => ({
      reference: String(row.reference),
      provider: row.provider as ProviderName,
      capturedOre: ore(Number(row.captured_ore)),
      refundedOre: ore(Number(row.refunded_ore)),
    }));
  }

  putOdd({ reference, movementId, provider, amountOre, because }: OddMovement): void {
    this.#sql.exec(
      `INSERT OR REPLACE INTO odd_movement (reference, movement_id, provider, amount_ore, because)
         VALUES (?, ?, ?, ?, ?)`,
      reference,
      movementId,
      provider,
      amountOre,
      because,
    );
  }

  /** It was booked after all. */
  dropOdd({ reference, movementId }: Pick<OddMovement, 'reference' | 'movementId'>): void {
    this.#sql.exec(
      'DELETE FROM odd_movement WHERE reference = ? AND movement_id = ?',
      reference,
      movementId,
    );
  }

  odd(): OddMovement[] {
    return this.#rows
      .all('SELECT * FROM odd_movement ORDER BY reference, movement_id')
      .map((row) => ({
        reference: String(row.reference),
        movementId: String(row.movement_id),
        provider: row.provider as ProviderName,
        amountOre: ore(Number(row.amount_ore)),
        because: String(row.because),
      }));
  }

  /** How often a credited charge was looked at again. */
  looks(number: number): number {
    const row = this.#rows.first('SELECT looks FROM charge_look WHERE number = ?', number);
    return Number(row?.looks ?? 0);
  }

  putLooks(number: number, looks: number): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO charge_look (number, looks) VALUES (?, ?)',
      number,
      looks,
    );
  }
}
