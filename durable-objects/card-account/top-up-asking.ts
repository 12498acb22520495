// Asks a payment provider for an account's top-ups, each once at a time, until they are known; begins what has not
// begun. What an answer does is written by others (top-up-settling.ts, top-up-refunds.ts). Absent: what guardians and
// webhooks ask (top-up-desk.ts), and what an answer means (decide-top-up-attempt.ts).
import type { AccountId } from '../../contracts/ids.ts';
import type {
  PaymentOutcome,
  PaymentProvider,
  PaymentQuestion,
} from '../payments/payment-provider.ts';
import type { PaymentProviders } from '../payments/payment-providers.ts';
import type { PaidByAgreement } from './auto-top-up-office.ts';
import {
  isResting,
  isToBeGivenUp,
  nextAskAt,
  type TopUpAttempt,
  whenReserved,
} from './decide-top-up-attempt.ts';
import type { Books } from './settle.ts';
import { TopUpRefunds } from './top-up-refunds.ts';
import { TopUpSettling } from './top-up-settling.ts';
import type { TopUpStore } from './top-up-store.ts';

export interface AskingDoors {
  readonly accountId: AccountId;
  readonly books: () => Books;
  readonly providers: () => PaymentProviders;
  /** What a guardian does not pay on a page of its own. */
  readonly byAgreement: () => PaidByAgreement;
  /** At one that was credited: what the provider took back of it since is booked. */
  readonly lookAgain: (attempt: TopUpAttempt) => Promise<void>;
  /** After each commit that may have moved money. */
  readonly committed: () => void;
  /** @throws what is not an invariant's. */
  readonly freezeOn: (error: unknown) => unknown;
}

const DESCRIPTION = { da: 'Indbetaling til klubkort', en: 'Top-up of a club card' } as const;

export class TopUpAsking {
  readonly #ctx: DurableObjectState;
  readonly #store: TopUpStore;
  readonly #doors: AskingDoors;
  readonly #settling: TopUpSettling;
  readonly #refunds: TopUpRefunds;
  /** One beginning and one question at a time for each: two pages could both be paid. */
  readonly #beginning = new Map<number, Promise<void>>();
  readonly #asking = new Map<number, Promise<PaymentOutcome | null>>();

  constructor(ctx: DurableObjectState, store: TopUpStore, doors: AskingDoors) {
    this.#ctx = ctx;
    this.#store = store;
    this.#doors = doors;
    this.#settling = new TopUpSettling(ctx, store, doors);
    this.#refunds = new TopUpRefunds(ctx, store, {
      agreementIdOf: (attempt) => doors.byAgreement().agreementIdOf(attempt),
      outcomeOf: (attempt, provider) => this.#outcome(attempt, provider),
      comeBack: () => this.comeBack(),
      ...{ books: doors.books, committed: doors.committed },
    });
  }

  /** Leads to the provider's page; the same again where the answer was lost. */
  begin(attempt: TopUpAttempt): Promise<void> {
    const { number } = attempt;
    const begun = this.#beginning.get(number) ?? this.#begin(attempt);
    this.#beginning.set(number, begun);
    return begun.finally(() => this.#beginning.delete(number));
  }

  /**
   * Begins what a rule has ordered, and asks for whatever is open or was credited.
   *
   * @returns what the provider said of one that was open; null where it was not asked.
   */
  async ask(number: number): Promise<PaymentOutcome | null> {
    const asked = this.#asking.get(number) ?? this.#askProvider(number);
    this.#asking.set(number, asked);
    return asked.finally(() => this.#asking.delete(number));
  }

  /** A question of its own, after one that is under way: that one does not know of what has changed since. */
  async askAfresh(number: number): Promise<PaymentOutcome | null> {
    await this.#asking.get(number);
    return this.ask(number);
  }

  /** What the provider says of an attempt; nothing follows from it. Null where it is not set up. */
  async outcomeOf(attempt: TopUpAttempt): Promise<PaymentOutcome | null> {
    const provider = this.#doors.providers().get(attempt.provider);
    return provider === undefined ? null : this.#outcome(attempt, provider);
  }

  /** From the account's alarm, and before the time of some by the walk. One that fails does not hold up the others. */
  async askDue(until = Date.now()): Promise<void> {
    for (const { number } of this.#store.due(until)) {
      try {
        await this.ask(number);
      } catch (error) {
        console.error(`account ${this.#doors.accountId}: top-up ${number} failed: ${error}`);
      }
    }
    await this.comeBack();
  }

  /** The account has one alarm for all that it has to do: each puts it earlier, and none later. */
  async comeBack(): Promise<void> {
    const at = this.#store.earliestAskAt();
    if (at === null) return;
    const set = await this.#ctx.storage.getAlarm();
    if (set === null || set > at) await this.#ctx.storage.setAlarm(Math.max(at, Date.now()));
  }

  async #begin(attempt: TopUpAttempt): Promise<void> {
    const { number, reference, amountOre, language, returnAddress } = attempt;
    const provider = this.#doors.providers().get(attempt.provider);
    if (provider === undefined) return;
    await this.comeBack();
    // On disk before the provider hears of it, or a crash could leave a payment that nobody asks for.
    await this.#ctx.storage.sync();
    const started = await provider.startPayment({
      ...{ reference, amountOre, language, returnAddress, cancelAddress: returnAddress },
      ...{ description: DESCRIPTION[language], payer: null },
    });
    if (started.kind === 'redirect') {
      this.#store.putPage(number, started.handle, started.address);
    } else if (started.kind === 'refused' && this.#store.known(number).state === 'created') {
      console.error(`top-up ${reference} was refused: ${started.status} ${started.because}`);
      this.#store.end(number, 'declined', 'provider_refused');
    }
  }

  async #askProvider(number: number): Promise<PaymentOutcome | null> {
    const attempt = this.#store.known(number);
    if (attempt.state === 'credited') await this.#doors.lookAgain(attempt);
    const now = Date.now();
    const hasEnded = attempt.state === 'credited' || attempt.state === 'refunded';
    if (hasEnded || isResting(attempt, now)) return null;
    // The next time stands before this one: a crash in between is only late.
    this.#store.putNextAsk(number, nextAskAt(attempt.createdAt, now));
    await this.comeBack();
    const provider = this.#doors.providers().get(attempt.provider);
    // Money that the books could not take is not taken either: a frozen account asks when it has thawed.
    if (provider === undefined || this.#doors.books().account.frozenBecause !== null) return null;
    const isOpen = attempt.state !== 'refund_due';
    const outcome = isOpen ? await this.#outcome(attempt, provider) : null;
    if (outcome !== null) this.#settling.apply(number, outcome);
    const after = this.#store.known(number);
    if (after.state === 'refund_due') await this.#refunds.giveBack(after, provider);
    return outcome;
  }

  async #outcome(attempt: TopUpAttempt, provider: PaymentProvider): Promise<PaymentOutcome> {
    if (attempt.way !== 'page') return this.#doors.byAgreement().outcome(attempt, provider);
    const { account, journal } = this.#doors.books();
    const { reference, handle, amountOre } = attempt;
    const { purse } = journal.running().sumsOre;
    const question: PaymentQuestion = {
      ...{ reference, handle, amountOre },
      whenReserved: whenReserved(attempt, purse, account.settings),
    };
    const outcome = await provider.askForPayment(question);
    if (outcome.kind !== 'pending' || !isToBeGivenUp(attempt, Date.now())) return outcome;
    return provider.abandonPayment({ ...question, handle: handle ?? outcome.handle });
  }
}
