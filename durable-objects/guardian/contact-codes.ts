// The codes that confirm a new e-mail address: how many may be sent in an hour, how long one is good, and how
// often it may be mistyped. Absent: the address, and the mail.
import { randomInt } from 'node:crypto';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import { equalHashes, keyedHash } from '../keyed-hash.ts';
import type { ContactStore } from './contact-store.ts';

const CODE_LIVES_MS = 30 * 60_000;
const CODE_TRIES = 5;
/** Asking again so soon is a double click. */
const SAME_REQUEST_MS = 30_000;
const CODES_PER_HOUR = 6;
const HOUR_MS = 3_600_000;

/** `again`: the code that has confirmed the address in use. */
export type CodeVerdict = { readonly kind: 'right' | 'again' } | WrongCode;
interface WrongCode {
  readonly kind: 'wrong';
  readonly triesLeft: number;
}
const WORTHLESS: WrongCode = { kind: 'wrong', triesLeft: 0 };

export class ContactCodes {
  readonly #store: ContactStore;
  readonly #guardianId: string;
  readonly #codeKey: string;

  constructor(store: ContactStore, guardianId: string, codeKey: string) {
    this.#store = store;
    this.#guardianId = guardianId;
    this.#codeKey = codeKey;
  }

  /**
   * A code to be sent, counted before it is: those who ask side by side are counted too, and so is a code that
   * never arrives. Refusal: `too_many_tries`.
   */
  reserve(now: number): Outcome<string, Refusal> {
    const counted = this.#store.emailCodesCounted();
    const isSameHour = counted !== null && now < counted.since + HOUR_MS;
    const { since, sent } = isSameHour ? counted : { since: now, sent: 0 };
    if (sent >= CODES_PER_HOUR) {
      return refused({ code: 'too_many_tries', retryAfterMs: since + HOUR_MS - now });
    }
    this.#store.putEmailCodesCounted({ since, sent: sent + 1 });
    return accepted(String(randomInt(1_000_000)).padStart(6, '0'));
  }

  wasSentJustNow(now: number): boolean {
    return now < (this.#store.emailCode()?.sentAt ?? 0) + SAME_REQUEST_MS;
  }

  /** It takes the place of the one before. */
  begin(code: string, now: number): void {
    this.#store.putEmailCode({
      codeHash: this.#hashOf(code),
      sentAt: now,
      expiresAt: now + CODE_LIVES_MS,
      triesLeft: CODE_TRIES,
      hasConfirmed: false,
    });
  }

  /** A wrong one costs a try; five burn the code. */
  judge(code: string, now: number): CodeVerdict {
    const sent = this.#store.emailCode();
    if (sent === null || now >= sent.expiresAt) return WORTHLESS;
    const isRight = equalHashes(sent.codeHash, this.#hashOf(code));
    if (sent.hasConfirmed) return isRight ? { kind: 'again' } : WORTHLESS;
    if (sent.triesLeft === 0) return WORTHLESS;
    if (isRight) return { kind: 'right' };
    const triesLeft = sent.triesLeft - 1;
    this.#store.putEmailCode({ ...sent, triesLeft });
    return { kind: 'wrong', triesLeft };
  }

  /** The code has done its work; it is known again when it comes twice. */
  noteConfirmed(): void {
    const sent = this.#store.emailCode();
    if (sent !== null) this.#store.putEmailCode({ ...sent, triesLeft: 0, hasConfirmed: true });
  }

  /** Good for nothing more; how many were sent stays known. */
  burn(): void {
    this.#store.deleteEmailCode();
  }

  #hashOf(code: string): string {
    return keyedHash('email-code', `${this.#guardianId}\n${code}`, this.#codeKey);
  }
}
