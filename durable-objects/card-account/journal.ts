// The books of one account in SQL: entries, their running sums, and the outcome of each id. The only
// place that reads or writes them. Absent: decisions. Writes run inside the caller's transactionSync.
import { type Ore, ore } from '../../contracts/ore.ts';
import { invariant } from '../invariant.ts';
import type { PurchaseHistory } from './decide-giving-back.ts';
import {
  assertBalanced,
  type Entry,
  type EntryDraft,
  entryHash,
  FIRST_HASH,
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
  presentation_id: string | null;
  card_id: string | null;
  catalogue_version: number | null;
  of_purchase_sequence: number | null;
  by: string | null;
  reason_ciphertext: string | null;
  hash: string;
};

export class Journal {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
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

  /** Running sums of all ledger accounts. @throws InvariantViolation when they do not cancel out. */
  ledgerSums(): Record<LedgerAccount, Ore> {
    const sums = this.keptSums();
    const totalOre = sums.purse + sums.sales + sums.top_ups;
    invariant('I1', totalOre === 0, `the running sums are off by ${totalOre}`);
    return sums;
  }

  /** The same as they stand, for whoever must look at an account whose sums are wrong. */
  keptSums(): Record<LedgerAccount, Ore> {
    const sums: Record<LedgerAccount, Ore> = { purse: ore(0), sales: ore(0), top_ups: ore(0) };
    const rows = this.#sql.exec<{ ledger_account: LedgerAccount; amount_ore: number }>(
      'SELECT ledger_account, amount_ore FROM ledger_sum',
    );
    for (const { ledger_account, amount_ore } of rows) sums[ledger_account] = ore(amount_ore);
    return sums;
  }

  spentOre(spendingWindow: string): Ore {
    const row = this.#first<{ amount_ore: number }>(
      'SELECT amount_ore FROM spent WHERE spending_window = ?',
      spendingWindow,
    );
    return ore(row?.amount_ore ?? 0);
  }

  presentationIsUsed(presentationId: string): boolean {
    return (
      this.#first('SELECT 1 AS used FROM entry WHERE presentation_id = ?', presentationId) !== null
    );
  }

  /**
   * Appends one entry and moves the running sums with it.
   *
   * @throws InvariantViolation if it does not balance, or the sums read back are not what they must be.
   */
  append(draft: EntryDraft): Entry {
    assertBalanced(draft);
    const last = this.#first<{ sequence: number; hash: string }>(
      'SELECT sequence, hash FROM entry ORDER BY sequence DESC LIMIT 1',
    ) ?? { sequence: 0, hash: FIRST_HASH };
    const sequence = last.sequence + 1;
    const entry: Entry = { ...draft, sequence, hash: entryHash(last.hash, sequence, draft) };
    this.#insertEntry(entry);
    const before = this.ledgerSums();
    for (const [number, { ledgerAccount, amountOre }] of draft.postings.entries()) {
      this.#sql.exec(
        'INSERT INTO posting (sequence, number, ledger_account, amount_ore) VALUES (?, ?, ?, ?)',
        sequence,
        number,
        ledgerAccount,
        amountOre,
      );
      const after = this.#sql
        .exec<{ amount_ore: number }>(
          `UPDATE ledger_sum SET amount_ore = amount_ore + ? WHERE ledger_account = ?
             RETURNING amount_ore`,
          amountOre,
          ledgerAccount,
        )
        .one();
      before[ledgerAccount] = ore(before[ledgerAccount] + amountOre);
      invariant('I1', after.amount_ore === before[ledgerAccount], `${ledgerAccount} did not move`);
    }
    return entry;
  }

  /** Moves a window's spending by an amount of either sign. @returns what it stands at. */
  addSpent(spendingWindow: string, amountOre: Ore): Ore {
    const beforeOre = this.spentOre(spendingWindow);
    invariant('I8', beforeOre + amountOre >= 0, `${spendingWindow} would fall below zero`);
    const { amount_ore } = this.#sql
      .exec<{ amount_ore: number }>(
        // The whole sum, not the step: the row to insert is checked even where one stands already.
        `INSERT INTO spent (spending_window, amount_ore) VALUES (?1, ?2)
           ON CONFLICT (spending_window) DO UPDATE SET amount_ore = ?2
           RETURNING amount_ore`,
        spendingWindow,
        beforeOre + amountOre,
      )
      .one();
    invariant('I8', amount_ore === beforeOre + amountOre, `${spendingWindow} did not move`);
    return ore(amount_ore);
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

  lastSequence(): number {
    const row = this.#first<{ sequence: number }>(
      'SELECT sequence FROM entry ORDER BY sequence DESC LIMIT 1',
    );
    return row?.sequence ?? 0;
  }

  spentWindows(): Map<string, number> {
    const rows = this.#all<{ spending_window: string; amount_ore: number }>('SELECT * FROM spent');
    return new Map(rows.map((row) => [row.spending_window, row.amount_ore]));
  }

  #insertEntry(entry: Entry): void {
    const { purchase } = entry;
    this.#sql.exec(
      `INSERT INTO entry (sequence, entry_id, kind, occurred_at, recorded_at, club_id,
           sales_point_id, till_id, operator_id, presentation_id, card_id, catalogue_version,
           of_purchase_sequence, by, reason_ciphertext, hash)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      entry.sequence,
      entry.entryId,
      entry.kind,
      entry.occurredAt,
      entry.recordedAt,
      purchase?.clubId ?? null,
      purchase?.salesPointId ?? null,
      purchase?.tillId ?? null,
      purchase?.operatorId ?? null,
      purchase?.presentationId ?? null,
      purchase?.cardId ?? null,
      purchase?.catalogueVersion ?? null,
      entry.ofPurchaseSequence,
      entry.by,
      entry.reasonCiphertext,
      entry.hash,
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

function purchaseFactsOf(row: EntryRow): Entry['purchase'] {
  if (row.kind !== 'purchase') return null;
  return {
    clubId: row.club_id,
    salesPointId: row.sales_point_id,
    tillId: row.till_id,
    operatorId: row.operator_id,
    presentationId: row.presentation_id,
    cardId: row.card_id,
    catalogueVersion: row.catalogue_version,
  } as Entry['purchase'];
}
