// What a statement's file says beside money: what happened to the cards and the limits in the period, from the
// account's own rows, each with who did it as a role. Reads, and writes nothing. Absent: names of anybody.
import type { CardState } from '../../contracts/cards.ts';
import type { GuardianId } from '../../contracts/ids.ts';
import { Limits, type LimitsChange, NO_LIMITS } from '../../contracts/limits.ts';
import type { Who } from '../../contracts/who.ts';
import { type Row, RowReader } from '../row-reader.ts';
import type { LinkCopy } from './account-store.ts';
import { limitsChanges } from './limits-changes.ts';
import { whoOf } from './who-of.ts';

/** The newest of a period: a file is read by people. */
export const MOST_CHANGES = 500;

interface Done {
  readonly at: string;
  readonly by: Who['role'];
}

export type StatementChange = Done &
  (
    | {
        readonly kind: 'card';
        readonly state: CardState;
        /** Null for the first that is known of a card. */
        readonly before: CardState | null;
        readonly printedNumber: string | null;
      }
    | { readonly kind: 'limits'; readonly changes: readonly LimitsChange[] }
  );

export interface StatementChanges {
  /** Oldest first. */
  readonly changes: readonly StatementChange[];
  readonly olderAreLeftOut: boolean;
}

export interface ChangesPeriod {
  readonly fromMs: number;
  /** Exclusive. */
  readonly untilMs: number;
  readonly reader: GuardianId;
  readonly links: readonly LinkCopy[];
}

export function statementChanges(sql: SqlStorage, period: ChangesPeriod): StatementChanges {
  const rows = new RowReader(sql);
  const { fromMs, untilMs, reader, links } = period;
  const done = (row: Row): Done => ({
    at: new Date(Number(row.at)).toISOString(),
    by: whoOf(row.by, reader, links).who.role,
  });
  const cards = rows
    .all(
      `SELECT at, by, card_event.state, printed_number,
           (SELECT earlier.state FROM card_event AS earlier
              WHERE earlier.card_id = card_event.card_id AND earlier.sequence < card_event.sequence
              ORDER BY earlier.sequence DESC LIMIT 1) AS before
         FROM card_event JOIN card USING (card_id)
         WHERE at >= ? AND at < ? ORDER BY sequence DESC LIMIT ?`,
      fromMs,
      untilMs,
      MOST_CHANGES + 1,
    )
    .map((row) => ({
      ...done(row),
      kind: 'card' as const,
      state: row.state as CardState,
      before: row.before as CardState | null,
      printedNumber: row.printed_number as string | null,
    }));
  const limits = rows
    .all(
      `SELECT set_at AS at, set_by AS by, content,
           (SELECT earlier.content FROM limits AS earlier
              WHERE earlier.version = limits.version - 1) AS before
         FROM limits WHERE set_at >= ? AND set_at < ? ORDER BY version DESC LIMIT ?`,
      fromMs,
      untilMs,
      MOST_CHANGES + 1,
    )
    .map((row) => ({
      ...done(row),
      kind: 'limits' as const,
      changes: limitsChanges(limitsOf(row.before) ?? NO_LIMITS, limitsOf(row.content) ?? NO_LIMITS),
    }))
    // Saved again as they were, they are no news.
    .filter(({ changes }) => changes.length > 0);
  const newest = [...cards.toReversed(), ...limits.toReversed()]
    .sort((left, right) => left.at.localeCompare(right.at))
    .slice(-MOST_CHANGES);
  return {
    changes: newest,
    olderAreLeftOut: cards.length > MOST_CHANGES || cards.length + limits.length > MOST_CHANGES,
  };
}

function limitsOf(content: unknown): Limits | null {
  return typeof content === 'string' ? Limits.parse(JSON.parse(content)) : null;
}
