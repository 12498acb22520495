// Takes a guardian's own top-up from its start to its end: stored before the provider hears of it, asked for
// until it is known, credited once or given back once (I7, I9). A webhook or a redirect is a reason to ask,
// no more. Absent: what an answer means (decide-top-up-attempt.ts), and automatic top-ups.
import type { AccountId, GuardianId, TopUpId } from '../../contracts/ids.ts';
import type { Ore } from '../../contracts/ore.ts';
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { PayingIn, TopUp } from '../../contracts/top-ups.ts';
import type {
  ChargeFacts,
  PaymentOutcome,
  PaymentProvider,
  PaymentQuestion,
  ProviderName,
  RefundOutcome,
} from '../payments/payment-provider.ts';
import type { PaymentProviders } from '../payments/payment-providers.ts';
import { paymentReference, readPaymentReference } from '../payments/payment-reference.ts';
import type { PaidByAgreement } from './auto-top-up-office.ts';
import {
  type Consequence,
  consequenceOf,
  isOpen,
  isResting,
  isToBeGivenUp,
  MOST_MISMATCHES,
  mayBeBegun,
  nextAskAt,
  nextRefundAt,
  refusalToStart,
  type TopUpAttempt,
  type TopUpState,
  whenReserved,
} from './decide-top-up-attempt.ts';
import { pursePostings } from './entry.ts';
import { mayGuardian } from './guardian-rights.ts';
import type { Books } from './settle.ts';
import { fingerprintOf, type Intent } from './settle-once.ts';
import { noticeToPayer } from './top-up-notices.ts';
import type { TopUpStore } from './top-up-store.ts';
import { type PayingInCommand, payingInView, topUpView } from './top-up-views.ts';

export interface StartTopUpCommand {
  readonly by: GuardianId;
  readonly topUpId: TopUpId;
  readonly amountOre: Ore;
  readonly provider: ProviderName;
  /** Where the provider sends the guardian back to, paid or not: that page asks. */
  readonly returnAddress: string;
  readonly language: 'da' | 'en';
}

export interface OwnTopUpCommand {
  readonly by: GuardianId;
  readonly topUpId: TopUpId;
}

export interface AskAboutTopUpCommand {
  readonly reference: string;
  /** What names the webhook; null where none is the reason. */
  readonly event?: string | null;
}

