// What is still to go out of an inbox, in SQL: how far each browser and the e-mail have been told, when to
// try again, and warnings to an address that is no longer in use. Absent: sending (delivery-desk.ts).
import type { PushSubscriptionId } from '../../contracts/ids.ts';
import { bytesOf, type Row, RowReader } from '../row-reader.ts';

export interface Progress {
  /** The last number of the inbox that has gone out this way. */
  readonly sentUpTo: number;
  readonly failures: number;
  readonly notBefore: number;
}

export interface StoredSubscription extends Progress {
  readonly subscriptionId: PushSubscriptionId;
  readonly ciphertext: Uint8Array;
}

export interface WarningMail extends Omit<Progress, 'sentUpTo'> {
  readonly number: number;
  readonly kind: 'bank_account_changed' | 'email_changed';
  readonly addressCiphertext: Uint8Array;
}

/** Phones, tablets and computers of one person; the oldest gives way. */
const MOST_SUBSCRIPTIONS = 20;

export class DeliveryStore {
  readonly #sql: SqlStorage;
  readonly #rows: RowReader;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#rows = new RowReader(sql);
  }

  subscriptions(): StoredSubscription[] {
    return this.#rows.all('SELECT * FROM push_subscription ORDER BY made_at').map((row) => ({
      subscriptionId: row.subscription_id as PushSubscriptionId,
      ciphertext: bytesOf(row.ciphertext),
      ...progressOf(row),
    }));
  }

  /** A new one hears of what comes from now on; a known one goes on where it is. */
  putSubscription(
    subscriptionId: PushSubscriptionId,
    ciphertext: Uint8Array,
    sentUpTo: number,
    now: number,
  ): void {
    this.#sql.exec(
      `INSERT INTO push_subscription
           (subscription_id, ciphertext, made_at, sent_up_to, failures, not_before)
         VALUES (?1, ?2, ?3, ?4, 0, 0)
         ON CONFLICT (subscription_id) DO UPDATE SET ciphertext = ?2`,
      subscriptionId,
      ciphertext,
      now,
      sentUpTo,
    );
    this.#sql.exec(
      `DELETE FROM push_subscription WHERE subscription_id NOT IN
         (SELECT subscription_id FROM push_subscription ORDER BY made_at DESC LIMIT ?)`,
      MOST_SUBSCRIPTIONS,
    );
  }

  deleteSubscription(subscriptionId: PushSubscriptionId): void {
    this.#sql.exec('DELETE FROM push_subscription WHERE subscription_id = ?', subscriptionId);
  }

  moveSubscription(subscriptionId: PushSubscriptionId, to: Progress): void {
    this.#sql.exec(
      `UPDATE push_subscription SET sent_up_to = ?, failures = ?, not_before = ?
         WHERE subscription_id = ?`,
      to.sentUpTo,
      to.failures,
      to.notBefore,
      subscriptionId,
    );
  }

  mail(): Progress {
    const row = this.#rows.first('SELECT * FROM mail_mark');
    return row === null ? { sentUpTo: 0, failures: 0, notBefore: 0 } : progressOf(row);
  }

  moveMail(to: Progress): void {
    this.#sql.exec(
      `INSERT OR REPLACE INTO mail_mark (only, sent_up_to, failures, not_before)
         VALUES (1, ?, ?, ?)`,
      to.sentUpTo,
      to.failures,
      to.notBefore,
    );
  }

  addWarning(kind: WarningMail['kind'], addressCiphertext: Uint8Array): void {
    this.#sql.exec(
      `INSERT INTO warning_mail (kind, address_ciphertext, failures, not_before)
         VALUES (?, ?, 0, 0)`,
      kind,
      addressCiphertext,
    );
  }

  warnings(): WarningMail[] {
    return this.#rows.all('SELECT * FROM warning_mail ORDER BY number').map((row) => ({
      number: Number(row.number),
      kind: row.kind as WarningMail['kind'],
      addressCiphertext: bytesOf(row.address_ciphertext),
      failures: Number(row.failures),
      notBefore: Number(row.not_before),
    }));
  }

  postponeWarning(number: number, failures: number, notBefore: number): void {
    this.#sql.exec(
      'UPDATE warning_mail SET failures = ?, not_before = ? WHERE number = ?',
      failures,
      notBefore,
      number,
    );
  }

  deleteWarning(number: number): void {
    this.#sql.exec('DELETE FROM warning_mail WHERE number = ?', number);
  }
}

function progressOf(row: Row): Progress {
  return {
    sentUpTo: Number(row.sent_up_to),
    failures: Number(row.failures),
    notBefore: Number(row.not_before),
  };
}
