// The books of one account in SQL: entries, their running sums, and the outcome of each id. The only
// place that reads or writes them. Absent: decisions. Writes run inside the caller's transactionSync.
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
  type RefundedLine,
  type SoldLine,
} from './entry.ts';

export interface StoredOutcome {
  readonly fingerprint: string;
  /** The whole outcome as JSON, receipt or refusal. */
  readonly answer: string;
}

type EntryRow = {
  sequence: number;
  entry_id: string;
  kind: Entry['kind'];
  occurred_at: number;
  recorded_at: number;
  club_id: string | null;
  sales_point_id: string | null;
  till_id: string | null;
  operator_id: string | null;
  operator_kind: string | null;
  presentation_id: string | null;
  card_id: string | null;
  catalogue_version: number | null;
  of_purchase_sequence: number | null;
  by: string | null;
  reason_ciphertext: string | null;
  purse_after_ore: number;
  hash: string;
};

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
  /** Also read by statements. */
  readonly dailyTotals: DailyTotalsStore;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
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
    this.#insertEntry(entry);
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
        .flatMap(({ sequence }) => this.#refundedLines(sequence)),
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
    return this.#all<EntryRow>(
      'SELECT * FROM entry WHERE sequence > ? ORDER BY sequence LIMIT ?',
      afterSequence,
      most,
    ).map((row) => this.#entryOf(row));
  }

  spentWindows(): Map<string, number> {
    const rows = this.#all<SpentRow>('SELECT * FROM spent');
    return new Map(rows.map((row) => [row.spending_window, row.amount_ore]));
  }

  #keptRow(): RunningRow {
    return this.#sql.exec<RunningRow>('SELECT * FROM running').one();
  }

  #checked(row: RunningRow): Running {
    const { sumsOre } = runningOf(row);
    const totalOre = sumOre(LEDGER_ACCOUNTS.map((name) => sumsOre[name]));
    invariant('I1', totalOre === 0, `the running sums are off by ${totalOre}`);
    return runningOf(row);
  }

  #insertEntry(entry: Entry): void {
    const { purchase } = entry;
    this.#sql.exec(
      `INSERT INTO entry (sequence, entry_id, kind, occurred_at, recorded_at, club_id,
           sales_point_id, till_id, operator_id, operator_kind, presentation_id, card_id,
           catalogue_version, of_purchase_sequence, by, reason_ciphertext, purse_after_ore, hash)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      entry.sequence,
      entry.entryId,
      entry.kind,
      entry.occurredAt,
      entry.recordedAt,
      purchase?.clubId ?? null,
      purchase?.salesPointId ?? null,
      purchase?.tillId ?? null,
      purchase?.operatorId ?? null,
      purchase?.operatorKind ?? null,
      purchase?.presentationId ?? null,
      purchase?.cardId ?? null,
      purchase?.catalogueVersion ?? null,
      entry.ofPurchaseSequence,
      entry.by,
      entry.reasonCiphertext,
      entry.purseAfterOre,
      entry.hash,
    );
    const postings = entry.postings.map(() => '(?, ?, ?, ?)').join(', ');
    this.#sql.exec(
      `INSERT INTO posting (sequence, number, ledger_account, amount_ore) VALUES ${postings}`,
      ...entry.postings.flatMap(({ ledgerAccount, amountOre }, number) => [
        entry.sequence,
        number,
        ledgerAccount,
        amountOre,
      ]),
    );
    for (const [line, sold] of entry.soldLines.entries()) {
      this.#sql.exec(
        `INSERT INTO sold_line (sequence, line, product_id, category_id, name, quantity, price_ore,
             accounting_code, vat_rate_percent) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        entry.sequence,
        line,
        sold.productId,
        sold.categoryId,
        sold.name,
        sold.quantity,
        sold.priceOre,
        sold.accountingCode,
        sold.vatRatePercent,
      );
    }
    for (const { line, quantity } of entry.refundedLines) {
      this.#sql.exec(
        'INSERT INTO refunded_line (sequence, line, quantity) VALUES (?, ?, ?)',
        entry.sequence,
        line,
        quantity,
      );
    }
  }

  #entryOf(row: EntryRow): Entry {
    const postings = this.#all<{ ledger_account: LedgerAccount; amount_ore: number }>(
      'SELECT ledger_account, amount_ore FROM posting WHERE sequence = ? ORDER BY number',
      row.sequence,
    );
    return {
      sequence: row.sequence,
      entryId: row.entry_id,
      kind: row.kind,
      occurredAt: row.occurred_at,
      recordedAt: row.recorded_at,
      postings: postings.map((posting) => ({
        ledgerAccount: posting.ledger_account,
        amountOre: ore(posting.amount_ore),
      })),
      purchase: purchaseFactsOf(row),
      soldLines: row.kind === 'purchase' ? this.#soldLines(row.sequence) : [],
      ofPurchaseSequence: row.of_purchase_sequence,
      refundedLines: row.of_purchase_sequence === null ? [] : this.#refundedLines(row.sequence),
      by: row.by as Entry['by'],
      reasonCiphertext: row.reason_ciphertext,
      purseAfterOre: ore(row.purse_after_ore),
      hash: row.hash,
    };
  }

  #soldLines(sequence: number): SoldLine[] {
    return this.#all<Record<string, string | number>>(
      'SELECT * FROM sold_line WHERE sequence = ? ORDER BY line',
      sequence,
    ).map(
      (row) =>
        ({
          productId: row.product_id,
          categoryId: row.category_id,
          name: row.name,
          quantity: row.quantity,
          priceOre: row.price_ore,
          accountingCode: row.accounting_code,
          vatRatePercent: row.vat_rate_percent,
        }) as SoldLine,
    );
  }

  #refundedLines(sequence: number): RefundedLine[] {
    return this.#all<{ line: number; quantity: number }>(
      'SELECT line, quantity FROM refunded_line WHERE sequence = ? ORDER BY line',
      sequence,
    );
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

function purchaseFactsOf(row: EntryRow): Entry['purchase'] {
  if (row.kind !== 'purchase') return null;
  return {
    clubId: row.club_id,
    salesPointId: row.sales_point_id,
    tillId: row.till_id,
    operatorId: row.operator_id,
    operatorKind: row.operator_kind,
    presentationId: row.presentation_id,
    cardId: row.card_id,
    catalogueVersion: row.catalogue_version,
  } as Entry['purchase'];
}
