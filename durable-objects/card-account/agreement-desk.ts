// A rule's agreements with providers, from the page where one is approved to the day when it is stopped: begun,
// asked for until known, renewed, stopped until the provider has heard (I9). Absent: what an approval does to
// its rule (auto-top-up-desk.ts), and charges (rule-charges.ts).
import type {
  AgreementOutcome,
  PaymentProvider,
  StoredMethod,
} from '../payments/payment-provider.ts';
import type { PaymentProviders } from '../payments/payment-providers.ts';
import { isToBeGivenUp, isUnapproved, questionOf } from './agreement-question.ts';
import type { Agreement, AgreementStore } from './agreement-store.ts';
import { ruleSentence } from './agreement-words.ts';
import {
  nextAskAt as askAgainAt,
  isToBeGivenUp as isFirstGivenUp,
  type TopUpAttempt,
} from './decide-top-up-attempt.ts';
import { warnedFrom } from './method-end.ts';
import type { TopUpStore } from './top-up-store.ts';

export interface AgreementDoors {
  readonly attempts: TopUpStore;
  /** The version of the consent that it rests on. */
  readonly consentVersion: (agreement: Agreement) => string;
  readonly providers: () => PaymentProviders;
  /** Asks for the first top-up that waits on the same page, and with it for the agreement. */
  readonly askForFirst: (number: number) => Promise<void>;
  /** Inside the transaction: approved, or renewed. True where it is in force from now on. */
  readonly approved: (agreement: Agreement, agreementId: string, now: number) => boolean;
  /** Inside the transaction: it never came into force. */
  readonly notApproved: (agreement: Agreement, because: string, now: number) => void;
  /** Inside the transaction: its customer has stopped it. */
  readonly stoppedByCustomer: (agreement: Agreement, now: number) => void;
  /** Inside the transaction: its card ends within a month. */
  readonly endsSoon: (agreement: Agreement, method: StoredMethod, now: number) => void;
  /** After each commit. */
  readonly committed: () => void;
  /** @throws what is not an invariant's. */
  readonly freezeOn: (error: unknown) => unknown;
}

const DAY_MS = 86_400_000;
const ASK_FOR_METHOD_EACH_MS = 30 * DAY_MS;
export class AgreementDesk {
  readonly #ctx: DurableObjectState;
  readonly #store: AgreementStore;
  readonly #doors: AgreementDoors;
  readonly #working = new Map<number, Promise<void>>();

  constructor(ctx: DurableObjectState, store: AgreementStore, doors: AgreementDoors) {
    this.#ctx = ctx;
    this.#store = store;
    this.#doors = doors;
  }

