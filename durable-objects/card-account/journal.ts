// The books of one account in SQL: entries are appended here, their running sums and windows moved with them, and
// the outcome of each id kept. Absent: decisions, and an entry's own rows (entry-store.ts). Writes run inside the
// caller's transactionSync.
import { type Ore, ore, sumOre } from '../../contracts/ore.ts';
import { invariant } from '../invariant.ts';
import { DailyTotalsStore } from './daily-totals-store.ts';
import type { PurchaseHistory } from './decide-giving-back.ts';
import {
  assertBalanced,
  type Entry,
  type EntryDraft,
  entryHash,
  LEDGER_ACCOUNTS,
  type LedgerAccount,
} from './entry.ts';
import { EntryStore } from './entry-store.ts';

export interface StoredOutcome {
  readonly fingerprint: string;
  /** The whole outcome as JSON, receipt or refusal. */
  readonly answer: string;
}

/** Where the books stand after the last entry. */
export interface Running {
  readonly sequence: number;
  readonly recordedAt: number;
  readonly hash: string;
  readonly sumsOre: Readonly<Record<LedgerAccount, Ore>>;
}

/** Window → what was spent in it. */
export type Spent = ReadonlyMap<string, Ore>;

type SpentRow = { spending_window: string; amount_ore: number };

type RunningRow = {
  sequence: number;
  recorded_at: number;
  hash: string;
  purse_ore: number;
  sales_ore: number;
  top_ups_ore: number;
  fees_ore: number;
  receivables_ore: number;
};

