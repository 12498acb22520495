// Takes a guardian's own top-up from its start to its end: stored before the provider hears of it, asked for
// until it is known, credited once or given back once (I7, I9). A webhook or a redirect is a reason to ask,
// no more. Absent: what an answer means (decide-top-up-attempt.ts), and automatic top-ups.
import type { AccountId } from '../../contracts/ids.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { PayingIn, TopUp } from '../../contracts/top-ups.ts';
import type {
  PaymentOutcome,
  PaymentProvider,
  PaymentQuestion,
} from '../payments/payment-provider.ts';
import type { PaymentProviders } from '../payments/payment-providers.ts';
import { paymentReference, readPaymentReference } from '../payments/payment-reference.ts';
import type { PaidByAgreement } from './auto-top-up-office.ts';
import {
  isOpen,
  isResting,
  isToBeGivenUp,
  mayBeBegun,
  nextAskAt,
  refusalToStart,
  type TopUpAttempt,
  whenReserved,
} from './decide-top-up-attempt.ts';
import { mayGuardian } from './guardian-rights.ts';
import { LostTopUps } from './lost-top-ups.ts';
import type { Books } from './settle.ts';
import { fingerprintOf, type Intent } from './settle-once.ts';
import type {
  AskAboutTopUpCommand,
  Asked,
  OwnTopUpCommand,
  StartTopUpCommand,
} from './top-up-commands.ts';
import { TopUpRefunds } from './top-up-refunds.ts';
import { TopUpSettling } from './top-up-settling.ts';
import type { TopUpStore } from './top-up-store.ts';
import { type PayingInCommand, payingInView, topUpView } from './top-up-views.ts';
import { within } from './within.ts';

export interface TopUpDoors {
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

/** How long a guardian waits for a provider's answer; the question goes on without. */
const BEGIN_WITHIN_MS = 9_000;
const LOOK_WITHIN_MS = 4_000;
const MOST_OF_MINE = 20;

const DESCRIPTION = { da: 'Indbetaling til klubkort', en: 'Top-up of a club card' } as const;

export class TopUpDesk {
  readonly #ctx: DurableObjectState;
  readonly #store: TopUpStore;
  readonly #doors: TopUpDoors;
  readonly #settling: TopUpSettling;
  readonly #refunds: TopUpRefunds;
  readonly #lost: LostTopUps;
  /** One beginning and one question at a time for each: two pages could both be paid. */
  readonly #beginning = new Map<number, Promise<void>>();
  readonly #asking = new Map<number, Promise<void>>();

