// Reads for a statement's file what happened to the cards and the limits in a period, in SQL, newest first.
// Writes nothing. Absent: in whose eyes, and what is left out (statement-changes.ts).
import type { CardState } from '../../contracts/cards.ts';
import { Limits } from '../../contracts/limits.ts';
import { type Row, RowReader } from '../row-reader.ts';

export interface Span {
  readonly fromMs: number;
  /** Exclusive. */
  readonly untilMs: number;
}

interface Done {
  readonly at: number;
  readonly by: string;
}

export interface CardEventRow extends Done {
  readonly state: CardState;
  /** Null for the first that is known of a card. */
  readonly before: CardState | null;
  readonly printedNumber: string | null;
}

export interface LimitsSetRow extends Done {
  readonly limits: Limits;
  /** Null for the first that anybody set. */
  readonly before: Limits | null;
}

export class StatementChangesStore {
  readonly #rows: RowReader;

  constructor(sql: SqlStorage) {
    this.#rows = new RowReader(sql);
  }

  cardEvents({ fromMs, untilMs }: Span, most: number): CardEventRow[] {
    return this.#rows
      .all(
        `SELECT at, by, card_event.state, printed_number,
             (SELECT earlier.state FROM card_event AS earlier
                WHERE earlier.card_id = card_event.card_id AND earlier.sequence < card_event.sequence
                ORDER BY earlier.sequence DESC LIMIT 1) AS before
           FROM card_event JOIN card USING (card_id)
           WHERE at >= ? AND at < ? ORDER BY sequence DESC LIMIT ?`,
        fromMs,
        untilMs,
        most,
      )
      .map((row) => ({
        ...doneOf(row),
        state: row.state as CardState,
        before: row.before as CardState | null,
        printedNumber: row.printed_number as string | null,
      }));
  }

  limitsSet({ fromMs, untilMs }: Span, most: number): LimitsSetRow[] {
    return this.#rows
      .all(
        `SELECT set_at AS at, set_by AS by, content,
             (SELECT earlier.content FROM limits AS earlier
                WHERE earlier.version = limits.version - 1) AS before
           FROM limits WHERE set_at >= ? AND set_at < ? ORDER BY version DESC LIMIT ?`,
        fromMs,
        untilMs,
        most,
      )
      .map((row) => ({
        ...doneOf(row),
        limits: limitsOf(row.content),
        before: row.before === null ? null : limitsOf(row.before),
      }));
  }
}

function doneOf({ at, by }: Row): Done {
  return { at: Number(at), by: String(by) };
}

function limitsOf(content: unknown): Limits {
  return Limits.parse(JSON.parse(String(content)));
}
