// Gives back what a provider took and the account cannot credit: ordered under one name, however often, until the
// provider says that it failed; then under the next, later each time, and in the end by a person, which its payer is
// told (I7). Absent: that money goes back at all (decide-top-up-attempt.ts).
import { type Ore, ore } from '../../contracts/ore.ts';
import type {
  PaymentOutcome,
  PaymentProvider,
  RefundOutcome,
} from '../payments/payment-provider.ts';
import { nextRefundAt, type TopUpAttempt } from './decide-top-up-attempt.ts';
import type { Books } from './settle.ts';
import { noticeOfLostRefund } from './top-up-notices.ts';
import type { TopUpStore } from './top-up-store.ts';

export interface RefundDoors {
  readonly books: () => Books;
  /** Null for a top-up by hand. */
  readonly agreementIdOf: (attempt: TopUpAttempt) => string | null;
  readonly outcomeOf: (attempt: TopUpAttempt, provider: PaymentProvider) => Promise<PaymentOutcome>;
  readonly comeBack: () => Promise<void>;
  /** After each commit that has something to tell. */
  readonly committed: () => void;
}

export class TopUpRefunds {
  readonly #ctx: DurableObjectState;
  readonly #store: TopUpStore;
  readonly #doors: RefundDoors;

  constructor(ctx: DurableObjectState, store: TopUpStore, doors: RefundDoors) {
    this.#ctx = ctx;
    this.#store = store;
    this.#doors = doors;
  }

  async giveBack(attempt: TopUpAttempt, provider: PaymentProvider): Promise<void> {
    const { number, reference, handle, because, providerRefundId, refundsFailed } = attempt;
    const charge = this.#store.charges.of(number);
    if (charge === null) throw new Error(`nothing to refund: ${reference}`);
    const owedOre = await this.#owedOre(attempt, charge.amountOre, provider);
    if (owedOre === null) return;
    if (owedOre === 0) return this.#store.end(number, 'refunded', because);
    await this.#ctx.storage.sync();
    const agreementId = this.#doors.agreementIdOf(attempt);
    const request = {
      ...{ refundReference: `${reference}-${refundsFailed + 1}`, amountOre: owedOre },
      ...{ providerRefundId, reason: because ?? '' },
      charge: { reference, chargeId: charge.chargeId, handle: handle ?? '', agreementId },
    };
    const outcome =
      providerRefundId === null
        ? await provider.refund(request)
        : await provider.askForRefund(request);
    if (outcome.kind === 'refund_done') this.#store.end(number, 'refunded', because);
    else if (outcome.kind === 'refund_pending') {
      this.#store.putProviderRefund(number, outcome.providerRefundId);
    } else if (outcome.kind !== 'unknown') await this.#failed(attempt, outcome);
  }

  /**
   * One that failed may have done so because somebody gave it back in the provider's own portal meanwhile. Null:
   * the provider does not say just now.
   */
  async #owedOre(
    attempt: TopUpAttempt,
    chargedOre: Ore,
    provider: PaymentProvider,
  ): Promise<Ore | null> {
    const { refundOre, refundsFailed, providerRefundId, reference } = attempt;
    if (refundOre === null) throw new Error(`nothing to refund: ${reference}`);
    if (refundsFailed === 0 || providerRefundId !== null) return refundOre;
    const seen = await this.#doors.outcomeOf(attempt, provider);
    if (seen.kind !== 'captured' && seen.kind !== 'refunded') return null;
    return ore(Math.min(refundOre, Math.max(0, chargedOre - seen.refundedOre)));
  }

  async #failed(attempt: TopUpAttempt, outcome: RefundOutcome): Promise<void> {
    const { number, reference, refundsFailed, needsPerson } = attempt;
    console.error(`top-up ${reference}: its refund is not done: ${JSON.stringify(outcome)}`);
    const now = Date.now();
    const again = nextRefundAt(refundsFailed + 1, now);
    this.#ctx.storage.transactionSync(() => {
      this.#store.countFailedRefund(number, again ?? now);
      if (again !== null) return;
      this.#store.leaveToPerson(number);
      // The payer was told that the money is on its way back. Once: a person may try it again, and again in vain.
      if (needsPerson) return;
      this.#doors.books().store.insertNotice({ at: now, ...noticeOfLostRefund(attempt) });
    });
    this.#doors.committed();
    await this.#doors.comeBack();
  }
}
