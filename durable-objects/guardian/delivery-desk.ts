// Sends what an inbox has to the guardian's browsers and e-mail: at once, or when the quiet time is over, all
// that waits in one. Runs from the object's alarm alone, so that a crash forgets nothing (I9); a message may
// then go out twice. Absent: SQL, texts, and the two ways out themselves.
import type { AccountId, PushSubscriptionId } from '../../contracts/ids.ts';
import type { NoticeContent } from '../../contracts/inbox.ts';
import { PushSubscriptionRequest } from '../../contracts/me.ts';
import { decryptText, encryptText } from '../person-cipher.ts';
import type { ContactStore } from './contact-store.ts';
import type { DeliveryStore, Progress, StoredSubscription } from './delivery-store.ts';
import type { InboxStore } from './inbox-store.ts';
import type { Keyring } from './keyring.ts';
import type { MailPort } from './mail-port.ts';
import { isShown } from './notice-levels.ts';
import { mailTextOf, pushTextOf, warningMailOf } from './notice-words.ts';
import { type PushKeys, sendPush } from './push-sender.ts';
import { quietUntil } from './quiet-time.ts';

/** After a mail, the next news is gathered for a while. */
export const MAIL_PAUSE_MS = 15 * 60_000;
const FIRST_RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 3_600_000;
/** Some eight hours; what is older than that is found in the inbox. */
const MOST_TRIES = 14;
const MOST_AT_ONCE = 500;

export interface DeliveryDoors {
  readonly guardianId: string;
  readonly keyring: Keyring;
  readonly contact: ContactStore;
  readonly inbox: InboxStore;
  readonly isLinked: (accountId: AccountId) => boolean;
  readonly mail: () => MailPort | null;
  readonly pushKeys: () => PushKeys | null;
  readonly mayPushTo: (endpoint: string) => boolean;
}

export class DeliveryDesk {
  readonly #store: DeliveryStore;
  readonly #doors: DeliveryDoors;

  constructor(store: DeliveryStore, doors: DeliveryDoors) {
    this.#store = store;
    this.#doors = doors;
  }

