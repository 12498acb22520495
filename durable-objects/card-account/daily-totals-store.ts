// What was spent per day, place and category, and what else moved the purse per day: the sums and the chart
// of a statement, kept in the transaction of each entry and checked by replay. One statement per purchase.
// What is given back leaves its purchase's own day, place and category, as it leaves the limits' windows.
import { timesOre } from '../../contracts/ore.ts';
import { invariant } from '../invariant.ts';
import { RowReader } from '../row-reader.ts';
import { copenhagenMoment } from './copenhagen-moment.ts';
import type { Entry, PurchaseFacts, SoldLine } from './entry.ts';

export interface SpentThere {
  readonly day: string;
  readonly clubId: string;
  readonly salesPointId: string;
  readonly categoryId: string;
  /** Less what was given back; the quantity counts items. */
  readonly amountOre: number;
  readonly quantity: number;
}

/** What moved the purse otherwise, by the day on which the books learnt of it. */
export interface MovedThen {
  readonly day: string;
  readonly kind: Entry['kind'];
  readonly amountOre: number;
}

export class DailyTotalsStore {
  readonly #sql: SqlStorage;
  readonly #rows: RowReader;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#rows = new RowReader(sql);
  }

  /** Moves the totals by an entry that was just written. */
  move(entry: Entry): void {
    if (entry.purchase !== null) this.#spend(entry.occurredAt, entry.purchase, entry.soldLines);
    else if (entry.ofPurchaseSequence !== null) this.#giveBack(entry, entry.ofPurchaseSequence);
    else this.#moveOtherwise(entry);
  }

  /** Of the days from one to another, both included. */
  spent(from: string, to: string): SpentThere[] {
    return this.#rows
      .all('SELECT * FROM daily_spending WHERE day BETWEEN ? AND ?', from, to)
      .map((row) => ({
        day: String(row.day),
        clubId: String(row.club_id),
        salesPointId: String(row.sales_point_id),
        categoryId: String(row.category_id),
        amountOre: Number(row.amount_ore),
        quantity: Number(row.quantity),
      }));
  }

  moved(from: string, to: string): MovedThen[] {
    return this.#rows
      .all('SELECT * FROM daily_movement WHERE day BETWEEN ? AND ?', from, to)
      .map((row) => ({
        day: String(row.day),
        kind: row.kind as Entry['kind'],
        amountOre: Number(row.amount_ore),
      }));
  }

  #spend(occurredAt: number, purchase: PurchaseFacts, soldLines: readonly SoldLine[]): void {
    const { day } = copenhagenMoment(occurredAt);
    const { clubId, salesPointId } = purchase;
    const bindings: (string | number)[] = [];
    const sums = sumsByCategory(soldLines);
    for (const [categoryId, { amountOre, quantity }] of sums) {
      bindings.push(day, clubId, salesPointId, categoryId, amountOre, quantity);
    }
    const rows = [...sums].map(() => '(?, ?, ?, ?, ?, ?)').join(', ');
    this.#sql.exec(
      `INSERT INTO daily_spending
           (day, club_id, sales_point_id, category_id, amount_ore, quantity) VALUES ${rows}
         ON CONFLICT DO UPDATE SET amount_ore = amount_ore + excluded.amount_ore,
           quantity = quantity + excluded.quantity`,
      ...bindings,
    );
  }

  #giveBack(entry: Entry, purchaseSequence: number): void {
    const purchase = this.#rows.first(
      'SELECT occurred_at, club_id, sales_point_id FROM entry WHERE sequence = ?',
      purchaseSequence,
    );
    invariant('I4', purchase !== null, `entry ${entry.sequence} gives back what is not there`);
    const { day } = copenhagenMoment(Number(purchase.occurred_at));
    const back = this.#rows.all(
      `SELECT category_id, SUM(refunded.quantity * price_ore) AS amount_ore,
           SUM(refunded.quantity) AS quantity
         FROM refunded_line AS refunded JOIN sold_line AS sold
           ON sold.sequence = ? AND sold.line = refunded.line
         WHERE refunded.sequence = ? GROUP BY category_id`,
      purchaseSequence,
      entry.sequence,
    );
    for (const { category_id, amount_ore, quantity } of back) {
      const left = this.#rows.all(
        `UPDATE daily_spending SET amount_ore = amount_ore - ?1, quantity = quantity - ?2
           WHERE day = ?3 AND club_id = ?4 AND sales_point_id = ?5 AND category_id = ?6
             AND amount_ore >= ?1 AND quantity >= ?2 RETURNING 1`,
        Number(amount_ore),
        Number(quantity),
        day,
        String(purchase.club_id),
        String(purchase.sales_point_id),
        String(category_id),
      );
      invariant('I1', left.length === 1, `${category_id} of ${day} holds less than is given back`);
    }
  }

  #moveOtherwise(entry: Entry): void {
    this.#sql.exec(
      `INSERT INTO daily_movement (day, kind, amount_ore) VALUES (?, ?, ?)
         ON CONFLICT DO UPDATE SET amount_ore = amount_ore + excluded.amount_ore`,
      copenhagenMoment(entry.recordedAt).day,
      entry.kind,
      purseAmountOre(entry),
    );
  }
}

/** What an entry did to the purse. */
export function purseAmountOre(entry: Pick<Entry, 'postings'>): number {
  return entry.postings
    .filter(({ ledgerAccount }) => ledgerAccount === 'purse')
    .reduce((sumOre, { amountOre }) => sumOre + amountOre, 0);
}

function sumsByCategory(soldLines: readonly SoldLine[]) {
  const sums = new Map<string, { amountOre: number; quantity: number }>();
  for (const { categoryId, priceOre, quantity } of soldLines) {
    const sum = sums.get(categoryId) ?? { amountOre: 0, quantity: 0 };
    sum.amountOre += timesOre(priceOre, quantity);
    sum.quantity += quantity;
    sums.set(categoryId, sum);
  }
  return sums;
}
