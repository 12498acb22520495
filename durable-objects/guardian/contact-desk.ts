// Changes a guardian's own details. A new e-mail address is used once a code that was sent to it came back;
// a bank account is changed and removed after a login just now, and holds payouts for a day. What matters is told on the channel
// that was in use before. Absent: SQL, and paying out.
import type { AccountId } from '../../contracts/ids.ts';
import {
  type BankAccountChange,
  FRESH_LOGIN_MS,
  type Language,
  type Me,
  type NoticeSettingsChange,
} from '../../contracts/me.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { decryptText, encryptText, type PersonalField } from '../person-cipher.ts';
import type { ContactCodes } from './contact-codes.ts';
import type { ContactField, ContactStore } from './contact-store.ts';
import type { DeliveryDesk } from './delivery-desk.ts';
import type { InboxDesk } from './inbox-desk.ts';
import type { StoredMessage } from './inbox-store.ts';
import type { MailPort } from './mail-port.ts';
import { codeMailOf } from './notice-words.ts';

const PAYOUTS_HELD_MS = 86_400_000;
/** What stands in the place of a bank account that was removed: the time of it still holds payouts. */
const NO_ACCOUNT = 'null';

const SEALED_AS: Readonly<Record<ContactField, PersonalField>> = {
  email: 'email',
  new_email: 'email',
  phone: 'phone',
  bank_account: 'bank-account',
};

export interface ContactDoors {
  readonly storage: DurableObjectStorage;
  readonly guardianId: string;
  readonly codes: ContactCodes;
  readonly inbox: InboxDesk;
  readonly deliveries: DeliveryDesk;
  readonly mail: () => MailPort | null;
  /** Of a link, however it stands. */
  readonly knows: (accountId: AccountId) => boolean;
}

export type OwnDetails = Pick<
  Me,
  'language' | 'email' | 'phone' | 'bankAccount' | 'payoutsHeldUntil' | 'notices'
>;

/** What was done, and what the open portals are to be told of it. */
type Changed = Outcome<StoredMessage | null, Refusal>;
const NOTHING_TO_SAY: Changed = accepted(null);

export class ContactDesk {
  readonly #store: ContactStore;
  readonly #doors: ContactDoors;
  /** Addresses to which a code is on its way: a second click waits for the first. */
  readonly #underWay = new Map<string, Promise<Changed>>();

  constructor(store: ContactStore, doors: ContactDoors) {
    this.#store = store;
    this.#doors = doors;
  }

  details(key: Uint8Array, now: number): OwnDetails {
    const confirmed = this.#read('email', key);
    const pending = this.#read('new_email', key);
    return {
      language: this.#store.language(),
      email: pending === null ? addressOf(confirmed, true) : addressOf(pending, false),
      phone: this.#read('phone', key),
      bankAccount: this.#bankAccount(key),
      payoutsHeldUntil: this.#payoutsHeldUntil(now),
      notices: this.#store.notices(),
    };
  }

  changeLanguage(language: Language): void {
    this.#store.putLanguage(language);
  }

  changePhone(phone: string | null, key: Uint8Array, now: number): void {
    if (phone === this.#read('phone', key)) return;
    this.#write('phone', phone, key, now);
  }

  /**
   * Refusals: `version_conflict`, `invalid_request` (a level for a child that was never linked). What is switched
   * on begins with what comes from now on.
   */
  changeNotices(seenVersion: number, wanted: NoticeSettingsChange): Outcome<null, Refusal> {
    const { version, ...before } = this.#store.notices();
    if (version !== seenVersion) return refused({ code: 'version_conflict' });
    const strange = wanted.levels.findIndex(({ accountId }) => !this.#doors.knows(accountId));
    if (strange !== -1) {
      const pointer = `/levels/${strange}/accountId`;
      const errors = [{ pointer, detail: 'no child of this guardian' }];
      return refused({ code: 'invalid_request', errors });
    }
    this.#doors.storage.transactionSync(() => {
      this.#store.putNotices(version + 1, wanted);
      if (wanted.push && !before.push) this.#doors.deliveries.beginAt('push');
      if (wanted.email && !before.email) this.#doors.deliveries.beginAt('email');
    });
    return accepted(null);
  }

  /**
   * Sends a code to a new address, or forgets the address for null. The one in use stays until the code
   * comes back. Refusals: `too_many_tries`, `mail_unavailable`.
   */
  async changeEmail(address: string | null, key: Uint8Array, now: number): Promise<Changed> {
    if (address === null) return this.#removeEmail(key, now);
    if (address === this.#read('email', key)) {
      this.#forgetNewEmail();
      return NOTHING_TO_SAY;
    }
    const isRepeated =
      address === this.#read('new_email', key) && this.#doors.codes.wasSentJustNow(now);
    if (isRepeated) return NOTHING_TO_SAY;
    const sending = this.#underWay.get(address) ?? this.#sendCode(address, key, now);
    this.#underWay.set(address, sending);
    try {
      return await sending;
    } finally {
      this.#underWay.delete(address);
    }
  }

