// The cards of an account and the orders of new ones, in SQL: each card's state, every move of it, and which
// order it came by. Writes run inside the caller's transactionSync. Absent: decisions, money (journal.ts).
import type { CardState } from '../../contracts/cards.ts';
import type { CardId, CardOrderId } from '../../contracts/ids.ts';
import type { Ore } from '../../contracts/ore.ts';
import { type Row, RowReader } from '../row-reader.ts';
import type { Card, OpenOrder } from './decide-card.ts';

/** An order as it stands; its times are those of its card's moves. */
export interface Order {
  readonly orderId: CardOrderId;
  readonly cardId: CardId;
  readonly feeOre: Ore;
  readonly replacedCardId: CardId | null;
  readonly orderedAt: number;
  readonly producedAt: number | null;
  readonly deliveredAt: number | null;
  readonly activatedAt: number | null;
  /** Cancelled, or retired before it came into use: the end of an order without a card. */
  readonly endedAt: number | null;
}

export interface UntoldOrder {
  readonly order: Order;
  readonly cardState: CardState;
  /** How many moves the card has made: a later telling has more. */
  readonly events: number;
}

type NewOrder = Pick<Order, 'orderId' | 'cardId' | 'feeOre' | 'replacedCardId'> & {
  readonly by: string;
};

const CARDS = `SELECT card.*,
    (SELECT MIN(sequence) FROM card_event WHERE card_event.card_id = card.card_id) AS first_event,
    (SELECT at FROM card_event WHERE card_event.card_id = card.card_id
       ORDER BY sequence DESC LIMIT 1) AS since
  FROM card`;

const ORDERS = `SELECT card_order.*, card.state,
    MIN(at) FILTER (WHERE card_event.state = 'ordered') AS ordered_at,
    MIN(at) FILTER (WHERE card_event.state = 'produced') AS produced_at,
    MIN(at) FILTER (WHERE card_event.state = 'delivered') AS delivered_at,
    MIN(at) FILTER (WHERE card_event.state = 'active') AS activated_at,
    MIN(at) FILTER (WHERE card_event.state IN ('cancelled', 'retired')) AS ended_at,
    COUNT(*) AS events
  FROM card_order JOIN card USING (card_id) JOIN card_event USING (card_id)`;