export class Journal {
  readonly #sql: SqlStorage;
  readonly #entries: EntryStore;
  /** Also read by statements. */
  readonly dailyTotals: DailyTotalsStore;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#entries = new EntryStore(sql);
    this.dailyTotals = new DailyTotalsStore(sql);
  }

  outcomeOf(id: string): StoredOutcome | null {
    return this.#first<{ fingerprint: string; answer: string }>(
      'SELECT fingerprint, answer FROM outcome WHERE id = ?',
      id,
    );
  }

  recordOutcome(id: string, fingerprint: string, sequence: number | null, answer: string): void {
    this.#sql.exec(
      'INSERT INTO outcome (id, fingerprint, sequence, answer) VALUES (?, ?, ?, ?)',
      id,
      fingerprint,
      sequence,
      answer,
    );
  }

  /** Where the books stand. @throws InvariantViolation when the sums do not cancel out. */
  running(): Running {
    return this.#checked(this.#keptRow());
  }

  /** The same as it stands, for whoever must look at an account whose sums are wrong. */
  keptRunning(): Running {
    return runningOf(this.#keptRow());
  }

  /** What was spent in each of these windows. */
  spent(windows: readonly string[]): Spent {
    const rows = this.#all<SpentRow>(
      `SELECT spending_window, amount_ore FROM spent WHERE spending_window IN (${marks(windows)})`,
      ...windows,
    );
    const found = new Map(rows.map((row) => [row.spending_window, ore(row.amount_ore)]));
    return new Map(windows.map((name) => [name, found.get(name) ?? ore(0)]));
  }

  presentationIsUsed(presentationId: string): boolean {
    return (
      this.#first('SELECT 1 AS used FROM entry WHERE presentation_id = ?', presentationId) !== null
    );
  }

  /**
   * Appends one entry and moves the running sums and daily totals with it. A clock that was set back does
   * not put an entry before the last: what was recorded in a period is one piece of the journal.
   *
   * @param before where the books stand, as read in this transaction.
   * @throws InvariantViolation if it does not balance, or what is read back is not what it must be.
   */
  append(wanted: EntryDraft, before: Running): { readonly entry: Entry; readonly after: Running } {
    assertBalanced(wanted);
    const recordedAt = Math.max(wanted.recordedAt, before.recordedAt);
    const draft: EntryDraft = { ...wanted, recordedAt };
    const sequence = before.sequence + 1;
    const hash = entryHash(before.hash, sequence, draft);
    const sumsOre = { ...before.sumsOre };
    for (const { ledgerAccount, amountOre } of draft.postings) {
      sumsOre[ledgerAccount] = ore(sumsOre[ledgerAccount] + amountOre);
    }
    const entry: Entry = { ...draft, sequence, purseAfterOre: sumsOre.purse, hash };
    this.#entries.insert(entry);
    this.dailyTotals.move(entry);
    this.#sql.exec(
      `UPDATE running SET sequence = ?, recorded_at = ?, hash = ?, purse_ore = ?, sales_ore = ?,
               top_ups_ore = ?, fees_ore = ?, receivables_ore = ?`,
      sequence,
      recordedAt,
      hash,
      sumsOre.purse,
      sumsOre.sales,
      sumsOre.top_ups,
      sumsOre.fees,
      sumsOre.receivables,
    );
    // Read back, since a sum that is only believed to have moved is no assertion.
    const after = this.running();
    invariant('I4', after.sequence === sequence && after.hash === hash, 'the head did not move');
    for (const account of LEDGER_ACCOUNTS) {
      const keptOre = after.sumsOre[account];
      invariant('I1', keptOre === sumsOre[account], `${account} stands at ${keptOre}`);
    }
    return { entry, after };
  }

  /**
   * Moves the spending of windows by an amount of either sign.
   *
   * @param before what was spent in them, as read in this transaction.
   * @returns what is read back.
   */
  moveSpent(before: Spent, amountOre: Ore): Spent {
    const bindings: (string | number)[] = [];
    for (const [name, beforeOre] of before) {
      invariant('I8', beforeOre + amountOre >= 0, `${name} would fall below zero`);
      bindings.push(name, beforeOre + amountOre);
    }
    const rows = [...before].map(() => '(?, ?)').join(', ');
    // The whole sums, not the step: a row to insert is checked even where one stands already.
    this.#sql.exec(
      `INSERT OR REPLACE INTO spent (spending_window, amount_ore) VALUES ${rows}`,
      ...bindings,
    );
    const after = this.spent([...before.keys()]);
    for (const [name, beforeOre] of before) {
      const afterOre = after.get(name);
      invariant('I8', afterOre === beforeOre + amountOre, `${name} stands at ${afterOre}`);
    }
    return after;
  }

  /** The purchase of that id and what was given back of it, or null. */
  purchaseHistory(purchaseId: string): PurchaseHistory | null {
    const outcome = this.#first<{ sequence: number | null }>(
      'SELECT sequence FROM outcome WHERE id = ?',
      purchaseId,
    );
    if (outcome === null || outcome.sequence === null) return null;
    const purchase = this.entries(outcome.sequence - 1, 1)[0];
    if (purchase === undefined || purchase.purchase === null) return null;
    const givenBack = this.#all<{ kind: string; sequence: number }>(
      'SELECT kind, sequence FROM entry WHERE of_purchase_sequence = ?',
      purchase.sequence,
    );
    return {
      purchase: { ...purchase, purchase: purchase.purchase },
      isReversed: givenBack.some(({ kind }) => kind === 'reversal'),
      refundedLines: givenBack
        .filter(({ kind }) => kind === 'refund')
        .flatMap(({ sequence }) => this.#entries.refundedLines(sequence)),
    };
  }

  /** The last purchase in a club that was not undone; null when there is none among the newest few. */
  lastPurchaseAt(clubId: string): number | null {
    const row = this.#first<{ occurred_at: number }>(
      `SELECT occurred_at FROM (SELECT * FROM entry ORDER BY sequence DESC LIMIT 20) AS newest
         WHERE kind = 'purchase' AND club_id = ? AND NOT EXISTS (
           SELECT 1 FROM entry AS undoing
             WHERE undoing.of_purchase_sequence = newest.sequence AND undoing.kind = 'reversal')
         ORDER BY sequence DESC LIMIT 1`,
      clubId,
    );
    return row?.occurred_at ?? null;
  }

  /** Entries after a sequence number, oldest first. */
  entries(afterSequence: number, most: number): Entry[] {
    return this.#entries.after(afterSequence, most);
  }

  lastPurchase(): Entry | null {
    return this.#entries.lastPurchase();
  }

  spentWindows(): Map<string, number> {
    const rows = this.#all<SpentRow>('SELECT * FROM spent');
    return new Map(rows.map((row) => [row.spending_window, row.amount_ore]));
  }

  #keptRow(): RunningRow {
    return this.#sql.exec<RunningRow>('SELECT * FROM running').one();
  }

  #checked(row: RunningRow): Running {
    const running = runningOf(row);
    const totalOre = sumOre(Object.values(running.sumsOre));
    invariant('I1', totalOre === 0, `the running sums are off by ${totalOre}`);
    return running;
  }

  #first<Row extends Record<string, SqlStorageValue>>(
    query: string,
    ...bindings: SqlStorageValue[]
  ): Row | null {
    return this.#all<Row>(query, ...bindings)[0] ?? null;
  }

  #all<Row extends Record<string, SqlStorageValue>>(
    query: string,
    ...bindings: SqlStorageValue[]
  ): Row[] {
    return this.#sql.exec<Row>(query, ...bindings).toArray();
  }
}

function runningOf(row: RunningRow): Running {
  const { sequence, recorded_at: recordedAt, hash } = row;
  return {
    sequence,
    recordedAt,
    hash,
    sumsOre: {
      purse: ore(row.purse_ore),
      sales: ore(row.sales_ore),
      top_ups: ore(row.top_ups_ore),
      fees: ore(row.fees_ore),
      receivables: ore(row.receivables_ore),
    },
  };
}

function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}