  /** Refusal: `email_code_wrong`, whatever is wrong with it. The code that came before is answered as then. */
  confirmEmail(code: string, key: Uint8Array, now: number): Changed {
    const { codes, storage, deliveries } = this.#doors;
    const address = this.#read('new_email', key);
    const before = this.#read('email', key);
    const verdict = codes.judge(code, now);
    if (verdict.kind === 'wrong') {
      return refused({ code: 'email_code_wrong', triesLeft: verdict.triesLeft });
    }
    if (verdict.kind === 'again' && before !== null) return NOTHING_TO_SAY;
    if (address === null) return refused({ code: 'email_code_wrong', triesLeft: 0 });
    const message = storage.transactionSync(() => {
      this.#write('email', address, key, now);
      this.#store.deleteField('new_email');
      codes.noteConfirmed();
      deliveries.beginAt('email');
      return before === null ? null : this.#tellOldChannel('email_changed', before, key, now);
    });
    return accepted(message);
  }

  /** Null removes it. Refusal: `fresh_login_required`. The same account again changes nothing. */
  changeBankAccount(
    account: BankAccountChange | null,
    authenticatedAt: number,
    key: Uint8Array,
    now: number,
  ): Changed {
    if (now - authenticatedAt > FRESH_LOGIN_MS) return refused({ code: 'fresh_login_required' });
    const text = JSON.stringify(account && [account.registrationNumber, account.accountNumber]);
    if (text === (this.#read('bank_account', key) ?? NO_ACCOUNT)) return NOTHING_TO_SAY;
    const message = this.#doors.storage.transactionSync(() => {
      this.#write('bank_account', text, key, now);
      return this.#tellOldChannel('bank_account_changed', this.#read('email', key), key, now);
    });
    return accepted(message);
  }

  async #sendCode(address: string, key: Uint8Array, now: number): Promise<Changed> {
    const { codes, mail, storage } = this.#doors;
    if (mail() === null) return refused({ code: 'mail_unavailable' });
    const reserved = codes.reserve(now);
    if (!reserved.ok) return reserved;
    const code = reserved.value;
    if (!(await this.#mailCode(address, code))) return refused({ code: 'mail_unavailable' });
    storage.transactionSync(() => {
      this.#write('new_email', address, key, now);
      codes.begin(code, now);
    });
    return NOTHING_TO_SAY;
  }

  #removeEmail(key: Uint8Array, now: number): Changed {
    const before = this.#read('email', key);
    const message = this.#doors.storage.transactionSync(() => {
      this.#forgetNewEmail();
      if (before === null) return null;
      this.#store.deleteField('email');
      return this.#tellOldChannel('email_changed', before, key, now);
    });
    return accepted(message);
  }

  #tellOldChannel(
    kind: 'email_changed' | 'bank_account_changed',
    address: string | null,
    key: Uint8Array,
    now: number,
  ): StoredMessage {
    if (address !== null) this.#doors.deliveries.addWarning(kind, address, key);
    return this.#doors.inbox.addOwn({ kind }, now);
  }

  async #mailCode(address: string, code: string): Promise<boolean> {
    const mail = this.#doors.mail();
    if (mail === null) return false;
    try {
      await mail({ to: address, ...codeMailOf(code, this.#store.language()) });
      return true;
    } catch (error) {
      console.error(`a code for ${this.#doors.guardianId} could not be sent: ${error}`);
      return false;
    }
  }

  #forgetNewEmail(): void {
    this.#store.deleteField('new_email');
    this.#doors.codes.burn();
  }

  #bankAccount(key: Uint8Array): Me['bankAccount'] {
    const at = this.#store.field('bank_account')?.at;
    const text = this.#read('bank_account', key) ?? NO_ACCOUNT;
    if (text === NO_ACCOUNT || at === undefined) return null;
    const [registrationNumber, accountNumber] = JSON.parse(text) as [string, string];
    return {
      masked: `${registrationNumber} ······${accountNumber.slice(-4)}`,
      changedAt: new Date(at).toISOString(),
    };
  }

  #payoutsHeldUntil(now: number): string | null {
    const changedAt = this.#store.field('bank_account')?.at;
    if (changedAt === undefined || now >= changedAt + PAYOUTS_HELD_MS) return null;
    return new Date(changedAt + PAYOUTS_HELD_MS).toISOString();
  }

  #read(field: ContactField, key: Uint8Array): string | null {
    const stored = this.#store.field(field);
    const { guardianId } = this.#doors;
    return stored && decryptText(key, guardianId, SEALED_AS[field], stored.ciphertext);
  }

  #write(field: ContactField, text: string | null, key: Uint8Array, now: number): void {
    const { guardianId } = this.#doors;
    if (text === null) this.#store.deleteField(field);
    else this.#store.putField(field, encryptText(key, guardianId, SEALED_AS[field], text), now);
  }
}

function addressOf(address: string | null, confirmed: boolean): Me['email'] {
  return address === null ? null : { address, confirmed };
}
