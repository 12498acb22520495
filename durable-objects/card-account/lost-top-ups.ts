// Top-ups whose provider's answer was lost, and that asking does not find: by the name that a webhook gives the
// payment, or ended by a person. Absent: asking as usual (top-up-asking.ts), and when a person is waited for.
import type { PersonId } from '../../contracts/ids.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { PaymentProviders } from '../payments/payment-providers.ts';
import type { PaidByAgreement } from './auto-top-up-office.ts';
import { standsForPerson, type TopUpAttempt } from './decide-top-up-attempt.ts';
import type { NamedPayment } from './top-up-commands.ts';
import type { TopUpStore } from './top-up-store.ts';

export interface LostDoors {
  readonly providers: () => PaymentProviders;
  readonly byAgreement: () => Pick<PaidByAgreement, 'found' | 'settled'>;
  readonly committed: () => void;
}

export class LostTopUps {
  readonly #ctx: DurableObjectState;
  readonly #store: TopUpStore;
  readonly #doors: LostDoors;

  constructor(ctx: DurableObjectState, store: TopUpStore, doors: LostDoors) {
    this.#ctx = ctx;
    this.#store = store;
    this.#doors = doors;
  }

  /** The name is kept if the provider says that it is this attempt's charge, by reference and sum, and was taken. */
  async confirm(attempt: TopUpAttempt, { provider: name, handle }: NamedPayment): Promise<void> {
    const provider = this.#doors.providers().get(name);
    const isMissing = attempt.way === 'agreement_charge' && attempt.provider === name;
    const isKnown = attempt.handle === handle || this.#store.charges.of(attempt.number) !== null;
    if (provider === undefined || !isMissing || isKnown) return;
    const isFound = await this.#doors.byAgreement().found(attempt, handle, provider);
    // Meanwhile another question may have found it.
    if (isFound && this.#store.charges.of(attempt.number) === null) {
      this.#store.putHandle(attempt.number, handle);
    }
  }

  /**
   * Somebody of finance has seen at the provider that nothing was taken: its rule waits no longer. Should the
   * provider tell otherwise later, that is credited. The same again by the same person changes nothing. Refusal:
   * `top_up_unknown` where it does not stand for a person.
   */
  endByHand(
    attempt: TopUpAttempt,
    by: PersonId,
    reasonCiphertext: string,
  ): Outcome<TopUpAttempt, Refusal> {
    const { number } = attempt;
    if (attempt.state === 'cancelled' && attempt.endedBy === by) return accepted(attempt);
    const now = Date.now();
    if (!standsForPerson(attempt, now)) return refused({ code: 'top_up_unknown' });
    this.#ctx.storage.transactionSync(() => {
      this.#store.endByHand(number, by, reasonCiphertext);
      this.#doors.byAgreement().settled(attempt, { kind: 'cancelled', because: 'by_us' }, now);
    });
    this.#doors.committed();
    return accepted(this.#store.known(number));
  }
}
