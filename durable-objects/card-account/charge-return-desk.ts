// Books what a provider took back of a credited charge: once each, with its entry, told to the payer, and looked at
// by the other guardians' rules as whatever lowers the balance. Absent:
// how the purse bears it (decide-charge-return.ts), and comparing whole days (payment-books-desk.ts).
import type { GuardianId } from '../../contracts/ids.ts';
import type { PaymentOutcome } from '../payments/payment-provider.ts';
import type { Charge } from './charge-store.ts';
import {
  type ChargeMovement,
  decideChargeReturn,
  movementToTotal,
  type TakenBack,
} from './decide-charge-return.ts';
import type { TopUpAttempt } from './decide-top-up-attempt.ts';
import type { PaymentBooksStore } from './payment-books-store.ts';
import { afterMoney, type Books } from './settle.ts';
import type { TopUpStore } from './top-up-store.ts';

export interface ChargeReturnDoors {
  readonly books: () => Books;
  readonly attempts: TopUpStore;
  /** What the provider says of an attempt's charge; nothing follows from it. Null where it is not set up. */
  readonly outcomeOf: (attempt: TopUpAttempt) => Promise<PaymentOutcome | null>;
  /** Inside the transaction: this guardian's money was taken back. */
  readonly takenBack: (guardianId: GuardianId, because: TakenBack) => void;
  readonly committed: () => void;
  /** @throws what is not an invariant's. */
  readonly freezeOn: (error: unknown) => unknown;
}

export class ChargeReturnDesk {
  readonly #ctx: DurableObjectState;
  readonly #store: PaymentBooksStore;
  readonly #doors: ChargeReturnDoors;
  readonly #looking = new Map<number, Promise<unknown>>();

  constructor(ctx: DurableObjectState, store: PaymentBooksStore, doors: ChargeReturnDoors) {
    this.#ctx = ctx;
    this.#store = store;
    this.#doors = doors;
  }

  /**
   * From a webhook, the nightly walk or a listed refund: what went back of a credited charge is booked, and what of it
   * came again. One question at a time, so that a late answer is not taken for news. Returns whether the provider told
   * of this charge at all.
   */
  async lookAgain(attempt: TopUpAttempt): Promise<boolean> {
    const { number } = attempt;
    const before = this.#looking.get(number) ?? Promise.resolve();
    const looked = before.catch(() => undefined).then(() => this.#look(attempt));
    this.#looking.set(number, looked);
    return looked.finally(() => {
      if (this.#looking.get(number) === looked) this.#looking.delete(number);
    });
  }

  async #look(attempt: TopUpAttempt): Promise<boolean> {
    const outcome = await this.#doors.outcomeOf(attempt);
    if (outcome?.kind !== 'captured' && outcome?.kind !== 'refunded') return false;
    const charge = this.#doors.attempts.charges.of(attempt.number);
    if (charge?.chargeId !== outcome.chargeId) return false;
    const movement = movementToTotal(outcome, this.#store.refunds(attempt.number), Date.now());
    if (movement !== null) this.book(attempt, charge, movement, 'refunded_elsewhere');
    return true;
  }

  /** One transaction: the entry, the movement, and who is told. */
  book(
    attempt: TopUpAttempt,
    charge: Charge,
    movement: ChargeMovement,
    because: TakenBack = 'charged_back',
  ): void {
    try {
      this.#ctx.storage.transactionSync(() =>
        this.#settle(attempt, charge, movement, because, Date.now()),
      );
      this.#doors.committed();
    } catch (error) {
      this.#doors.freezeOn(error);
    }
  }

  #settle(
    attempt: TopUpAttempt,
    charge: Charge,
    movement: ChargeMovement,
    because: TakenBack,
    now: number,
  ): void {
    const books = this.#doors.books();
    const { journal, account } = books;
    const { provider, number, reference, guardianId } = attempt;
    if (account.frozenBecause !== null) return;
    const { movementId, amountOre } = movement;
    if (this.#store.isBooked(provider, movementId)) return;
    // Money that was never credited is on its way back already, by the attempt's own refund: it went twice.
    if (charge.sequence === null) {
      const odd = 'disputed_after_refund';
      this.#store.putOdd({ reference, movementId, provider, amountOre, because: odd });
      return;
    }
    const running = journal.running();
    const before = {
      chargedOre: charge.amountOre,
      ...this.#doors.attempts.charges.returned(number),
    };
    const decision = decideChargeReturn(running.sumsOre.purse, before, movement, now);
    if (!decision.accepted) {
      console.error(`${reference}: ${movementId} is not booked: ${decision.because}`);
      const odd = decision.because;
      this.#store.putOdd({ reference, movementId, provider, amountOre, because: odd });
      return;
    }
    const { entry, after } = journal.append(decision.draft, running);
    const { purseOre, receivableOre } = decision;
    const sums = { purseOre, receivableOre, sequence: entry.sequence };
    this.#store.insertMovement({ ...movement, ...sums, provider, number });
    if (movement.kind !== 'charge_return') return;
    // First the payer's own rule is paused: what was taken back is not to be taken again by it.
    this.#doors.takenBack(guardianId, because);
    afterMoney(books, running.sumsOre.purse, after.sumsOre.purse, now);
  }
}
