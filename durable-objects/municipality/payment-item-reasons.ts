// Why a person closed an open item of the payments: under the child's key where the item is about a child's account,
// and else under the key of whoever closed it. Forgetting the one forgets the other. Absent: the items.
import type { AccountId, PersonId } from '../../contracts/ids.ts';
import { decryptText, encryptText } from '../person-cipher.ts';
import type { KnownPaymentItem } from './payment-comparison-store.ts';
import type { PersonKeys } from './person-keys.ts';

export class PaymentItemReasons {
  readonly #keys: PersonKeys;
  readonly #childOf: (accountId: AccountId) => PersonId | null;

  constructor(keys: PersonKeys, childOf: (accountId: AccountId) => PersonId | null) {
    this.#keys = keys;
    this.#childOf = childOf;
  }

  encrypted(accountId: AccountId | null, by: PersonId, reason: string): string {
    // An account without a child has nobody whose key it could be.
    const personId = this.#personOf(accountId, by) ?? by;
    const ciphertext = encryptText(this.#keys.make(personId), personId, 'reason', reason);
    return Buffer.from(ciphertext).toString('hex');
  }

  /** Null once the person was erased, and where there is none. */
  clear({ accountId, closedBy, closeReasonCiphertext }: KnownPaymentItem): string | null {
    if (closedBy === null || closeReasonCiphertext === null) return null;
    const personId = this.#personOf(accountId, closedBy);
    const key = personId === null ? null : this.#keys.find(personId);
    if (personId === null || key === null) return null;
    return decryptText(key, personId, 'reason', Buffer.from(closeReasonCiphertext, 'hex'));
  }

  #personOf(accountId: AccountId | null, by: PersonId): PersonId | null {
    return accountId === null ? by : this.#childOf(accountId);
  }
}
