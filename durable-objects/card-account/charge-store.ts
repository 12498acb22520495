// The charges that paid guardians' top-ups, in SQL: each is written once, with the entry that credits it or as money
// to give back (I7). Absent: the attempts (top-up-store.ts), and the writing of what a provider took back
// (payment-books-store.ts).
import { type Ore, ore } from '../../contracts/ore.ts';
import type { ChargeFacts, ProviderName } from '../payments/payment-provider.ts';
import { type Row, RowReader } from '../row-reader.ts';
import type { ReturnedOfCharge } from './decide-charge-return.ts';
import type { TopUpAttempt } from './decide-top-up-attempt.ts';

export interface Charge {
  readonly provider: ProviderName;
  readonly chargeId: string;
  readonly number: number;
  readonly amountOre: Ore;
  readonly seenAt: number;
  /** The entry that credited it; null for money that goes back. */
  readonly sequence: number | null;
}

export class ChargeStore {
  readonly #sql: SqlStorage;
  readonly #rows: RowReader;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#rows = new RowReader(sql);
  }

  /** Its name at the provider is kept with the attempt. @param sequence null: its money goes back. */
  insert(
    { number, provider }: Pick<TopUpAttempt, 'number' | 'provider'>,
    charge: ChargeFacts,
    sequence: number | null,
    now: number,
  ): void {
    this.#sql.exec(
      `INSERT INTO charge (provider, charge_id, number, amount_ore, seen_at, sequence)
         VALUES (?, ?, ?, ?, ?, ?)`,
      provider,
      charge.chargeId,
      number,
      charge.amountOre,
      now,
      sequence,
    );
    this.#sql.exec('UPDATE top_up_attempt SET handle = ? WHERE number = ?', charge.handle, number);
  }

  /** Of an attempt. */
  of(number: number): Charge | null {
    const row = this.#rows.first('SELECT * FROM charge WHERE number = ?', number);
    return row && chargeOf(row);
  }

  named(provider: ProviderName, chargeId: string): Charge | null {
    const row = this.#rows.first(
      'SELECT * FROM charge WHERE provider = ? AND charge_id = ?',
      provider,
      chargeId,
    );
    return row && chargeOf(row);
  }

  /** What went back of an attempt's charge, less what came again. */
  returned(number: number): Omit<ReturnedOfCharge, 'chargedOre'> {
    const row = this.#rows.first(
      `SELECT COALESCE(SUM(CASE kind WHEN 'charge_return' THEN amount_ore ELSE -amount_ore END), 0)
           AS returned_ore,
         COALESCE(SUM(CASE kind WHEN 'charge_return' THEN receivable_ore ELSE -receivable_ore END), 0)
           AS receivable_ore
         FROM charge_return WHERE number = ?`,
      number,
    );
    return {
      returnedOre: ore(Number(row?.returned_ore ?? 0)),
      receivableOre: ore(Number(row?.receivable_ore ?? 0)),
    };
  }
}

function chargeOf(row: Row): Charge {
  return {
    provider: row.provider as ProviderName,
    chargeId: String(row.charge_id),
    number: Number(row.number),
    amountOre: ore(Number(row.amount_ore)),
    seenAt: Number(row.seen_at),
    sequence: row.sequence as number | null,
  };
}
