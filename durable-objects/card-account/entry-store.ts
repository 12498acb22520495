// The entries of one account in SQL: each with its postings, sold lines and refunded lines, as they are written
// and read back. Absent: sums (journal.ts, daily-totals-store.ts). Writes run inside the caller's transactionSync.
import { ore } from '../../contracts/ore.ts';
import type { Entry, LedgerAccount, RefundedLine, SoldLine } from './entry.ts';

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

export class EntryStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  insert(entry: Entry): void {
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

  /** Entries after a sequence number, oldest first. */
  after(sequence: number, most: number): Entry[] {
    return this.#all<EntryRow>(
      'SELECT * FROM entry WHERE sequence > ? ORDER BY sequence LIMIT ?',
      sequence,
      most,
    ).map((row) => this.#entryOf(row));
  }

  /** The newest that was not undone; null where there is none. */
  lastPurchase(): Entry | null {
    const [row] = this.#all<EntryRow>(
      `SELECT * FROM entry WHERE kind = 'purchase' AND NOT EXISTS
           (SELECT 1 FROM entry AS undoing
              WHERE undoing.of_purchase_sequence = entry.sequence AND undoing.kind = 'reversal')
         ORDER BY sequence DESC LIMIT 1`,
    );
    return row === undefined ? null : this.#entryOf(row);
  }

  refundedLines(sequence: number): RefundedLine[] {
    return this.#all<{ line: number; quantity: number }>(
      'SELECT line, quantity FROM refunded_line WHERE sequence = ? ORDER BY line',
      sequence,
    );
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
      refundedLines: row.of_purchase_sequence === null ? [] : this.refundedLines(row.sequence),
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
    operatorKind: row.operator_kind,
    presentationId: row.presentation_id,
    cardId: row.card_id,
    catalogueVersion: row.catalogue_version,
  } as Entry['purchase'];
}