/** What became of a question that a webhook or somebody else was the reason for. */
export interface Asked {
  readonly state: TopUpState;
  /** The very same webhook came before. */
  readonly isRepeated: boolean;
  /** The provider's answer was about something else than was asked for. */
  readonly isContradicted: boolean;
}

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
  /** One beginning and one question at a time for each: two pages could both be paid. */
  readonly #beginning = new Map<number, Promise<void>>();
  readonly #asking = new Map<number, Promise<void>>();

  constructor(ctx: DurableObjectState, store: TopUpStore, doors: TopUpDoors) {
    this.#ctx = ctx;
    this.#store = store;
    this.#doors = doors;
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
      await this.#within(
        BEGIN_WITHIN_MS,
        begun.finally(() => this.#beginning.delete(number)),
      );
    }
    return accepted(this.#view(this.#attempt(number)));
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
      await this.#within(LOOK_WITHIN_MS, this.#askOnce(number));
    }
    return accepted(this.#view(this.#attempt(number)));
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
      await this.#within(BEGIN_WITHIN_MS, closed);
    }
    return accepted(this.#view(this.#attempt(number)));
  }

  #own({ by, topUpId }: OwnTopUpCommand): Outcome<TopUpAttempt, Refusal> {
    const may = mayGuardian(this.#doors.books().account, by, 'pay_in', Date.now());
    if (!may.ok) return may;
    const attempt = this.#store.byId(topUpId);
    return attempt?.guardianId === by ? accepted(attempt) : refused({ code: 'top_up_unknown' });
  }

  /** Refusal: `top_up_unknown`. Also of one that has ended: money may come late, and is then credited. */
  async ask(reference: string, event: string | null = null): Promise<Outcome<Asked, Refusal>> {
    const read = readPaymentReference(reference);
    const isOurs = read?.accountId === this.#doors.accountId;
    const attempt = isOurs ? this.#store.attempt(read.attemptNumber) : null;
    if (attempt === null) return refused({ code: 'top_up_unknown' });
    const isRepeated = event !== null && this.#store.noteWebhook(attempt.number, event);
    await this.#askOnce(attempt.number);
    const { state, mismatches } = this.#attempt(attempt.number);
    return accepted({ state, isRepeated, isContradicted: mismatches > attempt.mismatches });
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

  /** From the account's alarm. One that fails does not hold up the others. */
  async askDue(): Promise<void> {
    for (const { number } of this.#store.due(Date.now())) {
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
    return accepted(this.#attempt(number));
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
    } else if (started.kind === 'refused' && this.#attempt(number).state === 'created') {
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
    const attempt = this.#attempt(number);
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
      this.#apply(number, await this.#outcome(attempt, provider));
    }
    const after = this.#attempt(number);
    if (after.state === 'refund_due') await this.#giveBack(after, provider);
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

  /** One transaction: what the answer does to the attempt, the charge and the books. */
  #apply(number: number, outcome: PaymentOutcome): void {
    try {
      this.#ctx.storage.transactionSync(() => this.#settle(number, outcome, Date.now()));
      this.#doors.committed();
    } catch (error) {
      this.#doors.freezeOn(error);
    }
  }

  #settle(number: number, outcome: PaymentOutcome, now: number): void {
    const { account, journal } = this.#doors.books();
    if (account.frozenBecause !== null) return;
    const attempt = this.#attempt(number);
    const purseOre = journal.running().sumsOre.purse;
    const charge = 'chargeId' in outcome ? outcome : null;
    const owner = charge && this.#store.charge(attempt.provider, charge.chargeId);
    const known = {
      ofAttempt: this.#store.chargeOf(number)?.chargeId ?? null,
      ownerOfCharge: owner?.number ?? null,
    };
    const money = { purseOre, settings: account.settings };
    const consequence = consequenceOf(attempt, outcome, known, money, now);
    if (consequence.kind === 'credit') this.#credit(attempt, consequence.charge, now);
    else this.#note(attempt, consequence, now);
    this.#doors.byAgreement().settled(attempt, outcome, now);
  }

  #note(attempt: TopUpAttempt, consequence: Exclude<Consequence, { kind: 'credit' }>, now: number) {
    const { number, state } = attempt;
    const told = noticeToPayer(attempt, consequence);
    if (told !== null) this.#doors.books().store.insertNotice({ at: now, ...told });
    // One that has ended was asked for a late charge: unless nobody knows, nothing is open any more.
    if (consequence.kind !== 'ask_again' && !isOpen(attempt)) {
      this.#store.end(number, state, attempt.because);
    }
    if (consequence.kind === 'ask_again' && consequence.handle !== null) {
      this.#store.putHandle(number, consequence.handle);
    }
    if (consequence.kind === 'end') {
      this.#store.end(number, consequence.state, consequence.because);
    }
    if (consequence.kind === 'count_mismatch') {
      console.error(`top-up ${attempt.reference}: not ours by ${consequence.because}`);
      this.#store.countMismatch(number, consequence.because);
      if (this.#attempt(number).mismatches >= MOST_MISMATCHES) this.#store.leaveToPerson(number);
    }
    if (consequence.kind === 'give_back') {
      const { charge, refundOre, because } = consequence;
      this.#store.insertCharge(attempt, charge, null, now);
      if (refundOre === 0) this.#store.end(number, 'refunded', because);
      else this.#store.putRefundDue(number, refundOre, because, nextAskAt(attempt.createdAt, now));
    }
  }

  #credit(attempt: TopUpAttempt, charge: ChargeFacts, now: number): void {
    const { journal } = this.#doors.books();
    const draft = {
      ...({ entryId: attempt.topUpId, kind: 'top_up', occurredAt: now, recordedAt: now } as const),
      ...{ purchase: null, soldLines: [], ofPurchaseSequence: null, refundedLines: [] },
      ...{ by: attempt.guardianId, reasonCiphertext: null },
      postings: pursePostings(charge.amountOre, 'top_ups'),
    };
    const { entry } = journal.append(draft, journal.running());
    this.#store.insertCharge(attempt, charge, entry.sequence, now);
    this.#store.end(attempt.number, 'credited', null);
  }

  /** Ordered under one name, however often, until the provider says that it failed. */
  async #giveBack(attempt: TopUpAttempt, provider: PaymentProvider): Promise<void> {
    const { number, reference, handle, refundOre, because, providerRefundId } = attempt;
    const { refundsFailed } = attempt;
    const charge = this.#store.chargeOf(number);
    if (charge === null || refundOre === null) throw new Error(`nothing to refund: ${reference}`);
    const agreementId = this.#doors.byAgreement().agreementIdOf(attempt);
    if (refundsFailed > 0 && providerRefundId === null) {
      // Somebody may have given it back in the provider's own portal meanwhile, and it failed for that.
      const seen = await this.#outcome(attempt, provider);
      if (seen.kind !== 'captured' && seen.kind !== 'refunded') return;
      if (seen.refundedOre >= charge.amountOre) return this.#store.end(number, 'refunded', because);
    }
    await this.#ctx.storage.sync();
    const request = {
      ...{ refundReference: `${reference}-${refundsFailed + 1}`, amountOre: refundOre },
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
    } else if (outcome.kind !== 'unknown') {
      this.#refundFailed(attempt, outcome);
      await this.comeBack();
    }
  }

  #refundFailed({ number, reference, refundsFailed }: TopUpAttempt, outcome: RefundOutcome): void {
    console.error(`top-up ${reference}: its refund is not done: ${JSON.stringify(outcome)}`);
    const now = Date.now();
    const again = nextRefundAt(refundsFailed + 1, now);
    this.#ctx.storage.transactionSync(() => {
      this.#store.countFailedRefund(number, again ?? now);
      if (again === null) this.#store.leaveToPerson(number);
    });
  }

  #attempt(number: number): TopUpAttempt {
    const attempt = this.#store.attempt(number);
    if (attempt === null) throw new Error(`there is no top-up ${number}`);
    return attempt;
  }

  #view(attempt: TopUpAttempt): TopUp {
    const sequence = this.#store.chargeOf(attempt.number)?.sequence ?? null;
    return topUpView(this.#doors.accountId, attempt, sequence);
  }

  /** Waits no longer than that; what takes longer goes on, and its end is seen by whoever asks next. */
  async #within(durationMs: number, work: Promise<void>): Promise<void> {
    this.#ctx.waitUntil(work);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const waited = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, durationMs);
    });
    await Promise.race([work, waited]).finally(() => clearTimeout(timer));
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