  /** Leads to the provider's page; the same again where the answer was lost. */
  begin(number: number): Promise<void> {
    return this.#once(number, async () => {
      const agreement = this.#agreement(number);
      const provider = this.#providerOf(agreement);
      if (provider === null || agreement.state !== 'created') return;
      await this.comeBack();
      // On disk before the provider hears of it, or a crash could leave a page that nobody asks for.
      await this.#ctx.storage.sync();
      const started = await provider.startAgreement({
        ...{ reference: agreement.reference, language: agreement.language },
        sentence: ruleSentence(agreement.terms, agreement.language),
        consentVersion: this.#doors.consentVersion(agreement),
        mostPerMonthOre: agreement.terms.mostPerMonthOre,
        firstChargeOre: agreement.firstTopUpOre,
        renewsAgreementId: agreement.renewsAgreementId,
        ...{ returnAddress: agreement.returnAddress, cancelAddress: agreement.returnAddress },
        ...{ manageAddress: agreement.manageAddress, payer: null },
      });
      if (started.kind === 'redirect') this.#putPage(number, started.handle, started.address);
      if (started.kind === 'refused') {
        console.error(`agreement ${agreement.reference} was refused: ${started.because}`);
        this.#settle(number, (now) => this.#endUnapproved(number, 'provider_refused', now));
      }
    });
  }

  /**
   * One question, and what follows from the answer.
   *
   * @param first the first top-up of the same page, which is then asked for with it.
   */
  async ask(number: number, first: TopUpAttempt | null): Promise<AgreementOutcome> {
    const agreement = this.#agreement(number);
    const provider = this.#providerOf(agreement);
    if (provider === null) return { kind: 'unknown', because: 'unreachable' };
    const question = questionOf(agreement, first !== null);
    const now = Date.now();
    const isOver = first === null ? isToBeGivenUp(agreement, now) : isFirstGivenUp(first, now);
    let outcome = await provider.askForAgreement(question);
    if (outcome.kind === 'pending' && isUnapproved(agreement) && isOver) {
      outcome = await provider.abandonAgreement(question);
    }
    this.#settle(number, (at) => this.#take(number, outcome, at));
    return outcome;
  }

  /** For a webhook, a redirect, an alarm: whatever there is to ask or to tell. */
  askOnce(number: number): Promise<void> {
    return this.#once(number, async () => {
      const agreement = this.#agreement(number);
      this.#putNextAsk(agreement);
      await this.comeBack();
      if (agreement.state === 'stopping') await this.#stop(agreement);
      else if (this.#isFirstOpen(number)) await this.#doors.askForFirst(number);
      else await this.ask(number, null);
      await this.comeBack();
    });
  }

  /** From the account's alarm. One that fails does not hold up the others. */
  async askDue(): Promise<void> {
    for (const { number, reference } of this.#store.due(Date.now())) {
      try {
        await this.askOnce(number);
      } catch (error) {
        console.error(`agreement ${reference} failed: ${error}`);
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

  async #stop(agreement: Agreement): Promise<void> {
    const { number, agreementId } = agreement;
    const provider = this.#providerOf(agreement);
    if (provider === null) return;
    await this.#ctx.storage.sync();
    if (agreementId !== null) {
      const stopped = await provider.stopAgreement(agreementId);
      if (stopped.kind === 'stopped') {
        this.#settle(number, (now) => this.#store.end(number, 'by_us', now));
      } else console.error(`agreement ${agreement.reference} is not stopped: ${stopped.kind}`);
      return;
    }
    const outcome = await provider.abandonAgreement(questionOf(agreement, false));
    this.#settle(number, (now) => this.#take(number, outcome, now));
  }

  /** Inside the transaction. */
  #take(number: number, outcome: AgreementOutcome, now: number): void {
    const agreement = this.#agreement(number);
    switch (outcome.kind) {
      case 'active':
        this.#takeActive(agreement, outcome, now);
        return;
      case 'ended':
        this.#takeEnd(agreement, outcome.because, now);
        return;
      case 'not_found':
        this.#takeNotFound(agreement, now);
        return;
      case 'mismatch':
        console.error(`agreement ${agreement.reference}: not ours by ${outcome.because}`);
        if (isUnapproved(agreement)) this.#endUnapproved(number, outcome.because, now);
        return;
      case 'pending':
      case 'refused':
      case 'unknown':
        return;
      default:
        outcome satisfies never;
    }
  }

  #takeActive(
    agreement: Agreement,
    { agreementId, method }: Extract<AgreementOutcome, { kind: 'active' }>,
    now: number,
  ): void {
    const { number, state } = agreement;
    // Over since it was in force: some providers tell of such a one for ever.
    if (state === 'ended' && agreement.agreementId !== null) return;
    if (state === 'stopping') {
      this.#store.putStopping(number, agreementId, now);
      return;
    }
    if (state !== 'active') {
      this.#store.activate(number, agreementId, null, now);
      // Approved after all, when nobody wants it any more: it is stopped, and never charged.
      if (!this.#doors.approved(agreement, agreementId, now)) {
        this.#store.putStopping(number, agreementId, now);
        return;
      }
    }
    this.#keepMethod(this.#agreement(number), method, now);
  }

  /** Cards are asked for each month, and on the day from which their guardian is warned. */
  #keepMethod(agreement: Agreement, method: StoredMethod | null, now: number): void {
    const { number } = agreement;
    if (this.#providerOf(agreement)?.showsCardExpiry !== true) return;
    const known = method ?? agreement.method;
    this.#store.putMethod(number, known);
    const warnAt = known === null ? null : warnedFrom(known);
    const nextAt = now + ASK_FOR_METHOD_EACH_MS;
    const isAhead = warnAt !== null && warnAt > now;
    this.#store.putNextAsk(number, isAhead ? Math.min(nextAt, warnAt) : nextAt);
    if (known === null || isAhead || agreement.warnedOf === known.expiresAtEndOf) return;
    this.#store.putWarnedOf(number, known.expiresAtEndOf);
    this.#doors.endsSoon(agreement, known, now);
  }

  #takeEnd(agreement: Agreement, because: 'stopped' | 'not_approved', now: number): void {
    const { number, state } = agreement;
    if (isUnapproved(agreement)) this.#endUnapproved(number, 'not_approved', now);
    else if (state !== 'ended') {
      this.#store.end(number, because, now);
      if (state === 'active') this.#doors.stoppedByCustomer(agreement, now);
    }
  }

  #takeNotFound(agreement: Agreement, now: number): void {
    const isOver = isToBeGivenUp(agreement, now);
    if (agreement.state === 'stopping') this.#store.end(agreement.number, 'by_us', now);
    // A page that may just be opening is not known yet everywhere.
    else if (isUnapproved(agreement) && isOver) {
      this.#endUnapproved(agreement.number, 'not_begun', now);
    }
  }

  #endUnapproved(number: number, because: string, now: number): void {
    const agreement = this.#agreement(number);
    if (!isUnapproved(agreement)) return;
    this.#store.end(number, because, now);
    // A first top-up that was never begun is not asked for at the provider any more.
    const first = this.#doors.attempts.attempt(number);
    if (because === 'provider_refused' && first !== null) {
      this.#doors.attempts.end(number, 'declined', because);
    }
    this.#doors.notApproved(agreement, because, now);
  }

  #putPage(number: number, handle: string, address: string): void {
    this.#settle(number, () => {
      this.#store.putPage(number, handle, address);
      const first = this.#doors.attempts.attempt(number);
      if (first !== null) this.#doors.attempts.putPage(number, handle, address);
    });
  }

  /** The next time stands before the call: a crash in between is only late. */
  #putNextAsk({ number, state, since, nextAskAt }: Agreement): void {
    const now = Date.now();
    if (state === 'active')
      this.#store.putNextAsk(number, nextAskAt === null ? null : now + DAY_MS);
    else if (state !== 'ended') this.#store.putNextAsk(number, askAgainAt(since, now));
  }

  #isFirstOpen(number: number): boolean {
    const first = this.#doors.attempts.attempt(number);
    return first?.state === 'created' || first?.state === 'waiting';
  }

  #settle(number: number, write: (now: number) => void): void {
    try {
      this.#ctx.storage.transactionSync(() => write(Date.now()));
      this.#doors.committed();
    } catch (error) {
      console.error(`agreement ${number} of the account: ${error}`);
      this.#doors.freezeOn(error);
    }
  }

  #providerOf({ provider }: Agreement): PaymentProvider | null {
    return this.#doors.providers().get(provider) ?? null;
  }

  #agreement(number: number): Agreement {
    const agreement = this.#store.agreement(number);
    if (agreement === null) throw new Error(`there is no agreement ${number}`);
    return agreement;
  }

  async #once(number: number, work: () => Promise<void>): Promise<void> {
    const before = this.#working.get(number);
    const working = before ?? work();
    this.#working.set(number, working);
    await working.finally(() => this.#working.delete(number));
  }
}
