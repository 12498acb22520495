// The statement of a period: who may read it, which piece of the journal it is, its sums and its lines. The
// period goes by when the books learnt of an entry, as a bank's does, so that balances follow from line to
// line; a purchase counts in the sums on the day of the sale. A long search goes in slices: no till waits.
import type { AccountId, GuardianId } from '../../contracts/ids.ts';
import { type Ore, ore } from '../../contracts/ore.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import {
  type EntryKind,
  LONGEST_STATEMENT_DAYS,
  STATEMENT_PAGE,
  type Statement,
  type StatementLine,
  type StatementQuery,
} from '../../contracts/statement.ts';
import { copenhagenMidnight, daysLater } from './copenhagen-moment.ts';
import { mayGuardian } from './guardian-rights.ts';
import type { Journal } from './journal.ts';
import type { LoadedAccount } from './loaded-account.ts';
import type { MoneyIn } from './money-in-store.ts';
import type { ChangesPeriod, StatementChanges } from './statement-changes.ts';
import { purchasesOf, statementLines } from './statement-lines.ts';
import type { LineFilter, LineRow, Piece, StatementStore } from './statement-store.ts';
import { movedByKind, statementSums } from './statement-sums.ts';

/** Entries that a filter looks at before the one thread serves others. */
const SEARCHED_ENTRIES = 2_000;
/** Lines of one slice of a file. */
const SLICE_LINES = 200;

export interface StatementCommand {
  readonly by: GuardianId;
  readonly query: StatementQuery;
}

/** Everything of a statement but its lines, and which piece of the journal they are. */
export interface StatementCover {
  readonly statement: Omit<Statement, 'lines' | 'next'>;
  /** What moved the balance in the period beside purchases and what was given back of them. */
  readonly movedOre: Readonly<Partial<Record<EntryKind, Ore>>>;
  readonly piece: Piece;
}

/** Of a file, what else happened in its period. */
export interface StatementFileCover extends StatementCover {
  readonly beside: StatementChanges;
}

export interface StatementSliceCommand extends StatementCommand {
  /** What is left of the cover's piece. */
  readonly piece: Piece;
}

export interface StatementSlice {
  /** Oldest first, as a file has them. */
  readonly lines: readonly StatementLine[];
  /** What the next slice begins with; null after the last. */
  readonly rest: Piece | null;
}

export interface StatementDoors {
  readonly moneyIn: (row: LineRow) => MoneyIn | null;
  readonly changes: (period: ChangesPeriod) => StatementChanges;
}

interface Asked {
  readonly accountId: AccountId;
  readonly account: LoadedAccount;
}

export class StatementDesk {
  readonly #journal: Journal;
  readonly #store: StatementStore;
  readonly #doors: StatementDoors;

  constructor(journal: Journal, store: StatementStore, doors: StatementDoors) {
    this.#journal = journal;
    this.#store = store;
    this.#doors = doors;
  }

  /** Refusals in order: `account_unknown`, `rights_not_enough`, `period_too_long`. */
  async page(asked: Asked, { by, query }: StatementCommand): Promise<Outcome<Statement, Refusal>> {
    const cover = this.cover(asked, { by, query });
    if (!cover.ok) return cover;
    const { statement, piece } = cover.value;
    const last = Math.min(piece.last, (query.before ?? Number.MAX_SAFE_INTEGER) - 1);
    const rows = await this.#search({ ...piece, last }, query, 'DESC', STATEMENT_PAGE + 1);
    const shown = rows.slice(0, STATEMENT_PAGE);
    const next = rows.length > STATEMENT_PAGE ? (shown.at(-1)?.sequence ?? null) : null;
    return accepted({ ...statement, lines: this.#lines(shown), next });
  }

  /** The same refusals. */
  cover(asked: Asked, { by, query }: StatementCommand): Outcome<StatementCover, Refusal> {
    const may = mayGuardian(asked.account, by, 'see_statement', Date.now());
    if (!may.ok) return may;
    const { from, to } = query;
    if (from > to || to >= daysLater(from, LONGEST_STATEMENT_DAYS)) {
      return refused({ code: 'period_too_long' });
    }
    const { sequence } = this.#journal.keptRunning();
    const piece = {
      first: this.#store.firstSince(copenhagenMidnight(from), sequence),
      last: this.#store.firstSince(copenhagenMidnight(daysLater(to, 1)), sequence) - 1,
    };
    const { dailyTotals } = this.#journal;
    const moved = dailyTotals.moved(from, to);
    return accepted({
      piece,
      movedOre: movedByKind(moved),
      statement: {
        accountId: asked.accountId,
        from,
        to,
        openingBalanceOre: ore(this.#store.balanceAfterOre(piece.first - 1)),
        closingBalanceOre: ore(this.#store.balanceAfterOre(piece.last)),
        ...statementSums(dailyTotals.spent(from, to), moved),
      },
    });
  }

  /** The same refusals. */
  fileCover(asked: Asked, command: StatementCommand): Outcome<StatementFileCover, Refusal> {
    const cover = this.cover(asked, command);
    if (!cover.ok) return cover;
    const { from, to } = command.query;
    const [fromMs, untilMs] = [copenhagenMidnight(from), copenhagenMidnight(daysLater(to, 1))];
    const { links } = asked.account;
    const beside = this.#doors.changes({ fromMs, untilMs, reader: command.by, links });
    return accepted({ ...cover.value, beside });
  }

  /** The next lines of a file. Asks anew whether the one who reads may: a link may have ended meanwhile. */
  async slice(
    asked: Asked,
    { by, query, piece }: StatementSliceCommand,
  ): Promise<Outcome<StatementSlice, Refusal>> {
    const may = mayGuardian(asked.account, by, 'see_statement', Date.now());
    if (!may.ok) return may;
    const rows = await this.#search(piece, query, 'ASC', SLICE_LINES);
    const last = rows.at(-1)?.sequence ?? piece.last;
    const isOver = rows.length < SLICE_LINES || last >= piece.last;
    return accepted({
      lines: this.#lines(rows),
      rest: isOver ? null : { first: last + 1, last: piece.last },
    });
  }

  /** Goes through a piece from one end until so many are found, and lets others go first now and then. */
  async #search(
    { first, last }: Piece,
    filter: LineFilter,
    order: 'ASC' | 'DESC',
    most: number,
  ): Promise<LineRow[]> {
    const found: LineRow[] = [];
    let rest = { first, last };
    while (rest.first <= rest.last && found.length < most) {
      if (rest.first !== first || rest.last !== last) await scheduler.wait(0);
      const part =
        order === 'ASC'
          ? { first: rest.first, last: Math.min(rest.last, rest.first + SEARCHED_ENTRIES - 1) }
          : { first: Math.max(rest.first, rest.last - SEARCHED_ENTRIES + 1), last: rest.last };
      found.push(...this.#store.entries(part, filter, order, most - found.length));
      rest =
        order === 'ASC'
          ? { first: part.last + 1, last: rest.last }
          : { first: rest.first, last: part.first - 1 };
    }
    return found;
  }

  #lines(rows: readonly LineRow[]): StatementLine[] {
    const purchases = purchasesOf(rows);
    return statementLines(
      rows,
      this.#store.soldLines(purchases),
      this.#store.givenBackOf(purchases),
      this.#doors.moneyIn,
    );
  }
}