  constructor(ctx: DurableObjectState, store: TopUpStore, doors: TopUpDoors) {
    this.#ctx = ctx;
    this.#store = store;
    this.#doors = doors;
    this.#settling = new TopUpSettling(ctx, store, doors);
    this.#lost = new LostTopUps(store, doors);
    this.#refunds = new TopUpRefunds(ctx, store, {
      agreementIdOf: (attempt) => doors.byAgreement().agreementIdOf(attempt),
      outcomeOf: (attempt, provider) => this.#outcome(attempt, provider),
      comeBack: () => this.comeBack(),
    });
  }

  /** I9: at the object's start, whatever became of the alarm. */
  wake(): void {
    if (this.#store.earliestAskAt() !== null) this.#ctx.waitUntil(this.comeBack());
  }

  /**
   * Refusals in order: `account_unknown`, `rights_not_enough`, `top_up_id_reused`, `account_frozen`, those of
   * `refusalToStart`. The same again returns it as it stands, and begins it where that was lost.
   */
  async start(command: StartTopUpCommand): Promise<Outcome<TopUp, Refusal>> {
    const taken = this.#ctx.storage.transactionSync(() => this.#take(command, Date.now()));
    if (!taken.ok) return taken;
    const { number } = taken.value;
    if (mayBeBegun(taken.value, Date.now())) {
      const begun = this.#beginning.get(number) ?? this.#begin(taken.value);
      this.#beginning.set(number, begun);
      await within(
        this.#ctx,
        BEGIN_WITHIN_MS,
        begun.finally(() => this.#beginning.delete(number)),
      );
    }
    return accepted(this.#view(this.#store.known(number)));
  }

  /** What there is to choose, and the asker's own latest. Refusals: `account_unknown`, `rights_not_enough`. */
  payingIn({ by }: PayingInCommand): Outcome<PayingIn, Refusal> {
    const { account, journal } = this.#doors.books();
    const may = mayGuardian(account, by, 'pay_in', Date.now());
    if (!may.ok) return may;
    return accepted(
      payingInView({
        ...{ accountId: this.#doors.accountId, rights: may.value, settings: account.settings },
        purseOre: journal.running().sumsOre.purse,
        inFlightOre: this.#store.inFlightOre(),
        providers: this.#doors.providers(),
        mine: this.#store.latestOf(by, MOST_OF_MINE).map((attempt) => this.#view(attempt)),
      }),
    );
  }

  /** Refusals in order: `account_unknown`, `rights_not_enough`, `top_up_unknown` (none of this guardian's). */
  async look(command: OwnTopUpCommand): Promise<Outcome<TopUp, Refusal>> {
    const own = this.#own(command);
    if (!own.ok) return own;
    const { number, needsPerson } = own.value;
    if (isOpen(own.value) && !needsPerson) {
      await within(this.#ctx, LOOK_WITHIN_MS, this.#askOnce(number));
    }
    return accepted(this.#view(this.#store.known(number)));
  }

  /** Closes the provider's page, now or when it answers. Too late is told by the state. Refusals as of `look`. */
  async cancel(command: OwnTopUpCommand): Promise<Outcome<TopUp, Refusal>> {
    const own = this.#own(command);
    if (!own.ok) return own;
    const { number, state } = own.value;
    if (state === 'created' || state === 'waiting') {
      this.#store.putCancelled(number, Date.now());
      // One that is being asked for does not know of the wish yet.
      const closed = (this.#asking.get(number) ?? Promise.resolve()).then(() =>
        this.#askOnce(number),
      );
      await within(this.#ctx, BEGIN_WITHIN_MS, closed);
    }
    return accepted(this.#view(this.#store.known(number)));
  }

  #own({ by, topUpId }: OwnTopUpCommand): Outcome<TopUpAttempt, Refusal> {
    const may = mayGuardian(this.#doors.books().account, by, 'pay_in', Date.now());
    if (!may.ok) return may;
    const attempt = this.#store.byId(topUpId);
    return attempt?.guardianId === by ? accepted(attempt) : refused({ code: 'top_up_unknown' });
  }

  /** Refusal: `top_up_unknown`. Also of one that has ended: money may come late, and is then credited. */
  async ask(command: AskAboutTopUpCommand): Promise<Outcome<Asked, Refusal>> {
    const { reference, event = null, named = null } = command;
    const attempt = this.#named(reference);
    if (attempt === null) return refused({ code: 'top_up_unknown' });
    const isRepeated = event !== null && this.#store.noteWebhook(attempt.number, event);
    if (named !== null) await this.#lost.confirm(attempt, named);
    await this.#askOnce(attempt.number);
    const { state, mismatches } = this.#store.known(attempt.number);
    return accepted({ state, isRepeated, isContradicted: mismatches > attempt.mismatches });
  }

  /** Refusal: `top_up_unknown`, also where it does not stand for a person. See `LostTopUps.endByHand`. */
  endByHand(reference: string): Outcome<TopUpAttempt, Refusal> {
    const attempt = this.#named(reference);
    return attempt === null ? refused({ code: 'top_up_unknown' }) : this.#lost.endByHand(attempt);
  }

  #named(reference: string): TopUpAttempt | null {
    const read = readPaymentReference(reference);
    const isOurs = read?.accountId === this.#doors.accountId;
    return isOurs ? this.#store.attempt(read.attemptNumber) : null;
  }

  /** What the provider says of an attempt; nothing follows from it. Null where it is not set up. */
  async outcomeOf(attempt: TopUpAttempt): Promise<PaymentOutcome | null> {
    const provider = this.#doors.providers().get(attempt.provider);
    return provider === undefined ? null : this.#outcome(attempt, provider);
  }

  /** Begins what a rule has ordered, and asks for whatever is open. */
  goOn(number: number): Promise<void> {
    return this.#askOnce(number);
  }

  /** From the account's alarm, and before the time of some by the walk. One that fails does not hold up the others. */
  async askDue(until = Date.now()): Promise<void> {
    for (const { number } of this.#store.due(until)) {
      try {
        await this.#askOnce(number);
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

  /** Inside the transaction. */
  #take(command: StartTopUpCommand, now: number): Outcome<TopUpAttempt, Refusal> {
    const { account, journal } = this.#doors.books();
    const { by, topUpId, amountOre, provider } = command;
    const may = mayGuardian(account, by, 'pay_in', now);
    if (!may.ok) return may;
    const fingerprint = fingerprintOf(account.sealKey, intentOf(command));
    const stored = journal.outcomeOf(topUpId);
    if (stored !== null) {
      const known = stored.fingerprint === fingerprint ? this.#store.byId(topUpId) : null;
      return known === null ? refused({ code: 'top_up_id_reused' }) : accepted(known);
    }
    if (account.frozenBecause !== null) return refused({ code: 'account_frozen' });
    const hindrance = refusalToStart(
      {
        purseOre: journal.running().sumsOre.purse,
        inFlightOre: this.#store.inFlightOre(),
        settings: account.settings,
        isOffered: this.#doors.providers().has(provider),
      },
      amountOre,
    );
    if (hindrance !== null) return refused(hindrance);
    const number = this.#store.nextNumber();
    this.#store.insert({
      ...{ number, topUpId, guardianId: by, amountOre, provider, createdAt: now },
      ...{ returnAddress: command.returnAddress, language: command.language },
      ...({ way: 'page', ruleId: null, agreementNumber: null, forDay: null } as const),
      reference: paymentReference(this.#doors.accountId, number),
      nextAskAt: nextAskAt(now, now),
    });
    journal.recordOutcome(topUpId, fingerprint, null, JSON.stringify({ topUpAttempt: number }));
    return accepted(this.#store.known(number));
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

  async #askOnce(number: number): Promise<void> {
    const asked = this.#asking.get(number) ?? this.#askProvider(number);
    this.#asking.set(number, asked);
    await asked.finally(() => this.#asking.delete(number));
  }

  async #askProvider(number: number): Promise<void> {
    const attempt = this.#store.known(number);
    if (attempt.state === 'refunded') return;
    if (attempt.state === 'credited') return this.#doors.lookAgain(attempt);
    const now = Date.now();
    if (isResting(attempt, now)) return;
    // The next time stands before this one: a crash in between is only late.
    this.#store.putNextAsk(number, nextAskAt(attempt.createdAt, now));
    await this.comeBack();
    const provider = this.#doors.providers().get(attempt.provider);
    // Money that the books could not take is not taken either: a frozen account asks when it has thawed.
    if (provider === undefined || this.#doors.books().account.frozenBecause !== null) return;
    if (attempt.state !== 'refund_due') {
      this.#settling.apply(number, await this.#outcome(attempt, provider));
    }
    const after = this.#store.known(number);
    if (after.state === 'refund_due') await this.#refunds.giveBack(after, provider);
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

  #view(attempt: TopUpAttempt): TopUp {
    const sequence = this.#store.chargeOf(attempt.number)?.sequence ?? null;
    return topUpView(this.#doors.accountId, attempt, sequence);
  }
}

/** An id is its guardian's own. Where to come back to and in which language is no part of what is wished. */
function intentOf({ by, topUpId, amountOre, provider }: StartTopUpCommand): Intent {
  return {
    kind: 'top_up',
    id: topUpId,
    body: { by, amountOre, provider },
    reusedCode: 'top_up_id_reused',
  };
}
