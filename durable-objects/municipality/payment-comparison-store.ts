// What the payment providers' lists and the accounts' journals say of each day, and what is open between them,
// in SQL. An item is closed by itself when it agrees later, or by a person with a reason. Absent: asking.
import type { AccountId, PersonId } from '../../contracts/ids.ts';
import { type Ore, ore } from '../../contracts/ore.ts';
import type { ProviderName } from '../payments/payment-provider.ts';
import { type Row, RowReader } from '../row-reader.ts';

/**
 * `not_ours`: the provider lists what no account of ours began. `not_in_journal`: an account began it and has no
 * such charge. `amount_differs`: both have it, with other sums. `not_listed`: the journal has a charge that the
 * provider's lists of three days do not. `refund_not_in_journal`: more went back by the list than we know.
 * `taken_back`: a charge was taken back after it was credited; the second sum is what the purse could not bear.
 * `needs_a_person`: it could not be ended by itself. `not_comparable`: an entry of a list that no journal can have;
 * its sum is in its own currency. `day_not_read`: the provider answers for that day with nothing that can be read.
 */
export type PaymentItemKind =
  | 'not_ours'
  | 'not_in_journal'
  | 'amount_differs'
  | 'not_listed'
  | 'refund_not_in_journal'
  | 'taken_back'
  | 'needs_a_person'
  | 'not_comparable'
  | 'day_not_read';

/** What one item is about. */
export interface PaymentItemKey {
  readonly provider: ProviderName;
  /** The payment's; without one, the movement's own id; of `day_not_read`, the day. */
  readonly reference: string;
  readonly kind: PaymentItemKind;
  /** Null where it is about the payment as a whole. */
  readonly movementId: string | null;
}

export interface PaymentItem extends PaymentItemKey {
  readonly accountId: AccountId | null;
  /** What the provider says, and what the journal does. */
  readonly providerOre: Ore;
  readonly journalOre: Ore;
  /** A code. */
  readonly because: string | null;
}

export interface KnownPaymentItem extends PaymentItem {
  readonly foundAt: number;
  readonly closedAt: number | null;
  /** Null where it agreed by itself. */
  readonly closedBy: PersonId | null;
  /** Under a key (payment-item-reasons.ts). */
  readonly closeReasonCiphertext: string | null;
}

export interface PaymentDay {
  readonly provider: ProviderName;
  /** YYYY-MM-DD, the provider's day. */
  readonly day: string;
  /** `waiting`: not closed there, or somebody did not answer; it is compared again. */
  readonly state: 'waiting' | 'compared' | 'not_offered';
  /** Captured less given back, by the provider's list; and how much of it the journals say too. */
  readonly listedOre: Ore;
  readonly agreedOre: Ore;
  readonly comparedAt: number;
}

