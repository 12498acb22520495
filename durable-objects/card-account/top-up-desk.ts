// What guardians, webhooks and finance ask of top-ups: started and stored before the provider hears of it, looked at,
// closed, ended by hand (I7). A webhook or a redirect is a reason to ask the provider, no more. Absent: asking
// (top-up-asking.ts), and automatic top-ups.
import { accepted, type Outcome, refused } from '../../contracts/outcome.ts';
import type { Refusal } from '../../contracts/problems.ts';
import type { ClosedTopUp, PayingIn, TopUp } from '../../contracts/top-ups.ts';
import type { PaymentOutcome } from '../payments/payment-provider.ts';
import { paymentReference, readPaymentReference } from '../payments/payment-reference.ts';
import { contradicts } from '../payments/told-sum.ts';
import { within } from '../within.ts';
import { beWalked, type WalkDoors } from './be-walked.ts';
import { topUpBound } from './daily-bounds.ts';
import {
  isOpen,
  mayBeBegun,
  nextAskAt,
  refusalToStart,
  type TopUpAttempt,
} from './decide-top-up-attempt.ts';
import { mayGuardian } from './guardian-rights.ts';
import { LostTopUps } from './lost-top-ups.ts';
import type { RoomTriesStore } from './room-tries-store.ts';
import { fingerprintOf, type Intent } from './settle-once.ts';
import type { AskingDoors, TopUpAsking } from './top-up-asking.ts';
import type {
  AskAboutTopUpCommand,
  Asked,
  EndTopUpByHandCommand,
  OwnTopUpCommand,
  StartTopUpCommand,
} from './top-up-commands.ts';
import type { TopUpStore } from './top-up-store.ts';
import { closingOf, type PayingInCommand, payingInView, topUpView } from './top-up-views.ts';
import type { TopUpWebhookStore } from './top-up-webhook-store.ts';

export interface TopUpDoors extends AskingDoors, WalkDoors {
  readonly attempts: TopUpStore;
  readonly webhooks: TopUpWebhookStore;
  readonly roomTries: RoomTriesStore;
}

/** How long a guardian waits for a provider's answer; the question goes on without. */
const BEGIN_WITHIN_MS = 9_000;
const LOOK_WITHIN_MS = 4_000;
const MOST_OF_MINE = 20;

export class TopUpDesk {
  readonly #ctx: DurableObjectState;
  readonly #asking: TopUpAsking;
  readonly #store: TopUpStore;
  readonly #doors: TopUpDoors;
  readonly #lost: LostTopUps;

  constructor(ctx: DurableObjectState, asking: TopUpAsking, doors: TopUpDoors) {
    this.#ctx = ctx;
    this.#asking = asking;
    this.#store = doors.attempts;
    this.#doors = doors;
    this.#lost = new LostTopUps(ctx, doors.attempts, doors);
  }

  /**
   * Refusals in order: `account_unknown`, `rights_not_enough`, `top_up_id_reused`, `account_frozen`,
   * `too_many_tries` (after so many that came to nothing; a payer's of what fits), those of `refusalToStart`. The same
   * again returns it as it stands, and begins it where that was lost.
   */
  async start(command: StartTopUpCommand): Promise<Outcome<TopUp, Refusal>> {
    const taken = this.#ctx.storage.transactionSync(() => this.#take(command, Date.now()));
    if (!taken.ok) return taken;
    const { number } = taken.value;
    if (isOpen(taken.value)) this.#ctx.waitUntil(beWalked(this.#doors));
    if (mayBeBegun(taken.value, Date.now())) {
      await within(this.#ctx, BEGIN_WITHIN_MS, this.#asking.begin(taken.value));
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
      await within(this.#ctx, LOOK_WITHIN_MS, this.#asking.ask(number));
    }
    return accepted(this.#view(this.#store.known(number)));
  }

  /** Closes the provider's page, now or when it answers. Too late is told by the state. Refusals as of `look`. */
  async cancel(command: OwnTopUpCommand): Promise<Outcome<ClosedTopUp, Refusal>> {
    const own = this.#own(command);
    if (!own.ok) return own;
    const { number, state } = own.value;
    let answer: PaymentOutcome | null = null;
    if (state === 'created' || state === 'waiting') {
      this.#store.putCancelled(number, Date.now());
      answer = await within(this.#ctx, BEGIN_WITHIN_MS, this.#asking.askAfresh(number));
    }
    const closed = this.#view(this.#store.known(number));
    return accepted({ ...closed, closing: closingOf(closed, answer) });
  }

  #own({ by, topUpId }: OwnTopUpCommand): Outcome<TopUpAttempt, Refusal> {
    const may = mayGuardian(this.#doors.books().account, by, 'pay_in', Date.now());
    if (!may.ok) return may;
    const attempt = this.#store.byId(topUpId);
    return attempt?.guardianId === by ? accepted(attempt) : refused({ code: 'top_up_unknown' });
  }

  /** Refusal: `top_up_unknown`. Also of one that has ended: money may come late, and is then credited. */
  async ask(command: AskAboutTopUpCommand): Promise<Outcome<Asked, Refusal>> {
    const { reference, event = null, named = null, told = null } = command;
    const attempt = this.#named(reference);
    if (attempt === null) return refused({ code: 'top_up_unknown' });
    const isRepeated = event !== null && this.#doors.webhooks.note(attempt.number, event);
    if (named !== null) await this.#lost.confirm(attempt, named);
    await this.#asking.ask(attempt.number);
    const { state, mismatches } = this.#store.known(attempt.number);
    const isOther = told !== null && contradicts(told, attempt);
    return accepted({
      ...{ state, isRepeated },
      isContradicted: isOther || mismatches > attempt.mismatches,
    });
  }

  /** Refusal: `top_up_unknown`, also where it does not stand for a person. See `LostTopUps.endByHand`. */
  endByHand(
    { reference, by }: EndTopUpByHandCommand,
    reasonCiphertext: string,
  ): Outcome<TopUpAttempt, Refusal> {
    const attempt = this.#named(reference);
    return attempt === null
      ? refused({ code: 'top_up_unknown' })
      : this.#lost.endByHand(attempt, by, reasonCiphertext);
  }

  #named(reference: string): TopUpAttempt | null {
    const read = readPaymentReference(reference);
    const isOurs = read?.accountId === this.#doors.accountId;
    return isOurs ? this.#store.attempt(read.attemptNumber) : null;
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
    // What a rule has ordered has an id, too, and no outcome: nobody asked for it under that id.
    if (this.#store.byId(topUpId) !== null) return refused({ code: 'top_up_id_reused' });
    if (account.frozenBecause !== null) return refused({ code: 'account_frozen' });
    // Before the room is looked at, or what is refused for its number would still tell what fits.
    const bound = topUpBound(this.#store, by, may.value, now);
    if (bound !== null) return refused(bound);
    const hindrance = refusalToStart(
      {
        purseOre: journal.running().sumsOre.purse,
        inFlightOre: this.#store.inFlightOre(),
        settings: account.settings,
        isOffered: this.#doors.providers().has(provider),
      },
      amountOre,
    );
    const told = this.#doors.roomTries.told(by, may.value, hindrance, now);
    if (told !== null) return refused(told);
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

  #view(attempt: TopUpAttempt): TopUp {
    return topUpView(this.#doors.accountId, attempt, this.#store.charges);
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
