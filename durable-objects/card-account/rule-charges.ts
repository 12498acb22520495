// Charges on a rule's agreement, as a provider is asked for them: ordered once under the attempt's reference,
// asked for until known, never ordered anew while nobody knows. Absent: what the answer does to books and
// attempt (top-up-settling.ts), and to the rule (rule-settling.ts).
import type { Ore } from '../../contracts/ore.ts';
import type { Settings } from '../municipality/settings.ts';
import type {
  AgreementCharge,
  AgreementOutcome,
  PaymentOutcome,
  PaymentProvider,
} from '../payments/payment-provider.ts';
import type { Agreement, AgreementStore } from './agreement-store.ts';
import { CHARGE_DESCRIPTION } from './agreement-words.ts';
import { isOpen, type TopUpAttempt, whenReserved } from './decide-top-up-attempt.ts';
import type { TopUpStore } from './top-up-store.ts';

export interface ChargeDoors {
  readonly attempts: TopUpStore;
  readonly agreements: AgreementStore;
  readonly askForAgreement: (number: number, first: TopUpAttempt) => Promise<AgreementOutcome>;
  /** Its rule stands, and its guardian has agreed to as much as that. */
  readonly isWanted: (attempt: TopUpAttempt) => boolean;
  /** What it was ordered for is still so. */
  readonly isDue: (attempt: TopUpAttempt) => boolean;
  readonly money: () => {
    readonly purseOre: Ore;
    readonly settings: Pick<Settings, 'highestBalanceOre'>;
  };
}

type Refused = Extract<PaymentOutcome, { kind: 'refused' }>;

/** Withdrawn by us: no provider has heard of it, or has it. */
const CANCELLED: PaymentOutcome = { kind: 'cancelled', because: 'by_us' };

export class RuleCharges {
  readonly #ctx: DurableObjectState;
  readonly #doors: ChargeDoors;

  constructor(ctx: DurableObjectState, doors: ChargeDoors) {
    this.#ctx = ctx;
    this.#doors = doors;
  }

  /** Of an attempt that an agreement pays. */
  outcome(attempt: TopUpAttempt, provider: PaymentProvider): Promise<PaymentOutcome> {
    return attempt.way === 'agreement_first'
      ? this.#outcomeOfFirst(attempt, provider)
      : this.#outcomeOfCharge(attempt, provider);
  }

  /** Whether what a webhook names is this attempt's charge, and was taken. The provider says so, not the webhook. */
  async found(attempt: TopUpAttempt, handle: string, provider: PaymentProvider): Promise<boolean> {
    const question = { ...this.#charge(attempt), handle, isStillWanted: false };
    const { kind } = await provider.askForCharge(question);
    return kind === 'captured' || kind === 'refunded';
  }

  /** Null for one by hand. */
  agreementIdOf({ agreementNumber }: TopUpAttempt): string | null {
    if (agreementNumber === null) return null;
    const { agreementId, handle } = this.#agreement(agreementNumber);
    return agreementId ?? handle;
  }

  async #outcomeOfFirst(attempt: TopUpAttempt, provider: PaymentProvider): Promise<PaymentOutcome> {
    const outcome = await this.#doors.askForAgreement(attempt.number, attempt);
    switch (outcome.kind) {
      case 'active':
        return outcome.firstCharge ?? { kind: 'unknown', because: 'not_understood' };
      case 'pending':
        return { kind: 'pending', handle: attempt.handle };
      case 'ended': {
        // It may have been paid before the customer stopped the agreement: the charge alone tells.
        const question = { ...this.#charge(attempt), handle: attempt.handle, isStillWanted: false };
        const charge = await provider.askForCharge(question);
        return charge.kind === 'not_found' ? { kind: 'cancelled', because: 'by_customer' } : charge;
      }
      case 'not_found':
      case 'mismatch':
      case 'refused':
      case 'unknown':
        return outcome;
      default:
        return outcome satisfies never;
    }
  }

  async #outcomeOfCharge(before: TopUpAttempt, provider: PaymentProvider): Promise<PaymentOutcome> {
    // Taken back since it was read, by its guardian's change: no provider has heard of it, nor shall.
    const attempt = this.#doors.attempts.known(before.number);
    if (before.state === 'created' && !isOpen(attempt)) return CANCELLED;
    const isWanted = isOpen(attempt) && this.#doors.isWanted(attempt);
    const charge = this.#charge(attempt);
    if (attempt.state === 'created') {
      if (!isWanted || !this.#isStillRight(attempt)) return CANCELLED;
      this.#doors.attempts.markBegun(attempt.number);
      // On disk before the provider hears of it, or a crash could leave a charge that nobody asks for.
      await this.#ctx.storage.sync();
      return ordered(heard(await provider.chargeAgreement(charge)));
    }
    const { handle } = attempt;
    const asked = heard(
      await provider.askForCharge({ ...charge, handle, isStillWanted: isWanted }),
    );
    if (!isOpen(attempt)) return asked;
    if (asked.kind === 'refused') return unsure(asked);
    if (asked.kind !== 'not_found') return asked;
    // It was accepted once: that it cannot be found now does not mean that it never began.
    if (handle !== null) return { kind: 'pending', handle };
    // It may have waited for days: what is sent now is what would be ordered now.
    if (!this.#doors.isWanted(attempt) || !this.#isStillRight(attempt)) return CANCELLED;
    const again = heard(await provider.chargeAgreement(charge));
    return again.kind === 'refused' ? unsure(again) : again;
  }

  #isStillRight(attempt: TopUpAttempt): boolean {
    const { purseOre, settings } = this.#doors.money();
    const hasRoom = whenReserved(attempt, purseOre, settings) === 'capture';
    return hasRoom && this.#doors.isDue(attempt);
  }

  #charge(attempt: TopUpAttempt): AgreementCharge {
    const { reference, amountOre, language } = attempt;
    const agreementId = this.agreementIdOf(attempt);
    if (agreementId === null) throw new Error(`${reference} is no agreement's`);
    const description = CHARGE_DESCRIPTION[language];
    return { reference, agreementId, amountOre, description, when: 'now' };
  }

  #agreement(number: number): Agreement {
    const agreement = this.#doors.agreements.agreement(number);
    if (agreement === null) throw new Error(`there is no agreement ${number}`);
    return agreement;
  }
}

/**
 * A charge that is cancelled at the provider, by whomever, was not withdrawn by us: it failed, and the next may go
 * through. Its rule waits as after any soft decline, or it would order as fast as somebody there cancels.
 */
function heard(outcome: PaymentOutcome): PaymentOutcome {
  return outcome.kind === 'cancelled'
    ? { kind: 'declined_soft', because: 'cancelled_elsewhere', code: outcome.because }
    : outcome;
}

/**
 * Of the very first order: one that was refused did nothing, and the same again would not; it came to nothing,
 * as a decline does. Keys that are not accepted are no decline: it is sent again when they are.
 */
function ordered(outcome: PaymentOutcome): PaymentOutcome {
  if (outcome.kind !== 'refused') return outcome;
  if (isOfKeys(outcome)) return unsure(outcome);
  const code = `${outcome.status} ${outcome.because}`;
  return { kind: 'declined_soft', because: 'technical', code: code.slice(0, 80) };
}

/** After an earlier order whose answer nobody heard, a refusal may be about its own repeat: nobody knows. */
function unsure(refused: Refused): PaymentOutcome {
  return { kind: 'unknown', because: isOfKeys(refused) ? 'keys_refused' : 'repeat_refused' };
}

function isOfKeys({ status }: Refused): boolean {
  return status === 401 || status === 403;
}