export class CardStore {
  readonly #sql: SqlStorage;
  readonly #rows: RowReader;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#rows = new RowReader(sql);
  }

  /** Newest first. */
  cards(): Card[] {
    return this.#rows.all(`${CARDS} ORDER BY first_event DESC`).map(cardOf);
  }

  card(cardId: CardId): Card | null {
    const row = this.#rows.first(`${CARDS} WHERE card_id = ?`, cardId);
    return row && cardOf(row);
  }

  /** Each tap asks: no more than it needs. */
  cardByIdentifier(identifier: string): Pick<Card, 'cardId' | 'state'> | null {
    const row = this.#rows.first(
      'SELECT card_id, state FROM card WHERE identifier = ?',
      identifier,
    );
    return row && { cardId: row.card_id as CardId, state: row.state as CardState };
  }

  /** Whether any card has ever been in use. */
  hadCard(): boolean {
    return this.#rows.first("SELECT 1 AS had FROM card_event WHERE state = 'active'") !== null;
  }

  add(card: Omit<Card, 'since'>, by: string, now: number): void {
    this.#sql.exec(
      'INSERT INTO card (card_id, identifier, printed_number, state) VALUES (?, ?, ?, ?)',
      card.cardId,
      card.identifier,
      card.printedNumber,
      card.state,
    );
    this.#insertEvent(card.cardId, card.state, by, now);
  }

  /** Moves a card to a state; the move is kept. A chip comes with the production. */
  move(
    cardId: CardId,
    state: CardState,
    by: string,
    now: number,
    chip: Pick<Card, 'identifier' | 'printedNumber'> | null = null,
  ): void {
    this.#sql.exec(
      `UPDATE card SET state = ?2, identifier = COALESCE(?3, identifier),
         printed_number = COALESCE(?4, printed_number) WHERE card_id = ?1`,
      cardId,
      state,
      chip?.identifier ?? null,
      chip?.printedNumber ?? null,
    );
    this.#insertEvent(cardId, state, by, now);
  }

  insertOrder({ orderId, cardId, feeOre, replacedCardId, by }: NewOrder): void {
    this.#sql.exec(
      `INSERT INTO card_order (order_id, card_id, fee_ore, replaced_card_id, ordered_by)
         VALUES (?, ?, ?, ?, ?)`,
      orderId,
      cardId,
      feeOre,
      replacedCardId,
      by,
    );
  }

  /** Newest first; an open one is the newest. */
  newestOrders(most: number): Order[] {
    const numbers = 'SELECT number FROM card_order ORDER BY number DESC LIMIT ?';
    return this.#orders(`WHERE number IN (${numbers})`, most).map(orderOf);
  }

  /** Those that were to replace this card. */
  ordersReplacing(cardId: CardId): Order[] {
    return this.#orders('WHERE replaced_card_id = ?', cardId).map(orderOf);
  }

  orderIdOf(cardId: CardId): CardOrderId | null {
    const row = this.#rows.first('SELECT order_id FROM card_order WHERE card_id = ?', cardId);
    return row === null ? null : (row.order_id as CardOrderId);
  }

  /** When cards last came to be so, newest first. */
  latestMoves(state: CardState, most: number): number[] {
    return this.#rows
      .all('SELECT at FROM card_event WHERE state = ? ORDER BY sequence DESC LIMIT ?', state, most)
      .map(({ at }) => Number(at));
  }

  order(orderId: CardOrderId): Order | null {
    const [row] = this.#orders('WHERE order_id = ?', orderId);
    return row === undefined ? null : orderOf(row);
  }

  openOrder(): OpenOrder | null {
    const row = this.#rows.first(
      `SELECT card_order.*, card.state FROM card_order JOIN card USING (card_id)
         WHERE card.state IN ('ordered', 'produced', 'delivered')`,
    );
    if (row === null) return null;
    return {
      orderId: row.order_id,
      cardId: row.card_id,
      state: row.state,
      feeOre: row.fee_ore,
      replacedCardId: row.replaced_card_id,
    } as OpenOrder;
  }

  /** Orders whose cards have moved since the municipality was told. */
  untold(): UntoldOrder[] {
    const behind = `${ORDERS} GROUP BY number HAVING events > told_events ORDER BY number DESC`;
    return this.#rows.all(behind).map((row) => ({
      order: orderOf(row),
      cardState: row.state as CardState,
      events: Number(row.events),
    }));
  }

  markTold(orderId: CardOrderId, events: number): void {
    this.#sql.exec('UPDATE card_order SET told_events = ? WHERE order_id = ?', events, orderId);
  }

  #orders(where: string, ...bindings: SqlStorageValue[]): Row[] {
    return this.#rows.all(`${ORDERS} ${where} GROUP BY number ORDER BY number DESC`, ...bindings);
  }

  #insertEvent(cardId: CardId, state: CardState, by: string, now: number): void {
    this.#sql.exec(
      'INSERT INTO card_event (card_id, state, at, by) VALUES (?, ?, ?, ?)',
      cardId,
      state,
      now,
      by,
    );
  }
}

function cardOf(row: Row): Card {
  return {
    cardId: row.card_id,
    identifier: row.identifier,
    printedNumber: row.printed_number,
    state: row.state,
    since: row.since,
  } as Card;
}

function orderOf(row: Row): Order {
  return {
    orderId: row.order_id,
    cardId: row.card_id,
    feeOre: row.fee_ore,
    replacedCardId: row.replaced_card_id,
    orderedAt: row.ordered_at,
    producedAt: row.produced_at,
    deliveredAt: row.delivered_at,
    activatedAt: row.activated_at,
    endedAt: row.activated_at === null ? row.ended_at : null,
  } as Order;
}
