// Top-ups whose provider's answer was lost, and that asking does not find: by the name that a webhook gives the
// payment, or ended by a person. Absent: asking as usual (top-up-desk.ts), and when a person is waited for.
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { PaymentProviders } from '../payments/payment-providers.ts';
import type { PaidByAgreement } from './auto-top-up-office.ts';
import { standsForPerson, type TopUpAttempt } from './decide-top-up-attempt.ts';
import type { NamedPayment } from './top-up-commands.ts';
import type { TopUpStore } from './top-up-store.ts';

export interface LostDoors {
  readonly providers: () => PaymentProviders;
  readonly byAgreement: () => Pick<PaidByAgreement, 'found'>;
  readonly committed: () => void;
}

export class LostTopUps {
  readonly #store: TopUpStore;
  readonly #doors: LostDoors;

  constructor(store: TopUpStore, doors: LostDoors) {
    this.#store = store;
    this.#doors = doors;
  }

  /** The name is kept if the provider says that it is this attempt's charge, by reference and sum, and was taken. */
  async confirm(attempt: TopUpAttempt, { provider: name, handle }: NamedPayment): Promise<void> {
    const provider = this.#doors.providers().get(name);
    const isMissing = attempt.way === 'agreement_charge' && attempt.provider === name;
    const isKnown = attempt.handle === handle || this.#store.chargeOf(attempt.number) !== null;
    if (provider === undefined || !isMissing || isKnown) return;
    const isFound = await this.#doors.byAgreement().found(attempt, handle, provider);
    // Meanwhile another question may have found it.
    if (isFound && this.#store.chargeOf(attempt.number) === null) {
      this.#store.putHandle(attempt.number, handle);
    }
  }

  /**
   * Somebody of finance has seen at the provider that nothing was taken. Should the provider tell otherwise
   * later, that is credited. Refusal: `top_up_unknown` where it does not stand for a person.
   */
  endByHand(attempt: TopUpAttempt): Outcome<TopUpAttempt, Refusal> {
    if (!standsForPerson(attempt, Date.now())) return refused({ code: 'top_up_unknown' });
    this.#store.end(attempt.number, 'cancelled', 'by_us');
    this.#doors.committed();
    return accepted(this.#store.known(attempt.number));
  }
}
