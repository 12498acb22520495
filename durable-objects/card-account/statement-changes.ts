// What a statement's file says beside money: what happened to the cards and the limits in the period, from the
// account's own rows, each with who did it as a role. Absent: SQL (statement-changes-store.ts), names of anybody.
import type { CardState } from '../../contracts/cards.ts';
import type { GuardianId } from '../../contracts/ids.ts';
import { type LimitsChange, NO_LIMITS } from '../../contracts/limits.ts';
import type { Who } from '../../contracts/who.ts';
import type { LinkCopy } from './account-store.ts';
import { limitsChanges } from './limits-changes.ts';
import type { Span, StatementChangesStore } from './statement-changes-store.ts';
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

export interface ChangesPeriod extends Span {
  readonly reader: GuardianId;
  readonly links: readonly LinkCopy[];
}

export function statementChanges(
  store: StatementChangesStore,
  { reader, links, ...span }: ChangesPeriod,
): StatementChanges {
  const done = ({ at, by }: { at: number; by: string }): Done => ({
    at: new Date(at).toISOString(),
    by: whoOf(by, reader, links).who.role,
  });
  const moved = store.cardEvents(span, MOST_CHANGES + 1);
  const set = store.limitsSet(span, MOST_CHANGES + 1);
  const cards = moved.map(({ at, by, ...card }) => ({
    ...done({ at, by }),
    kind: 'card' as const,
    ...card,
  }));
  const limits = set
    .map((row) => ({
      ...done(row),
      kind: 'limits' as const,
      changes: limitsChanges(row.before ?? NO_LIMITS, row.limits),
    }))
    // Saved again as they were, they are no news.
    .filter(({ changes }) => changes.length > 0);
  const all = [...cards.toReversed(), ...limits.toReversed()].sort((left, right) =>
    left.at.localeCompare(right.at),
  );
  return {
    changes: all.slice(-MOST_CHANGES),
    olderAreLeftOut: all.length > MOST_CHANGES || set.length > MOST_CHANGES,
  };
}