export class PaymentComparisonStore {
  readonly #sql: SqlStorage;
  readonly #rows: RowReader;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#rows = new RowReader(sql);
  }

  putDay(day: PaymentDay): void {
    this.#sql.exec(
      `INSERT OR REPLACE INTO payment_day (provider, day, state, listed_ore, agreed_ore, compared_at)
         VALUES (?, ?, ?, ?, ?, ?)`,
      day.provider,
      day.day,
      day.state,
      day.listedOre,
      day.agreedOre,
      day.comparedAt,
    );
  }

  /** Compared, or tried since then. */
  isNotDue(provider: ProviderName, day: string, since: number): boolean {
    const row = this.#rows.first(
      `SELECT 1 AS known FROM payment_day
         WHERE provider = ? AND day = ? AND (state <> 'waiting' OR compared_at > ?)`,
      provider,
      day,
      since,
    );
    return row !== null;
  }

  /** Newest first. */
  days(most: number): PaymentDay[] {
    return this.#rows
      .all('SELECT * FROM payment_day ORDER BY day DESC, provider LIMIT ?', most)
      .map((row) => ({
        provider: row.provider as ProviderName,
        day: String(row.day),
        state: row.state as PaymentDay['state'],
        listedOre: ore(Number(row.listed_ore)),
        agreedOre: ore(Number(row.agreed_ore)),
        comparedAt: Number(row.compared_at),
      }));
  }

  /** The same item again keeps when it was found, and whoever closed it. */
  putItem(item: PaymentItem, now: number): void {
    this.#sql.exec(
      `INSERT INTO payment_item (provider, reference, kind, movement_id, account_id, provider_ore,
           journal_ore, because, found_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET provider_ore = excluded.provider_ore,
           journal_ore = excluded.journal_ore, because = excluded.because,
           closed_at = CASE WHEN closed_by IS NULL OR ${SUMS_CHANGED} THEN NULL ELSE closed_at END,
           closed_by = CASE WHEN ${SUMS_CHANGED} THEN NULL ELSE closed_by END,
           close_reason_ciphertext =
             CASE WHEN ${SUMS_CHANGED} THEN NULL ELSE close_reason_ciphertext END`,
      ...keyOf(item),
      item.accountId,
      item.providerOre,
      item.journalOre,
      item.because,
      now,
    );
  }

  /** What this account has open now is the whole: what is not among it any more agrees. */
  putItemsOfAccount(accountId: AccountId, items: readonly PaymentItem[], now: number): void {
    for (const item of items) this.putItem(item, now);
    const stillOpen = new Set(items.map((item) => JSON.stringify(keyOf(item))));
    const known = this.#items('WHERE account_id = ? AND closed_at IS NULL', accountId);
    for (const item of known) {
      if (!stillOpen.has(JSON.stringify(keyOf(item)))) this.agree(item, now);
    }
  }

  /** It is open no more, by itself. */
  agree(key: PaymentItemKey, now: number): void {
    this.#close(key, null, null, now);
  }

  /** @returns false where there is no such open item. */
  closeItem(key: PaymentItemKey, by: PersonId, reasonCiphertext: string, now: number): boolean {
    return this.#close(key, by, reasonCiphertext, now) === 1;
  }

  #close(
    key: PaymentItemKey,
    by: PersonId | null,
    reasonCiphertext: string | null,
    now: number,
  ): number {
    return this.#rows.all(
      `UPDATE payment_item SET closed_at = ?, closed_by = ?, close_reason_ciphertext = ?
         WHERE provider = ? AND reference = ? AND kind = ? AND movement_id = ?
           AND closed_at IS NULL RETURNING 1`,
      now,
      by,
      reasonCiphertext,
      ...keyOf(key),
    ).length;
  }

  openItem(key: PaymentItemKey): KnownPaymentItem | null {
    const [item = null] = this.#items(
      `WHERE provider = ? AND reference = ? AND kind = ? AND movement_id = ?
         AND closed_at IS NULL`,
      ...keyOf(key),
    );
    return item;
  }

  /** Oldest first. */
  openItems(): KnownPaymentItem[] {
    return this.#items('WHERE closed_at IS NULL');
  }

  /** By a person; those closed last come first. */
  itemsClosedByHand(most: number): KnownPaymentItem[] {
    return this.#rows
      .all(
        `SELECT * FROM payment_item WHERE closed_by IS NOT NULL
           ORDER BY closed_at DESC, provider, reference, kind, movement_id LIMIT ?`,
        most,
      )
      .map(itemOf);
  }

  #items(where: string, ...values: string[]): KnownPaymentItem[] {
    return this.#rows
      .all(
        `SELECT * FROM payment_item ${where}
           ORDER BY found_at, reference, kind, movement_id, provider`,
        ...values,
      )
      .map(itemOf);
  }
}

const SUMS_CHANGED = 'provider_ore <> excluded.provider_ore OR journal_ore <> excluded.journal_ore';

function keyOf({ provider, reference, kind, movementId }: PaymentItemKey): string[] {
  return [provider, reference, kind, movementId ?? ''];
}

function itemOf(row: Row): KnownPaymentItem {
  return {
    provider: row.provider as ProviderName,
    reference: String(row.reference),
    kind: row.kind as PaymentItemKind,
    movementId: row.movement_id === '' ? null : String(row.movement_id),
    accountId: row.account_id as AccountId | null,
    providerOre: ore(Number(row.provider_ore)),
    journalOre: ore(Number(row.journal_ore)),
    because: row.because as string | null,
    foundAt: Number(row.found_at),
    closedAt: row.closed_at as number | null,
    closedBy: row.closed_by as PersonId | null,
    closeReasonCiphertext: row.close_reason_ciphertext as string | null,
  };
}
