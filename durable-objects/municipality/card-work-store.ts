// The work list of card orders and the print batches, in SQL: what to print, with which chip, and what became
// of it. The accounts decide; here stands what they told. Ids and HMACs only. Absent: the card index.
import type { AccountId, CardId, CardOrderId, PersonId } from '../../contracts/ids.ts';
import { type Row, RowReader } from '../row-reader.ts';

/** `withdrawn`: made, but broken or lost before it came to the child. */
export type CardWork =
  | 'ordered'
  | 'produced'
  | 'delivered'
  | 'handed_over'
  | 'cancelled'
  | 'withdrawn';

/** How an order stands, as its account tells it. */
export interface CardOrderReport {
  readonly accountId: AccountId;
  readonly orderId: CardOrderId;
  readonly cardId: CardId;
  readonly orderedAt: number;
  readonly work: CardWork;
  /** How many moves the card has made: a report with fewer than seen is an old one. */
  readonly events: number;
}

/** What became of one card of a batch: made, cancelled meanwhile, or why it could not be made. */
export type PrintAnswer = 'produced' | 'cancelled' | 'card_state_conflict' | 'card_unknown';

export interface PrintCard {
  readonly batchId: string;
  readonly cardId: CardId;
  readonly accountId: AccountId;
  readonly identifier: string;
  readonly printedNumber: string;
  readonly by: PersonId;
  /** Null until its account has answered. */
  readonly answer: PrintAnswer | null;
}

export class CardWorkStore {
  readonly #sql: SqlStorage;
  readonly #rows: RowReader;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#rows = new RowReader(sql);
  }

  /** An older report than seen changes nothing, so that the order in which they come does not matter. */
  take(report: CardOrderReport): void {
    this.#sql.exec(
      `INSERT INTO card_order (card_id, order_id, account_id, ordered_at, work, events)
           VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (card_id) DO UPDATE SET work = excluded.work, events = excluded.events
           WHERE excluded.events > card_order.events`,
      report.cardId,
      report.orderId,
      report.accountId,
      report.orderedAt,
      report.work,
      report.events,
    );
  }

  order(cardId: CardId): CardOrderReport | null {
    return reportOf(this.#rows.first('SELECT * FROM card_order WHERE card_id = ?', cardId));
  }

  /** Oldest first. */
  orders(work: CardWork): CardOrderReport[] {
    return this.#rows
      .all('SELECT * FROM card_order WHERE work = ? ORDER BY ordered_at, card_id', work)
      .flatMap((row) => reportOf(row) ?? []);
  }

  /** Whether the chip is meant for another card in some batch. */
  isTaken(identifier: string, cardId: CardId): boolean {
    return (
      this.#rows.first(
        `SELECT 1 AS taken FROM print_card WHERE identifier = ? AND card_id <> ?
           AND (answer IS NULL OR answer = 'produced')`,
        identifier,
        cardId,
      ) !== null
    );
  }

  insertPrintCard(card: PrintCard): void {
    this.#sql.exec(
      `INSERT INTO print_card
           (batch_id, card_id, account_id, identifier, printed_number, by, answer)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      card.batchId,
      card.cardId,
      card.accountId,
      card.identifier,
      card.printedNumber,
      card.by,
      card.answer,
    );
  }

  answer({ batchId, cardId }: PrintCard, answer: PrintAnswer): void {
    this.#sql.exec(
      'UPDATE print_card SET answer = ? WHERE batch_id = ? AND card_id = ?',
      answer,
      batchId,
      cardId,
    );
  }

  batch(batchId: string): PrintCard[] {
    return this.#rows
      .all('SELECT * FROM print_card WHERE batch_id = ? ORDER BY number', batchId)
      .map(printCardOf);
  }

  unanswered(): PrintCard[] {
    return this.#rows
      .all('SELECT * FROM print_card WHERE answer IS NULL ORDER BY number')
      .map(printCardOf);
  }
}

function reportOf(row: Row | null): CardOrderReport | null {
  if (row === null) return null;
  return {
    accountId: row.account_id,
    orderId: row.order_id,
    cardId: row.card_id,
    orderedAt: row.ordered_at,
    work: row.work,
    events: row.events,
  } as CardOrderReport;
}

function printCardOf(row: Row): PrintCard {
  return {
    batchId: row.batch_id,
    cardId: row.card_id,
    accountId: row.account_id,
    identifier: row.identifier,
    printedNumber: row.printed_number,
    by: row.by,
    answer: row.answer,
  } as PrintCard;
}
