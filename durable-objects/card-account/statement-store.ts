// Reads the journal for statements, in SQL: where a period begins and ends, and the lines of a piece of it
// with what belongs to them. Writes nothing. Absent: who may read, sums, and slicing (statement.ts).
import type { StatementLine, StatementQuery } from '../../contracts/statement.ts';
import { RowReader } from '../row-reader.ts';
import type { EntryKind } from './entry.ts';

/** A piece of the journal by sequence, both ends included; empty when the last is before the first. */
export interface Piece {
  readonly first: number;
  readonly last: number;
}

export type LineFilter = Pick<StatementQuery, 'categoryId' | 'clubId' | 'salesPointId' | 'kind'>;

/** An entry as a line wants it: `origin` is the purchase that it is or gives back. */
export interface LineRow {
  readonly sequence: number;
  readonly entryId: string;
  readonly kind: EntryKind;
  readonly occurredAt: number;
  readonly purseAfterOre: number;
  readonly amountOre: number;
  readonly ofSequence: number | null;
  readonly clubId: string | null;
  readonly salesPointId: string | null;
  readonly operatorKind: StatementLine['soldBy'];
  readonly disputedAt: number | null;
  readonly cardNumber: string | null;
}

export interface SoldRow {
  readonly sequence: number;
  readonly line: number;
  readonly name: string;
  readonly categoryId: string;
  readonly quantity: number;
  readonly priceOre: number;
}

export interface GivenBackRow {
  readonly sequence: number;
  readonly ofSequence: number;
  readonly line: number;
  readonly quantity: number;
}

export class StatementStore {
  readonly #rows: RowReader;

  constructor(sql: SqlStorage) {
    this.#rows = new RowReader(sql);
  }

  /**
   * The first entry that the books learnt of at that time or later; one past the last when there is none.
   * Entries are recorded in order, so that halving finds it and no purchase pays for an index.
   */
  firstSince(atMs: number, lastSequence: number): number {
    let first = 1;
    let end = lastSequence + 1;
    while (first < end) {
      const middle = Math.floor((first + end) / 2);
      const row = this.#rows.first('SELECT recorded_at FROM entry WHERE sequence = ?', middle);
      if (Number(row?.recorded_at) < atMs) first = middle + 1;
      else end = middle;
    }
    return first;
  }

  balanceAfterOre(sequence: number): number {
    const row = this.#rows.first('SELECT purse_after_ore FROM entry WHERE sequence = ?', sequence);
    return Number(row?.purse_after_ore ?? 0);
  }

  /** The entries of a piece that the filter lets through, at most so many. */
  entries(piece: Piece, filter: LineFilter, order: 'ASC' | 'DESC', most: number): LineRow[] {
    const { conditions, bindings } = conditionsOf(filter);
    return this.#rows
      .all(
        `SELECT entry.sequence, entry.entry_id, entry.kind, entry.occurred_at, entry.purse_after_ore,
             entry.of_purchase_sequence, entry.operator_kind, origin.club_id,
             origin.sales_point_id, dispute.reported_at, card.printed_number,
             (SELECT SUM(amount_ore) FROM posting WHERE posting.sequence = entry.sequence
                AND ledger_account = 'purse') AS amount_ore
           FROM entry
           JOIN entry AS origin
             ON origin.sequence = COALESCE(entry.of_purchase_sequence, entry.sequence)
           LEFT JOIN dispute ON dispute.sequence = entry.sequence
           LEFT JOIN card_order
             ON entry.kind = 'fee' AND card_order.order_id = entry.entry_id
           LEFT JOIN card ON card.card_id = card_order.card_id
           WHERE entry.sequence BETWEEN ? AND ? ${conditions}
           ORDER BY entry.sequence ${order} LIMIT ?`,
        piece.first,
        piece.last,
        ...bindings,
        most,
      )
      .map((row) => ({
        sequence: Number(row.sequence),
        entryId: String(row.entry_id),
        kind: row.kind as EntryKind,
        occurredAt: Number(row.occurred_at),
        purseAfterOre: Number(row.purse_after_ore),
        amountOre: Number(row.amount_ore),
        ofSequence: row.of_purchase_sequence as number | null,
        clubId: row.club_id as string | null,
        salesPointId: row.sales_point_id as string | null,
        operatorKind: row.operator_kind as StatementLine['soldBy'],
        disputedAt: row.reported_at as number | null,
        cardNumber: row.printed_number as string | null,
      }));
  }

  /** What the purchases of these sequences sold, line by line. */
  soldLines(sequences: readonly number[]): SoldRow[] {
    return this.#rows
      .all(
        `SELECT * FROM sold_line WHERE sequence IN (SELECT value FROM json_each(?))
           ORDER BY sequence, line`,
        JSON.stringify(sequences),
      )
      .map((row) => ({
        sequence: Number(row.sequence),
        line: Number(row.line),
        name: String(row.name),
        categoryId: String(row.category_id),
        quantity: Number(row.quantity),
        priceOre: Number(row.price_ore),
      }));
  }

  /** What was ever given back of these purchases. */
  givenBackOf(sequences: readonly number[]): GivenBackRow[] {
    return this.#rows
      .all(
        `SELECT entry.sequence, entry.of_purchase_sequence, refunded_line.line,
             refunded_line.quantity
           FROM entry JOIN refunded_line ON refunded_line.sequence = entry.sequence
           WHERE entry.of_purchase_sequence IN (SELECT value FROM json_each(?))
           ORDER BY entry.sequence, refunded_line.line`,
        JSON.stringify(sequences),
      )
      .map((row) => ({
        sequence: Number(row.sequence),
        ofSequence: Number(row.of_purchase_sequence),
        line: Number(row.line),
        quantity: Number(row.quantity),
      }));
  }
}

function conditionsOf(filter: LineFilter): { conditions: string; bindings: string[] } {
  const conditions: string[] = [];
  const bindings: string[] = [];
  const add = (condition: string, binding: string) => {
    conditions.push(`AND ${condition}`);
    bindings.push(binding);
  };
  const { kind, clubId, salesPointId, categoryId } = filter;
  // Said twice, since only so is the index of all that is no purchase of use.
  if (kind !== undefined && kind !== 'purchase') conditions.push("AND entry.kind <> 'purchase'");
  if (kind !== undefined) add('entry.kind = ?', kind);
  if (clubId !== undefined) add('origin.club_id = ?', clubId);
  if (salesPointId !== undefined) add('origin.sales_point_id = ?', salesPointId);
  if (categoryId !== undefined) {
    add(
      `EXISTS (SELECT 1 FROM sold_line
         WHERE sold_line.sequence = origin.sequence AND sold_line.category_id = ?
           AND (entry.of_purchase_sequence IS NULL OR EXISTS (SELECT 1 FROM refunded_line
             WHERE refunded_line.sequence = entry.sequence
               AND refunded_line.line = sold_line.line)))`,
      categoryId,
    );
  }
  return { conditions: conditions.join(' '), bindings };
}
