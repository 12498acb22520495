// The one-time code of a club's letter: 50 bits in two groups, shown once, kept as an HMAC, good for 60 days
// and one link. A wrong try counts against the code that begins with the
// same group (docs/decisions/0012-letter-codes.md).
import { randomInt } from 'node:crypto';
import type { PersonId } from '../../contracts/ids.ts';
import type { LinkCode } from '../../contracts/links.ts';
import { keyedHash } from '../keyed-hash.ts';
import type { LetterCodesStore } from './letter-codes-store.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUP = 5;
export const CODE_LIFETIME_MS = 60 * 86_400_000;
export const WRONG_TRIES_OF_A_CODE = 5;

export interface IssuedCode {
  /** As it is printed: two groups of five. */
  readonly code: string;
  readonly expiresAt: string;
}

export class LetterCodes {
  readonly #store: LetterCodesStore;
  readonly #codeKey: string;

  constructor(store: LetterCodesStore, codeKey: string) {
    this.#store = store;
    this.#codeKey = codeKey;
  }

  /** A new code for the child's letter; the one before dies with it. */
  issue(childId: PersonId, issuedBy: PersonId, now: number): IssuedCode {
    const code = Array.from({ length: 2 * GROUP }, () => CROCKFORD[randomInt(32)]).join('');
    const expiresAt = now + CODE_LIFETIME_MS;
    this.#store.endOpenOf(childId, 'replaced', now);
    const hashes = { codeHash: this.#hash(code), firstHalfHash: this.#hash(code.slice(0, GROUP)) };
    this.#store.insert({ ...hashes, childId, issuedBy, expiresAt }, now);
    return {
      code: `${code.slice(0, GROUP)}-${code.slice(GROUP)}`,
      expiresAt: new Date(expiresAt).toISOString(),
    };
  }

  /** Whose open code it is, or null: wrong, used, replaced, burnt and expired ones are all the same. */
  childOf(code: LinkCode, now: number): PersonId | null {
    return this.#store.open(this.#hash(code), now)?.childId ?? null;
  }

  spend(code: LinkCode, now: number): void {
    this.#store.end(this.#hash(code), 'used', now);
  }

  /** @returns whose code was burnt by this try. */
  countWrongTry(code: LinkCode, now: number): PersonId[] {
    const tried = this.#store.addWrongTry(this.#hash(code.slice(0, GROUP)), now);
    const burnt = tried.filter(({ wrongTries }) => wrongTries >= WRONG_TRIES_OF_A_CODE);
    for (const { codeHash } of burnt) this.#store.end(codeHash, 'wrong_tries', now);
    return burnt.map(({ childId }) => childId);
  }

  #hash(text: string): string {
    return keyedHash('letter-code', text, this.#codeKey);
  }
}