  /** When there is next something to send; null when nothing waits. May lie in the past. */
  nextAt(now: number): number | null {
    const quiet = quietUntil(this.#doors.contact.notices().quiet, now) ?? 0;
    const due = [
      ...this.#store.warnings().map(({ notBefore }) => notBefore),
      ...[...this.#waitingPushes(), ...this.#waitingMail()].map(({ notBefore }) =>
        Math.max(notBefore, quiet),
      ),
    ];
    return due.length === 0 ? null : Math.min(...due);
  }

  /** Sends what is due. @throws Error when the municipality cannot be asked for the key. */
  async run(now: number): Promise<void> {
    const key = await this.#doors.keyring.own();
    if (key === null) {
      this.#forgetEverything();
      return;
    }
    await this.#sendWarnings(key, now);
    if (quietUntil(this.#doors.contact.notices().quiet, now) !== null) return;
    const pushes = this.#waitingPushes().filter(({ notBefore }) => notBefore <= now);
    await Promise.all(pushes.map((subscription) => this.#push(subscription, key, now)));
    for (const mail of this.#waitingMail()) {
      if (mail.notBefore <= now) await this.#mail(mail, key, now);
    }
  }

  putSubscription(
    subscriptionId: PushSubscriptionId,
    subscription: PushSubscriptionRequest,
    key: Uint8Array,
    now: number,
  ): void {
    const { guardianId, inbox } = this.#doors;
    const text = JSON.stringify(subscription);
    const ciphertext = encryptText(key, guardianId, 'push-subscription', text);
    this.#store.putSubscription(subscriptionId, ciphertext, inbox.lastNumber(), now);
  }

  subscriptionIds(): PushSubscriptionId[] {
    return this.#store.subscriptions().map(({ subscriptionId }) => subscriptionId);
  }

  deleteSubscription(subscriptionId: PushSubscriptionId): void {
    this.#store.deleteSubscription(subscriptionId);
  }

  /** A way that is switched on, or an address that is confirmed, begins with what comes from now on. */
  beginAt(way: 'push' | 'email'): void {
    const fresh = { sentUpTo: this.#doors.inbox.lastNumber(), failures: 0, notBefore: 0 };
    if (way === 'email') this.#store.moveMail(fresh);
    const subscriptions = way === 'push' ? this.#store.subscriptions() : [];
    for (const { subscriptionId } of subscriptions) {
      this.#store.moveSubscription(subscriptionId, fresh);
    }
  }

  /** Goes to an address that is about to be replaced, whatever the guardian wants to be told. */
  addWarning(
    kind: 'bank_account_changed' | 'email_changed',
    address: string,
    key: Uint8Array,
  ): void {
    const { guardianId } = this.#doors;
    this.#store.addWarning(kind, encryptText(key, guardianId, 'email', address));
  }

  #waitingPushes(): StoredSubscription[] {
    const { contact, pushKeys } = this.#doors;
    const subscriptions = this.#store.subscriptions();
    if (subscriptions.length === 0 || !contact.notices().push || pushKeys() === null) return [];
    return subscriptions.filter(({ sentUpTo }) => this.#waiting(sentUpTo).length > 0);
  }

  #waitingMail(): Progress[] {
    const { contact, mail } = this.#doors;
    if (contact.field('email') === null || !contact.notices().email || mail() === null) return [];
    const progress = this.#store.mail();
    return this.#mailable(progress.sentUpTo).length > 0 ? [progress] : [];
  }

  #waiting(sentUpTo: number): NoticeContent[] {
    return this.#doors.inbox
      .wantedAfter(sentUpTo, MOST_AT_ONCE)
      .filter(({ accountId, content: { kind } }) =>
        isShown({ accountId, kind }, this.#doors.isLinked),
      )
      .map(({ content }) => content);
  }

  /** A changed bank account goes to the address by a warning of its own, whatever is chosen. */
  #mailable(sentUpTo: number): NoticeContent[] {
    return this.#waiting(sentUpTo).filter(({ kind }) => kind !== 'bank_account_changed');
  }

  async #push(subscription: StoredSubscription, key: Uint8Array, now: number): Promise<void> {
    const { guardianId, contact, inbox, pushKeys, mayPushTo } = this.#doors;
    const { subscriptionId, sentUpTo, failures } = subscription;
    const keys = pushKeys();
    if (keys === null) return;
    const browser = this.#browserOf(subscription, key);
    // Asked again: the rule may have become stricter since it was stored.
    if (browser === null || !mayPushTo(browser.endpoint)) {
      return this.#store.deleteSubscription(subscriptionId);
    }
    const upTo = inbox.lastNumber();
    const said = pushTextOf(this.#waiting(sentUpTo), contact.language());
    const answer = await sendPush(browser, said, keys);
    switch (answer.kind) {
      case 'barred':
        console.error(`a push service takes nothing more for a browser of ${guardianId}`);
        return this.#store.deleteSubscription(subscriptionId);
      case 'gone':
        return this.#store.deleteSubscription(subscriptionId);
      case 'later':
        return this.#store.moveSubscription(
          subscriptionId,
          postponed({ sentUpTo, failures }, upTo, answer.retryAfterMs, now),
        );
      case 'refused':
        console.error(`a push service refused a message for ${guardianId}`);
        break;
      case 'taken':
        break;
      default:
        answer satisfies never;
    }
    this.#store.moveSubscription(subscriptionId, { sentUpTo: upTo, failures: 0, notBefore: 0 });
  }

  /** Null for what nobody can read any more: it must not hold up the other ways out. */
  #browserOf({ ciphertext }: StoredSubscription, key: Uint8Array): PushSubscriptionRequest | null {
    const { guardianId } = this.#doors;
    try {
      const text = decryptText(key, guardianId, 'push-subscription', ciphertext);
      return PushSubscriptionRequest.parse(JSON.parse(text));
    } catch (error) {
      console.error(`a push subscription of ${guardianId} cannot be read: ${error}`);
      return null;
    }
  }

  async #mail({ sentUpTo, failures }: Progress, key: Uint8Array, now: number): Promise<void> {
    const { guardianId, contact, inbox, mail } = this.#doors;
    const port = mail();
    const email = contact.field('email');
    if (port === null || email === null) return;
    const upTo = inbox.lastNumber();
    const said = mailTextOf(this.#mailable(sentUpTo), contact.language());
    try {
      await port({ to: decryptText(key, guardianId, 'email', email.ciphertext), ...said });
      this.#store.moveMail({ sentUpTo: upTo, failures: 0, notBefore: now + MAIL_PAUSE_MS });
    } catch (error) {
      console.error(`a mail for ${guardianId} could not be sent: ${error}`);
      this.#store.moveMail(postponed({ sentUpTo, failures }, upTo, null, now));
    }
  }

  async #sendWarnings(key: Uint8Array, now: number): Promise<void> {
    const { guardianId, contact, mail } = this.#doors;
    for (const { number, kind, addressCiphertext, failures, notBefore } of this.#store.warnings()) {
      if (notBefore > now) continue;
      try {
        const port = mail();
        if (port === null) throw new Error('e-mail is not set up');
        const to = decryptText(key, guardianId, 'email', addressCiphertext);
        await port({ to, ...warningMailOf(kind, contact.language()) });
        this.#store.deleteWarning(number);
      } catch (error) {
        console.error(`a warning for ${guardianId} could not be sent: ${error}`);
        if (failures + 1 >= MOST_TRIES) this.#store.deleteWarning(number);
        else this.#store.postponeWarning(number, failures + 1, now + pauseMs(failures));
      }
    }
  }

  #forgetEverything(): void {
    for (const { subscriptionId } of this.#store.subscriptions()) {
      this.#store.deleteSubscription(subscriptionId);
    }
    for (const { number } of this.#store.warnings()) this.#store.deleteWarning(number);
    this.beginAt('email');
  }
}

function postponed(
  { sentUpTo, failures }: Pick<Progress, 'sentUpTo' | 'failures'>,
  upTo: number,
  retryAfterMs: number | null,
  now: number,
): Progress {
  if (failures + 1 >= MOST_TRIES) return { sentUpTo: upTo, failures: 0, notBefore: 0 };
  const notBefore = now + Math.max(retryAfterMs ?? 0, pauseMs(failures));
  return { sentUpTo, failures: failures + 1, notBefore };
}

function pauseMs(failures: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** failures, LONGEST_RETRY_MS);
}
